"""Levers set to work: started, how far they are, ended, taken back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from answerable.decisions import starting
from answerable.decisions.starting import Started
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.facts.support import progress, running
from answerable.facts.support.progress import Ending
from answerable.facts.support.running import MeasureShown
from answerable.rules.verdicts import Verdict
from answerable.web.areas.at_work.page import measure_page, running_page
from answerable.web.areas.at_work.start import read_form, refused, start_page
from answerable.web.areas.levers.views import lever_of, reader_of
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day, money, whole_number

NO_SHARE = -1


def start(request: HttpRequest, number: int) -> HttpResponse:
    """Set a lever to work."""
    asker = reader_of(request)
    shown = lever_of(asker, number)
    if not asker.leads:
        raise PermissionDenied
    if shown.retired_on is not None:
        raise Http404
    form = request.POST if request.method == "POST" else request.GET
    asked = read_form(form, asker.on, shown)
    first = asked.starts_on
    if request.method != "POST" or "find" in request.POST or asked.problems or first is None:
        problems = asked.problems if "start" in request.POST else ()
        page = start_page(asker, shown, asked, problems=problems)
        return render(request, "at_work/start.html", {"page": page}, status=422 if problems else 200)
    started = starting.start(
        asker,
        lever=number,
        people=asked.people,
        unit=asked.unit or None,
        expectation=asked.expectation or None,
        day=first,
        until=asked.until,
        at=moment(request),
    )
    if not started.verdict.allowed:
        page = start_page(asker, shown, asked, problems=started.verdict.reasons, started=started)
        return render(request, "at_work/start.html", {"page": page}, status=422)
    _tell(request, started)
    if started.left_out:
        context = {"shown": shown, "names": started.names, "refused": refused(started)}
        return render(request, "at_work/started.html", context)
    return redirect("levers-running")


def _tell(request: HttpRequest, started: Started) -> None:
    names = ", ".join(started.names)
    text = _("Set to work for %(names)s.") % {"names": names}
    if started.kept:
        kept = ngettext("It keeps %(n)d duty.", "It keeps %(n)d duties.", started.kept) % {"n": started.kept}
        text = f"{text} {kept}"
    alone = len(started.measures) == 1
    messages.success(request, text, extra_tags=reverse("measure-take-back", args=started.measures[:1]) if alone else "")


def at_work(request: HttpRequest) -> HttpResponse:
    """What runs, of all that the asker may see."""
    asker = reader_of(request)
    page = running_page(asker, whole_number(request.GET.get("page", ""), otherwise=1))
    return render(request, "at_work/running.html", {"page": page})


def _measure(asker: Asker, key: str) -> MeasureShown:
    shown = running.measure(asker, key)
    if shown is None:
        raise Http404
    return shown


def measure(request: HttpRequest, key: str) -> HttpResponse:
    """One lever at work."""
    asker = reader_of(request)
    shown = _measure(asker, key)
    if shown.person and shown.subject != asker.person:
        at = moment(request)
        people_write.note_reading(reader=asker.account, person=shown.subject, page="measure", at=at, on=asker.on)
    return render(request, "at_work/measure.html", {"page": measure_page(asker, shown)})


@require_POST
def report(request: HttpRequest, key: str) -> HttpResponse:
    """Say how far it is."""
    asker = asker_of(request)
    shown = _measure(asker, key)
    if not running.may_report(asker, shown):
        raise PermissionDenied
    sent = request.POST.get("share", "").strip()
    share = 0 if sent == "0" else whole_number(sent, otherwise=NO_SHARE)
    note = request.POST.get("note", "").strip()
    verdict = progress.report(asker, key=key, share=share, note=note, at=moment(request))
    return _answer(request, asker, shown, verdict, _("On record."))


@require_POST
def end(request: HttpRequest, key: str) -> HttpResponse:
    """Say that it is done, or that it was stopped and why."""
    asker = asker_of(request)
    shown = _measure(asker, key)
    if not running.may_end(asker, shown):
        raise PermissionDenied
    cost, last = request.POST.get("cost", "").strip(), day(request.POST.get("day", asker.on.isoformat()))
    found = money(cost) if cost else None
    if last is None:
        found_day = request.POST.get("day", "")[:40]
        reason = _("Expected a day such as 2026-01-12, found “%(found)s”.") % {"found": found_day}
        return _answer(request, asker, shown, Verdict(allowed=False, reasons=(reason,)), "")
    if cost and found is None:
        reason = _("Expected an amount such as 1200 or 49.90, found “%(found)s”.") % {"found": cost[:40]}
        return _answer(request, asker, shown, Verdict(allowed=False, reasons=(reason,)), "")
    ending = Ending(
        ended_as=request.POST.get("as", ""),
        day=last,
        reason=request.POST.get("reason", ""),
        cost=found,
        currency=request.POST.get("currency", "").strip().upper(),
    )
    verdict = progress.end(asker, key=key, ending=ending, at=moment(request))
    return _answer(request, asker, shown, verdict, _("On record."))


def _answer(request: HttpRequest, asker: Asker, shown: MeasureShown, verdict: Verdict, done: str) -> HttpResponse:
    if verdict.allowed:
        messages.success(request, done)
        return redirect("measure", shown.key)
    # What was typed stands in its field again.
    page = measure_page(asker, _measure(asker, shown.key))
    context = {"page": page, "problems": [_(reason) for reason in verdict.reasons], "sent": request.POST}
    return render(request, "at_work/measure.html", context, status=422)


@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Take back what was set to work by mistake, on the same day."""
    verdict = starting.take_back(asker_of(request), key=key, at=moment(request))
    if verdict.allowed:
        messages.success(request, _("Taken back. What it had kept is owed again."))
        return redirect("levers-running")
    messages.error(request, _(verdict.reasons[0]))
    return redirect("levers-running")
