"""Causes and plans, as they are shown."""

from dataclasses import dataclass
from datetime import date

from answerable.rules import plans as rules
from answerable.rules.plans import Side


@dataclass(frozen=True, slots=True)
class View:
    """What somebody thinks a gap comes from.

    Attributes:
        account: the number of the account of who said so.
        author: their name, empty for somebody who is no person of this company.
        speaks_as: `person`, `leader` or `partner`.
        causes: of the glossary's list.
        evidence: what it rests on.
        on: when it was said.
        replaced_on: the day they said otherwise, None while it stands.
    """

    account: int
    author: str
    speaks_as: str
    causes: tuple[str, ...]
    evidence: str
    on: date
    replaced_on: date | None


@dataclass(frozen=True, slots=True)
class CommitmentShown:
    """What somebody committed to.

    Attributes:
        number: of the commitment.
        case: the number of the case.
        side: the person's or the leader's.
        by_key: who.
        by: their name.
        text: what.
        due_on: by when.
        person_says: whether it was kept, as the person says; None before they said so.
        person_said_on: when they said so.
        leader_says: likewise, as a leader says.
        leader_said_on: when.
        leader_said_by: the name of that leader, empty for nobody.
    """

    number: int
    case: int
    side: Side
    by_key: str
    by: str
    text: str
    due_on: date
    person_says: bool | None
    person_said_on: date | None
    leader_says: bool | None
    leader_said_on: date | None
    leader_said_by: str

    @property
    def is_kept(self) -> bool:
        """Whether it counts as kept: somebody says so, and nobody says otherwise."""
        return {self.person_says, self.leader_says} in ({True}, {True, None})


@dataclass(frozen=True, slots=True)
class MilestoneShown:
    """A milestone: its place in the plan from 1 on, what, by when, when it was reached and who said so."""

    place: int
    text: str
    due_on: date
    reached_on: date | None
    said_by: str


@dataclass(frozen=True, slots=True)
class Signed:
    """That somebody agreed to the plan as it stands, or acknowledged it."""

    key: str
    name: str
    on: date
    is_acknowledged: bool


@dataclass(frozen=True, slots=True)
class PlanShown:
    """A plan.

    Attributes:
        number: of the plan.
        case: the number of its case.
        version: grows with every change.
        state: `draft`, `proposed`, `running` or `ended`.
        levers: kind and name of what is set to work.
        commitments: of both sides, in the order they were written.
        milestones: in the order they were written.
        reviews: the days on which it is looked at again.
        decide_on: the day by which it is decided what comes of it; None where a draft leaves that out.
        changed_by: the key of who wrote it last.
        changed_by_name: their name.
        proposed_on: the day it was put forward.
        agreed_on: the day both sides had agreed.
        signed: who agreed to it as it stands, or acknowledged it.
        ended_on: the day it ended.
        ended_by: the name of who said so.
        outcome: how it ended; empty while it runs, and where a changed plan took its place.
        reason: why it ended so.
    """

    number: int
    case: int
    version: int
    state: str
    levers: tuple[tuple[str, str], ...]
    commitments: tuple[CommitmentShown, ...]
    milestones: tuple[MilestoneShown, ...]
    reviews: tuple[date, ...]
    decide_on: date | None
    changed_by: str
    changed_by_name: str
    proposed_on: date | None
    agreed_on: date | None
    signed: tuple[Signed, ...]
    ended_on: date | None
    ended_by: str
    outcome: str
    reason: str

    def has_signed(self, key: str) -> bool:
        """Whether somebody agreed to it as it stands."""
        return any(one.key == key and not one.is_acknowledged for one in self.signed)

    def proposed(self) -> rules.ProposedPlan:
        """The plan as the rules ask about it."""
        said = (rules.Commitment(one.side, one.by_key, one.text, one.due_on) for one in self.commitments)
        return rules.ProposedPlan(tuple(kind for kind, _name in self.levers), tuple(said), self.reviews, self.decide_on)


@dataclass(frozen=True, slots=True)
class ExtensionShown:
    """That a decision got more time: from whom, at which level, when, until when, and why."""

    by: str
    level: int
    given_on: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class Brief:
    """How the plan of a case stands: its state, the day by which it is decided, and how it ended."""

    state: str
    decide_on: date | None
    outcome: str
    on: date | None
