"""Fairness: for administrators and people partners of the whole company, if they lead nobody."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.facts.groups import write as groups
from answerable.facts.people.accounts import Asker
from answerable.jobs import tasks, weighing
from answerable.kernel.problems import InputRefused, UsageError
from answerable.rules.fairness import may_see_fairness
from answerable.sources.intake.groups import receive
from answerable.web.areas.fairness import page
from answerable.web.asking import asker_of, moment

SHOWN = 10


def fairness(request: HttpRequest) -> HttpResponse:
    """How decisions fall on groups. That somebody looked is noted."""
    asker = _allowed(request)
    groups.note_look(asker, at=moment(request))
    found = page.fairness_page(asker, request.GET.get("by", "")[:100])
    return render(request, "fairness/fairness.html", {"page": found})


def progress(request: HttpRequest) -> HttpResponse:
    """How far a new look is; once it is done the page is loaded anew."""
    _allowed(request)
    shown = page.progress()
    response = render(request, "fairness/_progress.html", {"progress": shown})
    if shown is None:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def bring_groups(request: HttpRequest) -> HttpResponse:
    """Take in a file of groups."""
    asker = _allowed(request)
    if not asker.viewer.is_administrator:
        raise PermissionDenied
    sent = request.FILES.get("file")
    if sent is None:
        messages.error(request, _("Choose a file first."))
        return redirect("fairness")
    try:
        brought = receive(sent, asker, at=moment(request))
    except InputRefused as refusal:
        for problem in refusal.problems.shown[:SHOWN]:
            messages.error(request, str(problem))
        return redirect("fairness")
    except UsageError as error:
        messages.error(request, str(error))
        return redirect("fairness")
    said = {"new": brought.added, "corrected": brought.corrected, "withdrawn": brought.withdrawn}
    messages.success(request, _("%(new)d new, %(corrected)d corrected, %(withdrawn)d withdrawn.") % said)
    _ask()
    return redirect("fairness")


@require_POST
def anew(request: HttpRequest) -> HttpResponse:
    """Count anew how decisions fell."""
    _allowed(request)
    _ask()
    return redirect("fairness")


def _ask() -> None:
    if weighing.ask():
        tasks.weigh_fairness()


def _allowed(request: HttpRequest) -> Asker:
    asker = asker_of(request)
    if not may_see_fairness(asker.viewer, leads=asker.leads).allowed:
        raise PermissionDenied
    return asker
