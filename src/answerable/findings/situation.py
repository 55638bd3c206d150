"""What every question about answerability is asked against."""

from dataclasses import dataclass
from datetime import date

from answerable.findings.line import Line
from answerable.findings.support import SupportRecord
from answerable.rules.policy import Policy


@dataclass(frozen=True, slots=True)
class Situation:
    """A company on a day.

    Attributes:
        on: the day looked at.
        line: who leads whom.
        support: what was recorded of support given.
        policy: the rules' figures.
        asks_from: no clock starts before this day: the first on which anybody could have been asked.
        began_on: the day the installation began; who led before that is not new to leading.
    """

    on: date
    line: Line
    support: SupportRecord
    policy: Policy
    asks_from: date = date.min
    began_on: date = date.min
