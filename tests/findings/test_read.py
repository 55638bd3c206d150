"""What was found, as it was found."""

import math
from datetime import date

import pytest

from answerable.engine.gaps.table import GAP_SCHEMA
from answerable.facts.people.models import Person
from answerable.findings import read
from answerable.findings.models import Evaluation, GapFinding, LevelFinding

pytestmark = pytest.mark.django_db


def test_gaps_come_back_with_the_engine_s_types():
    evaluation = Evaluation.objects.latest("as_of")

    gaps = read.gaps_of(evaluation.pk)

    row = gaps.row(0, named=True)
    assert dict(gaps.drop("finding").schema) == GAP_SCHEMA
    assert (row["person_id"], row["unit_id"], row["since"]) == ("seller-1", None, date(2025, 8, 1))
    assert row["finding"] == GapFinding.objects.get(evaluation=evaluation).pk


def test_what_could_not_be_told_comes_back_as_not_a_number():
    evaluation = Evaluation.objects.latest("as_of")
    finding = GapFinding.objects.get(evaluation=evaluation)
    finding.facts["trend_low"] = None
    finding.save()

    assert math.isnan(read.gaps_of(evaluation.pk)["trend_low"].item())


def test_of_two_levels_of_one_period_the_later_one_is_believed():
    person = Person.objects.get(key="seller-2")
    first = LevelFinding.objects.get(person=person, period=date(2025, 6, 1))
    evaluation = Evaluation.objects.latest("as_of")
    again = LevelFinding(
        **{name: getattr(first, name) for name in read.LEVEL_FIELDS if name != "level"},
        level=0.5,
        person=person,
        expectation="bookings",
        evaluation=evaluation,
    )
    again.save()

    all_of_them = read.levels_of([person.pk], since=date(2025, 6, 1))
    as_known_then = read.levels_of([person.pk], since=date(2025, 6, 1), until=date(2025, 8, 31))

    assert all_of_them[person.pk, "bookings"][0].level == 0.5
    assert [one.period.month for one in as_known_then[person.pk, "bookings"]] == [6, 7]
    assert as_known_then[person.pk, "bookings"][0].level == first.level
