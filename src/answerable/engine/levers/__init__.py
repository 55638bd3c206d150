"""Which lever closes gaps, beyond those that close by themselves."""

from answerable.engine.levers.curves import CURVE_SCHEMA
from answerable.engine.levers.effects import LeverEffects, lever_effects
from answerable.engine.levers.verdict import LEVER_SCHEMA

__all__ = ["CURVE_SCHEMA", "LEVER_SCHEMA", "LeverEffects", "lever_effects"]
