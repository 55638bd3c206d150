"""Facts are dated: what was replaced stays, and only one stands."""

from datetime import UTC, date, datetime

import pytest
from django.db import IntegrityError, transaction

from answerable.facts.dated import known_by
from answerable.facts.measures.models import Measurement
from answerable.facts.people.models import Person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, tzinfo=UTC)


def measured(actual: float, replaced_at: datetime | None = None) -> Measurement:
    person = Person.objects.get(key="seller-2")
    values = {"person": person, "expectation": "calls", "period": date(2026, 1, 1)}
    return Measurement.objects.create(**values, actual=actual, recorded_at=AT, replaced_at=replaced_at)


def test_of_two_rows_only_the_one_that_was_not_replaced_stands():
    measured(90, replaced_at=AT)
    standing = measured(95)

    assert list(Measurement.standing.filter(expectation="calls")) == [standing]
    assert Measurement.objects.filter(expectation="calls").count() == 2


def test_two_rows_cannot_both_stand():
    measured(90)

    with pytest.raises(IntegrityError), transaction.atomic():
        measured(95)


def test_what_came_after_a_day_had_not_happened_by_then():
    assert known_by(date(2026, 1, 12), date(2026, 1, 12)) == date(2026, 1, 12)
    assert known_by(date(2026, 1, 13), date(2026, 1, 12)) is None
    assert known_by(None, date(2026, 1, 12)) is None
