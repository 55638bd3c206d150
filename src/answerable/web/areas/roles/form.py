"""The form of a role: what was typed, read into a profile, and a profile laid out to be changed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from answerable.rules.profiles import Expectation, FacetItem, Fault, Profile
from answerable.web.numbers import day

MOST_ROWS = 100
LONGEST = 2_000
NO_NUMBER = "Expected a number with a point and without separators, such as 50000 or 0.5."
NO_DAY = "Expected a day such as 2026-01-12."

EXPECTATION = {
    "key": "",
    "name": "",
    "kind": "result",
    "direction": "higher",
    "cadence": "month",
    "unit": "",
    "target": "",
    "target_high": "",
    "tolerance": "10",
    "weight": "1",
    "value_per_unit": "",
    "currency": "",
    "starts_on": "",
}
FACET = {"facet": "skill", "item": "", "level": "3", "weight": "1"}
USUAL = {"expectations": EXPECTATION, "facets": FACET}


@dataclass(frozen=True, slots=True)
class Row:
    """One expectation or facet item as it was typed.

    Attributes:
        values: by field, the text.
        drop: whether it is to be taken out.
    """

    values: dict[str, str]
    drop: bool = False

    def is_blank(self, usual: Mapping[str, str]) -> bool:
        """Whether nothing was typed."""
        return all(self.values[name].strip() == text for name, text in usual.items())


@dataclass(frozen=True, slots=True)
class Form:
    """The whole form.

    Attributes:
        title: of the role.
        leads_people: whether whoever holds it leads others.
        ramp_periods: how long the ramp is, as typed.
        expectations: their rows.
        facets: their rows.
        note: what is said of the change.
        holds_from: from when it is expected, as typed.
        shown: the number of the version that was changed.
    """

    title: str = ""
    leads_people: bool = False
    ramp_periods: str = "0"
    expectations: tuple[Row, ...] = ()
    facets: tuple[Row, ...] = ()
    note: str = ""
    holds_from: str = ""
    shown: int = 0

    def with_room(self) -> "Form":
        """The form with an empty row of each kind at the end."""
        return replace(
            self,
            expectations=(*self.expectations, Row(dict(EXPECTATION))),
            facets=(*self.facets, Row(dict(FACET))),
        )


def form_of(profile: Profile, *, shown: int, holds_from: date, note: str = "") -> Form:
    """Lay a profile out to be changed.

    Args:
        profile: what performance means in the role.
        shown: the number of its version, 0 for a new role.
        holds_from: from when a change is expected.
        note: what is said of the change.

    Returns:
        The form.
    """
    return Form(
        title=profile.title,
        leads_people=profile.leads_people,
        ramp_periods=_text(profile.ramp_periods),
        expectations=tuple(Row(_expectation_row(one)) for one in profile.expectations),
        facets=tuple(Row({name: _text(getattr(one, name)) for name in FACET}) for one in profile.facets),
        note=note,
        holds_from=holds_from.isoformat(),
        shown=shown,
    )


def _expectation_row(one: Expectation) -> dict[str, str]:
    return {name: _text(getattr(one, name)) for name in EXPECTATION} | {"tolerance": _text(100 * one.tolerance)}


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.12g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def typed(sent: Mapping[str, str]) -> Form:
    """Read what was sent.

    Args:
        sent: the fields of the form.

    Returns:
        The form as it was typed, without rows in which nothing was.
    """
    shown = sent.get("version", "")
    return Form(
        title=sent.get("title", "").strip()[:LONGEST],
        leads_people="leads_people" in sent,
        ramp_periods=sent.get("ramp_periods", "").strip()[:40],
        expectations=tuple(_rows(sent, "expectations")),
        facets=tuple(_rows(sent, "facets")),
        note=sent.get("note", "").strip()[:LONGEST],
        holds_from=sent.get("holds_from", "").strip()[:40],
        shown=int(shown) if shown.isascii() and shown.isdigit() and len(shown) < 10 else 0,
    )


def _rows(sent: Mapping[str, str], kind: str) -> Iterator[Row]:
    usual = USUAL[kind]
    for number in range(MOST_ROWS):
        names = {name: f"{kind}-{number}-{name}" for name in usual}
        if not any(name in sent for name in names.values()):
            return
        values = {name: sent.get(place, usual[name]).strip()[:LONGEST] for name, place in names.items()}
        row = Row(values, drop=f"{kind}-{number}-drop" in sent)
        if not row.is_blank(usual):
            yield row


@dataclass(slots=True)
class _Reading:
    """What could not be read, by field of the form."""

    faults: dict[str, str] = field(default_factory=dict)

    def number(self, text: str, place: str, *, otherwise: float) -> float:
        """Read a number that has to be there."""
        found = self.number_or_none(text, place)
        return otherwise if found is None else found

    def number_or_none(self, text: str, place: str) -> float | None:
        """Read a number that may be left out."""
        if not text:
            return None
        try:
            return float(text)
        except ValueError:
            self.faults[place] = _(NO_NUMBER)
            return None

    def day_or_none(self, text: str, place: str) -> date | None:
        """Read a day that may be left out."""
        found = day(text) if text else None
        if text and found is None:
            self.faults[place] = _(NO_DAY)
        return found


@dataclass(frozen=True, slots=True)
class Meant:
    """What was typed, as it is meant.

    Attributes:
        profile: the role.
        holds_from: from when it is expected; None where no day was sent.
        faults: by field of the form, what could not be read.
        rows: by kind, for each part of the profile the number of its row in the form.
    """

    profile: Profile
    holds_from: date | None
    faults: dict[str, str]
    rows: dict[str, tuple[int, ...]]

    def placed(self, faults: tuple[Fault, ...]) -> dict[str, str]:
        """What is wrong, by field of the form: what could not be read first."""
        found = {}
        for one in faults:
            kind, dot, rest = one.field.partition(".")
            if not dot:
                found[kind] = _(one.expected)
                continue
            number, _dot, name = rest.partition(".")
            found[f"{kind}-{self.rows[kind][int(number)]}-{name}"] = _(one.expected)
        return found | self.faults


def meant(form: Form) -> Meant:
    """Read a form into a profile.

    Args:
        form: as it was typed.

    Returns:
        What was meant, and what could not be read.
    """
    reading = _Reading()
    expectations = [(number, row) for number, row in enumerate(form.expectations) if not row.drop]
    facets = [(number, row) for number, row in enumerate(form.facets) if not row.drop]
    profile = Profile(
        title=form.title,
        leads_people=form.leads_people,
        ramp_periods=reading.number(form.ramp_periods, "ramp_periods", otherwise=0),
        expectations=tuple(
            _expectation(row.values, f"expectations-{number}-", reading) for number, row in expectations
        ),
        facets=tuple(_facet(row.values, f"facets-{number}-", reading) for number, row in facets),
    )
    holds_from = reading.day_or_none(form.holds_from, "holds_from")
    rows = {"expectations": tuple(n for n, _row in expectations), "facets": tuple(n for n, _row in facets)}
    return Meant(profile, holds_from, reading.faults, rows)


def _expectation(values: dict[str, str], place: str, reading: _Reading) -> Expectation:
    return Expectation(
        key=values["key"],
        name=values["name"],
        direction=values["direction"],
        cadence=values["cadence"],
        kind=values["kind"],
        unit=values["unit"],
        target=reading.number_or_none(values["target"], f"{place}target"),
        target_high=reading.number_or_none(values["target_high"], f"{place}target_high"),
        tolerance=reading.number(values["tolerance"], f"{place}tolerance", otherwise=0) / 100,
        weight=reading.number(values["weight"], f"{place}weight", otherwise=1),
        value_per_unit=reading.number_or_none(values["value_per_unit"], f"{place}value_per_unit"),
        currency=values["currency"].upper(),
        starts_on=reading.day_or_none(values["starts_on"], f"{place}starts_on"),
    )


def _facet(values: dict[str, str], place: str, reading: _Reading) -> FacetItem:
    return FacetItem(
        facet=values["facet"],
        item=values["item"],
        level=reading.number(values["level"], f"{place}level", otherwise=0),
        weight=reading.number(values["weight"], f"{place}weight", otherwise=1),
    )
