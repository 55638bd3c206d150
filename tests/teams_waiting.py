"""A team of the fixed cast that waits: judged once, for every test of what waiting costs."""

from datetime import date
from functools import cache

import polars as pl

from answerable.engine.attainment import read_panel
from answerable.engine.inaction.lines import Judged, Lines, judge_company, lines_of
from answerable.findings.check import gap_settings
from answerable.rules.policy import default_policy
from cast import SELLERS, company, measurements, steady, tables

NEW_YEAR = date(2026, 1, 1)
LOW = SELLERS[0]
FINE = {person: steady(1.0) for person in SELLERS}
SHORT = FINE | {LOW: [*steady(1.0, 4), *steady(0.6, 8)]}
WHOLE = {person: [*steady(1.0, 6), *steady(0.7, 6)] for person in SELLERS}


def expected(**changed: object) -> pl.DataFrame:
    """The one expectation, some of its columns changed."""
    usual = {"direction": "higher", "unit": "EUR", "weight": 2.0, "target": 100.0}
    return tables()["expectations"].with_columns(**{name: pl.lit(value) for name, value in (usual | changed).items()})


def support(*given: tuple[str | None, str | None, date], expectation: str | None = "bookings") -> pl.DataFrame:
    """Support that was given to persons or units, each from a day on."""
    rows = [
        (f"I{number}", "coaching", day, person, unit, expectation) for number, (person, unit, day) in enumerate(given)
    ]
    columns = ["intervention_id", "lever", "starts_on", "person_id", "unit_id", "expectation_id"]
    schema = dict.fromkeys(columns, pl.String) | {"starts_on": pl.Date}
    return pl.DataFrame(rows, schema=schema, orient="row")


def judged(as_of: date = NEW_YEAR, **changed: pl.DataFrame) -> Judged:
    """The team, in which one person has been short since May 2025, a gap since June."""
    usual = {"expectations": expected(), "measurements": measurements(SHORT)}
    made = usual | changed
    return judge_company(read_panel(company(**made)), tables(**made)["units"], as_of, gap_settings(default_policy()))


@cache
def usual() -> Judged:
    """The team as it is, judged once for all tests."""
    return judged()


def lines(place: int, as_of: date, changed: dict[str, pl.DataFrame]) -> Lines:
    """The lines of its people (place 0) or units (place 1)."""
    company = judged(as_of, **changed) if changed or as_of != NEW_YEAR else usual()
    return list(lines_of(company))[place]


def people(as_of: date = NEW_YEAR, **changed: pl.DataFrame) -> Lines:
    """The lines of its people."""
    return lines(0, as_of, changed)


def units(as_of: date = NEW_YEAR, **changed: pl.DataFrame) -> Lines:
    """The lines of its units."""
    return lines(1, as_of, changed)
