"""What waiting costs: from the signal to the first action, and in the weeks to come."""

from answerable.engine.inaction.actions import ACTIONS_SCHEMA
from answerable.engine.inaction.amounts import EFFECTS_SCHEMA
from answerable.engine.inaction.erosion import Change, Erosion, erosion
from answerable.engine.inaction.lines import Judged, judge_company
from answerable.engine.inaction.table import AHEAD_SCHEMA, GAPS_SCHEMA
from answerable.engine.inaction.totals import MONEY_SCHEMA, TOTALS_SCHEMA
from answerable.engine.inaction.waiting import Waiting, cost_of_waiting

__all__ = [
    "ACTIONS_SCHEMA",
    "AHEAD_SCHEMA",
    "EFFECTS_SCHEMA",
    "GAPS_SCHEMA",
    "MONEY_SCHEMA",
    "TOTALS_SCHEMA",
    "Change",
    "Erosion",
    "Judged",
    "Waiting",
    "cost_of_waiting",
    "erosion",
    "judge_company",
]
