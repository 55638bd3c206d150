"""A reviewer from outside the direct line is asked."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.hearings import read, reviewers, write
from answerable.decisions.hearings.read import HearingShown
from answerable.decisions.hearings.reviewers import Outside
from answerable.facts.people.accounts import Asker
from answerable.findings.in_force import policy
from answerable.rules.hearing import LONGEST_REVIEW_DAYS, first_day_to_answer_by
from answerable.web.areas.hearings.views import NO_DAY, seen
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day

MOST = 50


@dataclass(frozen=True, slots=True)
class ReviewerPage:
    """The page.

    Attributes:
        hearing: the hearing.
        subject: whose gap it is.
        words: what was looked for.
        found: leaders who stand outside, at most fifty.
        has_more: whether there are more than these.
        first: the first day until which a review can go.
        last: the last one.
        chosen: who was chosen, where that was refused.
        until: the day that stands in the form.
        reasons: why it was refused.
    """

    hearing: HearingShown
    subject: str
    words: str
    found: tuple[Outside, ...]
    has_more: bool
    first: date
    last: date
    chosen: str
    until: str
    reasons: tuple[str, ...]


@require_http_methods(["GET", "POST"])
def reviewer(request: HttpRequest, number: int) -> HttpResponse:
    """Choose a leader from outside; they may see this gap for the time of their review."""
    asker = asker_of(request)
    hearing = read.numbered(number)
    if hearing is None:
        raise Http404
    case, sight = seen(asker, hearing.case)
    led = read.led(asker, (hearing.heard_number,))
    if hearing.is_over or not write.may_ask_reviewer(asker, hearing, (case, sight), led):
        raise PermissionDenied
    reasons: tuple[str, ...] = ()
    if request.method == "POST":
        reasons = _asked(request, asker, number)
        if not reasons:
            said = _("Asked. They are told, and may see this gap until then; everybody concerned sees who was asked.")
            messages.success(request, said)
            return redirect(reverse("hearing", args=[case.number]) + f"#hearing-{number}")
    page = _page(request, asker, hearing, case, reasons)
    return render(request, "hearings/reviewer.html", {"page": page}, status=422 if reasons else 200)


def _asked(request: HttpRequest, asker: Asker, number: int) -> tuple[str, ...]:
    """Ask; why that was refused, nothing where it was not."""
    until = day(request.POST.get("until", ""))
    if until is None:
        return (_(NO_DAY),)
    key = request.POST.get("reviewer", "")
    asked = write.ask_reviewer(asker, hearing=number, reviewer=key, until=until, policy=policy(), at=moment(request))
    return () if asked.allowed else asked.reasons


def _page(
    request: HttpRequest, asker: Asker, hearing: HearingShown, case: CaseShown, reasons: tuple[str, ...]
) -> ReviewerPage:
    words = request.GET.get("q", "").strip()[:100]
    found = reviewers.outside(hearing, case, asker.on, words=words, limit=MOST + 1)
    first = first_day_to_answer_by(asker.on, policy())
    return ReviewerPage(
        hearing=hearing,
        subject=case.subject,
        words=words,
        found=found[:MOST],
        has_more=len(found) > MOST,
        first=first,
        last=asker.on + timedelta(days=LONGEST_REVIEW_DAYS),
        chosen=request.POST.get("reviewer", ""),
        until=request.POST.get("until", "") or first.isoformat(),
        reasons=reasons,
    )
