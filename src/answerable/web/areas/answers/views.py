"""What the leader to whom a gap came chooses, in place or on the gap's own page."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.answers import write
from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.findings.in_force import policy
from answerable.rules.answering import Choice, Chosen
from answerable.rules.verdicts import Verdict
from answerable.web.areas.answers.arrivals import choice_form
from answerable.web.areas.answers.page import answering_page, may_choose_here, next_step
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day

FIELDS = ("choice", "reason", "commitment", "due_on")


def _seen(asker: Asker, number: int) -> tuple[CaseShown, Sight]:
    found = cases.seen(asker, number)
    if found is None:
        raise Http404
    if not found[1].allowed:
        raise PermissionDenied
    return found


def answering(request: HttpRequest, number: int) -> HttpResponse:
    """Who answers for a gap now, how it came to them, what they chose."""
    asker = asker_of(request)
    case, sight = _seen(asker, number)
    if not case.is_unit and case.subject_key != asker.viewer.person_id:
        looked = case.subject_number
        people_write.note_reading(
            reader=asker.account, person=looked, page="answering", at=moment(request), on=asker.on
        )
    return render(request, "answers/answering.html", {"page": answering_page(asker, case, sight)})


@require_POST
def choose(request: HttpRequest, number: int) -> HttpResponse:
    """Say what comes of a gap that came from below."""
    asker = asker_of(request)
    case, sight = _seen(asker, number)
    if not may_choose_here(asker, case, sight):
        raise PermissionDenied
    sent = {name: request.POST.get(name, "") for name in FIELDS}
    chosen, verdict = _chosen(asker, sent)
    if chosen is not None:
        verdict = write.choose(asker, case=number, chosen=chosen, policy=policy(), at=moment(request))
    is_in_place = bool(request.headers.get("HX-Request"))
    if not verdict.allowed or chosen is None:
        if is_in_place:
            form = choice_form(asker, case, sent=sent, reasons=verdict.reasons)
            return render(request, "answers/_refused.html", {"form": form, "case": case})
        page = answering_page(asker, case, sight, verdict.reasons, sent)
        return render(request, "answers/answering.html", {"page": page}, status=422)
    next_url, next_label = next_step(case, chosen.choice)
    if is_in_place:
        done = {"case": case, "next_url": next_url, "next_label": next_label}
        return render(request, "answers/_done.html", done)
    messages.success(request, _("Your choice is on record."))
    return redirect(next_url or "answering", *([] if next_url else [number]))


def _chosen(asker: Asker, sent: dict[str, str]) -> tuple[Chosen | None, Verdict]:
    choice = next((one for one in Choice if one.value == sent["choice"]), None)
    if choice is None:
        return None, Verdict(allowed=False, reasons=(_("Choose one of what is offered."),))
    due_on = day(sent["due_on"])
    if sent["due_on"] and due_on is None:
        return None, Verdict(allowed=False, reasons=(_("Name a day, such as 2026-01-19."),))
    chosen = Chosen(asker.viewer.person_id, choice, sent["reason"], sent["commitment"], due_on)
    return chosen, Verdict(allowed=True, reasons=())


@require_POST
def say_done(request: HttpRequest, number: int, choice: int) -> HttpResponse:
    """Say that what one committed to was done."""
    asker = asker_of(request)
    _seen(asker, number)
    verdict = write.say_done(asker, choice=choice, at=moment(request))
    if not verdict.allowed:
        raise PermissionDenied
    messages.success(request, _("On record: it was done."))
    return redirect("answering", number)
