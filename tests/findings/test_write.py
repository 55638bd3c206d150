"""Findings are stored once, with what they rest on."""

from datetime import UTC, date, datetime

import pytest

from answerable.facts.measures.models import Measurement
from answerable.findings import in_force, write
from answerable.findings.check import check
from answerable.findings.models import Evaluation, GapFinding, LevelFinding

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)
DAY = date(2026, 1, 13)


def correct_june() -> None:
    Measurement.standing.filter(person__key="seller-2", period=date(2025, 6, 1)).update(actual=70)


def test_the_same_facts_are_looked_at_once():
    before = Evaluation.objects.count()

    evaluation = write.evaluate(in_force.record(), on=DAY, at=AT)

    assert evaluation.as_of == date(2026, 1, 6)
    assert Evaluation.objects.count() == before


def test_a_correction_makes_a_new_evaluation_and_a_new_level_of_that_period_alone():
    series = LevelFinding.objects.filter(person__key="seller-2")
    before = {(row.period, row.pk) for row in series}
    correct_june()

    evaluation = write.evaluate(in_force.record(), on=DAY, at=AT)

    fresh = [row for row in series.all() if (row.period, row.pk) not in before]
    assert evaluation.as_of == DAY
    assert [(row.period, round(row.attainment or 0, 2)) for row in fresh] == [(date(2025, 6, 1), 0.7)]


def test_an_evaluation_made_twice_is_stored_once():
    correct_june()
    first = write.evaluate(in_force.record(), on=DAY, at=AT)
    levels = LevelFinding.objects.count()

    assert write.evaluate(in_force.record(), on=DAY, at=AT) == first
    assert LevelFinding.objects.count() == levels


def test_the_gap_stored_is_the_one_the_command_line_finds():
    record = in_force.record()
    evaluation = write.evaluate(record, on=DAY, at=AT)

    stored = GapFinding.objects.get(evaluation=evaluation)

    found = check(record.company, DAY).gaps[0]
    assert stored.facts["probability"] == pytest.approx(found.facts["probability"])
    assert stored.facts["since"] == found.facts["since"].isoformat() == "2025-08-01"
    assert tuple(stored.reasons) == found.reasons


def test_every_period_measured_has_a_level_and_later_ones_are_not_known_before():
    levels = LevelFinding.objects.filter(person__key="seller-1").order_by("period")

    assert [row.period.month for row in levels] == list(range(1, 13))
    assert all(row.evaluation.as_of > row.period for row in levels.select_related("evaluation"))
    assert all(row.low < row.level < row.high for row in levels)
