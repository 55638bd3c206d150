"""What a leader's people say is shown together or not at all, whoever looks and in whatever order."""

from datetime import date

import pytest

from answerable.facts.leading import read, write
from answerable.facts.leading.models import PulseAnswer, VoicesShown
from answerable.facts.leading.voices import Voice, voices_about
from answerable.facts.people import write as people_write
from answerable.facts.people.models import Person
from answerable.facts.support.models import Feedback
from answerable.ledger import read as ledger
from answerable.rules.mirror import STATEMENTS
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, SELLERS, TODAY

pytestmark = pytest.mark.django_db

QUARTER = date(2026, 1, 1)


def say(key: str, score: int | None, statement: str = "plan", quarter: date = QUARTER) -> None:
    """Put an answer about the leader on record, as if somebody had given it."""
    PulseAnswer.objects.create(
        leader=Person.objects.get(key="leader"),
        person=Person.objects.get(key=key),
        statement=statement,
        score=score,
        given_on=max(quarter, date(2026, 1, 2)) if quarter == QUARTER else quarter,
        quarter=quarter,
        recorded_at=AT,
    )


def voices(name: str = "leader") -> tuple[Voice, ...]:
    led = read.leader("leader", TODAY)
    assert led is not None
    who = asker(name)
    around = read.place_of(who, led.subject).around
    return voices_about(who, led.subject, around, policy=default_policy(), at=AT)


def test_nothing_said_is_nothing_shown():
    assert voices() == ()
    assert not VoicesShown.objects.exists()


def test_four_answers_are_shown_to_nobody_and_it_is_said_why():
    for key in SELLERS[:4]:
        say(key, 5)

    found = voices()

    assert [(one.item, one.mean, one.number) for one in found] == [("plan", None, 0)]
    assert found[0].reason.startswith("Fewer than 5 people have answered")
    assert not VoicesShown.objects.exists()


def test_the_fifth_shows_the_mean_of_all_and_that_it_was_shown_is_on_record():
    for key, score in zip(SELLERS[:5], (1, 2, 3, 4, 4), strict=True):
        say(key, score)

    found = voices()

    assert found == (Voice("plan", QUARTER, 2.8, 5, ""),)
    row = VoicesShown.objects.get()
    assert (row.leader.key, row.item, len(row.answers)) == ("leader", "plan", 5)
    entry = ledger.history(["leader"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.body) == ("voices.shown", "leader", {"statements": 1})


def test_cannot_say_is_no_answer():
    for key in SELLERS[:4]:
        say(key, 5)
    say(SELLERS[4], None)

    assert voices()[0].mean is None


def test_the_sixth_answer_cannot_be_worked_out_by_looking_before_and_after():
    for key in SELLERS[:5]:
        say(key, 5)
    before = voices()
    say(SELLERS[5], 1)

    after = voices()

    assert (before[0].mean, after[0].mean, after[0].number) == (5.0, 5.0, 5)
    assert after[0].reason.startswith("Set against what was shown before")
    assert VoicesShown.objects.count() == 1


def test_nor_by_letting_somebody_else_look_at_all_six():
    for key in SELLERS[:5]:
        say(key, 5)
    voices()
    say(SELLERS[5], 1)

    assert [one.number for one in voices("director")] == [5]
    assert [one.number for one in voices("north-partner")] == [5]


def test_nor_where_somebody_s_answer_is_gone():
    for key in SELLERS:
        say(key, 5)
    voices()
    PulseAnswer.objects.filter(person__key=SELLERS[0]).update(replaced_at=AT)

    assert [(one.mean, one.number) for one in voices()] == [(5.0, 6)]


def test_somebody_outside_is_shown_nothing():
    for key in SELLERS:
        say(key, 5)
    voices()

    assert [(one.mean, one.number) for one in voices("new leader")] == [(None, 0)]


def test_what_was_asked_elsewhere_in_the_same_words_counts_together():
    leader = Person.objects.get(key="leader")
    for key in SELLERS[:3]:
        say(key, 3, "one_on_one")
    for _number in range(2):
        Feedback.objects.create(
            leader=leader, person=None, item="My leader makes time for me.", score=5, given_on=TODAY, recorded_at=AT
        )
    Feedback.objects.create(leader=leader, person=None, item="Fun", score=5, given_on=TODAY, recorded_at=AT)

    found = {one.item: (one.mean, one.number) for one in voices()}

    assert found == {"one_on_one": (3.8, 5), "Fun": (None, 0)}


def test_quarters_are_apart_the_latest_first():
    for key in SELLERS[:5]:
        say(key, 2, quarter=date(2025, 10, 1))
        say(key, 4)

    assert [(one.quarter, one.mean) for one in voices()] == [(QUARTER, 4.0), (date(2025, 10, 1), 2.0)]


def test_answers_given_in_the_product_are_what_is_shown():
    for name, key in (("seller", SELLERS[0]), ("peer", SELLERS[1])):
        write.answer_pulse(asker(name), scores=dict.fromkeys(STATEMENTS, 4), at=AT)
        assert PulseAnswer.objects.filter(person__key=key).count() == 7
    for number, key in enumerate(SELLERS[2:5]):
        people_write.open_account(email=f"more-{number}@example.com", person=key, actor="stage", at=AT)
        write.answer_pulse(asker(f"more-{number}"), scores=dict.fromkeys(STATEMENTS, 4), at=AT)

    assert {(one.item, one.mean, one.number) for one in voices()} == {(key, 4.0, 5) for key in STATEMENTS}
