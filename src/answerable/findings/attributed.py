"""Questions about whose performance is. What is a leader's is narrowed to whoever may see it of that leader."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, FilteredRelation, OuterRef, Q, Subquery

from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment, Person, Place
from answerable.facts.people.read import Surroundings, surroundings
from answerable.findings.attributing import EVERY_DAYS
from answerable.findings.models import Attribution, BadlyManaged, LeaderEffect
from answerable.findings.parts import PartShown, as_told, from_plain
from answerable.findings.waited import NOTHING_KNOWN, Waited, along_with, waited_from, waited_of
from answerable.rules import seeing


@dataclass(frozen=True, slots=True)
class WhoseGap:
    """Whose a gap is, as far as the viewer may see and the figures can tell.

    Attributes:
        as_of: the day of the reckoning; None where there was none yet.
        next_by: the day by which the next one is made, after a change.
        covers: whether the reckoning is of a day on which the gap was open.
        shortfall: what the parts add up to, as a share of the target.
        parts: what may be told apart; none where nothing is known of whom the gap concerns.
        reasons: what limits what can be told of this gap.
        caveats: what limits the reckoning as a whole.
        waited: what waiting for it has cost, read along with it.
    """

    as_of: date | None
    next_by: date | None
    covers: bool
    shortfall: float
    parts: tuple[PartShown, ...]
    reasons: tuple[str, ...]
    caveats: tuple[str, ...]
    waited: Waited = NOTHING_KNOWN

    @property
    def is_telling(self) -> bool:
        """Whether any part is surely more, or less, than nothing."""
        return any(part.is_sure for part in self.parts)


_NEVER = WhoseGap(None, None, covers=False, shortfall=0.0, parts=(), reasons=(), caveats=())


def whose_gap(
    who: Asker,
    *,
    person: int | None,
    unit: int | None,
    expectation: str,
    known: date,
    until: date | None,
    around: Surroundings | None = None,
) -> WhoseGap:
    """Say whose a gap is; the caller has asked who may see the gap.

    Args:
        who: who asks.
        person: whose gap it is, None for a unit's.
        unit: the unit that shares it, None for a person's.
        expectation: in what.
        known: the day the gap was taken up.
        until: the last day of which the asker may see anything; None for all.
        around: the line around whoever the gap concerns, where it was read before.

    Returns:
        The parts of the latest reckoning, those of leaders told apart where the asker may see these leaders' effects.
    """
    whose = Q(explained__person=person) if person is not None else Q(explained__unit=unit)
    rows = Attribution.objects.filter(as_of__lte=until or who.on).order_by("-as_of", "-pk")
    gap = FilteredRelation("explained", condition=whose & Q(explained__expectation=expectation))
    along = along_with(person=person, unit=unit, expectation=expectation, until=until or who.on)
    columns = ("as_of", "caveats", *along, *(f"gap__{name}" for name in _GAP))
    row = rows.annotate(gap=gap, **along).values(*columns).first()
    if row is None:
        return replace(_NEVER, waited=waited_of(along, known=known, until=until or who.on))
    covers, told = row["as_of"] >= known, row["gap__parts"] is not None
    return WhoseGap(
        as_of=row["as_of"],
        next_by=row["as_of"] + timedelta(days=EVERY_DAYS),
        covers=covers,
        shortfall=row["gap__shortfall"] if told else 0.0,
        parts=_told(who, from_plain(row["gap__parts"]), row["as_of"], around) if covers and told else (),
        reasons=tuple(row["gap__reasons"] or ()),
        caveats=tuple(row["caveats"]),
        waited=waited_from(row, known=known),
    )


_GAP = ("shortfall", "parts", "reasons")


def _told(who: Asker, parts: tuple[PartShown, ...], as_of: date, around: Surroundings | None) -> tuple[PartShown, ...]:
    leaders = {part.key for part in parts if part.is_leader_s and part.key}
    if around is None:
        around = surroundings(Person.objects.filter(key__in=leaders).values_list("pk", flat=True), who.on)
    things = {
        key: seeing.Thing(seeing.Matter.LEADER_EFFECT, key, as_of, around.units.get(key)) for key in sorted(leaders)
    }
    line, viewer, on = around.line, who.viewer, who.on
    seen = {key for key, thing in things.items() if seeing.may_see(viewer, thing, line, on).allowed}
    # Whoever an effect is of has a day to see it before anybody else.
    return as_told(parts, seen if as_of < on else seen & {viewer.person_id})


@dataclass(frozen=True, slots=True)
class Effect:
    """What a leader adds to the attainment of those led.

    Attributes:
        number: of the leader.
        key: theirs.
        name: theirs.
        component: `manager` for those led directly, `line_2` and so on for those further down.
        estimate: in attainment: 0.05 adds five points.
        low: lower end of its 95 % interval.
        high: upper end.
        wrong: how likely its sign is wrong.
        named: whether it is sure enough to be said.
        people: how many people were led.
        moved: how many of these also worked under another leader.
        as_of: the day it was reckoned.
    """

    number: int
    key: str
    name: str
    component: str
    estimate: float
    low: float
    high: float
    wrong: float
    named: bool
    people: int
    moved: int
    as_of: date


@dataclass(frozen=True, slots=True)
class Reckoning:
    """What is said of a reckoning as a whole.

    Attributes:
        as_of: its day.
        caveats: what limits it.
        earlier: how forecasts made before turned out, None where that cannot be said.
    """

    as_of: date
    caveats: tuple[str, ...]
    earlier: "Earlier | None"


@dataclass(frozen=True, slots=True)
class Earlier:
    """How forecasts for people who then changed leader turned out.

    Attributes:
        since: the day they were made.
        people: how many people they were made for.
        covered: for how many of them what came lies within what was forecast.
        typical_error: how far what came lies from the forecast, as a rule.
    """

    since: date
    people: int
    covered: int
    typical_error: float


def effects_of(who: Asker, leaders: Collection[int]) -> tuple[tuple[Effect, ...], Reckoning | None]:
    """What some leaders add, of those whose effects the asker may see, in order of their names.

    Args:
        who: who asks.
        leaders: their numbers.

    Returns:
        The effects of the latest reckoning before today, and what is said of it; None where there was none. One of
        today is told to the leaders themselves first, by `own_effects`.
    """
    rows = LeaderEffect.objects.filter(may_see_of(who, "leader"), attribution=_last_before(who.on), leader__in=leaders)
    found = list(rows.order_by("leader__name", "leader__key", "component").values_list(*_EFFECT, *_WHOLE))
    if found:
        return tuple(Effect(*row[: len(_EFFECT)]) for row in found), _reckoning(found[0][-len(_WHOLE) :])
    whole = Attribution.objects.filter(pk=_last_before(who.on)).values_list("as_of", "caveats", "earlier").first()
    return (), None if whole is None else _reckoning(whole)


_EFFECT = (
    "leader",
    "leader__key",
    "leader__name",
    "component",
    "estimate",
    "low",
    "high",
    "lfsr",
    "named",
    "people",
    "identified_by",
    "attribution__as_of",
)
_WHOLE = ("attribution__as_of", "attribution__caveats", "attribution__earlier")


def own_effects(who: Asker) -> tuple[Effect, ...]:
    """What the asker adds as a leader, theirs to see before anybody above them."""
    latest = _last_before(who.on + timedelta(days=1))
    rows = LeaderEffect.objects.filter(attribution=latest, leader=who.person or 0).order_by("-component")
    return tuple(Effect(*row) for row in rows.values_list(*_EFFECT))


def own_reckoning(who: Asker, *, since: date) -> date | None:
    """The day what the asker adds as a leader was reckoned last, if that was since a day; None where it was not."""
    rows = LeaderEffect.objects.filter(leader=who.person or 0, attribution__as_of__range=(since, who.on))
    return rows.order_by("-attribution__as_of").values_list("attribution__as_of", flat=True).first()


@dataclass(frozen=True, slots=True)
class Potential:
    """A person below standard who would probably meet it under a typical leader.

    Attributes:
        key: theirs.
        name: theirs.
        leader_key: of the leader they were measured under.
        leader: the name.
        expectation: in what.
        probability: of meeting the standard.
        expected: the level to be expected.
        low: lower end of its 90 % interval.
        high: upper end.
    """

    key: str
    name: str
    leader_key: str
    leader: str
    expectation: str
    probability: float
    expected: float
    low: float
    high: float


def potential_under(who: Asker, leaders: Collection[int]) -> tuple[Potential, ...]:
    """Who would probably meet the standard under a typical leader, of people under some leaders, by name.

    Args:
        who: who asks.
        leaders: their numbers.

    Returns:
        Those of whom the asker may see both their figures and their leader's effect.
    """
    rows = BadlyManaged.objects.filter(attribution=_last_before(who.on), leader__in=leaders)
    rows = rows.filter(may_see_of(who, "leader"), may_see_of(who, "person")).select_related("person", "leader")
    return tuple(
        Potential(
            row.person.key,
            row.person.name,
            row.leader.key,
            row.leader.name,
            row.expectation,
            row.probability,
            row.expected,
            row.low,
            row.high,
        )
        for row in rows.order_by("person__name", "person__key", "expectation")
    )


def may_see_of(who: Asker, whose: str) -> Q:
    """As `rules.seeing` has it: what is of oneself, of one's line, of the units one is people partner of.

    It is asked of many at once, so in the database's words; a test holds it to the rule.

    Args:
        who: who asks.
        whose: the column that says of whom a row is.

    Returns:
        A condition on rows.
    """
    others = Q(Exists(Place.objects.filter(holds(who.on), leader=who.person or 0, person=OuterRef(whose))))
    if who.viewer.partner_of:
        in_units = Assignment.standing.filter(holds(who.on), unit__key__in=who.viewer.partner_of)
        others |= Q(Exists(in_units.filter(person=OuterRef(whose))))
    return Q(**{whose: who.person or 0}) | others


def _last_before(day: date) -> Subquery:
    return Subquery(Attribution.objects.filter(as_of__lt=day).order_by("-as_of", "-pk").values("pk")[:1])


def _reckoning(whole: tuple[Any, ...]) -> Reckoning:
    as_of, caveats, earlier = whole
    turned_out = None
    if earlier is not None:
        since = date.fromisoformat(earlier["since"])
        turned_out = Earlier(since, earlier["people"], earlier["covered"], earlier["typical_error"])
    return Reckoning(as_of, tuple(caveats), turned_out)
