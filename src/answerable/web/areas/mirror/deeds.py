"""What leaders say of themselves and of their weeks, and people of their leaders: each a form without script."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.facts.leading import write
from answerable.facts.people.accounts import Asker
from answerable.rules.mirror import week_of
from answerable.web.areas.mirror.page import mirror_page
from answerable.web.areas.mirror.pulse import answers_of, pulse_page
from answerable.web.areas.mirror.self_view import self_view_page, sent
from answerable.web.areas.mirror.views import own
from answerable.web.areas.mirror.weeks import Estimate, fields_of
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day

UNPROCESSABLE = 422


def leader_of(request: HttpRequest) -> Asker:
    """Who asks, if anybody reports to them.

    Args:
        request: of the leader.

    Returns:
        The leader.

    Raises:
        PermissionDenied: nobody does.
    """
    asker = asker_of(request)
    if not asker.leads:
        raise PermissionDenied
    return asker


@require_POST
def keep_self_view(request: HttpRequest) -> HttpResponse:
    """Keep how I see my own leading."""
    asker = leader_of(request)
    scores, lines = sent(request.POST.dict())
    verdict = write.keep_self_view(asker, scores=scores, lines=lines, at=moment(request))
    if not verdict.allowed:
        page = self_view_page(asker, request.POST.dict(), verdict.reasons)
        return render(request, "mirror/self_view.html", {"page": page}, status=UNPROCESSABLE)
    messages.success(request, _("On record, for you alone until you share it."))
    return redirect("mirror")


@require_POST
def share(request: HttpRequest, number: int) -> HttpResponse:
    """Let the leaders above me read a self-view, or no more."""
    is_shared = request.POST.get("shared") == "yes"
    verdict = write.share_self_view(leader_of(request), number=number, is_shared=is_shared, at=moment(request))
    if not verdict.allowed:
        raise Http404
    text = _("Shared: the leaders above you can read it.") if is_shared else _("No longer shared.")
    messages.success(request, text)
    return redirect("mirror-self-view")


@require_POST
def estimate(request: HttpRequest) -> HttpResponse:
    """Keep how this week went, as I say."""
    asker = leader_of(request)
    names = ("people", "reports", "customers", "other")
    people, reports, customers, others = typed = tuple(request.POST.get(name, "").strip() for name in names)
    week = day(request.POST.get("week", "")) or week_of(asker.on)
    hours = tuple(_hours(one) for one in typed)
    verdict = write.estimate_week(asker, week=week, hours=hours, at=moment(request))
    if verdict.allowed:
        messages.success(request, _("On record, as your estimate."))
        return redirect("mirror")
    page = mirror_page(asker, *own(request), moment(request))
    again = Estimate(
        week_of(asker.on), fields_of((people, reports, customers, others)), is_given=False, reason=verdict.reasons[0]
    )
    context = {"page": page, "estimate": again}
    return render(request, "mirror/mirror.html", context, status=UNPROCESSABLE)


def _hours(text: str) -> float | None:
    """Hours as people write them, with a point or a comma; None for what are none."""
    number = (text or "0").replace(",", ".")
    parts = number.split(".")
    if len(parts) > 2 or not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        return None
    return float(number)


@require_POST
def answer_pulse(request: HttpRequest) -> HttpResponse:
    """Say how I am led."""
    asker = asker_of(request)
    if asker.person is None:
        raise PermissionDenied
    verdict = write.answer_pulse(asker, scores=answers_of(request.POST.dict()), at=moment(request))
    if verdict == write.NOBODY_ABOVE:
        raise PermissionDenied
    if not verdict.allowed:
        page = pulse_page(asker, request.POST.dict(), verdict.reasons[0])
        return render(request, "mirror/pulse.html", {"page": page}, status=UNPROCESSABLE)
    messages.success(request, _("Thank you. Nobody reads your answers by themselves."))
    return redirect("pulse")
