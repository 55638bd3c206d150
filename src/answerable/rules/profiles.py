"""What performance means in a role, as one profile: what is wrong with one, and what differs between two."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date

from answerable.kernel.money import NO_CURRENCY, is_currency
from answerable.panel.schema import EXPECTATIONS, FACETS
from answerable.rules.wording import spoken

DIRECTIONS = EXPECTATIONS.column("direction").choices
CADENCES = EXPECTATIONS.column("cadence").choices
KINDS = EXPECTATIONS.column("kind").choices
LONGEST_NAME, LONGEST_UNIT, LONGEST_ITEM = 300, 100, 200
LONGEST_RAMP = 120
MOST_LEVEL = 5

Value = str | float | bool | date | None


@dataclass(frozen=True, slots=True)
class Expectation:
    """One thing performance means in a role.

    Attributes:
        key: which; empty for one that is not on record yet.
        name: what it is called.
        direction: whether more is better, less, or a band.
        cadence: how often it is measured.
        kind: a result or a behaviour.
        unit: in what, empty for none.
        target: what is expected; the lower edge of a band; None where it is agreed person by person.
        target_high: the upper edge of a band.
        tolerance: the share of the target by which one may fall short.
        weight: how much it counts beside the others.
        value_per_unit: what one unit is worth in money; of what does not add up, such as a percentage, one unit through
            one period; None where nobody says.
        currency: of that, empty without it.
        starts_on: the first day from which it counts, None for always.
    """

    key: str
    name: str
    direction: str
    cadence: str
    kind: str = "result"
    unit: str = ""
    target: float | None = None
    target_high: float | None = None
    tolerance: float = 0.1
    weight: float = 1.0
    value_per_unit: float | None = None
    currency: str = ""
    starts_on: date | None = None


@dataclass(frozen=True, slots=True)
class FacetItem:
    """One thing a role takes.

    Attributes:
        facet: skill, ability, commitment, behaviour or drive.
        item: which.
        level: the proficiency it takes, 1 to 5.
        weight: how much it counts beside the others.
    """

    facet: str
    item: str
    level: float
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Profile:
    """What performance means in a role, and what the role takes.

    Attributes:
        title: what the role is called.
        leads_people: whether whoever holds it leads others.
        ramp_periods: how many periods it takes until the full target is expected of somebody new.
        expectations: what is expected.
        facets: what it takes.
    """

    title: str
    leads_people: bool = False
    ramp_periods: float = 0
    expectations: tuple[Expectation, ...] = ()
    facets: tuple[FacetItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that cannot stand as it is.

    Attributes:
        field: where: `title`, `expectations.0.target`, `facets.2.level`.
        expected: what was expected and what to do, as a sentence.
    """

    field: str
    expected: str


def faults(profile: Profile, before: Profile | None = None) -> tuple[Fault, ...]:
    """Say what is wrong with a profile.

    Args:
        profile: as it is meant to stand.
        before: as it stands; None for a new role. What keeps its key keeps its direction and its cadence, since
            what was measured hangs on them.

    Returns:
        At most one fault a field, in the order of the form.
    """
    found: dict[str, str] = {}
    for field, expected in (*_of_role(profile), *_of_expectations(profile, before), *_of_facets(profile.facets)):
        found.setdefault(field, expected)
    return tuple(Fault(field, expected) for field, expected in found.items())


def _of_role(profile: Profile) -> Iterator[tuple[str, str]]:
    if not profile.title.strip():
        yield "title", "Give the role a title."
    if len(profile.title) > LONGEST_NAME:
        yield "title", f"Expected at most {LONGEST_NAME} characters."
    ramp = profile.ramp_periods
    if not (math.isfinite(ramp) and 0 <= ramp <= LONGEST_RAMP and ramp == int(ramp)):
        yield "ramp_periods", f"Expected a whole number of periods from 0 to {LONGEST_RAMP}."


def _of_expectations(profile: Profile, before: Profile | None) -> Iterator[tuple[str, str]]:
    stood = {one.key: one for one in before.expectations} if before is not None else {}
    names: set[str] = set()
    for number, one in enumerate(profile.expectations):
        place = f"expectations.{number}."
        for field, expected in (
            *_of_names(one, names),
            *_of_targets(one),
            *_of_shares(one),
            *_of_worth(one),
            *_kept(one, stood),
        ):
            yield place + field, expected
        names.add(one.name.strip().casefold())


def _of_names(one: Expectation, names: set[str]) -> Iterator[tuple[str, str]]:
    if not one.name.strip():
        yield "name", "Say what is expected, such as New bookings."
    if len(one.name) > LONGEST_NAME:
        yield "name", f"Expected at most {LONGEST_NAME} characters."
    if one.name.strip().casefold() in names:
        yield "name", "Another expectation of this role is called the same. Give it a name of its own."
    if len(one.unit) > LONGEST_UNIT:
        yield "unit", f"Expected at most {LONGEST_UNIT} characters."
    for field, value, choices in (
        ("kind", one.kind, KINDS),
        ("direction", one.direction, DIRECTIONS),
        ("cadence", one.cadence, CADENCES),
    ):
        if value not in choices:
            yield field, f"Expected one of {', '.join(choices)}."


def _of_targets(one: Expectation) -> Iterator[tuple[str, str]]:
    low, high = one.target, one.target_high
    for field, value in (("target", low), ("target_high", high)):
        if value is not None and not math.isfinite(value):
            yield field, "Expected a number such as 50000."
    if low == 0:
        yield "target", "A target of zero has no attainment: nothing can be a share of it. Choose another measure."
    if one.direction != "band":
        if high is not None:
            yield "target_high", "Only a band has an upper edge. Leave it empty, or choose a band."
        return
    if low is None:
        yield "target", "A band needs both its edges."
    if high is None:
        yield "target_high", "A band needs both its edges."
    elif low is not None and high <= low:
        yield "target_high", "The upper edge has to lie above the lower one."
    elif low is not None and low + high == 0:
        yield "target_high", "A band around zero has no attainment: choose another measure."


def _of_shares(one: Expectation) -> Iterator[tuple[str, str]]:
    if not 0 <= one.tolerance <= 1:
        yield "tolerance", "Expected a share from 0 to 100 %."
    if not (math.isfinite(one.weight) and one.weight >= 0):
        yield "weight", "Expected a number from 0 on, such as 1."


def _of_worth(one: Expectation) -> Iterator[tuple[str, str]]:
    value = one.value_per_unit
    if value is not None and not (math.isfinite(value) and value >= 0):
        yield "value_per_unit", "Expected an amount from 0 on, such as 400."
    if one.currency and not is_currency(one.currency):
        yield "currency", NO_CURRENCY
    if value is not None and not one.currency:
        yield "currency", "Say in which currency one unit is worth that, such as EUR."
    if value is None and one.currency:
        yield "value_per_unit", "Say what one unit is worth, or leave the currency empty as well."


def _kept(one: Expectation, stood: dict[str, Expectation]) -> Iterator[tuple[str, str]]:
    known = stood.get(one.key) if one.key else None
    if known is None:
        return
    stays = "What was measured hangs on it. Take this expectation out and add another one instead."
    if one.direction != known.direction:
        yield "direction", stays
    if one.cadence != known.cadence:
        yield "cadence", stays


def _of_facets(facets: Sequence[FacetItem]) -> Iterator[tuple[str, str]]:
    known: set[tuple[str, str]] = set()
    for number, one in enumerate(facets):
        place, name = f"facets.{number}.", (one.facet, one.item.strip().casefold())
        if one.facet not in FACETS:
            yield place + "facet", f"Expected one of {', '.join(FACETS)}."
        if not name[1]:
            yield place + "item", "Say what the role takes, such as Discovery."
        if len(one.item) > LONGEST_ITEM:
            yield place + "item", f"Expected at most {LONGEST_ITEM} characters."
        if name in known:
            yield place + "item", "This stands here twice. Keep one of them."
        if not 1 <= one.level <= MOST_LEVEL:
            yield place + "level", f"Expected a level from 1 to {MOST_LEVEL}."
        if not (math.isfinite(one.weight) and one.weight >= 0):
            yield place + "weight", "Expected a number from 0 on, such as 1."
        known.add(name)


@dataclass(frozen=True, slots=True)
class Change:
    """Something that differs between two profiles.

    Attributes:
        deed: `added`, `removed` or `changed`.
        what: the name of what it is about.
        details: of each field that differs its name, what it was, and what it is; of what was added or removed, all.
    """

    deed: str
    what: str
    details: tuple[tuple[str, str, str], ...]


NAMES = {
    "title": "title",
    "leads_people": "leads people",
    "ramp_periods": "ramp",
    "name": "name",
    "direction": "direction",
    "cadence": "measured",
    "kind": "kind",
    "unit": "unit",
    "target": "target",
    "target_high": "upper edge",
    "tolerance": "tolerance",
    "weight": "weight",
    "value_per_unit": "worth of one unit",
    "currency": "currency of that",
    "starts_on": "counts from",
    "facet": "facet",
    "item": "item",
    "level": "level",
}
ROLE_FIELDS = ("title", "leads_people", "ramp_periods")
EXPECTATION_FIELDS = tuple(field.name for field in fields(Expectation) if field.name != "key")
FACET_FIELDS = tuple(field.name for field in fields(FacetItem))


def changes(before: Profile, after: Profile) -> tuple[Change, ...]:
    """Say what differs between two profiles of a role.

    Args:
        before: the one.
        after: the other.

    Returns:
        First the role itself, then expectations, then facets; each in the order in which they stand.
    """
    found = []
    role = _details(before, after, ROLE_FIELDS)
    if role:
        found.append(Change("changed", "The role", role))
    found += _between(
        {one.key or one.name: one for one in before.expectations},
        {one.key or one.name: one for one in after.expectations},
    )
    found += _between(by_item(before.facets), by_item(after.facets))
    return tuple(found)


def by_item(facets: Sequence[FacetItem]) -> dict[str, FacetItem]:
    """Facet items by what makes each of them this one and no other.

    Args:
        facets: the items.

    Returns:
        By facet and item, whatever their case.
    """
    return {f"{one.facet}: {one.item.strip().casefold()}": one for one in facets}


def _between(before: "dict[str, Expectation] | dict[str, FacetItem]", after: object) -> Iterator[Change]:
    now: dict[str, Expectation | FacetItem] = dict(after) if isinstance(after, dict) else {}
    was: dict[str, Expectation | FacetItem] = dict(before.items())
    for key, one in was.items():
        other = now.get(key)
        names = _fields_of(one)
        if other is None:
            yield Change("removed", name_of(one), tuple((NAMES[name], said(one, name), "") for name in _told(one)))
        elif details := _details(one, other, names):
            yield Change("changed", name_of(other), details)
    for key, one in now.items():
        if key not in was:
            yield Change("added", name_of(one), tuple((NAMES[name], "", said(one, name)) for name in _told(one)))


def name_of(one: Expectation | FacetItem) -> str:
    """What something is called.

    Args:
        one: an expectation or a facet item.

    Returns:
        Its name; of a facet item with the facet.
    """
    return one.name if isinstance(one, Expectation) else f"{one.item} ({one.facet})"


def _fields_of(one: Expectation | FacetItem) -> tuple[str, ...]:
    return EXPECTATION_FIELDS if isinstance(one, Expectation) else FACET_FIELDS


def _told(one: Expectation | FacetItem) -> tuple[str, ...]:
    """What there is to say of something that came or went: all but its name and what is empty."""
    known = {"name", "item", "facet"}
    return tuple(name for name in _fields_of(one) if name not in known and getattr(one, name) not in {None, ""})


def _details(
    before: Profile | Expectation | FacetItem, after: Profile | Expectation | FacetItem, names: Sequence[str]
) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (NAMES[name], said(before, name), said(after, name))
        for name in names
        if getattr(before, name) != getattr(after, name)
    )


def said(one: Profile | Expectation | FacetItem, name: str) -> str:
    """Write the value of a field as people say it.

    Args:
        one: what has the field.
        name: the field's.

    Returns:
        Such as "50,000", "10 %", "yes" or "every month"; a dash for nothing.
    """
    value: Value = getattr(one, name)
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return spoken(value)
    if isinstance(value, str):
        return f"every {value}" if name == "cadence" else value
    number = figure(100 * value if name == "tolerance" else value)
    return number + {"tolerance": " %", "ramp_periods": " periods"}.get(name, "")


def figure(number: float) -> str:
    """Write a number with every digit that was meant, and none that the machine added.

    Args:
        number: any.

    Returns:
        Such as "50,000" or "0.35".
    """
    return f"{number:,.15g}"
