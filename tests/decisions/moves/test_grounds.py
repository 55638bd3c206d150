"""What is on record of support before a move, of whether somebody was heard, and what can be forecast."""

from datetime import date

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.hearings.models import Hearing
from answerable.decisions.moves import grounds
from answerable.decisions.moves.grounds import Expected, as_plain, forecasts, from_plain, support_before
from answerable.decisions.plans.models import Commitment, Plan
from answerable.facts.people.models import Account, Person
from answerable.facts.support.models import Measure
from answerable.rules.moves import MoveKind, SupportGiven
from asking import asker
from moving import OVER, help_with, proposed
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


def before(key: str, case: int | None = None) -> SupportGiven:
    return support_before(number(key), case, TODAY, grounds.hearing_on(case, TODAY), is_heard=True)


def test_talks_and_duties_of_the_last_year_count():
    found = before("seller-2")

    # Every other Monday from 13 January 2025 on; the one on the 6th is more than a year ago.
    assert (found.conversations, found.measures, found.heard) == (26, 0, True)
    assert found.owed == found.kept + found.lapsed + 1
    assert found.lapsed == 0


def test_of_somebody_with_whom_nobody_talked_it_says_so():
    found = before("seller-1", Case.objects.get().pk)

    assert (found.conversations, found.kept, found.plan_agreed) == (0, 0, False)
    assert found.lapsed > 0


def test_a_measure_counts_once_it_ran_for_thirty_days_and_a_move_is_none():
    help_with("leader", "seller-2")
    assert before("seller-2").measures == 1

    Measure.objects.update(starts_on=date(2025, 12, 14))
    assert before("seller-2").measures == 0

    Measure.objects.update(starts_on=date(2025, 11, 3), ends_on=date(2025, 11, 20))
    assert before("seller-2").measures == 0

    Measure.objects.update(starts_on=date(2025, 11, 3), ends_on=None, lever="role_change")
    assert before("seller-2").measures == 0


def test_a_commitment_of_a_leader_counts_where_somebody_says_it_was_kept_and_nobody_says_otherwise():
    case, leader = Case.objects.get(), Person.objects.get(key="leader")
    plan = Plan.objects.create(
        case=case, state="running", began_on=TODAY, changed_by=leader, changed_at=AT, agreed_on=date(2025, 12, 1)
    )
    says = [("leader", True, None), ("leader", None, True), ("leader", True, False), ("leader", None, None)]
    for side, person, lead in [*says, ("person", True, True)]:
        Commitment.objects.create(
            plan=plan, side=side, by=leader, text="Calls", due_on=TODAY, person_says=person, leader_says=lead
        )

    found = before("seller-1", case.pk)

    assert (found.plan_agreed, found.leader_commitments_kept) == (True, 2)
    assert before("seller-1").plan_agreed is False
    Plan.objects.update(agreed_on=None, state="draft")
    assert before("seller-1", case.pk).plan_agreed is False


def test_while_a_hearing_on_the_gap_is_under_way_nobody_was_heard():
    case = Case.objects.get()
    assert case.person is not None
    account = Account.objects.get(email="leader@example.com")
    days = {"asked_on": date(2026, 1, 5), "answer_by": date(2026, 1, 19)}
    Hearing.objects.create(case=case, heard=case.person, finding=case.finding, asked_by=account, **days)

    under_way, asked = before("seller-1", case.pk).heard, grounds.hearing_on(case.pk, TODAY)
    Hearing.objects.update(ended_on=TODAY)
    over = before("seller-1", case.pk).heard

    assert (under_way, over) == (False, True)
    assert asked == grounds.Heard(date(2026, 1, 5), date(2026, 1, 19), None)
    assert grounds.hearing_on(case.pk, date(2026, 1, 4)) is None
    assert grounds.hearing_on(None, TODAY) is None


def test_support_is_stored_as_plain_values_and_read_back():
    found = before("seller-2")

    assert from_plain(as_plain(found)) == found
    assert from_plain({}) is None


def test_where_somebody_stands_is_the_forecast_where_nothing_better_is_known():
    move = proposed("leader", "seller-2", OVER)

    (found,) = forecasts(asker("leader"), move, MoveKind.LEADER, "sells")

    assert (found.expectation, found.basis) == ("bookings", grounds.LEVEL_NOW)
    assert found.low is not None
    assert found.high is not None
    assert found.low < 1.0 < found.high


def test_under_another_leader_it_is_what_is_to_be_expected_under_a_typical_one():
    move = proposed("leader", "seller-1", OVER)

    to_leader = forecasts(asker("director"), move, MoveKind.LEADER, "sells")
    to_role = forecasts(asker("director"), move, MoveKind.ROLE, "sells")

    assert to_leader == (Expected("bookings", grounds.TYPICAL_LEADER, 0.97, 0.88, 1.06),)
    assert [one.basis for one in to_role] == [grounds.LEVEL_NOW]


def test_where_no_forecast_can_be_made_it_says_why():
    seller, stranger = proposed("leader", "seller-2", OVER), proposed("chief", "stranger", OVER)
    chief = asker("chief")

    assert forecasts(chief, seller, MoveKind.LEAVING, "") == (Expected("", grounds.LEAVES),)
    assert forecasts(chief, seller, MoveKind.ROLE, "advises") == (Expected("", grounds.OTHER_MEASURES),)
    assert forecasts(chief, stranger, MoveKind.LEADER, "advises") == (Expected("", grounds.NOT_MEASURED),)
