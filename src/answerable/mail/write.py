"""Digests and notices are sent, each once."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import needed, time_left
from answerable.facts.people import accounts
from answerable.facts.roles import read as roles
from answerable.ledger import read as ledger
from answerable.mail.models import Sent

WEEK_DAYS = 7
MOST_LINES = 20


def send_digests(*, on: date, at: datetime) -> int:
    """Send every leader who wishes it what their people need from them this week.

    Args:
        on: the Monday.
        at: when.

    Returns:
        How many were sent; on a day on which they were sent before, none.
    """
    head = ledger.head()
    messages = []
    for account in _wishing(wants_digest=True):
        who = accounts.asker(account, on)
        due = [duty for duty in duties.owed_by(who) if duty.due_on <= on + timedelta(days=WEEK_DAYS)]
        if due and _is_new(account, f"digest {on}", at):
            lines = _lines(due[:MOST_LINES], on)
            context = {
                "who": who,
                "lines": lines,
                "more": len(due) - len(lines),
                "head": head,
                "address": settings.ADDRESS,
            }
            subject = _("What your people need from you this week")
            messages.append(_message(account, subject, render_to_string("mail/digest.txt", context)))
    return _send(messages)


def send_notices(*, on: date, at: datetime) -> int:
    """Tell leaders who wish it of duties that fall due today, have lapsed, or came to them from below.

    Args:
        on: today.
        at: when.

    Returns:
        How many messages were sent.
    """
    messages = []
    for account in _wishing(wants_notices=True):
        who = accounts.asker(account, on)
        told = [(duty, reason) for duty in duties.owed_by(who) for reason in _reasons(duty, on)]
        fresh = [(duty, reason) for duty, reason in told if _is_new(account, f"duty {duty.number} {reason}", at)]
        if fresh:
            lines = _lines([duty for duty, _reason in fresh][:MOST_LINES], on)
            context = {"who": who, "lines": lines, "more": len(fresh) - len(lines), "address": settings.ADDRESS}
            messages.append(_message(account, _subject(fresh), render_to_string("mail/notice.txt", context)))
    return _send(messages)


def _wishing(**wish: bool) -> "Iterable[accounts.Signed]":
    rows = accounts.accounts_to_tell().filter(**wish)
    return rows.iterator(chunk_size=500)


def _reasons(duty: DutyShown, on: date) -> Iterable[str]:
    if duty.came_from is not None and duty.arises_on >= on - timedelta(days=WEEK_DAYS):
        yield "arrived"
    if duty.lapsed_on is not None and duty.lapsed_on >= on - timedelta(days=WEEK_DAYS):
        yield "lapsed"
    elif duty.due_on == on:
        yield "due"


def _subject(fresh: list[tuple[DutyShown, str]]) -> str:
    if len(fresh) > 1:
        return _("%(count)d things your people need from you") % {"count": len(fresh)}
    duty, reason = fresh[0]
    said = {
        "arrived": _("came to you: %(name)s"),
        "lapsed": _("has lapsed: %(name)s"),
        "due": _("is due today: %(name)s"),
    }
    return said[reason] % {"name": duty.subject}


def _lines(found: list[DutyShown], on: date) -> list[str]:
    known = cases.numbered({duty.case for duty in found if duty.case is not None})
    names = roles.expectations({case.expectation for case in known.values()})
    return [f"{needed(duty, _expectation(duty, known, names))} ({time_left(duty.due_on, on)})" for duty in found]


def _expectation(duty: DutyShown, known: Mapping[int, cases.CaseShown], names: Mapping[str, roles.Expected]) -> str:
    case = known.get(duty.case or 0)
    return names[case.expectation].name if case is not None and case.expectation in names else ""


def _is_new(account: "accounts.Signed", about: str, at: datetime) -> bool:
    return Sent.objects.get_or_create(account=account, about=about, defaults={"at": at})[1]


def _message(account: "accounts.Signed", subject: str, text: str) -> EmailMessage:
    return EmailMessage(subject, text, to=[account.email])


def _send(messages: list[EmailMessage]) -> int:
    if messages:
        get_connection().send_messages(messages)
    return len(messages)
