"""The words of a conversation are for the two; that it took place and what was promised belong to the account."""

from datetime import UTC, date, datetime, timedelta

import pytest

from answerable.decisions.conversations import commitments, read, write
from answerable.decisions.conversations.models import Commitment, Conversation
from answerable.facts.people import read as people
from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.read import Subject
from answerable.facts.people.write import rewrite_places
from answerable.facts.support.models import Activity
from answerable.rules.conversations import TalkState
from asking import asker
from staged import AT, TODAY
from talks import SOON, add, held, hold, plan, postpone, promise, share

pytestmark = pytest.mark.django_db


def subject(key: str) -> Subject:
    found = people.subject(key)
    assert found is not None
    return found


def listed(name: str, key: str, *, limit: int = 50) -> list[tuple[date, str, str, bool]]:
    """What somebody finds of another one: the day, the leader, how it stands, whether it is theirs."""
    who, other = asker(name), subject(key)
    sight = people.sight_of(who, other)
    found = read.with_person(who, other, sight if sight.allowed else None, limit=limit)
    return [(one.day, one.leader.key, one.state.value, one.is_mine) for one in found if one.number is not None]


def change_leader(key: str, manager: str) -> None:
    """Let a person go over to another leader today."""
    old = Assignment.standing.get(person__key=key, ends_on=None)
    old.ends_on = TODAY
    old.save()
    old.pk, old.starts_on, old.ends_on = None, TODAY, None
    old.manager = Person.objects.get(key=manager)
    old.save()
    rewrite_places()


def test_each_of_the_two_opens_it_with_its_words_and_nobody_else_s_note():
    number = plan()
    add("peer", number, "Travel")
    share("peer", number, "Two accounts were closed.")

    for name in ("leader", "peer"):
        found = read.opened(asker(name), number)

        assert found is not None
        assert found.words is not None
        assert (found.words.notes, found.words.notes_by, found.words.notes_version) == (
            "Two accounts were closed.",
            "Seller-2",
            1,
        )
        assert [(item.text, item.added_by) for item in found.words.items] == [("Travel", "Seller-2")]
        assert (found.shown.is_mine, found.is_led, found.words.mine) == (True, True, "")


@pytest.mark.parametrize("name", ["director", "chief", "partner", "stranger", "administrator"])
def test_to_everybody_else_it_opens_without_a_word(name: str):
    number = plan()

    found = read.opened(asker(name), number)

    assert found is not None
    assert (found.words, found.shown.is_mine) == (None, False)
    assert read.opened(asker(name), 0) is None


def test_when_the_leader_changes_the_words_stay_with_the_two_and_the_promises_go_along():
    number = held()
    share("peer", number, "Between us.")
    promise("peer", number, "Call both accounts")
    change_leader("seller-2", "new-leader")

    old, new = read.opened(asker("leader"), number), read.opened(asker("new leader"), number)

    assert old is not None
    assert old.words is not None
    assert (old.words.notes, old.is_led) == ("Between us.", False)
    assert new is not None
    assert new.words is None
    around = read.commitments_around(subject("seller-2").pk, since=TODAY)
    assert [(one.text, one.leader.key, one.by.key) for one in around] == [("Call both accounts", "leader", "seller-2")]


def test_what_came_of_one_that_was_put_off_is_named():
    number = plan()
    done = postpone("leader", number)

    found = read.opened(asker("peer"), number)

    assert found is not None
    assert found.words is not None
    assert (found.words.went_on_to, found.words.reason, found.words.changed_by) == (
        done.number,
        "I am ill",
        "Lee Okoro",
    )


def test_leaders_above_find_that_it_took_place_and_a_person_finds_their_own_alone():
    held()
    held("director", "seller-2")

    assert listed("director", "seller-2") == [(TODAY, "director", "held", True), (TODAY, "leader", "held", False)]
    assert listed("chief", "seller-2") == [(TODAY, "director", "held", False), (TODAY, "leader", "held", False)]
    assert listed("peer", "leader") == [(TODAY, "leader", "held", True)]
    assert listed("seller", "leader") == []
    assert listed("stranger", "seller-2") == []


def test_what_is_of_a_later_time_is_not_shown_to_a_leader_of_then():
    number = plan("new leader", "seller-6")
    hold("new leader", number)
    who, moved = asker("leader"), subject("seller-6")
    sight = people.sight_of(who, moved)

    found = read.with_person(who, moved, sight, limit=99)

    assert sight.until == date(2025, 11, 30)
    assert {one.leader.key for one in found} == {"leader"}
    assert max(one.day for one in found) == date(2025, 11, 24)


def test_what_became_of_one_afterwards_is_not_told_to_a_leader_of_then():
    who, moved = asker("director"), subject("seller-6")
    number = plan("new leader", "seller-6")
    hold("new leader", number)
    write.confirm(asker("moved"), number=number, at=AT)

    then = read.with_person(who, moved, people.Sight(allowed=True, reason="", until=TODAY), limit=1)
    now = read.with_person(who, moved, people.Sight(allowed=True, reason="", until=None), limit=1)

    assert (then[0].confirmed_by, now[0].confirmed_by) == (frozenset(), {"seller-6"})


def test_those_of_the_calendar_stand_among_them_once():
    held()

    found = read.with_person(asker("leader"), subject("seller-2"), None, limit=2)

    assert [(one.number is None, one.day, one.minutes) for one in found] == [
        (False, TODAY, 45),
        (True, date(2026, 1, 5), 30),
    ]


def test_mine_are_with_everybody_without_those_to_come():
    over, ahead = held(), plan("director", "leader", SOON)

    mine = read.mine(asker("leader"), limit=3)
    to_come = read.planned(asker("leader"))

    assert [one.number for one in mine][:1] == [over]
    assert ahead not in [one.number for one in mine]
    # The latest of the calendar: 5 January, with one of six and with the director.
    assert [one.day for one in mine[1:]] == [date(2026, 1, 5)] * 2
    assert [(one.number, one.state) for one in to_come] == [(ahead, TalkState.PLANNED)]


def test_what_waits_for_me_is_what_i_have_not_confirmed():
    number = held()

    before = [one.number for one in read.to_confirm(asker("peer"), limit=5)]
    write.confirm(asker("peer"), number=number, at=AT)

    assert before == [number]
    assert read.to_confirm(asker("peer"), limit=5) == ()
    assert [one.number for one in read.to_confirm(asker("leader"), limit=5)] == [number]


def test_the_planned_one_of_two_and_the_one_of_a_record_are_found():
    number = plan()
    pair = subject("leader").pk, subject("seller-2").pk

    before = read.planned_between(*pair)
    record = hold("leader", number).record
    assert record is not None

    assert (before, read.planned_between(*pair)) == (number, None)
    assert (read.number_of(record), read.number_of(0)) == (number, None)


def test_the_days_on_which_two_talked_are_given_once_each():
    leader, peer = subject("leader").pk, subject("seller-2").pk
    held()
    Activity.objects.create(
        leader_id=leader,
        person_id=peer,
        kind="coaching",
        minutes=20,
        at=datetime(2026, 1, 12, 15, tzinfo=UTC),
        recorded_at=AT,
    )

    assert read.held_with(leader, peer, date(2025, 12, 9)) == (date(2025, 12, 22), date(2026, 1, 5), TODAY)
    assert read.held_with(peer, leader, date(2025, 12, 1)) == ()


def test_what_i_have_promised_is_mine_and_open_the_first_due_first():
    number = plan()
    later = promise("leader", number, "Find a mentor", due_on=SOON + timedelta(days=9))
    sooner = promise("leader", number, "Ask Finance")
    kept = promise("leader", number, "Read the report")
    promise("peer", number, "Call both accounts")
    commitments.judge(asker("peer"), commitment=kept, state="kept", at=AT)

    found = read.commitments_of(asker("leader"))

    assert [one.number for one in found] == [sooner, later]
    assert [(one.by.key, one.person.key, one.leader.key) for one in found] == [("leader", "seller-2", "leader")] * 2
    assert read.commitments_of(asker("director")) == ()


def test_a_promise_is_over_once_its_day_is_and_nothing_was_said():
    number = promise("peer", plan(), "Call both accounts")
    (one,) = read.commitments_of(asker("peer"))

    assert [one.is_over(day) for day in (SOON, SOON + timedelta(days=1))] == [False, True]
    commitments.judge(asker("peer"), commitment=number, state="dropped", at=AT)
    (judged,) = read.commitments_around(subject("seller-2").pk, since=TODAY)
    assert (judged.state, judged.said_by, judged.is_over(date(2027, 1, 1))) == ("dropped", "Seller-2", False)
    assert read.commitments_around(subject("seller-2").pk, since=TODAY + timedelta(days=1)) == ()


def test_for_a_leader_of_then_a_promise_reads_as_it_did():
    number = promise("peer", plan(), "Call both accounts")
    Commitment.objects.update(made_on=date(2025, 11, 1), state="kept", said_on=TODAY, said_by=subject("leader").pk)
    person = subject("seller-2").pk

    (then,) = read.commitments_around(person, since=TODAY, until=date(2025, 11, 30))
    (now,) = read.commitments_around(person, since=TODAY, until=TODAY)

    assert (then.number, then.state, then.said_on) == (number, "open", None)
    assert (now.state, now.said_on) == ("kept", TODAY)
    assert read.commitments_around(person, since=TODAY, until=date(2025, 10, 31)) == ()


def test_nobody_s_conversations_are_those_of_an_account_without_a_person():
    held()

    assert read.mine(asker("administrator"), limit=5) == ()
    assert read.planned(asker("administrator")) == ()
    assert read.commitments_of(asker("administrator")) == ()
    assert Conversation.objects.count() == 1


def test_what_is_planned_without_an_hour_comes_first_on_its_day():
    at_ten, sometime, sooner = plan(day=SOON), plan(other="seller-3", day=SOON, begins=None), plan(other="seller-4")

    found = read.planned(asker("leader"))

    assert [one.number for one in found] == [sooner, sometime, at_ten]
