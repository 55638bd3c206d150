"""Levers: the library, and what of it is changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.facts.levers import read as levers
from answerable.facts.levers import write as levers_write
from answerable.facts.levers.read import LeverShown
from answerable.facts.people.accounts import Asker
from answerable.panel.schema import CAUSES
from answerable.rules.levers import KINDS, may_write
from answerable.rules.verdicts import Verdict
from answerable.web.areas.levers.forms import EMPTY, as_written, edit_page, read_form
from answerable.web.areas.levers.page import lever_page, library_page
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import whole_number

LONGEST_WORDS = 100


def reader_of(request: HttpRequest) -> Asker:
    """Who asks, if they read the library.

    Args:
        request: of whoever asks.

    Returns:
        The asker.

    Raises:
        PermissionDenied: they are nobody of the company, and partner of no unit.
    """
    asker = asker_of(request)
    if not levers.may_read(asker):
        raise PermissionDenied
    return asker


def lever_of(asker: Asker, number: int) -> LeverShown:
    """The lever of an address.

    Args:
        asker: who asks.
        number: of the lever.

    Returns:
        The lever.

    Raises:
        Http404: there is none.
    """
    shown = levers.lever(asker, number)
    if shown is None:
        raise Http404
    return shown


def _keeper_of(request: HttpRequest) -> Asker:
    asker = reader_of(request)
    if not may_write(levers.keeper(asker)).allowed:
        raise PermissionDenied
    return asker


def library(request: HttpRequest) -> HttpResponse:
    """The library, as it is narrowed in the address."""
    asker = reader_of(request)
    kind, cause = request.GET.get("kind", ""), request.GET.get("cause", "")
    page = library_page(
        asker,
        kind=kind if kind in KINDS else "",
        cause=cause if cause in CAUSES else "",
        words=request.GET.get("q", "").strip()[:LONGEST_WORDS],
        retired="retired" in request.GET,
    )
    return render(request, "levers/levers.html", {"page": page})


def lever(request: HttpRequest, number: int) -> HttpResponse:
    """One lever, as it stands or as it once was."""
    asker = reader_of(request)
    shown = lever_of(asker, number)
    version = whole_number(request.GET.get("version", ""), otherwise=shown.version)
    if version != shown.version:
        once = next((one for one in levers.editions(asker, number) if one.version == version), None)
        if once is None:
            raise Http404
        return render(request, "levers/once.html", {"shown": once, "now": shown})
    return render(request, "levers/lever.html", {"page": lever_page(asker, shown)})


def add(request: HttpRequest) -> HttpResponse:
    """Add a lever."""
    asker = _keeper_of(request)
    if request.method != "POST":
        return render(request, "levers/edit.html", {"page": edit_page(asker, EMPTY, None)})
    written = read_form(request.POST)
    problems = written.problems
    if not problems:
        done = levers_write.add(asker, text=written.text, owner=written.owner, at=moment(request))
        if done.verdict.allowed:
            messages.success(request, _("It is in the library."))
            return redirect("lever", done.number)
        problems = done.verdict.reasons
    page = edit_page(asker, written, None, problems=problems)
    return render(request, "levers/edit.html", {"page": page}, status=422)


def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Change what a lever says."""
    asker = _keeper_of(request)
    shown = lever_of(asker, number)
    if shown.retired_on is not None:
        raise Http404
    if request.method != "POST":
        return render(request, "levers/edit.html", {"page": edit_page(asker, as_written(shown), shown)})
    written = read_form(request.POST)
    problems, theirs = written.problems, None
    if not problems:
        done = levers_write.change(
            asker,
            number=number,
            version=written.version,
            text=written.text,
            owner=written.owner,
            at=moment(request),
        )
        if done.verdict.allowed:
            messages.success(request, _("Changed. What it said before stays on record."))
            return redirect("lever", number)
        problems, theirs = done.verdict.reasons, done.theirs
    page = edit_page(asker, written, shown, problems=problems, theirs=theirs)
    return render(request, "levers/edit.html", {"page": page}, status=422)


@require_POST
def bring_in(request: HttpRequest) -> HttpResponse:
    """Bring in the library that comes with the product."""
    done = levers_write.bring_in(_keeper_of(request), at=moment(request))
    if done.number:
        messages.success(request, _("%(count)d levers are new or newer.") % {"count": done.number})
    else:
        messages.success(request, _("All of it is here already. What you changed or retired was left as it is."))
    return redirect("levers")


@require_POST
def retire(request: HttpRequest, number: int) -> HttpResponse:
    """Take a lever out of the library."""
    asker = _keeper_of(request)
    lever_of(asker, number)
    verdict = levers_write.retire(asker, number=number, at=moment(request))
    return _told(request, verdict, number, _("Retired. What runs goes on, and it can be brought back."))


@require_POST
def bring_back(request: HttpRequest, number: int) -> HttpResponse:
    """Bring a retired lever back."""
    asker = _keeper_of(request)
    lever_of(asker, number)
    verdict = levers_write.bring_back(asker, number=number, at=moment(request))
    return _told(request, verdict, number, _("It is in the library again."))


def _told(request: HttpRequest, verdict: Verdict, number: int, done: str) -> HttpResponse:
    if verdict.allowed:
        messages.success(request, done)
    else:
        messages.error(request, _(verdict.reasons[0]))
    return redirect("lever", number)
