"""A lever set to work keeps the plan that a gap asks for, as any measure would, and no other duty."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.duties.planned import keep_plan, owe_plan_again
from answerable.ledger import read as ledger
from answerable.rules.policy import default_policy
from asking import asker
from more_cases import owe, take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 1, 12, 17, tzinfo=UTC)


@pytest.fixture
def case() -> Case:
    """A gap of seller-2 that was taken up today."""
    return take_up(person="seller-2", answers="leader")


def keep(case: Case, day: date = TODAY) -> int:
    with transaction.atomic():
        return keep_plan(asker("leader"), case=case.pk, day=day, policy=default_policy(), at=AT)


def again(case: Case) -> int:
    with transaction.atomic():
        return owe_plan_again(asker("leader"), case=case.pk, at=LATER)


def kinds(key: str, count: int) -> list[str]:
    return [one.kind for one in ledger.history([key], until=None, limit=count)]


def test_it_keeps_the_plan_and_its_review_is_owed(case: Case):
    plan, talk = owe(case, kind="plan"), owe(case)

    assert keep(case, TODAY - timedelta(days=3)) == 1

    plan.refresh_from_db()
    talk.refresh_from_db()
    # What was done before it was asked for counts from the day it was.
    assert (plan.kept_on, plan.ended_on, talk.ended_on) == (TODAY, TODAY, None)
    review = Duty.objects.get(case=case.pk, kind="review")
    assert (review.leader.key, review.due_on, review.lapses_on) == ("leader", date(2026, 1, 26), date(2026, 2, 3))
    assert kinds("seller-2", 2) == ["duty.raised", "duty.kept"]


def test_where_no_plan_is_asked_for_nothing_is_kept_and_nothing_raised(case: Case):
    owe(case)
    before = ledger.head()

    assert keep(case) == 0
    assert ledger.head() == before
    assert not Duty.objects.filter(case=case.pk, kind="review").exists()


def test_taken_back_it_is_owed_again_and_its_review_is_not(case: Case):
    plan = owe(case, kind="plan")
    keep(case)

    assert again(case) == 1

    plan.refresh_from_db()
    assert (plan.kept_on, plan.ended_on, plan.lapsed_on) == (None, None, None)
    assert Duty.objects.get(case=case.pk, kind="review").ended_on == TODAY
    assert kinds("seller-2", 2) == ["duty.ended", "duty.reopened"]


def test_what_was_kept_on_another_day_stays_kept(case: Case):
    plan = owe(case, kind="plan")
    keep(case)
    Duty.objects.filter(pk=plan.pk).update(ended_on=TODAY - timedelta(days=1))
    before = ledger.head()

    assert again(case) == 0
    assert ledger.head() == before
    assert Duty.objects.get(case=case.pk, kind="review").ended_on is None
