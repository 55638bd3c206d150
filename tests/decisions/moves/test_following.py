"""Moves take effect on their day and not before; what became of them is looked at after 30, 90 and 180 days."""

from datetime import date, timedelta

import pytest

from answerable.decisions.moves import following
from answerable.decisions.moves.models import Decision, Forecast, Move, Outcome
from answerable.decisions.moves.write import Wanted
from answerable.facts.people.models import Account, Correction, Person, Place
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.ledger.entries import NewEntry
from answerable.rules.moves import MoveKind
from answerable.sources.intake.read import company_on_record
from moving import IN_A_MONTH, OVER, ROLE, decide, heard, help_with, latest, no, posts, proposed
from staged import AT, BEGAN, TODAY

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


def decided(wanted: Wanted = OVER, who: str = "seller-2") -> Move:
    """A move that its leader decided."""
    move = heard("leader", who, wanted)
    help_with("leader", who)
    assert decide("leader", move).allowed
    return move


def came() -> list[tuple[int, str, date, bool | None]]:
    """What was looked at: mark, expectation, day, whether within the forecast."""
    return list(Outcome.objects.order_by("mark").values_list("mark", "expectation", "recorded_on", "is_within"))


def test_nothing_happens_before_the_day_and_all_of_it_on_the_day():
    move = decided()

    before = following.take_effect(on=IN_A_MONTH - timedelta(days=1), at=AT)
    stood = posts("seller-2")
    on_the_day = following.take_effect(on=IN_A_MONTH, at=AT)
    again = following.take_effect(on=IN_A_MONTH, at=AT)

    move.refresh_from_db()
    assert (before, on_the_day, again) == (False, True, False)
    assert stood == [("sells", "leader", BEGAN, None)]
    assert posts("seller-2") == [("sells", "leader", BEGAN, IN_A_MONTH), ("sells", "new-leader", IN_A_MONTH, None)]
    assert move.took_effect_on == IN_A_MONTH
    entry = ledger.history(["seller-2"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.day) == ("move.took_effect", "clock", IN_A_MONTH)
    # By the clock, but as a named leader has decided.
    assert entry.body == {"move": move.pk, "to": "leader", "decided_by": "leader"}


def test_the_company_on_record_and_the_chain_have_it_from_then_on():
    decided()
    following.take_effect(on=IN_A_MONTH, at=AT)

    rows = company_on_record()["assignments"].collect().to_polars().filter(person_id="seller-2").sort("starts_on")
    above = Place.objects.filter(person__key="seller-2", level=1).order_by("starts_on")

    assert rows.select("manager_id", "starts_on", "ends_on").rows() == [
        ("leader", BEGAN, IN_A_MONTH),
        ("new-leader", IN_A_MONTH, None),
    ]
    assert list(above.values_list("leader__key", "starts_on", "ends_on")) == [
        ("leader", BEGAN, IN_A_MONTH),
        ("new-leader", IN_A_MONTH, None),
    ]


def test_somebody_who_leaves_is_gone_after_the_last_day_and_cannot_sign_in():
    move = decided(Wanted(MoveKind.LEAVING, TOMORROW), "seller-3")
    account = Account.objects.create(email="third@example.com", person=Person.objects.get(key="seller-3"))

    on_the_last = following.take_effect(on=TODAY, at=AT)
    after = following.take_effect(on=TOMORROW, at=AT)

    account.refresh_from_db()
    move.refresh_from_db()
    assert (on_the_last, after, move.took_effect_on) == (False, True, TOMORROW)
    assert posts("seller-3") == [("sells", "leader", BEGAN, TOMORROW)]
    assert Person.objects.get(key="seller-3").ends_on == TOMORROW
    assert Correction.objects.values_list("key", "before", "after").get() == (
        "seller-3",
        {"ends_on": None},
        {"ends_on": "2026-01-13"},
    )
    assert not account.is_active
    assert latest("seller-3", 2) == [("move.took_effect", "clock"), ("account.closed", "clock")]


def test_what_can_no_longer_be_waits_and_says_why():
    move = decided()
    Person.objects.filter(key="new-leader").update(ends_on=TOMORROW)

    happened = following.take_effect(on=IN_A_MONTH, at=AT)

    move.refresh_from_db()
    assert (happened, move.took_effect_on) == (False, None)
    assert move.held_up == "The new leader holds no role any more on that day."
    assert posts("seller-2") == [("sells", "leader", BEGAN, None)]


def test_what_was_declined_or_taken_back_takes_no_effect():
    move = decided()
    Decision.objects.update(taken_back_on=TODAY)
    Move.objects.filter(pk=move.pk).update(state="heard")

    assert not following.take_effect(on=IN_A_MONTH, at=AT)


def test_a_tick_lets_it_take_effect_and_the_new_leader_owes_from_that_day():
    decided(Wanted(MoveKind.LEADER, TOMORROW, leader="new-leader", unit="south"))
    record = in_force.record()

    tick(record, on=TOMORROW, at=AT)
    entries = ledger.head()
    tick(in_force.record(), on=TOMORROW, at=AT)

    assert ledger.head() == entries
    assert posts("seller-2")[-1] == ("sells", "new-leader", TOMORROW, None)
    owed = ledger.history(["seller-2"], until=None, limit=20)
    raised = [one.body for one in owed if one.kind == "duty.raised" and one.day == TOMORROW]
    assert {(body["leader"], body["arose_on"]) for body in raised} >= {("new-leader", "2026-01-13")}


def moved_on(day: date) -> Move:
    """A move of a person to another leader that took effect on a day."""
    move = decided()
    Move.objects.filter(pk=move.pk).update(took_effect_on=day)
    return move


def test_it_is_looked_at_once_at_each_mark_against_what_was_forecast():
    move = moved_on(date(2025, 12, 1))

    early = following.look(on=date(2025, 12, 30))
    first = following.look(on=date(2026, 1, 1))
    again = following.look(on=date(2026, 1, 2))
    later = following.look(on=date(2026, 3, 1))

    entry = NewEntry(
        "move.looked_at",
        date(2026, 1, 1),
        "clock",
        "seller-2",
        {"move": move.pk, "mark": 30, "expectation": "", "is_within": None},
    )
    # Of December nothing is known before January, so after 30 days nothing was measured since.
    assert (early, again) == ([], [])
    assert first == [
        NewEntry(entry.kind, entry.day, entry.actor, entry.subject, entry.body | {"expectation": "bookings"})
    ]
    assert [one.body["mark"] for one in later] == [90]
    # At 90 days December is known, and lies where it lay when it was forecast.
    assert came() == [(30, "bookings", date(2026, 1, 1), None), (90, "bookings", date(2026, 3, 1), True)]


def test_what_came_outside_of_the_forecast_is_said_so():
    moved_on(date(2025, 12, 1))
    Forecast.objects.update(expected=1.5, low=1.4, high=1.6)

    following.look(on=date(2026, 3, 1))

    assert came()[-1] == (90, "bookings", date(2026, 3, 1), False)


def test_without_a_forecast_the_level_in_the_new_role_is_looked_at_all_the_same():
    moved_on(date(2025, 12, 1))
    Forecast.objects.update(expectation="", basis="not_measured", expected=None, low=None, high=None)

    following.look(on=date(2026, 3, 1))

    assert came()[-1] == (90, "bookings", date(2026, 3, 1), None)


def test_marks_long_past_are_made_up_for_and_those_of_long_ago_are_not():
    moved_on(date(2025, 12, 1))

    at_once = following.look(on=date(2026, 6, 1))
    Outcome.objects.all().delete()
    too_late = following.look(on=date(2027, 6, 1))

    assert [one.body["mark"] for one in at_once] == [30, 90, 180]
    assert too_late == []


def test_nobody_who_left_is_looked_at():
    move = decided(Wanted(MoveKind.LEAVING, TOMORROW), "seller-3")
    Move.objects.filter(pk=move.pk).update(took_effect_on=date(2025, 12, 1))

    assert following.look(on=date(2026, 3, 1)) == []


def test_a_decision_without_a_place_is_held_up():
    move = proposed("peer", "seller-2", ROLE)
    decide("leader", move)
    Decision.objects.update(role=None)

    following.take_effect(on=IN_A_MONTH, at=AT)

    move.refresh_from_db()
    assert move.held_up == no("Neither a role nor a leader was decided.").reasons[0]
