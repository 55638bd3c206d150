"""A conversation as an invitation that calendars read."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText

from answerable.decisions.conversations.models import Conversation
from answerable.facts.people.models import Account, Person
from answerable.rules.conversations import TalkState

METHODS = {True: "CANCEL", False: "REQUEST"}


@dataclass(frozen=True, slots=True)
class Invitation:
    """What an invitation says; of what will be spoken of, nothing.

    Attributes:
        uid: the same however often it is moved, so that calendars move it too.
        sequence: rises with every change.
        is_cancelled: whether it calls the conversation off.
        title: what it is called.
        day: when.
        begins: at which time; None for the whole day.
        minutes: how long.
        zone: the company's time zone.
        url: where the agenda is.
        said_at: when this was said.
        organizer: name and address of who invites; the address is empty where none is known.
        attendees: the same of both.
    """

    uid: UUID
    sequence: int
    is_cancelled: bool
    title: str
    day: date
    begins: time | None
    minutes: int
    zone: ZoneInfo
    url: str
    said_at: datetime
    organizer: tuple[str, str]
    attendees: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """A conversation that was planned, moved or called off of late.

    Attributes:
        number: of the conversation.
        title: what calendars call it.
        leader: the name of the leader.
        person: the name of the person.
        between: the numbers of both.
    """

    number: int
    title: str
    leader: str
    person: str
    between: tuple[int, int]


def lately_changed(since: datetime) -> tuple[Changed, ...]:
    """The conversations that somebody planned and that were planned, moved or called off since a moment."""
    rows = Conversation.objects.filter(
        was_planned=True, changed_at__gte=since, state__in=(TalkState.PLANNED, TalkState.CANCELLED)
    )
    return tuple(
        Changed(
            number=row.pk,
            title=_("%(one)s and %(two)s") % {"one": row.leader.name, "two": row.person.name},
            leader=row.leader.name,
            person=row.person.name,
            between=(row.leader_id, row.person_id),
        )
        for row in rows.select_related("leader", "person").order_by("pk")
    )


def invitation_to(number: int, *, title: str, url: str) -> Invitation | None:
    """The invitation to a conversation, as it stands; the caller has asked who may have it.

    Args:
        number: of the conversation.
        title: what calendars call it.
        url: where it is prepared.

    Returns:
        The invitation; None for a conversation that nobody planned, or that goes on in another one.
    """
    rows = Conversation.objects.filter(pk=number, was_planned=True).exclude(state=TalkState.POSTPONED)
    row = rows.select_related("leader", "person").first()
    if row is None:
        return None
    both = (row.leader, row.person)
    accounts = Account.objects.filter(person__in=both, is_active=True)
    signed_in_by = {account.person_id: account.email for account in accounts}

    def address(one: Person) -> tuple[str, str]:
        return one.name, signed_in_by.get(one.pk) or one.email or ""

    return Invitation(
        uid=row.uid,
        sequence=row.sequence,
        is_cancelled=row.state == TalkState.CANCELLED,
        title=title,
        day=row.day,
        begins=row.time,
        minutes=row.minutes,
        zone=ZoneInfo(timezone.get_current_timezone_name()),
        url=url,
        said_at=row.changed_at,
        organizer=address(row.leader),
        attendees=tuple(address(one) for one in both),
    )


def ics(invitation: Invitation) -> bytes:
    """Write an invitation down as iCalendar.

    Args:
        invitation: what it says.

    Returns:
        The file.
    """
    event = Event()
    event.add("uid", f"{invitation.uid}@answerable")
    event.add("sequence", invitation.sequence)
    event.add("dtstamp", invitation.said_at)
    event.add("summary", invitation.title)
    event.add("url", invitation.url)
    event.add("status", "CANCELLED" if invitation.is_cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    if invitation.begins is None:
        event.add("dtstart", invitation.day)
        event.add("dtend", invitation.day + timedelta(days=1))
    else:
        # The end is reckoned in one time for all, so that an hour stays an hour when clocks are changed.
        begins = datetime.combine(invitation.day, invitation.begins, invitation.zone)
        ends = (begins.astimezone(ZoneInfo("UTC")) + timedelta(minutes=invitation.minutes)).astimezone(invitation.zone)
        event.add("dtstart", begins)
        event.add("dtend", ends)
    if invitation.organizer[1]:
        event.add("organizer", _address(*invitation.organizer))
    for name, address in invitation.attendees:
        if address:
            event.add("attendee", _address(name, address))
    calendar = Calendar()
    calendar.add("prodid", "-//Answerable//Conversations//EN")
    calendar.add("version", "2.0")
    calendar.add("method", METHODS[invitation.is_cancelled])
    calendar.add_component(event)
    calendar.add_missing_timezones()
    return bytes(calendar.to_ical())


def _address(name: str, address: str) -> vCalAddress:
    found = vCalAddress(f"mailto:{address}")
    found.params["cn"] = vText(name)
    return found
