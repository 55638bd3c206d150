"""A conversation taken back leaves what is owed as if it had never been logged."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.decisions.duties import keeping
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Unit
from answerable.facts.support.models import Activity
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.ledger.verification import verify
from answerable.rules.policy import default_policy
from asking import asker
from cast import SELLERS
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 1, 12, 10, tzinfo=UTC)
STATE = ("leader__key", "person__key", "kind", "arises_on", "due_on", "kept_on", "lapsed_on")
Row = tuple[object, ...]


def log(name: str, key: str | None, day: date = TODAY, *, minutes: float = 45) -> int:
    person = None if key is None else Person.objects.get(key=key)
    kind = "team" if key is None else "one_on_one"
    policy = default_policy()
    done = keeping.log_talk(asker(name), person=person, kind=kind, day=day, minutes=minutes, policy=policy, at=AT)
    assert done.record is not None
    return done.record


def take_back(name: str, record: int, on: date = TODAY) -> keeping.Done:
    return keeping.take_back_talk(asker(name, on), record=record, at=LATER)


def owed_now() -> list[Row]:
    return list(Duty.objects.filter(ended_on__isnull=True).order_by("pk").values_list(*STATE))


def tomorrow() -> int:
    """Let the clock be looked at on the day after; seller-6's duty missed for good is its one entry by itself."""
    return tick(in_force.record(), on=TODAY + timedelta(days=1), at=LATER).entries - 1


def one_on_ones(key: str) -> list[tuple[date, date | None, bool]]:
    """Those that arose this year: when, kept when, and whether somebody has to do it."""
    rows = Duty.objects.filter(person__key=key, kind="one_on_one", arises_on__gte=date(2026, 1, 1))
    return [(row.arises_on, row.kept_on, row.ended_on is None) for row in rows.order_by("arises_on")]


def test_what_it_kept_is_owed_again_and_what_followed_from_it_is_not():
    before, record = owed_now(), log("leader", "seller-1")

    done = take_back("leader", record)

    kinds = [entry.kind for entry in ledger.history(["seller-1"], until=None, limit=4)]
    assert done == keeping.Done(keeping.Verdict(allowed=True, reasons=()), None, 2)
    assert owed_now() == before
    assert kinds == ["duty.reopened", "duty.reopened", "duty.ended", "conversation.taken_back"]
    assert Activity.objects.get(pk=record).replaced_at == LATER
    assert tomorrow() == 0


def test_taken_back_after_the_clock_was_looked_at_it_is_owed_all_the_same():
    before, record = owed_now(), log("leader", "seller-2")
    assert tomorrow() == 0

    take_back("leader", record, TODAY + timedelta(days=1))

    assert [row for row in owed_now() if row[1] == "seller-2"] == [row for row in before if row[1] == "seller-2"]
    assert tick(in_force.record(), on=date(2026, 1, 14), at=LATER).entries == 0


def test_what_had_lapsed_by_the_day_it_is_taken_back_has_lapsed():
    record = log("leader", "seller-2")

    # Due on 19 January, seven days of grace.
    take_back("leader", record, date(2026, 1, 27))

    row = Duty.objects.get(person__key="seller-2", arises_on=date(2026, 1, 5))
    assert (row.kept_on, row.lapsed_on, row.ended_on) == (None, date(2026, 1, 27), None)
    assert ledger.history(["seller-2"], until=None, limit=1)[0].kind == "duty.lapsed"


def test_logged_again_it_is_kept_again_and_the_chain_of_the_ledger_is_whole():
    take_back("leader", log("leader", "seller-2"))

    log("leader", "seller-2")

    assert one_on_ones("seller-2") == [(date(2026, 1, 5), TODAY, False), (TODAY, None, True)]
    assert tomorrow() == 0
    assert verify().whole


def test_it_is_taken_back_once():
    record = log("leader", "seller-2")
    take_back("leader", record)
    before = owed_now(), ledger.head()

    again = take_back("leader", record)

    sentence = "There is nothing to take back: it was taken back before."
    assert again == keeping.Done(keeping.Verdict(allowed=False, reasons=(sentence,)))
    assert (owed_now(), ledger.head()) == before


@pytest.mark.parametrize("name", ["director", "chief", "new leader", "peer", "stranger", "administrator"])
def test_nobody_takes_back_what_another_logged(name: str):
    record = log("leader", "seller-2")
    before = owed_now(), ledger.head()

    done = take_back(name, record)

    assert not done.verdict.allowed
    assert (owed_now(), ledger.head()) == before
    assert Activity.standing.filter(pk=record).exists()


def test_another_talk_of_that_day_still_keeps_it():
    first, second = log("leader", "seller-2"), log("leader", "seller-2", minutes=15)

    done = take_back("leader", first)

    assert done.kept == 0
    assert Duty.objects.get(kept_by=second).arises_on == date(2026, 1, 5)
    assert one_on_ones("seller-2") == [(date(2026, 1, 5), TODAY, False), (TODAY, None, True)]
    assert tomorrow() == 0


def test_a_talk_logged_for_the_wrong_day_is_replaced_by_that_of_the_right_one_before():
    wrong, right = log("leader", "seller-2"), log("leader", "seller-2", date(2026, 1, 9))

    take_back("leader", wrong)

    assert one_on_ones("seller-2") == [
        (date(2026, 1, 5), date(2026, 1, 9), False),
        (date(2026, 1, 9), None, True),
        (TODAY, None, False),
    ]
    assert Duty.objects.get(kept_by=right).kept_on == date(2026, 1, 9)
    assert Duty.objects.get(person__key="seller-2", ended_on__isnull=True).due_on == date(2026, 1, 23)
    assert tomorrow() == 0


def test_a_talk_logged_for_the_wrong_day_is_replaced_by_that_of_the_right_one_after():
    wrong, right = log("leader", "seller-2", date(2026, 1, 7)), log("leader", "seller-2")

    take_back("leader", wrong)

    assert one_on_ones("seller-2") == [
        (date(2026, 1, 5), TODAY, False),
        (date(2026, 1, 7), None, False),
        (TODAY, None, True),
    ]
    assert [row.arises_on for row in Duty.objects.filter(kept_by=right)] == [date(2026, 1, 5)]
    assert tomorrow() == 0


def test_the_next_one_that_had_ended_is_owed_once_another_talk_counts():
    first = log("leader", "seller-2", date(2026, 1, 9))
    take_back("leader", first)
    wrong = log("leader", "seller-2")
    Activity.objects.filter(pk=first).update(replaced_at=None)

    take_back("leader", wrong)

    assert one_on_ones("seller-2") == [
        (date(2026, 1, 5), date(2026, 1, 9), False),
        (date(2026, 1, 9), None, True),
        (TODAY, None, False),
    ]
    assert tomorrow() == 0


def test_a_talk_of_another_leader_keeps_what_is_owed_about_the_gap_and_no_one_on_one():
    record, other = log("leader", "seller-1"), log("director", "seller-1")

    take_back("leader", record)

    conversation = Duty.objects.get(leader__key="chief", kind="conversation")
    assert (conversation.kept_on, conversation.kept_by) == (TODAY, other)
    assert one_on_ones("seller-1") == [(TODAY, None, False)]
    assert Duty.objects.filter(
        person__key="seller-1", kind="one_on_one", arises_on=date(2025, 12, 24), ended_on__isnull=True
    ).exists()


def test_a_talk_taken_back_that_a_source_brings_after_all_is_counted_from_again():
    take_back("leader", log("leader", "seller-2"))
    leader, seller = Person.objects.get(key="leader"), Person.objects.get(key="seller-2")
    Activity.objects.create(
        leader=leader,
        person=seller,
        kind="one_on_one",
        at=datetime(2026, 1, 12, 15, tzinfo=UTC),
        minutes=30,
        recorded_at=AT,
    )

    changed = tomorrow()

    assert one_on_ones("seller-2") == [(date(2026, 1, 5), TODAY, False), (TODAY, None, True)]
    kinds = [entry.kind for entry in ledger.history(["seller-2"], until=None, limit=2)]
    assert (changed, sorted(kinds)) == (2, ["duty.kept", "duty.reopened"])


def test_what_the_clock_found_kept_by_it_is_owed_again_as_well():
    record = log("leader", "seller-2")
    Duty.objects.filter(kept_by=record).update(kept_by=None)

    done = take_back("leader", record)

    assert done.kept == 1
    assert one_on_ones("seller-2") == [(date(2026, 1, 5), None, True), (TODAY, None, False)]


def test_a_team_talk_taken_back_leaves_the_unit_waiting():
    duty = Duty.objects.create(
        leader=Person.objects.get(key="leader"),
        unit=Unit.objects.get(key="north"),
        kind="review",
        case=99,
        arises_on=date(2026, 1, 5),
        due_on=date(2026, 1, 19),
        lapses_on=date(2026, 1, 27),
    )
    first, second = log("leader", None, date(2026, 1, 8)), log("leader", None, date(2026, 1, 9))

    take_back("leader", first)
    duty.refresh_from_db()
    on_the_second = duty.kept_on
    take_back("leader", second)

    duty.refresh_from_db()
    assert on_the_second == date(2026, 1, 9)
    assert (duty.kept_on, duty.ended_on) == (None, None)


def test_a_unit_without_a_leader_waits_for_whoever_owes_it():
    Unit.objects.filter(key="north").update(leader=None)
    duty = Duty.objects.create(
        leader=Person.objects.get(key="director"),
        unit=Unit.objects.get(key="north"),
        kind="conversation",
        case=99,
        arises_on=date(2026, 1, 5),
        due_on=date(2026, 1, 12),
        lapses_on=date(2026, 1, 20),
    )
    record = log("director", None)

    done = take_back("director", record)

    duty.refresh_from_db()
    assert (done.kept, duty.kept_on, duty.ended_on) == (1, None, None)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seller=st.sampled_from(SELLERS[:5]), days_ago=st.integers(0, 60), name=st.sampled_from(["leader", "director"]))
def test_logged_and_taken_back_leaves_everything_owed_as_it_was(seller: str, days_ago: int, name: str):
    with transaction.atomic():
        before = owed_now()

        take_back(name, log(name, seller, TODAY - timedelta(days=days_ago)))

        assert owed_now() == before
        transaction.set_rollback(True)
