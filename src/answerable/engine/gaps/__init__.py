"""Gaps: signal from noise, how long they last, and whether a person or a whole unit is short."""

from answerable.engine.gaps.find import Coverage, Gaps, find_gaps
from answerable.engine.gaps.settings import GapSettings

__all__ = ["Coverage", "GapSettings", "Gaps", "find_gaps"]
