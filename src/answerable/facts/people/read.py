"""Questions about persons and the line; what may be seen of somebody is decided by `rules.seeing`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, F, OuterRef, Q, Subquery

from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Person, Place, Unit
from answerable.rules import seeing
from answerable.rules.chain import ReportingLine, Spell


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The reporting line around some people.

    Attributes:
        line: gives their chains, and says who among them and above them is present.
        units: by person, the key of the unit they are in on the day asked for.
    """

    line: ReportingLine
    units: dict[str, str | None]


def surroundings(people: Iterable[int], on: date) -> Surroundings:
    """Read the reporting line as far as some people and everybody who was ever above them are concerned.

    Args:
        people: the numbers of the people.
        on: the day on which their units are asked for.

    Returns:
        The line and the units.
    """
    wanted = set(people)
    above = Place.objects.filter(person__in=wanted).values("leader")
    # One list of people, not one condition or another: for that PostgreSQL would read every assignment there is.
    around = above.union(Person.objects.filter(pk__in=wanted).values("pk"))
    rows = Assignment.standing.filter(person__in=around).values_list(
        "person__key", "manager__key", "starts_on", "ends_on", "person__ends_on", "unit__key"
    )
    found = list(rows)
    left = {row[0]: row[4] for row in found if row[4] is not None}
    units = {row[0]: row[5] for row in found if row[2] <= on and (row[3] is None or on < row[3])}
    return Surroundings(ReportingLine((Spell(*row[:4]) for row in found), left), units)


@dataclass(frozen=True, slots=True)
class Sight:
    """What somebody may see of a person.

    Attributes:
        allowed: whether anything at all.
        reason: why, or why not.
        until: the last day of which anything may be seen; None where that is all there is.
        around: the line that was read to say so, None where it was not needed.
    """

    allowed: bool
    reason: str
    until: date | None
    around: Surroundings | None = field(default=None, compare=False, repr=False)


def sight_of(who: Asker, person: "Subject | Person") -> Sight:
    """Say what somebody may see of the performance of a person.

    Args:
        who: who asks.
        person: of whom.

    Returns:
        All of it, what was known in their time, or nothing.
    """
    around = surroundings({person.pk, who.person or person.pk}, who.on)
    unit = around.units.get(person.key)
    now = seeing.Thing(seeing.Matter.PERFORMANCE, person.key, who.on, unit)
    verdict = seeing.may_see(who.viewer, now, around.line, who.on)
    if verdict.allowed:
        return Sight(allowed=True, reason=verdict.reasons[0], until=None, around=around)
    last = _last_day_in_line(who, person)
    if last is not None:
        then = seeing.Thing(seeing.Matter.PERFORMANCE, person.key, last, unit)
        past = seeing.may_see(who.viewer, then, around.line, who.on)
        if past.allowed:
            return Sight(allowed=True, reason=past.reasons[0], until=last, around=around)
    return Sight(allowed=False, reason=verdict.reasons[0], until=None)


def _last_day_in_line(who: Asker, person: "Subject | Person") -> date | None:
    if who.person is None:
        return None
    ended = (
        Place.objects.filter(person=person.pk, leader=who.person, ends_on__isnull=False).order_by("-ends_on").first()
    )
    return None if ended is None or ended.ends_on is None else date.fromordinal(ended.ends_on.toordinal() - 1)


def is_in_unit(person: int, unit: int, on: date) -> bool:
    """Whether a person works in a unit on a day."""
    return Assignment.standing.filter(holds(on), person=person, unit=unit).exists()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a leader's line.

    Attributes:
        number: of the person.
        key: theirs.
        name: theirs.
        role: the title of the role they hold, empty for none.
        role_key: its key.
        unit: the name of their unit, empty for none.
        since: since when they report to this leader.
    """

    number: int
    key: str
    name: str
    role: str
    role_key: str
    unit: str
    since: date


def direct_reports(who: Asker) -> tuple[Member, ...]:
    """The people who report to the asker, by name."""
    return reports_of(who.person, who.on) if who.person is not None else ()


def reports_of(leader: int, on: date) -> tuple[Member, ...]:
    """The people who report to a leader, by name; the caller has asked who may see them."""
    held = Assignment.standing.filter(holds(on), person=OuterRef("person")).values("pk")[:1]
    since = Place.objects.filter(holds(on), leader=leader, level=1).annotate(held=Subquery(held))
    rows = since.filter(person__assignments=F("held")).values_list(*_MEMBER, "starts_on")
    return _in_order(
        Member(number, key, name, role, role_key, unit or "", began)
        for number, key, name, role, role_key, unit, began in rows
    )


def people_in(units: Collection[str], on: date, *, limit: int) -> tuple[Member, ...]:
    """The people in some units, by name, at most so many; the caller has asked who may see them."""
    rows = Assignment.standing.filter(holds(on), unit__key__in=units).order_by("person__name", "person__key")[:limit]
    return _in_order(
        Member(
            number=row.person_id,
            key=row.person.key,
            name=row.person.name,
            role=row.role.title,
            role_key=row.role.key,
            unit=row.unit.name if row.unit is not None else "",
            since=row.starts_on,
        )
        for row in rows.select_related("person", "role", "unit")
    )


# What makes a member, as read from their place in the line.
_HELD = "person__assignments__"
_MEMBER = ("person", "person__key", "person__name", f"{_HELD}role__title", f"{_HELD}role__key", f"{_HELD}unit__name")


def _in_order(members: Iterable[Member]) -> tuple[Member, ...]:
    return tuple(sorted(members, key=lambda member: (member.name.casefold(), member.key)))


def person(key: str) -> Person | None:
    """A person by key."""
    return Person.objects.filter(key=key).first()


@dataclass(frozen=True, slots=True)
class Spent:
    """A stretch of somebody's time: in a role, or under a leader.

    Attributes:
        name: the role's title, or the leader's name.
        key: its key.
        starts_on: first day.
        ends_on: first day no longer, None while it lasts.
    """

    name: str
    key: str
    starts_on: date
    ends_on: date | None


def leaders_of(number: int, *, until: date | None) -> tuple[Spent, ...]:
    """The direct leaders of a person over time."""
    rows = Place.objects.filter(person=number, level=1).select_related("leader").order_by("starts_on")
    rows = rows if until is None else rows.filter(starts_on__lte=until)
    return tuple(Spent(row.leader.name, row.leader.key, row.starts_on, row.ends_on) for row in rows)


def roles_of(number: int, *, until: date | None) -> tuple[Spent, ...]:
    """The roles of a person over time; assignments that carry a role on are one stretch."""
    rows = Assignment.standing.filter(person=number).select_related("role").order_by("starts_on")
    rows = rows if until is None else rows.filter(starts_on__lte=until)
    found: list[Spent] = []
    for row in rows:
        if found and (found[-1].key, found[-1].ends_on) == (row.role.key, row.starts_on):
            found[-1] = Spent(row.role.title, row.role.key, found[-1].starts_on, row.ends_on)
        else:
            found.append(Spent(row.role.title, row.role.key, row.starts_on, row.ends_on))
    return tuple(found)


def chain_of(number: int, on: date) -> tuple[Spent, ...]:
    """The leaders above a person on a day, the direct one first."""
    rows = Place.objects.filter(holds(on), person=number).select_related("leader").order_by("level")
    return tuple(Spent(row.leader.name, row.leader.key, row.starts_on, row.ends_on) for row in rows)


@dataclass(frozen=True, slots=True)
class Subject:
    """A person somebody asks about.

    Attributes:
        pk: the number.
        key: theirs.
        name: theirs.
    """

    pk: int
    key: str
    name: str


def subject(key: str) -> Subject | None:
    """The person of a key, to ask what may be seen of them; None where there is none."""
    row = Person.objects.filter(key=key).values_list("pk", "key", "name").first()
    return None if row is None else Subject(*row)


def is_in_line(who: Asker, number: int) -> bool:
    """Whether a person is in the asker's line on the day they ask."""
    return who.person is not None and Place.objects.filter(holds(who.on), leader=who.person, person=number).exists()


@dataclass(frozen=True, slots=True)
class Sides:
    """The two who agree on what is expected in a role.

    Attributes:
        person: the person.
        leader: their direct leader.
        role: the key of the role the person holds.
    """

    person: Person
    leader: Person
    role: str


def sides_of(key: str, on: date) -> Sides | None:
    """The person of a key with their direct leader and role on a day; None where one of these is missing."""
    held = Assignment.standing.filter(holds(on), person__key=key).select_related("person", "role").first()
    place = Place.objects.filter(holds(on), person__key=key, level=1).select_related("leader").first()
    return None if held is None or place is None else Sides(held.person, place.leader, held.role.key)


@dataclass(frozen=True, slots=True)
class Leader:
    """A leader below another one.

    Attributes:
        number: of the person.
        key: theirs.
        name: theirs.
        above: the number of their own direct leader.
        level: how far below.
    """

    number: int
    key: str
    name: str
    above: int
    level: int


def leaders_below(leader: int, *, levels: int) -> tuple[Leader, ...]:
    """Everybody in a leader's line who leads somebody, down to some level, by name.

    Args:
        leader: the number of the leader; the caller has asked who may see their line.
        levels: how many levels.

    Returns:
        The leaders, each with the one above.
    """
    leads = Place.objects.filter(leader=OuterRef("person"), level=1, ends_on__isnull=True)
    direct = Place.objects.filter(person=OuterRef("person"), level=1, ends_on__isnull=True).values("leader")[:1]
    below = Place.objects.filter(Exists(leads), leader=leader, level__lte=levels, ends_on__isnull=True)
    rows = below.annotate(direct=Subquery(direct)).select_related("person").order_by("level", "person__name")
    return tuple(Leader(row.person_id, row.person.key, row.person.name, row.direct, row.level) for row in rows)


@dataclass(frozen=True, slots=True)
class Found:
    """Somebody the finder found: their key, name and role."""

    key: str
    name: str
    role: str


def find(who: Asker, words: str, *, limit: int) -> tuple[Found, ...]:
    """Find people the asker may see by parts of their name or of what they do.

    Args:
        who: who asks.
        words: parts, all of which have to be there.
        limit: at most so many.

    Returns:
        The asker, people in their line, people of the units they are people partner of.
    """
    mine = Q(pk=who.person) | Q(places__leader=who.person or 0, places__ends_on__isnull=True)
    if who.viewer.partner_of:
        standing = Q(assignments__replaced_at__isnull=True, assignments__ends_on__isnull=True)
        mine |= standing & Q(assignments__unit__key__in=who.viewer.partner_of)
    role = Assignment.standing.filter(holds(who.on), person=OuterRef("pk")).values("role__title")[:1]
    rows = Person.objects.filter(mine).annotate(role=Subquery(role))
    for word in words.split():
        rows = rows.filter(Q(name__icontains=word) | Q(role__icontains=word))
    found = rows.order_by("name", "key").distinct()[:limit]
    return tuple(Found(row.key, row.name, row.role or "") for row in found)


def people_on_record() -> int:
    """How many people are on record."""
    return Person.objects.count()


def unit_keys() -> tuple[tuple[str, str], ...]:
    """The units, by name."""
    return tuple(Unit.objects.order_by("name", "key").values_list("key", "name"))
