"""What is killed, and what has to be there before: each deed gives what it does to a database by itself."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import polars as pl

from answerable.cli.installation import importing
from answerable.cli.installation.preparing import prepare
from answerable.facts.people import write as people_write
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.panel import Company, company_from_frames
from staged import staged_company, staged_tables

AT = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
# The gap is taken up, two duties lapse one after the other, the case climbs to the top, and another duty lapses there.
DAYS = (date(2025, 9, 1), date(2025, 9, 16), date(2025, 9, 30), date(2025, 10, 15))


def make_tables() -> None:
    """An installation nobody has used yet."""
    prepare()


def load_company() -> None:
    """The staged company, brought for the first time."""
    importing.load(staged_company(), at=AT)


def follow_summer() -> None:
    """The company with two months behind it, in which nothing was taken up yet."""
    people_write.begin(on=date(2025, 1, 1), name="Crash")
    load_company()
    record = in_force.record()
    for number in range(9):
        tick(record, on=date(2025, 7, 1) + timedelta(days=7 * number), at=AT)


def follow_autumn() -> None:
    """The four days, from the first."""
    record = in_force.record()
    for day in DAYS:
        tick(record, on=day, at=AT)


def correct_company() -> None:
    """The company brought again: a name, a unit, figures and a place in the line are corrected, a month is new."""
    importing.load(corrected_company(), at=AT + timedelta(days=1))


def corrected_company() -> Company:
    tables = staged_tables()
    moved = (pl.col("person_id") == "seller-5") & pl.col("ends_on").is_null()
    january = pl.DataFrame(
        {"person_id": ["seller-2"], "expectation_id": ["bookings"], "period": [date(2026, 1, 1)], "actual": [101.0]}
    )
    return company_from_frames(
        tables
        | {
            "people": tables["people"].with_columns(name=pl.col("name").replace("Lee Okoro", "Lee Okoro-Bell")),
            "units": tables["units"].with_columns(leader_id=pl.col("leader_id").replace("new-leader", "director")),
            "assignments": tables["assignments"].with_columns(
                starts_on=pl.when(moved).then(pl.lit(date(2024, 1, 8))).otherwise("starts_on")
            ),
            "measurements": pl.concat(
                [tables["measurements"].with_columns(actual=pl.col("actual").replace(97.0, 96.0)), january]
            ),
        }
    )


DEEDS: dict[str, Callable[[], None]] = {
    deed.__name__: deed for deed in (make_tables, load_company, follow_summer, follow_autumn, correct_company)
}
