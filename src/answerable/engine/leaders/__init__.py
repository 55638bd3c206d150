"""Leaders: who is held back by theirs, and what became of people after a move."""

from answerable.engine.leaders.forecast import forecasts
from answerable.engine.leaders.potential import POTENTIAL_SCHEMA, badly_managed
from answerable.engine.leaders.score import MoveScore, score_moves

__all__ = ["POTENTIAL_SCHEMA", "MoveScore", "badly_managed", "forecasts", "score_moves"]
