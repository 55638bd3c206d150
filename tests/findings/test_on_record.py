"""The facts on record are the company that was brought; its fingerprint changes with what is known, and only then."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from answerable.facts.measures.models import Measurement
from answerable.facts.support.models import Activity
from answerable.findings.on_record import OnRecord, read_on_record
from answerable.kernel.problems import UsageError
from answerable.panel import company_from_frames
from answerable.rules.policy import default_policy
from answerable.sources.intake import write as intake
from staged import staged_company, staged_tables

pytestmark = pytest.mark.django_db

BEGAN = date(2025, 1, 1)
JANUARY = date(2026, 1, 12)


def on_record() -> OnRecord:
    return read_on_record(default_policy(), BEGAN)


def test_every_table_comes_back_as_it_was_brought():
    found = on_record().tables
    brought = staged_company()

    for name in brought.given:
        expected = brought[name].collect().to_polars().select(found[name].columns)
        keys = expected.columns
        assert_frame_equal(
            found[name].drop("line", strict=False).sort(keys), expected.drop("line", strict=False).sort(keys)
        )


def test_the_fingerprint_stays_while_nothing_more_is_known():
    record = on_record()

    assert record.fingerprint(JANUARY) == record.fingerprint(JANUARY + timedelta(days=3))
    assert record.fingerprint(JANUARY) == on_record().fingerprint(JANUARY)


def test_the_fingerprint_changes_when_a_period_ends():
    record = on_record()

    assert record.fingerprint(date(2025, 8, 31)) != record.fingerprint(date(2025, 9, 1))


def test_the_fingerprint_changes_when_somebody_moves():
    record = on_record()

    assert record.fingerprint(date(2025, 11, 30)) != record.fingerprint(date(2025, 12, 1))


def test_the_fingerprint_changes_with_a_correction_but_not_with_a_figure_of_the_running_month():
    before = on_record().fingerprint(JANUARY)
    row = {"person_id": ["seller-2"], "expectation_id": ["bookings"], "period": [date(2026, 1, 1)], "actual": [50.0]}
    running = pl.concat([staged_tables()["measurements"], pl.DataFrame(row)])
    at = datetime(2026, 1, 12, tzinfo=UTC)

    intake.load(company_from_frames(staged_tables() | {"measurements": running}), actor="t", at=at)
    unchanged = on_record().fingerprint(JANUARY)
    Measurement.standing.filter(person__key="seller-2", period=date(2025, 6, 1)).update(actual=10)

    assert unchanged == before
    assert on_record().fingerprint(JANUARY) != before


def test_what_is_done_here_counts_as_on_record_even_where_nothing_was_brought():
    Activity.objects.all().delete()

    situation = on_record().situation(JANUARY)

    assert situation.support.conversations == {}
    assert situation.support.measures == {}
    assert (situation.support.log_began, situation.asks_from) == (BEGAN, BEGAN)


def test_a_log_that_was_brought_says_when_it_began():
    assert on_record().situation(JANUARY).asks_from == date(2025, 1, 6)


def test_before_anything_was_loaded_it_is_said_what_to_do():
    Measurement.objects.all().delete()

    with pytest.raises(UsageError, match="Load a company first"):
        on_record()
