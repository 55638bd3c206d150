"""An invitation moves in the calendar when the conversation is moved, and says nothing of what will be spoken of."""

from datetime import UTC, date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import icalendar
import pytest
from django.utils import timezone

from answerable.decisions.conversations import write
from answerable.decisions.conversations.invitation import Invitation, ics, invitation_to
from answerable.facts.people.models import Account, Person
from asking import asker
from staged import AT
from talks import SOON, add, held, plan, postpone

UID = UUID("12345678-1234-5678-1234-567812345678")
BERLIN = ZoneInfo("Europe/Berlin")


def invitation(**changed: object) -> Invitation:
    values: dict[str, object] = {
        "uid": UID,
        "sequence": 2,
        "is_cancelled": False,
        "title": "Lee and Ana: one-on-one",
        "day": date(2026, 1, 12),
        "begins": time(10),
        "minutes": 45,
        "zone": BERLIN,
        "url": "https://example.com/conversations/7/",
        "said_at": AT,
        "organizer": ("Lee", "lee@example.com"),
        "attendees": (("Lee", "lee@example.com"), ("Ana", "")),
    } | changed
    return Invitation(**values)


def read(text: bytes) -> tuple[icalendar.Calendar, icalendar.Event]:
    """What a calendar makes of it."""
    calendar = icalendar.Calendar.from_ical(text)
    assert isinstance(calendar, icalendar.Calendar)
    return calendar, calendar.events[0]


def test_it_invites_to_the_hour_in_the_company_s_time_zone():
    calendar, event = read(ics(invitation()))

    assert (str(calendar["METHOD"]), str(calendar["VERSION"])) == ("REQUEST", "2.0")
    assert (str(event["UID"]), int(event["SEQUENCE"])) == (f"{UID}@answerable", 2)
    assert str(event["SUMMARY"]) == "Lee and Ana: one-on-one"
    assert str(event["URL"]) == "https://example.com/conversations/7/"
    # Ten o'clock in Berlin is nine in Greenwich in winter.
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 1, 12, 9, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2026, 1, 12, 9, 45, tzinfo=UTC)
    assert event["DTSTART"].params["TZID"] == "Europe/Berlin"
    assert [str(zone["TZID"]) for zone in calendar.timezones] == ["Europe/Berlin"]


def test_in_summer_ten_o_clock_is_ten_o_clock_too():
    _calendar, event = read(ics(invitation(day=date(2026, 7, 13))))

    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 7, 13, 8, tzinfo=UTC)


def test_an_hour_stays_an_hour_in_the_night_in_which_clocks_are_changed():
    # On 29 March 2026 two o'clock becomes three o'clock in Berlin.
    _calendar, event = read(ics(invitation(day=date(2026, 3, 29), begins=time(1, 30), minutes=60)))

    assert event["DTEND"].dt.astimezone(UTC) == datetime(2026, 3, 29, 1, 30, tzinfo=UTC)
    assert event["DTEND"].dt.hour == 3


def test_without_a_time_it_takes_the_day():
    _calendar, event = read(ics(invitation(begins=None)))

    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2026, 1, 12), date(2026, 1, 13))


def test_called_off_it_says_so():
    calendar, event = read(ics(invitation(is_cancelled=True)))

    assert (str(calendar["METHOD"]), str(event["STATUS"])) == ("CANCEL", "CANCELLED")


def test_whoever_has_no_address_is_not_addressed():
    _calendar, event = read(ics(invitation()))
    _other, none = read(ics(invitation(organizer=("Lee", ""), attendees=())))

    assert (str(event["ORGANIZER"]), event["ORGANIZER"].params["CN"]) == ("mailto:lee@example.com", "Lee")
    assert str(event["ATTENDEE"]) == "mailto:lee@example.com"
    assert "ORGANIZER" not in none
    assert "ATTENDEE" not in none


def test_what_somebody_is_called_cannot_write_another_line():
    text = ics(invitation(title="Lee\nATTENDEE:mailto:x@example.com")).decode()

    assert "\r\nATTENDEE:mailto:x@example.com" not in text


@pytest.mark.django_db
def test_moved_it_keeps_its_name_and_its_number_rises_and_called_off_it_rises_again():
    number = plan()
    add("peer", number, "Travel in March")
    first = invitation_to(number, title="Talk", url="https://example.com/")
    moved = postpone("leader", number).number
    assert moved is not None
    second = invitation_to(moved, title="Talk", url="https://example.com/")
    write.cancel(asker("peer"), number=moved, reason="Holiday", at=AT)
    third = invitation_to(moved, title="Talk", url="https://example.com/")

    assert first is not None
    assert second is not None
    assert third is not None
    assert first.uid == second.uid == third.uid
    assert [one.sequence for one in (first, second, third)] == [0, 1, 2]
    assert [one.is_cancelled for one in (first, second, third)] == [False, False, True]
    assert (second.day, second.begins, second.said_at) == (SOON, time(10), AT)
    assert "Travel" not in ics(second).decode()
    # What goes on in another one has no invitation any more.
    assert invitation_to(number, title="Talk", url="https://example.com/") is None


@pytest.mark.django_db
def test_it_goes_to_the_addresses_by_which_both_sign_in_else_to_those_on_record():
    Account.objects.filter(email="peer@example.com").update(is_active=False)
    Person.objects.filter(key="seller-2").update(email="s2@example.com")

    found = invitation_to(plan(), title="Talk", url="https://example.com/")

    assert found is not None
    assert found.organizer == ("Lee Okoro", "leader@example.com")
    assert found.attendees == (("Lee Okoro", "leader@example.com"), ("Seller-2", "s2@example.com"))
    assert found.zone == ZoneInfo(timezone.get_current_timezone_name())


@pytest.mark.django_db
def test_to_what_was_logged_afterwards_nobody_is_invited():
    number = held()
    write.Conversation.objects.update(was_planned=False)

    assert invitation_to(number, title="Talk", url="https://example.com/") is None
