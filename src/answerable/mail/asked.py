"""Letters to whoever is asked for something: for their side of it, for a review, for what comes of a gap."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties import read as duties
from answerable.decisions.hearings import read as hearings
from answerable.decisions.hearings.read import Awaited
from answerable.facts.people import accounts
from answerable.mail.delivery import Letter, deliver, told_before
from answerable.rules.wording import spoken

LATELY = timedelta(days=7)
REMIND = timedelta(days=2)


def send_asked(*, on: date, at: datetime) -> int:
    """Tell whoever is to be heard or to review, once they are asked and again two days before their last day.

    This is no notice that one can do without: nobody is judged unheard because they did not know.

    Args:
        on: today.
        at: when.

    Returns:
        How many letters were sent; nobody is told of the same thing twice.
    """
    return deliver(_asked(on), at=at)


def send_come_up(*, on: date, at: datetime) -> int:
    """Tell leaders who wish it of gaps that came to them because they last, without a duty that lapsed.

    Args:
        on: today.
        at: when.

    Returns:
        How many letters were sent; nobody is told of the same thing twice.
    """
    return deliver(_come_up(on), at=at)


def _asked(on: date) -> Iterator[Letter]:
    waiting = hearings.awaited()
    known = {one.pk: one for one in accounts.accounts_to_tell().filter(pk__in={one.account for one in waiting})}
    for one in waiting:
        account = known.get(one.account)
        about = _about(one, on)
        if account is None or about is None or told_before(account.pk, [about]):
            continue
        yield _letter(account, _subject(one), about, _line(one), url=reverse("hearing", args=[one.case]))


def _about(one: Awaited, on: date) -> str | None:
    """What a letter of today would be about: the last days, else that they were asked; None where it is neither."""
    what = "review" if one.is_review else "hearing"
    if on <= one.by <= on + REMIND:
        return f"{what} {one.hearing} until {one.by}"
    return f"{what} {one.hearing} asked" if on - LATELY <= one.asked_on <= on <= one.by else None


def _subject(one: Awaited) -> str:
    if one.is_review:
        return _("You are asked to review a claim, until %(day)s") % {"day": spoken(one.by)}
    return _("You are asked for your side of it, until %(day)s") % {"day": spoken(one.by)}


def _line(one: Awaited) -> str:
    said = {"name": one.heard, "day": spoken(one.by)}
    if one.is_review:
        return _("Look at the claim on %(name)s from outside and say what you find, until %(day)s.") % said
    return _("See the evidence first, then say how you see it: there is time until %(day)s. It stands for good.") % said


def _come_up(on: date) -> Iterator[Letter]:
    came = [case for case in cases.climbed(since=on - LATELY) if not _has_arrived(case)]
    leaders = {case.answerable_key for case in came}
    wishing = accounts.accounts_to_tell().filter(wants_notices=True, person__key__in=leaders)
    known = {one.person.key: one for one in wishing if one.person is not None}
    for case in came:
        account = known.get(case.answerable_key or "")
        about = f"case {case.number} level {case.level} {case.since}"
        if account is None or told_before(account.pk, [about]):
            continue
        subject = _("came to you: %(name)s") % {"name": case.subject}
        yield _letter(account, subject, about, _why(case), url=reverse("answering", args=[case.number]))


def _why(case: CaseShown) -> str:
    steps = case.reasons[:-1] if case.at_top else case.reasons
    return steps[-1] if steps else ""


def _has_arrived(case: CaseShown) -> bool:
    """Whether a duty of it came along: of that one is told already."""
    found = duties.of_case(case.number, until=None)
    return any(one.came_from is not None and one.leader_key == case.answerable_key for one in found)


def _letter(to: "accounts.Signed", subject: str, about: str, line: str, *, url: str) -> Letter:
    name = "" if to.person is None else to.person.name
    context = {"name": name, "line": line, "address": f"{settings.ADDRESS}{url}"}
    return Letter(to.pk, to.email, subject, render_to_string("mail/asked.txt", context), (about,))
