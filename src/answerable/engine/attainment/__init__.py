"""Actual against expected: attainment of every person in every expectation and period."""

from answerable.engine.attainment.series import Block, Panel, attainment_blocks, read_panel

__all__ = ["Block", "Panel", "attainment_blocks", "read_panel"]
