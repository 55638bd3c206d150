"""Moves are proposed, told, answered and withdrawn; each deed with its entry in the ledger."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.decisions.cases.models import Case
from answerable.decisions.moves.models import Move, Opening
from answerable.decisions.moves.read import toward, undecided_of
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Person, Place, Unit
from answerable.facts.roles.models import Role
from answerable.ledger import write as ledger
from answerable.rules import moves as rules
from answerable.rules.moves import MoveDeed, MoveKind, MoveState
from answerable.rules.verdicts import Verdict

LONGEST = 5_000
YES = Verdict(allowed=True, reasons=())
NOT_THEIRS = "Only the person, a leader in whose line they are, or the people partner of their unit can propose this."
GONE = "There is nothing like this to be done any more: look at how it stands now."


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to somebody should move, as it was asked for.

    Attributes:
        kind: another role, another leader, or leaving.
        starts_on: the first day of it; of leaving, the first day after the last one.
        role: the key of the role; empty for the one they hold.
        leader: the key of the leader; empty for the one they have.
        unit: the key of the unit; empty for the one they are in.
        opening: the number of the opening it is for, which says all of these; None for none.
    """

    kind: MoveKind
    starts_on: date
    role: str = ""
    leader: str = ""
    unit: str = ""
    opening: int | None = None


@dataclass(frozen=True, slots=True)
class Resolved:
    """Where to somebody should move, looked up.

    Attributes:
        problem: why that cannot be; empty where it can.
        fields: the columns that say so, on a proposal and on a decision.
        opening: the opening it is for.
    """

    problem: str
    fields: Mapping[str, Any]
    opening: Opening | None = None


@dataclass(frozen=True, slots=True)
class Proposed:
    """What came of a deed: whether it was allowed, and the number of the move."""

    verdict: Verdict
    number: int | None = None


def refused(*reasons: str) -> Verdict:
    """A refusal with its reasons."""
    return Verdict(allowed=False, reasons=reasons)


def resolve(wanted: Wanted, person: Person, on: date) -> Resolved:
    """Look up where to somebody should move, and whether that can be.

    Args:
        wanted: where to.
        person: who.
        on: today.

    Returns:
        What was found, or the problem with it.
    """
    begins = rules.may_begin(wanted.starts_on, on)
    if not begins.allowed:
        return Resolved(begins.reasons[0], {})
    if wanted.kind is MoveKind.LEAVING:
        nothing = {"role": None, "leader": None, "unit": None}
        return Resolved("", {"kind": wanted.kind.value, "starts_on": wanted.starts_on, **nothing})
    opening = None
    if wanted.opening is not None:
        opening = (
            Opening.objects.filter(pk=wanted.opening, state="open").select_related("role", "leader", "unit").first()
        )
        if opening is None:
            return Resolved("This opening is filled or withdrawn.", {})
        wanted = replace(wanted, role=opening.role.key, leader=opening.leader.key, unit=opening.unit.key)
    held = held_by(person, on)
    if held is None:
        return Resolved("This person holds no role now.", {})
    role = Role.objects.filter(key=wanted.role).first() if wanted.role else held.role
    leader = person_called(wanted.leader, on) if wanted.leader else held.manager
    unit = Unit.objects.filter(key=wanted.unit).first() if wanted.unit else held.unit
    problem = _problem(wanted, held, role, leader, on)
    fields = {"kind": wanted.kind.value, "starts_on": wanted.starts_on, "role": role, "leader": leader, "unit": unit}
    return Resolved(problem, fields, opening)


def _problem(wanted: Wanted, held: Assignment, role: Role | None, leader: Person | None, on: date) -> str:
    if role is None or leader is None:
        return "There is no such role." if role is None else "There is no such leader. Give their name or id."
    if wanted.kind is MoveKind.LEADER and leader.pk == held.manager_id:
        return "They report to this leader already. Choose another one."
    if (role.pk, leader.pk) == (held.role_id, held.manager_id):
        return "They hold this role under this leader already. Choose another role or another leader."
    return _cannot_lead(leader, held.person_id, on)


def _cannot_lead(leader: Person, person: int, on: date) -> str:
    if leader.pk == person or Place.objects.filter(holds(on), person=leader, leader=person).exists():
        return "The new leader is in the line of the person: that would run in a circle."
    is_there = Assignment.standing.filter(holds(on), person=leader).exists()
    return "" if is_there else "The new leader holds no role now."


def person_called(text: str, on: date) -> Person | None:
    """The person of an id, or the only one there on a day who is called so; None for nobody, and for several."""
    found = Person.objects.filter(key=text).first()
    if found is not None:
        return found
    there = Assignment.standing.filter(holds(on), person__name__iexact=text.strip()).values("person")
    named = list(Person.objects.filter(pk__in=there)[:2])
    return named[0] if len(named) == 1 else None


def held_by(person: Person, on: date) -> Assignment | None:
    """What somebody does on a day; None where they hold no role."""
    rows = Assignment.standing.filter(holds(on), person=person).select_related("role", "manager", "unit")
    return rows.first()


def propose(
    who: Asker, *, person: str, wanted: Wanted, reasons: str, conditions: str, case: int | None, at: datetime
) -> Proposed:
    """Propose that somebody moves; whoever proposes it for themself has said what they want, and is heard.

    Args:
        who: who proposes.
        person: the key of whoever moves.
        wanted: where to.
        reasons: why.
        conditions: what would have to be true for it to go well.
        case: the number of the gap it comes from; None for none.
        at: when.

    Returns:
        What came of it.
    """
    subject = Person.objects.filter(key=person).first()
    if subject is None or not (place := toward(who, subject.pk)).may_propose:
        return Proposed(refused(NOT_THEIRS))
    if not reasons.strip():
        return Proposed(refused("Say why: whoever decides reads it, and so does the person."))
    with transaction.atomic():
        ledger.lock()
        if undecided_of(subject.pk) is not None:
            return Proposed(refused("A move of this person is proposed already. Decide or withdraw that one first."))
        found = resolve(wanted, subject, who.on)
        gap = Case.objects.filter(pk=case, person=subject).first() if case is not None else None
        if found.problem or (case is not None and gap is None):
            return Proposed(refused(found.problem or "This gap is not one of this person."))
        row = Move.objects.create(
            person=subject,
            **found.fields,
            opening=found.opening,
            case=gap,
            **_before(subject, who.on),
            own_wish=place.is_person,
            reasons=reasons.strip()[:LONGEST],
            conditions=conditions.strip()[:LONGEST],
            proposed_by_id=who.account,
            proposed_on=who.on,
            state=(MoveState.HEARD if place.is_person else MoveState.PROPOSED).value,
        )
        enter("move.proposed", who, row, at, {"to": row.kind, "own_wish": row.own_wish, "case": case})
    return Proposed(YES, row.pk)


def _before(person: Person, on: date) -> dict[str, Any]:
    held = held_by(person, on)
    places = Place.objects.filter(holds(on), person=person, level__lte=2)
    leaders = dict(places.values_list("level", "leader"))
    return {
        "from_role": None if held is None else held.role,
        "from_unit": None if held is None else held.unit,
        "from_leader_id": leaders.get(1),
        "above_id": leaders.get(2),
    }


def tell(who: Asker, *, number: int, answer_by: date, at: datetime) -> Verdict:
    """Put on record that the person was told what is proposed, and by when they can answer.

    Args:
        who: whoever proposed it, or a leader in line.
        number: of the move.
        answer_by: the last day on which they can answer.
        at: when.

    Returns:
        Refused to anybody else, and where they would have no time.
    """
    with transaction.atomic():
        ledger.lock()
        row = Move.objects.select_related("person").filter(pk=number).first()
        if row is None or rules.after(MoveState(row.state), MoveDeed.TELL) is None:
            return refused(GONE)
        place = toward(who, row.person_id)
        if place.level < 1 and not place.is_partner:
            return refused("A leader in whose line the person is tells them, or the people partner of their unit.")
        verdict = rules.may_tell(answer_by, who.on)
        if verdict.allowed:
            row.state, row.told_on, row.answer_by = MoveState.TOLD.value, who.on, answer_by
            row.told_by_id = who.account
            row.save(update_fields=["state", "told_on", "told_by", "answer_by"])
            enter("move.told", who, row, at, {"answer_by": str(answer_by)})
        return verdict


def answer(who: Asker, *, number: int, text: str, at: datetime) -> Verdict:
    """Put on record what the person says to it; they can add to it until it is decided.

    Args:
        who: the person.
        number: of the move.
        text: what they say.
        at: when.

    Returns:
        Refused to anybody else, and once it is decided.
    """
    if not text.strip():
        return refused("Write something first.")
    with transaction.atomic():
        ledger.lock()
        row = Move.objects.select_related("person").filter(pk=number, person=who.person or 0).first()
        state = None if row is None else rules.after(MoveState(row.state), MoveDeed.ANSWER)
        if row is None or state is None:
            return refused(GONE)
        said = text.strip()[:LONGEST]
        # A form sent twice is one answer.
        if row.answer != said and not row.answer.endswith(f"\n\n{said}"):
            row.answer = f"{row.answer}\n\n{said}".strip()
            row.state, row.answered_on = state.value, who.on
            row.save(update_fields=["state", "answer", "answered_on"])
            enter("move.answered", who, row, at, {})
    return YES


def withdraw(who: Asker, *, number: int, at: datetime) -> Verdict:
    """Withdraw a proposal.

    Args:
        who: whoever proposed it.
        number: of the move.
        at: when.

    Returns:
        Refused to anybody else, and once it is decided.
    """
    with transaction.atomic():
        ledger.lock()
        row = Move.objects.select_related("person").filter(pk=number, proposed_by=who.account).first()
        state = None if row is None else rules.after(MoveState(row.state), MoveDeed.WITHDRAW)
        if row is None or state is None:
            return refused(GONE)
        row.state = state.value
        row.save(update_fields=["state"])
        enter("move.withdrawn", who, row, at, {})
    return YES


def enter(kind: str, who: Asker, row: Move, at: datetime, body: Mapping[str, Any]) -> None:
    """Enter a deed about a move in the ledger; it holds no words of anybody."""
    ledger.append(kind=kind, at=at, day=who.on, actor=who.actor, subject=row.person.key, body={"move": row.pk, **body})
