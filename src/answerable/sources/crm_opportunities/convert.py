"""From an export of opportunities to the tables of a company."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import polars as pl

from answerable.kernel.periods import Cadence, period_end, period_index, period_start
from answerable.kernel.problems import InputRefused, Problem, gather
from answerable.panel import company_from_frames
from answerable.sources.crm_opportunities.mapping import Mapping
from answerable.sources.crm_opportunities.reading import Export, read_export

SELLS, LEADS, HEADS, EXPECTED = "sells", "leads", "heads", "won-deals"

# So many days without a closed deal at either end of an export are a weekend and a holiday; it covers them as well.
QUIET_DAYS = 3


@dataclass(frozen=True, slots=True)
class Converted:
    """A company made from an export.

    Attributes:
        tables: its canonical tables by name.
        notes: what was counted, left out and assumed, as sentences.
    """

    tables: dict[str, pl.DataFrame]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Span:
    """The periods an export covers whole: the first, and the first one after the last."""

    cadence: Cadence
    first: int
    past: int

    @property
    def starts(self) -> list[date]:
        return [period_start(index, self.cadence) for index in range(self.first, self.past)]


def convert(folder: Path, mapping: Mapping) -> Converted:
    """Make a company from an export of opportunities.

    Everybody in the teams file holds the selling role from the first period on, or from the day they began where a
    column says so. A period in which somebody won nothing is measured as 0. Somebody without a single deal, open ones
    included, is not measured at all: they do not work in this system.

    Args:
        folder: where the export's files are.
        mapping: what their columns mean, and what is expected.

    Returns:
        The tables, checked as `check` would, and what is worth knowing of them.

    Raises:
        InputRefused: something in the export cannot be used; every problem at once.
    """
    export = read_export(folder, mapping)
    span, notes = _covered(export, mapping)
    measurements = _measurements(export, mapping, span)
    common, own = _targets(export, mapping, measurements, span)
    tables = {
        "people": _people(export, mapping),
        "units": _units(export),
        "roles": _roles(mapping),
        "assignments": _assignments(export, mapping, span),
        "expectations": _expectations(mapping, common),
        "targets": own,
        "measurements": measurements,
    }
    kept = {name: table for name, table in tables.items() if table.height}
    company_from_frames(kept, str(folder))
    return Converted(kept, (*notes, *_notes(export, mapping, measurements, common)))


def _covered(export: Export, mapping: Mapping) -> tuple[_Span, list[str]]:
    """The periods the export covers whole, and which were left out at its ends."""
    cadence, keys = Cadence(mapping.expectation["cadence"]), mapping.opportunities
    closed = export.deals["closed_on"].drop_nulls()
    if closed.is_empty():
        raise _refused(mapping, "close_date", "Expected deals that were closed; every one in this file is open.")
    quiet = timedelta(days=QUIET_DAYS)
    first_day = keys["covers_from"] or _day(closed.min()) - quiet
    last_day = keys["covers_until"] or _day(closed.max()) + quiet
    first, last = period_index(first_day, cadence), period_index(last_day, cadence)
    begun = period_start(first, cadence) < first_day
    unfinished = period_end(last, cadence) > last_day + timedelta(days=1)
    span = _Span(cadence, first + begun, last + (not unfinished))
    if span.past <= span.first:
        earliest, latest = _day(closed.min()), _day(closed.max())
        expected = f"Expected at least one whole {cadence}; the deals were closed from {earliest} to {latest}."
        raise _refused(mapping, "close_date", expected)
    held = closed.filter((closed < span.starts[0]) | (closed >= period_end(span.past - 1, cadence)))
    until = period_end(span.past - 1, cadence) - timedelta(days=1)
    notes = [f"Measured from {span.starts[0]} to {until}, by {cadence}: {span.past - span.first} in all."]
    if len(held):
        notes.append(f"Left out: {len(held)} deals closed in a {cadence} that the export does not cover whole.")
    return span, notes


def _day(value: object) -> date:
    if not isinstance(value, date):
        raise TypeError(f"expected a date, found {value!r}")
    return value


def _refused(mapping: Mapping, key: str, expected: str) -> InputRefused:
    keys = mapping.opportunities
    return InputRefused(gather([Problem("no-period", keys["file"], None, keys[key], "", expected)]))


def _measurements(export: Export, mapping: Mapping, span: _Span) -> pl.DataFrame:
    """What everybody won in every period since they began; nothing won is 0."""
    every = {Cadence.WEEK: "1w", Cadence.MONTH: "1mo", Cadence.QUARTER: "1q"}[span.cadence]
    amount = pl.col("value").sum() if mapping.expectation["measure"] == "value" else pl.len().cast(pl.Float64)
    won = export.deals.filter("won").with_columns(period=pl.col("closed_on").dt.truncate(every))
    won = won.group_by("person", "period").agg(actual=amount)
    active = export.people.filter(export.people["person"].is_in(export.deals["person"].to_list()))
    periods = pl.DataFrame({"period": span.starts}, schema={"period": pl.Date})
    grid = active.select("person", "starts_on").join(periods, how="cross")
    begun = grid.filter((pl.col("starts_on").is_null()) | (pl.col("period") >= pl.col("starts_on").dt.truncate(every)))
    filled = begun.join(won, on=["person", "period"], how="left").with_columns(pl.col("actual").fill_null(0.0))
    named = filled.select(person_id="person", expectation_id=pl.lit(EXPECTED), period="period", actual="actual")
    return named.sort("person_id", "period")


def _targets(
    export: Export, mapping: Mapping, measurements: pl.DataFrame, span: _Span
) -> tuple[float | None, pl.DataFrame]:
    """What is expected of everybody, or else of each person in each period."""
    nobodys = pl.DataFrame(schema={"person_id": pl.String, "expectation_id": pl.String, "period": pl.Date})
    if mapping.target["fixed"] is not None:
        return float(mapping.target["fixed"]), nobodys
    if mapping.target["column"] is not None:
        own = measurements.select("person_id", "expectation_id", "period")
        quotas = export.people.select(person_id="person", target="target")
        return None, own.join(quotas, on="person_id", how="left", maintain_order="left")
    periods = mapping.target["median_of_first"]
    if periods > span.past - span.first:
        expected = f"Expected at least {periods} whole periods for median_of_first; there are {span.past - span.first}."
        raise _refused(mapping, "close_date", expected)
    early = measurements.filter(pl.col("period").is_in(span.starts[:periods]))["actual"]
    median = early.median()
    if not isinstance(median, float) or median <= 0:
        expected = (
            f"Half of the people won nothing in the first {periods}: expected a fixed target or a column instead."
        )
        raise _refused(mapping, "close_date", expected)
    return median, nobodys


def _managers(export: Export) -> list[str]:
    """Managers who do not sell themselves."""
    named = export.people["manager"].drop_nulls().unique()
    return sorted(set(named.to_list()) - set(export.people["person"].to_list()))


def _people(export: Export, mapping: Mapping) -> pl.DataFrame:
    leader = mapping.teams["leader"]
    names = {*export.people["person"].to_list(), *_managers(export), *([leader] if leader else [])}
    return pl.DataFrame({"person_id": sorted(names), "name": sorted(names)})


def _units(export: Export) -> pl.DataFrame:
    units = export.people["unit"].drop_nulls().unique().sort()
    return pl.DataFrame({"unit_id": units, "name": units})


def _roles(mapping: Mapping) -> pl.DataFrame:
    role = mapping.role
    return pl.DataFrame(
        {
            "role_id": [SELLS, LEADS, HEADS],
            "title": [role["title"], role["manager_title"], f"Head of {role['manager_title']}s"],
            "leads_people": [False, True, True],
            "ramp_periods": [role["ramp_periods"], 0, 0],
        }
    )


def _assignments(export: Export, mapping: Mapping, span: _Span) -> pl.DataFrame:
    leader = mapping.teams["leader"]
    sellers = set(export.people["person"].to_list())
    sells = export.people.select(
        person_id="person",
        role_id=pl.lit(SELLS),
        manager_id=pl.col("manager").fill_null(pl.lit(leader, pl.String)),
        starts_on=pl.col("starts_on").fill_null(pl.lit(span.starts[0])),
        unit_id="unit",
    )
    above = [(name, LEADS, leader) for name in _managers(export) if name != leader]
    above += [(leader, HEADS, None)] if leader and leader not in sellers else []
    leads = pl.DataFrame(above, schema=["person_id", "role_id", "manager_id"], orient="row").cast(pl.String)
    leads = leads.with_columns(starts_on=pl.lit(span.starts[0]), unit_id=pl.lit(None, pl.String))
    return pl.concat([sells, leads]).sort("person_id")


def _expectations(mapping: Mapping, target: float | None) -> pl.DataFrame:
    expectation = mapping.expectation
    return pl.DataFrame(
        {
            "expectation_id": [EXPECTED],
            "role_id": [SELLS],
            "name": [expectation["name"]],
            "direction": ["higher"],
            "cadence": [expectation["cadence"]],
            "unit": [expectation["unit"] or None],
            "target": [target],
            "tolerance": [float(expectation["tolerance"])],
        },
        schema_overrides={"unit": pl.String, "target": pl.Float64},
    )


def _notes(export: Export, mapping: Mapping, measurements: pl.DataFrame, target: float | None) -> list[str]:
    won, pending = int(export.deals["won"].sum()), int(export.deals["closed_on"].is_null().sum())
    lost = export.deals.height - won - pending
    notes = [
        f"Of {export.deals.height:,} deals {won:,} were won. Those lost ({lost:,}) and open ({pending:,}) play no part."
    ]
    if target is not None:
        notes.append(f"Expected of everybody: {target:,.0f} {mapping.expectation['unit']}".rstrip() + " a period.")
    idle = sorted(set(export.people["person"].to_list()) - set(measurements["person_id"].to_list()))
    if idle:
        notes.append(f"Not measured, because they have no deal of any kind: {', '.join(idle)}.")
    return notes
