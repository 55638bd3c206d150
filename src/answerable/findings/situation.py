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
    """

    on: date
    line: Line
    support: SupportRecord
    policy: Policy
