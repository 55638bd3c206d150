"""A conversation that took place is logged: who, which day, how long."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.conversations import read as conversations
from answerable.decisions.conversations import write
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.findings.in_force import policy
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day as day_of
from answerable.web.numbers import whole_number

LONGEST_MINUTES = 600


@dataclass(frozen=True, slots=True)
class LogPage:
    """The form.

    Attributes:
        people: keys and names of those with whom one can have talked.
        person: the key that is chosen.
        day: the day that is chosen.
        minutes: how long.
        kind: what it was.
        today: the last day that can be chosen.
        refused: why what was sent was refused; empty before anything was.
    """

    people: tuple[tuple[str, str], ...]
    person: str
    day: str
    minutes: str
    kind: str
    today: date
    refused: str = ""


def log(request: HttpRequest) -> HttpResponse:
    """Log a conversation that took place."""
    asker = asker_of(request)
    if not asker.leads:
        raise PermissionDenied
    if request.method == "POST":
        return _log(request, asker)
    page = _page(asker, request.GET.get("with", ""), {"day": asker.on.isoformat()})
    return render(request, "conversations/log.html", {"page": page})


def _page(who: Asker, key: str, sent: dict[str, str], refused: str = "") -> LogPage:
    found = [(one.key, one.name) for one in people.direct_reports(who)]
    if key and key not in dict(found):
        further = people.subject(key)
        # Somebody further down the line.
        if further is not None and people.is_in_line(who, further.pk):
            found.append((further.key, further.name))
    minutes, kind = sent.get("minutes", "30"), sent.get("kind", "one_on_one")
    return LogPage(tuple(found), key, sent.get("day", ""), minutes, kind, who.on, refused)


def _log(request: HttpRequest, asker: Asker) -> HttpResponse:
    key = request.POST.get("person", "")
    subject = people.person(key)
    if subject is None:
        raise Http404
    if not people.is_in_line(asker, subject.pk):
        raise PermissionDenied
    when, kind = day_of(request.POST.get("day", "")), request.POST.get("kind", "")
    if when is None:
        refused = _("Choose a day, such as 2026-01-12.")
        return render(request, "conversations/log.html", {"page": _page(asker, key, request.POST.dict(), refused)})
    done = write.log(
        asker,
        person=subject,
        kind=kind if kind in write.KINDS else write.KINDS[0],
        day=when,
        minutes=min(whole_number(request.POST.get("minutes", ""), otherwise=30), LONGEST_MINUTES),
        policy=policy(),
        at=moment(request),
    )
    if not done.verdict.allowed or done.record is None:
        page = _page(asker, key, request.POST.dict(), done.verdict.reasons[0])
        return render(request, "conversations/log.html", {"page": page})
    messages.success(request, _("On record."), extra_tags=reverse("take-back", args=[done.record]))
    return redirect("conversation", conversations.number_of(done.record))
