from datetime import date

import polars as pl

from answerable.engine.gaps import Coverage, Gaps
from answerable.findings.caveats import caveats
from cast import company

ON = date(2026, 1, 1)
COMPLETE = Coverage("bookings", date(2026, 1, 1), people=6, judged=6, not_measured=0, no_target=0, outside=0)


def told(**changed: object) -> list[str]:
    """What is said when both records are kept."""
    entry = {name: getattr(COMPLETE, name) for name in COMPLETE.__slots__} | changed
    kept = company(activities=activities(), interventions=interventions())
    return list(caveats(kept, Gaps(pl.DataFrame(), (Coverage(**entry),)), ON))


def activities() -> pl.DataFrame:
    schema = {"leader_id": pl.String, "kind": pl.String, "at": pl.Datetime, "minutes": pl.Float64}
    return pl.DataFrame(schema=schema)


def interventions() -> pl.DataFrame:
    return pl.DataFrame(schema={"intervention_id": pl.String, "lever": pl.String, "starts_on": pl.Date})


def test_complete_figures_need_no_caveat():
    assert told() == []


def test_each_limit_is_said_with_its_size():
    assert told(judged=4) == ["2 times somebody who holds a role was not measured lately enough to be judged."]
    assert told(not_measured=3) == ["3 expected measurements are missing; a missing one is not counted as zero."]
    assert told(no_target=5) == ["In 5 periods nothing was expected of somebody in the role: a leader owes that first."]
    assert told(outside=7) == [
        ("7 measurements are of periods in which the role was not held from first to last day; they are left out.")
    ]


def test_figures_older_than_a_quarter_are_said_to_be():
    assert told(measured_until=date(2025, 9, 24)) == []
    assert told(measured_until=date(2025, 9, 1)) == ["bookings was last measured up to 1 September 2025."]


def test_records_that_are_not_kept_come_first():
    notes = caveats(company(), Gaps(pl.DataFrame(), (COMPLETE,)), ON)

    assert [note.split(" (")[0] for note in notes] == [
        "No conversations are on record",
        "No plans or decisions are on record",
    ]
