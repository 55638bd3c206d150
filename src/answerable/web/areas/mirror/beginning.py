"""What is owed to a new leader is put on record where it is shown, and taken back."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.duties import first_days
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.first_days import Means
from answerable.decisions.duties.keeping import Done
from answerable.decisions.duties.read import DutyShown
from answerable.findings.in_force import policy
from answerable.web.areas.mirror.naming import LEVERS
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day, whole_number

LONGEST_MINUTES = 600


def _undo(done: Done, duty: DutyShown) -> str:
    """Where a deed is taken back; empty where it is not."""
    if done.record is not None:
        return reverse("take-back", args=[done.record])
    return reverse("first-days-back", args=[duty.number]) if duty.kind.value in first_days.SAID_SO else ""


@require_POST
def keep_first_days(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record that something owed to a new leader was done."""
    asker = asker_of(request)
    duty = duties.duty_owed(asker, number)
    if duty is None or duty.kind.value not in first_days.KINDS:
        raise Http404
    text = request.POST.get("day", "").strip()
    when = day(text) if text else asker.on
    if when is None:
        messages.error(request, _("Expected a day such as 2026-01-12, found “%(found)s”.") % {"found": text[:100]})
        return redirect("today")
    lever = request.POST.get("lever", "")
    means = Means(
        minutes=min(whole_number(request.POST.get("minutes", ""), otherwise=30), LONGEST_MINUTES),
        lever=lever if lever in LEVERS else "training",
        name=request.POST.get("name", "").strip()[:300],
    )
    done = first_days.keep_first_days(asker, duty=number, day=when, means=means, policy=policy(), at=moment(request))
    undo = _undo(done, duty)
    if request.headers.get("HX-Request"):
        return render(request, "mirror/_kept.html", {"done": done, "duty": duty, "undo": undo})
    if done.verdict.allowed:
        messages.success(request, _("On record for %(name)s.") % {"name": duty.subject}, extra_tags=undo)
    else:
        messages.error(request, done.verdict.reasons[0])
    return redirect("today")


@require_POST
def first_days_back(request: HttpRequest, number: int) -> HttpResponse:
    """Take back that something owed to a new leader was done."""
    done = first_days.take_back_first_days(asker_of(request), duty=number, at=moment(request))
    text = _("Taken back. It is owed again.") if done.verdict.allowed else done.verdict.reasons[0]
    messages.add_message(request, messages.SUCCESS if done.verdict.allowed else messages.ERROR, text)
    return redirect("home")
