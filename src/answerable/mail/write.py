"""Digests and notices are written, each once."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import needed, standing, time_left
from answerable.facts.leading import read as leading
from answerable.facts.people import accounts
from answerable.facts.roles import read as roles
from answerable.findings.in_force import policy
from answerable.ledger import read as ledger
from answerable.mail.delivery import Letter, deliver, told_before
from answerable.rules.mirror import quarter_of

WEEK_DAYS = 7
MOST_LINES = 20
PAGE = 500


def send_digests(*, on: date, at: datetime) -> int:
    """Send every leader who wishes it what their people need from them this week.

    Args:
        on: the Monday.
        at: when.

    Returns:
        How many were sent; whoever got theirs of that day before gets no other.
    """
    return deliver(_digests(on), at=at)


def send_notices(*, on: date, at: datetime) -> int:
    """Tell leaders who wish it of duties that fell due, lapsed with them, or came to them from below, today or of late.

    Args:
        on: today.
        at: when.

    Returns:
        How many letters were sent; nobody is told of the same thing twice.
    """
    return deliver(_notices(on), at=at)


def send_pulses(*, on: date, at: datetime) -> int:
    """Ask people, once a quarter, how they are led: those who wish letters, and whose answers can be shown.

    Args:
        on: the day.
        at: when.

    Returns:
        How many were asked; whoever has answered, or was asked before this quarter, is not.
    """
    return deliver(_pulses(on), at=at)


def _pulses(on: date) -> Iterator[Letter]:
    about, threshold = f"pulse {quarter_of(on)}", policy().anonymity_threshold
    for account in _wishing(wants_notices=True):
        if told_before(account.pk, [about]):
            continue
        pulse = leading.pulse_of(accounts.asker(account, on))
        if pulse.leader is not None and pulse.given_on is None and pulse.reports >= threshold:
            context = {"leader": pulse.leader_name, "threshold": threshold, "address": settings.ADDRESS}
            text = render_to_string("mail/pulse.txt", context)
            yield Letter(
                account.pk, account.email, _("How are you led? Seven statements, under a minute"), text, (about,)
            )


def _digests(on: date) -> Iterator[Letter]:
    number, fingerprint = ledger.head()
    about = f"digest {on}"
    for account in _wishing(wants_digest=True):
        who = accounts.asker(account, on)
        due = [duty for duty in duties.owed_by(who) if duty.due_on <= on + timedelta(days=WEEK_DAYS)]
        if due and not told_before(account.pk, [about]):
            context = _context(who, due, on) | {"head": (number, fingerprint)}
            text = render_to_string("mail/digest.txt", context)
            yield Letter(account.pk, account.email, _("What your people need from you this week"), text, (about,))


def _notices(on: date) -> Iterator[Letter]:
    for account in _wishing(wants_notices=True):
        who = accounts.asker(account, on)
        concerned = (*duties.owed_by(who), *duties.moved_on_from(who, since=on - timedelta(days=WEEK_DAYS)))
        reasons = {_about(duty, reason): (duty, reason) for duty in concerned for reason in _reasons(duty, on)}
        known = told_before(account.pk, list(reasons))
        fresh = {about: told for about, told in reasons.items() if about not in known}
        if fresh:
            # What both came from below and is due today is one thing.
            named = {duty.number: (duty, reason) for duty, reason in reversed(fresh.values())}
            found = sorted(named.values(), key=lambda told: (told[0].due_on, told[0].number))
            text = render_to_string("mail/notice.txt", _context(who, [duty for duty, _reason in found], on))
            yield Letter(account.pk, account.email, _subject(found, on), text, tuple(fresh))


def _wishing(**wish: bool) -> "Iterator[accounts.Signed]":
    """Page by page: SQLite lets nobody write who has an answer still open while others write too."""
    rows = accounts.accounts_to_tell().filter(**wish)
    page = list(rows[:PAGE])
    while page:
        yield from page
        page = list(rows.filter(pk__gt=page[-1].pk)[:PAGE])


def _about(duty: DutyShown, reason: str) -> str:
    return f"duty {duty.number} {reason}"


def _reasons(duty: DutyShown, on: date) -> Iterable[str]:
    # A week back, so that what could not be sent on its day is sent once it can.
    lately = on - timedelta(days=WEEK_DAYS)
    if duty.came_from is not None and lately <= duty.arises_on <= on:
        yield "arrived"
    if duty.lapsed_on is not None:
        if lately <= duty.lapsed_on <= on:
            yield "lapsed"
    elif lately <= duty.due_on <= on:
        yield "due"


def _subject(found: list[tuple[DutyShown, str]], on: date) -> str:
    if len(found) > 1:
        return _("%(count)d things your people need from you") % {"count": len(found)}
    duty, reason = found[0]
    said = {
        "arrived": _("came to you: %(name)s"),
        "lapsed": _("has lapsed: %(name)s"),
        "due": _("is due today: %(name)s") if duty.due_on == on else _("was due: %(name)s"),
    }
    return said[reason] % {"name": duty.subject}


def _context(who: accounts.Asker, found: list[DutyShown], on: date) -> dict[str, object]:
    lines = _lines(found[:MOST_LINES], on)
    return {
        "who": who,
        "lines": lines,
        "more": len(found) - len(lines),
        "address": settings.ADDRESS,
    }


def _lines(found: list[DutyShown], on: date) -> list[str]:
    known = cases.numbered({duty.case for duty in found if duty.case is not None})
    names = roles.expectations({case.expectation for case in known.values()})
    return [f"{needed(duty, _expectation(duty, known, names))} ({_stands(duty, on)})" for duty in found]


def _stands(duty: DutyShown, on: date) -> str:
    return time_left(duty.due_on, on) if duty.ended_on is None else standing(duty, on)


def _expectation(duty: DutyShown, known: Mapping[int, cases.CaseShown], names: Mapping[str, roles.Expected]) -> str:
    case = known.get(duty.case or 0)
    return names[case.expectation].name if case is not None and case.expectation in names else ""
