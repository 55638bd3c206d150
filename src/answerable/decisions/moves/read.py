"""Questions about moves: who may see which, and how far it is."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery

from answerable.decisions.moves.models import Decision, Move
from answerable.decisions.moves.shown import AS_PROPOSED, DECLINED, MoveShown, MoveSight, Toward, move_shown
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Place
from answerable.rules.moves import Decider, MoveKind


def toward(who: Asker, person: int) -> Toward:
    """Say what somebody is to a person on the day they ask.

    Args:
        who: who asks.
        person: the number of the person.

    Returns:
        Their place.
    """
    is_person = who.person == person
    level = None
    if who.person is not None and not is_person:
        places = Place.objects.filter(holds(who.on), person=person, leader=who.person)
        level = places.order_by("level").values_list("level", flat=True).first()
    units = who.viewer.partner_of
    held = Assignment.standing.filter(holds(who.on), person=person, unit__key__in=units)
    return Toward(is_person, level or 0, bool(units) and not is_person and held.exists())


_WITH = (
    *("person", "role", "leader", "unit", "from_role", "from_leader", "case", "proposed_by__person"),
    *("from_unit",),
)


def seen(who: Asker, number: int) -> tuple[MoveShown, MoveSight] | None:
    """A move and what the asker may see of it; None where there is no such move.

    Args:
        who: who asks.
        number: of the move.

    Returns:
        The move, narrowed, with as whom they see it.
    """
    row = Move.objects.filter(pk=number).select_related(*_WITH).first()
    if row is None:
        return None
    decisions = list(_decisions(Q(move=row)))
    move = move_shown(row, decisions)
    sight = _sight(who, row, decisions)
    return (_for_newcomer(move) if sight.is_newcomer else move), sight


def _sight(who: Asker, row: Move, decisions: list[Decision]) -> MoveSight:
    place, standing = toward(who, row.person_id), [one for one in decisions if one.taken_back_on is None]
    if place.may_propose:
        return MoveSight(allowed=True, toward=place)
    if _was_partner(who, row) or (_led_then(who, row) and _is_of_then(row, decisions, _ended(who, row))):
        stays = row.took_effect_on is None or any(one.kind == MoveKind.LEAVING.value for one in standing)
        return MoveSight(allowed=True, toward=place, is_former=not stays)
    is_new = who.person is not None and any(one.leader_id == who.person and one.outcome != DECLINED for one in standing)
    return MoveSight(allowed=is_new, toward=place, is_newcomer=is_new)


def _knew(who: Asker, row: Move) -> bool:
    """Whether the asker led the person before the move, directly or one level above, or was their people partner."""
    return _led_then(who, row) or _was_partner(who, row)


def _led_then(who: Asker, row: Move) -> bool:
    return who.person is not None and who.person in {row.from_leader_id, row.above_id}


def _was_partner(who: Asker, row: Move) -> bool:
    return row.from_unit is not None and row.from_unit.key in who.viewer.partner_of


def _is_of_then(row: Move, decisions: Iterable[Decision], ended: date | None) -> bool:
    """Whether a leader of then was there for all of it: what is said and decided after their time is not theirs."""
    said = [row.told_on, row.answered_on]
    decided = [day for one in decisions for day in (one.decided_on, one.taken_back_on)]
    return ended is None or all(day is None or day <= ended for day in (*said, *decided))


def _ended(who: Asker, row: Move) -> date | None:
    """The first day on which somebody who led the person did so no more."""
    return _times(who).filter(person=row.person_id).values_list("ends_on", flat=True).first()


def _times(who: Asker) -> QuerySet[Place]:
    return Place.objects.filter(leader=who.person or 0, ends_on__isnull=False).order_by("-ends_on")


def _for_newcomer(move: MoveShown) -> MoveShown:
    """What is of the person's time before: theirs to see once the person is in their line."""
    decision = None if move.decision is None else replace(move.decision, reason="", support={}, grounds=())
    return replace(move, reasons="", conditions="", answer="", case=None, decision=decision, earlier=())


@dataclass(frozen=True, slots=True)
class Listing:
    """Moves of a list.

    Attributes:
        moves: those of this page.
        has_more: whether there are further ones.
        closed: the numbers of those of which the asker does not see what came of them: they led the person then.
    """

    moves: tuple[MoveShown, ...]
    has_more: bool
    closed: frozenset[int]


def listed(who: Asker, *, show: str, words: str = "", skip: int = 0, limit: int = 50) -> Listing:
    """The moves somebody may see, the latest first.

    Args:
        who: who asks.
        show: `waiting` for those that wait for the asker, `open` for all undecided, `decided` for those decided.
        words: parts of the name of whoever moves; empty for all.
        skip: how many are left out at the start.
        limit: at most so many.

    Returns:
        The moves.
    """
    rows = Move.objects.filter(_visible(who), _SHOWN[show])
    ended = _times(who).filter(person=OuterRef("person")).values("ends_on")[:1]
    rows = rows.annotate(is_mine=ExpressionWrapper(_in_my_care(who), BooleanField()), ended=Subquery(ended))
    if show == "waiting":
        rows = rows.filter(_waits_for(who))
    for word in words.split():
        rows = rows.filter(person__name__icontains=word)
    found = list(rows.select_related(*_WITH).order_by("-proposed_on", "-pk")[skip : skip + limit + 1])
    decisions: dict[int, list[Decision]] = {}
    for one in _decisions(Q(move__in=found)):
        decisions.setdefault(one.move_id, []).append(one)
    moves = []
    for row in found[:limit]:
        own = decisions.get(row.pk, [])
        if _is_after(who, row, own):
            continue
        move = move_shown(row, own)
        moves.append(_for_newcomer(move) if _is_news(who, row, own) else move)
    closed = frozenset(row.pk for row in found if _is_past(who, row))
    return Listing(tuple(moves), len(found) > limit, closed)


_UNDECIDED = Q(state__in=("proposed", "told", "heard"))
_SHOWN = {"waiting": _UNDECIDED, "open": _UNDECIDED, "decided": ~_UNDECIDED}


def _is_news(who: Asker, row: Move, decisions: list[Decision]) -> bool:
    """Whether the asker sees a move only as the leader it leads to."""
    to_them = any(one.leader_id == who.person and one.taken_back_on is None for one in decisions)
    as_other = {row.from_leader_id, row.above_id, row.person_id}
    return to_them and row.took_effect_on is None and not getattr(row, "is_mine", False) and who.person not in as_other


def _is_after(who: Asker, row: Move, decisions: list[Decision]) -> bool:
    """Whether the asker would see a move only as a leader of then, and some of it is of a time after theirs."""
    to_them = any(one.leader_id == who.person and one.taken_back_on is None for one in decisions)
    is_theirs = getattr(row, "is_mine", False) or who.person == row.person_id or _was_partner(who, row) or to_them
    return not is_theirs and not _is_of_then(row, decisions, getattr(row, "ended", None))


def _is_past(who: Asker, row: Move) -> bool:
    """Whether the asker sees a move only as somebody who led the person before it."""
    return row.took_effect_on is not None and _knew(who, row) and not getattr(row, "is_mine", False)


def _visible(who: Asker) -> Q:
    """As `seen` has it, of many at once."""
    person = who.person or 0
    to_me = Decision.objects.filter(move=OuterRef("pk"), leader=person, taken_back_on__isnull=True)
    found = _in_my_care(who) | Q(person=person) | Q(Exists(to_me)) | Q(from_leader=person) | Q(above=person)
    return found | Q(from_unit__key__in=who.viewer.partner_of) if who.viewer.partner_of else found


def _in_my_care(who: Asker) -> Q:
    """Moves of people who are in the asker's line, or in a unit they are people partner of, on the day they ask."""
    found = Q(Exists(Place.objects.filter(holds(who.on), leader=who.person or 0, person=OuterRef("person"))))
    if who.viewer.partner_of:
        held = Assignment.standing.filter(holds(who.on), person=OuterRef("person"), unit__key__in=who.viewer.partner_of)
        found |= Q(Exists(held))
    return found


def _waits_for(who: Asker) -> Q:
    """A leader in line decides; whoever proposed it tells; the person answers."""
    person = who.person or 0
    mine = Place.objects.filter(holds(who.on), leader=person, person=OuterRef("person"))
    answerable = (
        Q(case__isnull=True)
        | Q(case__closed_on__isnull=False)
        | Exists(mine.filter(level__gte=OuterRef("case__level")))
    )
    decides = Exists(mine) & answerable
    answers = Q(person=person, state="told")
    return decides | answers | Q(proposed_by=who.account, state="proposed")


def into(who: Asker, opening: int) -> tuple[MoveShown, ...]:
    """Who would like to move into an opening or was proposed for it, as far as the asker may see figures of them.

    Args:
        who: who asks.
        opening: its number.

    Returns:
        Undecided moves, by name: the asker's own, and those of people in their care.
    """
    mine = _in_my_care(who) | Q(person=who.person or 0)
    rows = Move.objects.filter(_UNDECIDED, mine, opening=opening).select_related(*_WITH)
    return tuple(move_shown(row, []) for row in rows.order_by("person__name", "person__key"))


def wanted_roles() -> frozenset[tuple[str, str]]:
    """Who is to move to which role by a proposal that is not decided, or would like to: keys of people and roles."""
    rows = Move.objects.filter(_UNDECIDED, kind=MoveKind.ROLE.value, role__isnull=False)
    return frozenset(rows.values_list("person__key", "role__key"))


def how_decided(who: Asker) -> tuple[int, int]:
    """How many of the proposals that the asker may see were decided, and how many of these otherwise than proposed."""
    rows = Decision.objects.filter(taken_back_on__isnull=True, move__in=Move.objects.filter(_visible(who)))
    counted = rows.aggregate(all=Count("pk"), otherwise=Count("pk", filter=~Q(outcome=AS_PROPOSED)))
    return counted["all"], counted["otherwise"]


def undecided_of(person: int) -> int | None:
    """The number of the undecided move of a person; the caller has asked who may see it. None where there is none."""
    return Move.objects.filter(_UNDECIDED, person=person).values_list("pk", flat=True).first()


def decider(who: Asker, sight: MoveSight) -> Decider:
    """The asker as the rules ask about whoever decides."""
    return Decider(who.viewer.person_id, sight.toward.level)


def _decisions(which: Q) -> QuerySet[Decision]:
    rows = Decision.objects.filter(which).select_related("role", "leader", "unit", "by", "taken_back_by__person")
    return rows.order_by("pk")
