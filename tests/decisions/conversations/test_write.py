"""Conversations are planned, put off, called off, held once, confirmed by both, and taken back."""

from datetime import date, timedelta

import pytest

from answerable.decisions.conversations import write
from answerable.decisions.conversations.models import Conversation, PrivateNote
from answerable.decisions.conversations.notes import note_privately
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person
from answerable.facts.support.models import Activity
from answerable.ledger import read as ledger
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, TODAY
from talks import SOON, TEN, add, everything, held, hold, on_agenda, plan, postpone, promise, share

pytestmark = pytest.mark.django_db


def row(number: int) -> Conversation:
    return Conversation.objects.get(pk=number)


def last_entry(subject: str = "seller-2") -> tuple[str, str, dict[str, object]]:
    entry = ledger.history([subject], until=None, limit=1)[0]
    return entry.kind, entry.actor, entry.body


def log(name: str, key: str, day: date = TODAY, minutes: int = 30) -> write.Done:
    person = Person.objects.get(key=key)
    return write.log(
        asker(name), person=person, kind="coaching", day=day, minutes=minutes, policy=default_policy(), at=AT
    )


@pytest.mark.parametrize(
    ("name", "other"),
    [("leader", "seller-2"), ("peer", "leader"), ("director", "seller-2"), ("director", "leader"), ("peer", "chief")],
)
def test_either_of_two_in_one_line_plans_it_whatever_lies_between_them(name: str, other: str):
    number = plan(name, other, SOON)

    found = row(number)
    both = {asker(name).viewer.person_id, other}
    assert {found.leader.key, found.person.key} == both
    assert (found.state, found.day, found.time, found.minutes, found.sequence) == ("planned", SOON, TEN, 30, 0)
    body = {"conversation": number, "day": "2026-01-15", "minutes": 30}
    assert last_entry(found.person.key) == ("conversation.planned", asker(name).viewer.person_id, body)


@pytest.mark.parametrize(("name", "other"), [("peer", "seller-1"), ("stranger", "leader"), ("leader", "seller-6")])
def test_people_of_whom_neither_leads_the_other_plan_nothing(name: str, other: str):
    before = everything()

    done = write.plan(asker(name), other_key=other, day=SOON, begins=None, minutes=30, kind="coaching", at=AT)

    assert done.verdict.reasons == ("You can plan to talk with people in your line, and with your leaders.",)
    assert everything() == before


def test_a_day_gone_by_is_not_planned_for():
    before = everything()

    done = write.plan(
        asker("leader"), other_key="seller-2", day=TODAY - timedelta(days=1), begins=None, minutes=30, kind="", at=AT
    )

    assert done.verdict.reasons == ("This day is over. Log the conversation, if it took place.",)
    assert everything() == before


def test_two_people_plan_one_talk_at_a_time():
    number = plan(day=SOON)
    before = everything()

    again = write.plan(asker("peer"), other_key="leader", day=TODAY, begins=None, minutes=30, kind="", at=AT)

    reason = "The two of you plan to talk on 15 January 2026 already: put that one off, or take it."
    assert (again.verdict.reasons, again.number) == ((reason,), number)
    assert everything() == before
    # Talks with others are another matter.
    assert plan("director", "seller-2", SOON) != number


def test_what_is_proposed_is_planned_unless_something_is_already():
    first = write.propose(asker("leader"), person_key="seller-2", day=SOON, at=AT)
    second = write.propose(asker("peer"), person_key="leader", day=TODAY, at=AT)
    none = write.propose(asker("leader"), person_key="seller-6", day=TODAY, at=AT)

    assert first.number is not None
    assert (row(first.number).day, row(first.number).time, row(first.number).kind) == (SOON, None, "one_on_one")
    assert (second.verdict.allowed, second.number) == (True, first.number)
    assert (none.verdict.allowed, none.number) == (False, None)


def test_put_off_it_goes_on_with_its_agenda_its_notes_and_what_was_promised():
    number = plan()
    spoken, open_ = add("leader", number, "Calls"), add("peer", number, "Travel in March")
    write_off = share("peer", number, "Two accounts were closed.")
    note_privately(asker("leader"), number=number, text="Ask gently", version=0)
    promise("leader", number, "Ask Finance")
    assert (spoken != open_, write_off.verdict.allowed) == (True, True)

    done = postpone("peer", number)

    assert done.number is not None
    old, new = row(number), row(done.number)
    assert (old.state, old.reason, old.notes, new.notes) == ("postponed", "I am ill", "", "Two accounts were closed.")
    assert (new.state, new.day, new.uid, new.sequence, new.came_from) == ("planned", SOON, old.uid, 1, old)
    assert on_agenda(new.pk) == [("Calls", 1), ("Travel in March", 1)]
    assert PrivateNote.objects.get().conversation_id == new.pk
    body = {"conversation": number, "from": "2026-01-12", "day": "2026-01-15"}
    assert last_entry() == ("conversation.postponed", "seller-2", body)


@pytest.mark.parametrize(
    ("day", "reason", "said"),
    [
        (SOON, "", "Say in a few words why: the other one reads it."),
        (TODAY, "Busy", "It is planned for just then. Choose another day or time."),
        (date(2026, 1, 2), "Busy", "This day is over. Log the conversation, if it took place."),
    ],
)
def test_it_is_put_off_to_another_day_ahead_and_with_a_reason(day: date, reason: str, said: str):
    number = plan()
    before = everything()

    done = postpone("leader", number, day, reason)

    assert (done.verdict.reasons, done.number) == ((said,), None)
    assert everything() == before


def test_called_off_its_agenda_waits_for_the_next_one():
    number = plan()
    add("peer", number, "Travel in March")

    done = write.cancel(asker("peer"), number=number, reason="Holiday", at=AT)

    found = row(number)
    assert (done.verdict.allowed, found.state, found.reason, found.sequence) == (True, "cancelled", "Holiday", 1)
    assert last_entry() == ("conversation.cancelled", "seller-2", {"conversation": number, "day": "2026-01-12"})
    assert on_agenda(plan(day=SOON)) == [("Travel in March", 1)]


def test_nothing_is_called_off_without_a_reason_or_by_others():
    number = plan()
    before = everything()

    for name, reason in (("peer", ""), ("director", "No need"), ("stranger", "No need")):
        assert not write.cancel(asker(name), number=number, reason=reason, at=AT).verdict.allowed
        assert not postpone(name, number, reason=reason).verdict.allowed

    assert everything() == before


def test_held_it_is_logged_once_and_keeps_what_it_keeps_by_the_rules():
    owed = Duty.objects.get(leader__key="leader", person__key="seller-2", kind="one_on_one", ended_on=None)
    number, logged = plan(), Activity.standing.count()

    done = hold("leader", number)
    again = hold("leader", number)

    assert (done.verdict.allowed, done.kept, row(number).state) == (True, 1, "held")
    assert (row(number).record, row(number).minutes) == (done.record, 45)
    assert again.verdict.reasons == ("This conversation has been held.",)
    assert Activity.standing.count() == logged + 1
    owed.refresh_from_db()
    assert owed.kept_on == TODAY
    body = {"conversation": number, "day": "2026-01-12", "minutes": 45}
    assert last_entry() == ("conversation.held", "leader", body)


@pytest.mark.parametrize("name", ["peer", "director"])
def test_that_it_was_held_is_put_on_record_by_its_leader_alone(name: str):
    number = plan()
    before = everything()

    done = hold(name, number)

    assert not done.verdict.allowed
    assert everything() == before


def test_once_the_person_went_to_another_leader_the_one_of_then_holds_nothing():
    number = plan()
    Conversation.objects.filter(pk=number).update(person=Person.objects.get(key="seller-6"))
    before = everything()

    done = hold("leader", number)

    assert done.verdict.reasons == ("On that day you were not in this person's line any more. Call it off instead.",)
    assert everything() == before


def test_both_confirm_and_whoever_confirmed_does_so_again_once_the_other_changed_something():
    number = held()

    first = write.confirm(asker("peer"), number=number, at=AT)
    after_one = row(number).state
    second = write.confirm(asker("leader"), number=number, at=AT)
    after_both = row(number).state
    share("peer", number, "One thing more.")

    assert (first.verdict.allowed, second.verdict.allowed, after_one, after_both) == (True, True, "held", "confirmed")
    found = row(number)
    assert (found.state, found.confirmed_by_leader_at, found.confirmed_by_person_at) == ("held", None, AT)
    # Otherwise the ledger would go on saying that both have confirmed it.
    assert last_entry() == ("conversation.edited", "seller-2", {"conversation": number, "side": "person"})
    share("peer", number, "One thing more, and another.", 1)
    assert [one.kind for one in ledger.history(["seller-2"], until=None, limit=2)] == [
        "conversation.edited",
        "conversation.confirmed",
    ]
    assert write.confirm(asker("leader"), number=number, at=AT).verdict.allowed
    assert row(number).state == "confirmed"
    assert last_entry() == (
        "conversation.confirmed",
        "leader",
        {"conversation": number, "side": "leader", "both": True},
    )


def test_what_was_not_held_or_is_not_theirs_is_confirmed_by_nobody():
    planned, other = plan(), held("director", "leader")
    before = everything()

    refused = [
        write.confirm(asker("leader"), number=planned, at=AT),
        write.confirm(asker("peer"), number=other, at=AT),
        write.confirm(asker("peer"), number=0, at=AT),
    ]

    assert [done.verdict.reasons[0] for done in refused] == [
        "This conversation has not been held yet.",
        "There is no such conversation of yours.",
        "There is no such conversation of yours.",
    ]
    assert everything() == before


def test_what_took_place_unplanned_is_logged_and_counts_as_confirmed_by_who_logged_it():
    done = log("leader", "seller-2", TODAY - timedelta(days=1))

    found = Conversation.objects.get()
    assert (found.state, found.day, found.was_planned, found.record) == ("held", date(2026, 1, 11), False, done.record)
    assert (found.confirmed_by_leader_at, found.confirmed_by_person_at) == (AT, None)
    assert last_entry()[0] in {"duty.kept", "duty.raised", "conversation.logged"}


def test_sent_twice_it_is_one_conversation():
    log("leader", "seller-2")

    log("leader", "seller-2")

    assert Conversation.objects.count() == 1
    assert Activity.standing.filter(is_logged_here=True).count() == 1


def test_logging_what_was_planned_for_then_holds_it():
    number = plan()

    log("leader", "seller-2", minutes=20)

    found = row(number)
    assert (Conversation.objects.count(), found.state, found.kind, found.minutes) == (1, "held", "coaching", 20)


def test_what_is_planned_for_later_stays_planned_when_another_one_is_logged():
    number = plan(day=SOON)

    log("leader", "seller-2")

    assert (row(number).state, Conversation.objects.count()) == ("planned", 2)


def test_a_day_still_to_come_is_not_logged():
    before = everything()

    done = log("leader", "seller-2", SOON)

    assert done.verdict.reasons == ("This day is still to come. Log it once it has happened.",)
    assert everything() == before


def test_taken_back_it_is_planned_again_and_its_duties_are_owed_again():
    number = held()
    record = row(number).record
    assert record is not None
    write.confirm(asker("peer"), number=number, at=AT)

    done = write.take_back(asker("leader"), record=record, at=AT)

    found = row(number)
    assert (done.verdict.allowed, found.state, found.record, found.confirmed_by_person_at) == (
        True,
        "planned",
        None,
        None,
    )
    assert Duty.objects.filter(person__key="seller-2", leader__key="leader", ended_on=None).count() == 1
    assert hold("leader", number).verdict.allowed


def test_what_nobody_had_planned_was_never_held_once_taken_back():
    record = log("leader", "seller-2").record
    assert record is not None

    write.take_back(asker("leader"), record=record, at=AT)

    assert Conversation.objects.get().state == "cancelled"


def test_taken_back_after_the_next_was_planned_it_is_called_off():
    number = held()
    plan(day=SOON)
    record = row(number).record
    assert record is not None

    write.take_back(asker("leader"), record=record, at=AT)

    assert row(number).state == "cancelled"


def test_nobody_else_takes_it_back():
    number = held()
    record = row(number).record
    assert record is not None
    before = everything()

    done = write.take_back(asker("director"), record=record, at=AT)

    assert not done.verdict.allowed
    assert everything() == before
