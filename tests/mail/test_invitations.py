"""Both of two get an invitation that their calendar reads, for each change one; of what will be spoken of, nothing."""

from datetime import timedelta

import icalendar
import pytest
from django.core import mail

from answerable.decisions.conversations import write
from answerable.facts.people.models import Account
from answerable.mail.invitations import send_invitations
from answerable.mail.models import Sent
from asking import asker
from staged import AT
from talks import SOON, add, hold, plan, postpone

pytestmark = pytest.mark.django_db


def calendar_of(letter: mail.EmailMessage) -> tuple[str, icalendar.Event]:
    """What the calendar of whoever gets a letter makes of it."""
    (file,) = [part for part in letter.message().walk() if part.get_content_type() == "text/calendar"]
    calendar = icalendar.Calendar.from_ical(file.get_payload(decode=True))
    assert isinstance(calendar, icalendar.Calendar)
    assert file.get_param("method") == str(calendar["METHOD"])
    return str(calendar["METHOD"]), calendar.events[0]


def test_what_is_planned_is_told_to_both_once():
    number = plan(day=SOON)
    add("leader", number, "Travel in March")

    first, second = send_invitations(at=AT), send_invitations(at=AT)

    assert (first, second) == (2, 0)
    assert [(letter.to, letter.subject) for letter in mail.outbox] == [
        (["leader@example.com"], "Planned for 15 January 2026: a conversation with Seller-2"),
        (["peer@example.com"], "Planned for 15 January 2026: a conversation with Lee Okoro"),
    ]
    assert f"/conversations/{number}/" in mail.outbox[0].body
    method, event = calendar_of(mail.outbox[1])
    assert (method, int(event["SEQUENCE"])) == ("REQUEST", 0)
    assert "Travel" not in mail.outbox[1].message().as_string()


def test_moved_and_called_off_it_moves_and_goes_in_the_calendar():
    number = plan(day=SOON)
    send_invitations(at=AT)
    moved = postpone("leader", number, SOON + timedelta(days=1)).number
    assert moved is not None
    send_invitations(at=AT)
    write.cancel(asker("peer"), number=moved, reason="Holiday", at=AT)
    send_invitations(at=AT)

    letters = [letter for letter in mail.outbox if letter.to == ["peer@example.com"]]

    assert [letter.subject for letter in letters] == [
        "Planned for 15 January 2026: a conversation with Lee Okoro",
        "Moved to 16 January 2026: your conversation with Lee Okoro",
        "Called off: your conversation with Lee Okoro on 16 January 2026",
    ]
    found = [calendar_of(letter) for letter in letters]
    assert [(method, int(event["SEQUENCE"])) for method, event in found] == [
        ("REQUEST", 0),
        ("REQUEST", 1),
        ("CANCEL", 2),
    ]
    assert len({str(event["UID"]) for _method, event in found}) == 1
    assert "Holiday" not in letters[-1].message().as_string()


def test_that_it_is_off_is_told_to_nobody_who_never_heard_of_it():
    number = plan(day=SOON)
    write.cancel(asker("peer"), number=number, reason="Holiday", at=AT)

    assert send_invitations(at=AT) == 0
    assert Sent.objects.filter(about__startswith="talk").count() == 0


def test_whoever_wishes_no_letters_gets_none_and_what_was_held_needs_none():
    Account.objects.filter(email="peer@example.com").update(wants_notices=False)
    hold("leader", plan())
    plan("leader", "seller-3", SOON)
    plan("director", "seller-2", SOON)

    assert send_invitations(at=AT) == 2
    # Seller-3 has no account.
    assert [letter.to for letter in mail.outbox] == [["leader@example.com"], ["director@example.com"]]


def test_what_was_planned_long_ago_is_not_told_any_more():
    plan(day=SOON)

    assert send_invitations(at=AT + timedelta(days=8)) == 0
