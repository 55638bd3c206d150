"""Questions about what was agreed. What of it somebody may see is asked before, or decided here by who asks."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, JSONObject

from answerable.facts.agreements.models import Asked, Saying, Tailoring
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Place
from answerable.facts.roles.models import Expectation, Role, RoleVersion
from answerable.facts.roles.read import Expected, RoleShown, expected
from answerable.facts.support.models import Agreement as Stood
from answerable.rules.agreeing import Agreement, Outcome, Said, Side, agreement
from answerable.rules.roles import RoleStanding


@dataclass(frozen=True, slots=True)
class Tailored:
    """What is expected of one person where the role expects something else.

    Attributes:
        number: of the tailoring.
        target: what is expected; the lower edge of a band.
        target_high: the upper edge of a band.
        reason: why.
        starts_on: first day.
        ends_on: first day no longer, None while it lasts.
        by: who said so.
    """

    number: int
    target: float
    target_high: float | None
    reason: str
    starts_on: date
    ends_on: date | None
    by: str


@dataclass(frozen=True, slots=True)
class ExpectedOf:
    """An expectation as it stands for one person.

    Attributes:
        expected: what the role expects.
        tailored: what is expected of this person instead, None where nothing else is.
        version: the number of the version of the role that stands.
    """

    expected: Expected
    tailored: Tailored | None
    version: int


def expected_of(
    person: int, role_key: str, besides: Collection[str], on: date, *, now: date | None = None
) -> dict[str, ExpectedOf]:
    """What is expected of a person in a role, by name, and some expectations besides; by key.

    Args:
        person: the number of the person; the caller has asked who may see it.
        role_key: the key of the role.
        besides: the keys of further expectations.
        on: the day; what is tailored for later days comes along, what was before does not.
        now: what was tailored from a later day on is left out; None for all.

    Returns:
        The expectations.
    """
    tailored = Tailoring.standing.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=on), person=person)
    tailored = tailored if now is None else tailored.filter(starts_on__lte=now)
    one = tailored.filter(expectation=OuterRef("key")).order_by("starts_on")
    found = JSONObject(**{name: name for name in ("pk", *_TAILORED)}, name="by__name")
    latest = RoleVersion.objects.filter(role=OuterRef("role")).order_by("-number").values("number")[:1]
    rows = Expectation.standing.filter(Q(role__key=role_key) | Q(key__in=besides)).select_related("role")
    rows = rows.annotate(tailoring=Subquery(one.values(found=found)[:1]), last=Coalesce(Subquery(latest), 1))
    return {
        row.key: ExpectedOf(expected(row), _tailored(row.tailoring), row.last) for row in rows.order_by("name", "key")
    }


_TAILORED = ("target", "target_high", "reason", "starts_on", "ends_on")


def _tailored(values: dict[str, Any] | None) -> Tailored | None:
    if values is None:
        return None
    starts_on, ends_on = (None if values[name] is None else _day(values[name]) for name in ("starts_on", "ends_on"))
    return Tailored(
        values["pk"],
        values["target"],
        values["target_high"],
        values["reason"],
        starts_on or date.min,
        ends_on,
        values["name"],
    )


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])


@dataclass(frozen=True, slots=True)
class SayingShown:
    """What one of the two said.

    Attributes:
        side: who of them.
        outcome: what.
        comment: the words beside it.
        day: when.
        version: of which version of the role.
        leader: the leader's name.
        counts: whether it is of what stands now.
    """

    side: Side
    outcome: Outcome
    comment: str
    day: date
    version: int
    leader: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a person and their leader have agreed.

    Attributes:
        state: what follows from what both said.
        said: what both said, over all versions, in order.
        on: the day from which that is so, None while nothing was said.
    """

    state: Agreement
    said: tuple[SayingShown, ...]
    on: date | None

    def last(self, side: Side) -> SayingShown | None:
        """What one of them said last of what stands now, that they read it apart."""
        own = [one for one in self.said if one.counts and one.side is side and one.outcome is not Outcome.ACKNOWLEDGED]
        return own[-1] if own else None


def stand_of(person: int, leader_key: str, role_key: str, version: int) -> Stand:
    """How far a person and a leader have agreed on a version of a role; the caller has asked who may see it."""
    latest = _events(Tailoring.objects.filter(person=OuterRef("person"), role=OuterRef("role")))
    rows = Saying.objects.filter(person=person, role__key=role_key).select_related("leader").order_by("pk")
    found = tuple(
        SayingShown(
            Side(row.side),
            Outcome(row.outcome),
            row.comment,
            row.day,
            row.version,
            row.leader.name,
            counts=(row.leader.key, row.version, row.tailored) == (leader_key, version, row.latest),
        )
        for row in rows.annotate(latest=Coalesce(Subquery(latest), 0))
    )
    counted = [one for one in found if one.counts]
    state = agreement([Said(one.side, one.outcome) for one in counted])
    return Stand(state, found, max((one.day for one in counted), default=None))


def tailorings_of(person: int, *, until: date | None) -> tuple[tuple[str, Tailored], ...]:
    """All that was ever tailored for a person and stands, by key of the expectation, the latest first."""
    rows = Tailoring.standing.filter(person=person).select_related("by").order_by("-starts_on", "expectation")
    rows = rows if until is None else rows.filter(starts_on__lte=until)
    return tuple(
        (
            row.expectation,
            Tailored(row.pk, row.target, row.target_high, row.reason, row.starts_on, row.ends_on, row.by.name),
        )
        for row in rows
    )


def tailored_targets() -> QuerySet[Tailoring]:
    """What was tailored for single people, for whoever puts the company's tables together."""
    return Tailoring.standing.all()


def in_sight(who: Asker) -> Q:
    """Of assignments, those of people in the asker's line or units; the asker's own is not among them."""
    line = Place.objects.filter(holds(who.on), leader=who.person or 0, person=OuterRef("person"))
    return Q(Exists(line)) | (Q(unit__key__in=who.viewer.partner_of) & ~Q(person=who.person or 0))


def standings(who: Asker, role: int | None = None) -> dict[int, tuple[RoleStanding, int, int]]:
    """How the asker stands to roles that are held, with how many they see there and how many of those have agreed.

    Args:
        who: who asks.
        role: the number of a role; None for all.

    Returns:
        By number of the role.
    """
    rows = Assignment.standing.filter(holds(who.on)).order_by()
    rows = rows if role is None else rows.filter(role=role)
    mine = Count("pk", filter=Q(person=who.person or 0))
    held = {number: (by, own > 0) for number, by, own in rows.values_list("role").annotate(Count("pk"), own=mine)}
    # The line is looked up once; asked for each of all who hold a role, it would be by far the longest part.
    line = Q(person__in=Place.objects.filter(holds(who.on), leader=who.person or 0).values("person"))
    unit = Q(unit__key__in=who.viewer.partner_of) & ~Q(person=who.person or 0)
    # Where the asker is partner of no unit, whoever is seen is in their line.
    apart = {"led": Count("pk", filter=line), "units": Count("pk", filter=unit)}
    seen, counts = (
        (rows.filter(line | unit), apart)
        if who.viewer.partner_of
        else (rows.filter(line), {"led": Count("pk"), "units": Value(0)})
    )
    near = {row["role"]: row for row in seen.values("role").annotate(**counts, seen=Count("pk"))}
    there = seen.filter(person=OuterRef("person"), role=OuterRef("role"))
    agreed = dict(_agreed(who.on).filter(Exists(there)).values_list("role").annotate(Count("person", distinct=True)))
    nothing = {"led": 0, "units": 0, "seen": 0}
    return {
        number: (
            standing(who, holds_it=is_own, led=row["led"], units=row["units"], held_by=held_by),
            row["seen"],
            agreed.get(number, 0),
        )
        for number, (held_by, is_own) in held.items()
        for row in (near.get(number, nothing),)
    }


def standing(who: Asker, *, holds_it: bool = False, led: int = 0, units: int = 0, held_by: int = 0) -> RoleStanding:
    """How the asker stands to a role, or to none yet."""
    return RoleStanding(
        holds=holds_it,
        in_line=led,
        in_units=units,
        held_by=held_by,
        leads=who.leads,
        is_partner=bool(who.viewer.partner_of),
        is_administrator=who.viewer.is_administrator,
    )


def _agreed(on: date) -> QuerySet[Stood]:
    """Agreements that stand with the leader of a day."""
    line = "leader__line__"
    return Stood.objects.filter(
        Q(**{f"{line}ends_on__isnull": True}) | Q(**{f"{line}ends_on__gt": on}),
        **{f"{line}person": F("person"), f"{line}level": 1, f"{line}starts_on__lte": on},
        ends_at__isnull=True,
        agreed_by_leader_at__isnull=False,
        agreed_by_person_at__isnull=False,
    )


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role.

    Attributes:
        number: of the person.
        key: theirs.
        name: theirs.
        leader: the number of their direct leader, None where nobody leads them.
        leader_key: that leader's key.
        leader_name: their name, empty where nobody leads them.
        state: how far the two have agreed on the version that stands.
        asked_on: since when they are asked to agree, None where they are not.
    """

    number: int
    key: str
    name: str
    leader: int | None
    leader_key: str
    leader_name: str
    state: Agreement
    asked_on: date | None


def holders(who: Asker, role: RoleShown, *, skip: int = 0, limit: int | None = None) -> tuple[Holder, ...]:
    """Who holds a role in the asker's line and units, by name, and how far they and their leaders have agreed."""
    place = Place.objects.filter(holds(who.on), person=OuterRef("person"), level=1).order_by("pk")
    asked = Asked.objects.filter(person=OuterRef("person"), role=role.number, ended_at__isnull=True)
    rows = (
        Assignment.standing.filter(holds(who.on), in_sight(who), role=role.number)
        .annotate(
            led_by=Subquery(place.values("leader")[:1]),
            leader_key=Subquery(place.values("leader__key")[:1]),
            leader_name=Subquery(place.values("leader__name")[:1]),
            asked=Subquery(asked.values("asked_on")[:1]),
        )
        .order_by("person__name", "person__key")
        .values_list("person", "person__key", "person__name", "led_by", "leader_key", "leader_name", "asked")
    )
    found = list(rows[skip : None if limit is None else skip + limit])
    states = states_of([row[0] for row in found] if limit is not None else None, role)
    return tuple(
        Holder(
            number=number,
            key=key,
            name=name,
            leader=leader,
            leader_key=leader_key or "",
            leader_name=leader_name or "",
            state=states.get((number, leader), Agreement.OPEN),
            asked_on=asked_on,
        )
        for number, key, name, leader, leader_key, leader_name, asked_on in found
    )


def states_of(people: Collection[int] | None, role: RoleShown) -> dict[tuple[int, int | None], Agreement]:
    """By person and leader, how far they have agreed on the version of a role that stands; of all for None."""
    latest = _events(Tailoring.objects.filter(person=OuterRef("person"), role=role.number))
    rows = Saying.objects.filter(role=role.number, version=role.version)
    rows = rows if people is None else rows.filter(person__in=people)
    rows = rows.annotate(latest=Coalesce(Subquery(latest), 0)).filter(tailored=F("latest")).order_by("pk")
    said: dict[tuple[int, int | None], list[Said]] = {}
    for person, leader, side, outcome in rows.values_list("person", "leader", "side", "outcome"):
        said.setdefault((person, leader), []).append(Said(Side(side), Outcome(outcome)))
    return {pair: agreement(of_pair) for pair, of_pair in said.items()}


def waiting() -> tuple[tuple[str, str, date], ...]:
    """Who is asked to agree and has not settled it yet: the key of the person, that of the role, since when."""
    rows = Asked.objects.filter(ended_at__isnull=True).order_by("pk")
    return tuple(rows.values_list("person__key", "role__key", "asked_on"))


def last_version(role_key: str) -> int:
    """The number of the version of a role that stands."""
    found = Role.objects.filter(key=role_key).aggregate(last=Max("versions__number"))["last"]
    return found or 1


def tailorings(person: int, role_key: str) -> int:
    """How often what is expected of a person in a role was tailored, or that was ended."""
    return next(iter(_events(Tailoring.objects.filter(person=person, role__key=role_key))), {"n": 0})["n"]


def _events(rows: "QuerySet[Tailoring]") -> "QuerySet[Any]":
    """How often something was tailored or ended: it only ever grows, so that it names a state."""
    return rows.order_by().values("person").annotate(n=Count("pk") + Count("replaced_at")).values("n")
