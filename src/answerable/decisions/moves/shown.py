"""What is told of a move: plain values, read from its rows."""

from dataclasses import dataclass
from datetime import date, timedelta

from answerable.decisions.moves.models import Decision, Move
from answerable.facts.people.models import Account, Person
from answerable.rules.moves import MoveKind, MoveState, Proposal

OTHERWISE = "otherwise"
AS_PROPOSED = "as_proposed"
DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Toward:
    """What somebody is to a person.

    Attributes:
        is_person: whether it is they themself.
        level: how far above the person they lead; 0 for not at all.
        is_partner: whether they are the people partner of the person's unit.
    """

    is_person: bool
    level: int
    is_partner: bool

    @property
    def may_propose(self) -> bool:
        """Whether they may propose a move of the person."""
        return self.is_person or self.level > 0 or self.is_partner


@dataclass(frozen=True, slots=True)
class Terms:
    """Where to somebody moves, by what it is called.

    Attributes:
        kind: another role, another leader, or leaving.
        role: the title of the role, empty for leaving.
        leader: the name of the leader.
        unit: the name of the unit.
        starts_on: the first day of it; of leaving, the first day after the last one.
    """

    kind: MoveKind
    role: str
    leader: str
    unit: str
    starts_on: date

    @property
    def last_on(self) -> date:
        """Of leaving, the last day."""
        return self.starts_on - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DecisionShown:
    """What was decided, and by whom.

    Attributes:
        number: of the decision.
        outcome: as it was proposed, otherwise, or declined.
        terms: what was decided; None for declined.
        by: the leader who decided.
        level: how far above the person they led.
        reason: why, as they said.
        support: what was on record of support then, as plain values; none for what the person asked for.
        grounds: what the rule said to it.
        on: the day.
        taken_back_on: the day it was taken back, None where it stands.
        taken_back_by: by whom.
        taken_back_why: why.
    """

    number: int
    outcome: str
    terms: Terms | None
    by: str
    level: int
    reason: str
    support: dict[str, int | bool]
    grounds: tuple[str, ...]
    on: date
    taken_back_on: date | None
    taken_back_by: str
    taken_back_why: str


@dataclass(frozen=True, slots=True)
class MoveShown:
    """A move.

    Attributes:
        number: of the move.
        person: the number of whoever moves.
        key: theirs.
        name: theirs.
        state: how far it is.
        proposed: where to, as it was proposed.
        before: the role and the leader before.
        from_leader: the number of the leader before; None without one.
        above: the number of the leader above that one.
        from_unit: the key of the unit before; empty for none.
        own_wish: whether the person asked for it.
        reasons: why.
        conditions: what would have to be true.
        proposed_by: who proposed it.
        proposer: the number of their account.
        proposed_on: when.
        told_on: the day the person was told.
        answer_by: by when they can answer.
        answer: what they said to it.
        answered_on: when.
        case: the number of the gap it comes from; None without one.
        needed_level: the level from which on it can be decided.
        decision: what was decided and stands; None while nothing is.
        earlier: decisions that were taken back.
        took_effect_on: the day it took effect; None while it has not.
        held_up: why it could not take effect on its day, empty where it could.
    """

    number: int
    person: int
    key: str
    name: str
    state: MoveState
    proposed: Terms
    before: tuple[str, str]
    from_leader: int | None
    above: int | None
    from_unit: str
    own_wish: bool
    reasons: str
    conditions: str
    proposed_by: str
    proposer: int
    proposed_on: date
    told_on: date | None
    answer_by: date | None
    answer: str
    answered_on: date | None
    case: int | None
    needed_level: int
    decision: DecisionShown | None
    earlier: tuple[DecisionShown, ...]
    took_effect_on: date | None
    held_up: str

    @property
    def terms(self) -> Terms:
        """Where to, as decided where that was, else as proposed."""
        decided = self.decision.terms if self.decision is not None else None
        return decided or self.proposed

    def rule(self) -> Proposal:
        """The proposal as the rules ask about it."""
        return Proposal(self.proposed.kind, self.state, self.key, self.own_wish, self.needed_level)


@dataclass(frozen=True, slots=True)
class MoveSight:
    """What somebody may see of a move, and as whom.

    Attributes:
        allowed: whether anything at all.
        toward: what they are to the person now.
        is_newcomer: whether they only see what was decided: the new leader, before the day.
        is_former: whether they led the person then and do no more: what came of it is not theirs to see.
    """

    allowed: bool
    toward: Toward
    is_newcomer: bool = False
    is_former: bool = False


def move_shown(row: Move, decisions: list[Decision]) -> MoveShown:
    """A move as it is told, with what was decided on it, in order."""
    shown = [decision_shown(one) for one in decisions]
    return MoveShown(
        number=row.pk,
        person=row.person_id,
        key=row.person.key,
        name=row.person.name,
        state=MoveState(row.state),
        proposed=_terms(row, row.starts_on),
        before=(row.from_role.title if row.from_role else "", _name(row.from_leader)),
        from_leader=row.from_leader_id,
        above=row.above_id,
        from_unit=row.from_unit.key if row.from_unit else "",
        own_wish=row.own_wish,
        reasons=row.reasons,
        conditions=row.conditions,
        proposed_by=account_name(row.proposed_by),
        proposer=row.proposed_by_id,
        proposed_on=row.proposed_on,
        told_on=row.told_on,
        answer_by=row.answer_by,
        answer=row.answer,
        answered_on=row.answered_on,
        case=row.case_id,
        needed_level=needed_level(row),
        decision=next((one for one in shown if one.taken_back_on is None), None),
        earlier=tuple(one for one in shown if one.taken_back_on is not None),
        took_effect_on=row.took_effect_on,
        held_up=row.held_up,
    )


def needed_level(row: Move) -> int:
    """The level of whoever is answerable for the open gap a move comes from; 1 without one."""
    return max(row.case.level, 1) if row.case is not None and row.case.closed_on is None else 1


def decision_shown(row: Decision) -> DecisionShown:
    """A decision as it is told."""
    return DecisionShown(
        number=row.pk,
        outcome=row.outcome,
        terms=None if row.starts_on is None else _terms(row, row.starts_on),
        by=row.by.name,
        level=row.level,
        reason=row.reason,
        support=dict(row.support),
        grounds=tuple(row.grounds),
        on=row.decided_on,
        taken_back_on=row.taken_back_on,
        taken_back_by="" if row.taken_back_by is None else account_name(row.taken_back_by),
        taken_back_why=row.taken_back_why,
    )


def _terms(row: Move | Decision, starts_on: date) -> Terms:
    role, unit = row.role, row.unit
    return Terms(
        MoveKind(row.kind), role.title if role else "", _name(row.leader), unit.name if unit else "", starts_on
    )


def _name(person: Person | None) -> str:
    return "" if person is None else person.name


def account_name(account: Account) -> str:
    """What whoever has an account is called."""
    return account.email if account.person is None else account.person.name
