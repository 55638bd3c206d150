"""Simulated organisations whose truth is known: for tests, for the documentation, for the demo."""

from answerable.engine.worlds.demo import demo_company
from answerable.engine.worlds.parameters import WorldParameters
from answerable.engine.worlds.registry import WORLDS, world
from answerable.engine.worlds.simulate import World, simulate

__all__ = ["WORLDS", "World", "WorldParameters", "demo_company", "simulate", "world"]
