"""Letters to whoever is asked for something: their side of it, a review, what comes of a gap."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail

import hearings_held
from answerable.decisions.hearings import write as hearings
from answerable.decisions.hearings.models import Hearing
from answerable.facts.people.models import Account
from answerable.mail import asked
from answerable.mail.models import Sent
from asking import asker
from more_cases import owe, take_up
from staged import TODAY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, 5, tzinfo=UTC)


def send(on: date = TODAY) -> list[tuple[str, str]]:
    """To whom letters went out on a day, and their subjects."""
    mail.outbox.clear()
    asked.send_asked(on=on, at=AT)
    return [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]


def test_whoever_is_to_be_heard_is_told_with_the_day_and_where_the_evidence_is():
    number = hearings_held.asked()

    assert send() == [("seller", "You are asked for your side of it, until 19 January 2026")]

    assert number
    assert mail.outbox[0].body == (
        "Seller-1,\n\n"
        "See the evidence first, then say how you see it: there is time until 19 January 2026. It stands for good.\n\n"
        f"http://localhost:8000/gaps/{hearings_held.case()}/hearing/\n"
    )


def test_they_are_told_whatever_letters_they_wish_and_once():
    Account.objects.update(wants_notices=False, wants_digest=False)
    hearings_held.asked()

    assert len(send()) == 1
    assert send() == []
    assert send(TODAY + timedelta(days=1)) == []


def test_two_days_before_the_day_they_are_reminded_once():
    hearings_held.asked()
    send()

    assert send(date(2026, 1, 16)) == []
    assert send(date(2026, 1, 17)) == [("seller", "You are asked for your side of it, until 19 January 2026")]
    assert send(date(2026, 1, 19)) == []


def test_after_more_time_was_given_they_are_reminded_of_the_new_day():
    number = hearings_held.asked()
    send(date(2026, 1, 18))
    hearings.extend(asker("chief"), hearing=number, until=date(2026, 2, 2), at=AT)

    assert send(date(2026, 1, 19)) == [("seller", "You are asked for your side of it, until 2 February 2026")]
    assert send(date(2026, 2, 1)) == [("seller", "You are asked for your side of it, until 2 February 2026")]


def test_a_reviewer_is_told_what_to_look_at():
    hearings_held.reviewed()

    assert send() == [("new-leader", "You are asked to review a claim, until 26 January 2026")]

    said = "Look at the claim on Seller-1 from outside and say what you find, until 26 January 2026."
    assert said in mail.outbox[0].body


def test_nobody_is_told_once_they_have_answered_or_their_day_is_over_or_the_letter_is_old():
    hearings_held.answered()
    assert send() == []
    hearings_held.asked("leader")

    assert send(date(2026, 1, 20)) == []
    Hearing.objects.update(answer_by=date(2026, 3, 1))
    assert send(date(2026, 1, 20)) == []
    assert Sent.objects.count() == 0


def test_nobody_is_written_to_in_the_demo_company():
    hearings_held.asked()
    Account.objects.filter(email="seller@example.com").update(persona="a seller")

    assert send() == []


def come_up(on: date = TODAY) -> list[tuple[str, str]]:
    mail.outbox.clear()
    asked.send_come_up(on=on, at=AT)
    return [(letter.to[0].partition("@")[0], letter.subject) for letter in mail.outbox]


def test_a_leader_to_whom_a_gap_came_because_it_lasts_is_told_once_why():
    case = take_up(person="seller-2", answers="director", level=2)
    case.reasons = ["It opened.", "The gap counts as sustained since 10 January 2026."]
    case.save()

    assert come_up() == [("director", "came to you: Seller-2")]

    assert mail.outbox[0].body == (
        "Dana Reyes,\n\nThe gap counts as sustained since 10 January 2026.\n\n"
        f"http://localhost:8000/gaps/{case.pk}/answering/\n"
    )
    assert come_up() == []


def test_at_the_top_the_letter_says_why_and_not_that_nobody_is_above():
    case = take_up(person="seller-2", answers="chief", level=3)
    case.reasons, case.at_top = ["It lasts.", "Nobody is above Cleo Chief: it stays there."], True
    case.save()

    assert come_up() == [("chief", "came to you: Seller-2")]
    assert "It lasts." in mail.outbox[0].body


def test_of_what_came_with_a_duty_or_long_ago_or_is_not_wished_no_letter_tells():
    case = take_up(person="seller-2", answers="director", level=2)
    with_duty = take_up(person="seller-3", answers="director", level=2)
    duty = owe(with_duty, leader="director")
    duty.came_from = duty.leader
    duty.save()

    assert come_up(TODAY + timedelta(days=8)) == []
    Account.objects.filter(email="director@example.com").update(wants_notices=False)
    assert come_up() == []
    Account.objects.update(wants_notices=True)
    assert come_up() == [("director", "came to you: Seller-2")]
    assert str(case.pk) in mail.outbox[0].body
