"""The plan of a case."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.plans import causes, progress, write
from answerable.decisions.plans import read as plans
from answerable.decisions.plans.parties import parties_of
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.findings.in_force import policy
from answerable.rules.plans import Side
from answerable.rules.verdicts import Verdict
from answerable.web.areas.plans.page import Refused, plan_page
from answerable.web.areas.plans.written import Written, meant, spared, typed
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day, whole_number

REFUSED = 422


def _seen(asker: Asker, number: int) -> tuple[CaseShown, Sight]:
    found = cases.seen(asker, number)
    if found is None:
        raise Http404
    if not found[1].allowed:
        raise PermissionDenied
    return found


def _now(asker: Asker, number: int) -> CaseShown:
    """A case to do something about: what one sees of a time that is over is not to be changed."""
    case, sight = _seen(asker, number)
    if sight.until is not None:
        raise PermissionDenied
    return case


def _page(request: HttpRequest, number: int, refused: Refused) -> HttpResponse:
    asker = asker_of(request)
    case, sight = _seen(asker, number)
    page = plan_page(asker, case, sight, policy(), refused)
    return render(request, "plans/plan.html", {"page": page}, status=REFUSED if refused.reasons else None)


def _done(request: HttpRequest, number: int, said: str) -> HttpResponse:
    messages.success(request, said)
    return redirect("plan", number)


def _told(request: HttpRequest, number: int, verdict: Verdict, said: str) -> HttpResponse:
    """Answer a deed without text of its own; what is nobody's to do here is refused as such."""
    if verdict in {write.NOT_YOURS, causes.NO_SAY}:
        raise PermissionDenied
    if not verdict.allowed:
        return _page(request, number, Refused("plan", verdict.reasons))
    return _done(request, number, said)


def plan(request: HttpRequest, number: int) -> HttpResponse:
    """Where the plan stands, and what can be done about it."""
    asker = asker_of(request)
    case, sight = _seen(asker, number)
    if not case.is_unit and case.subject_key != asker.viewer.person_id:
        seen = case.subject_number
        people_write.note_reading(reader=asker.account, person=seen, page="plan", at=moment(request), on=asker.on)
    return render(request, "plans/plan.html", {"page": plan_page(asker, case, sight, policy())})


@require_POST
def write_plan(request: HttpRequest, number: int) -> HttpResponse:
    """Keep what was written as a draft, make room for more, or put it forward."""
    asker = asker_of(request)
    case = _now(asker, number)
    parties, form = parties_of(case, asker.on), typed(request.POST)
    if not parties.may_write(asker.viewer.person_id):
        raise PermissionDenied
    if "more" in request.POST:
        return _page(request, number, Refused("plan", (), spared(form)))
    text, problems = meant(form, parties)
    if text is None:
        return _page(request, number, Refused("plan", problems, form))
    saved = write.save_plan(asker, case=number, text=text, version=form.version, at=moment(request))
    if saved.is_stale:
        return _stale(request, number, form)
    verdict = saved.verdict
    if verdict.allowed and "propose" in request.POST:
        verdict = write.agree(asker, case=number, version=saved.version, policy=policy(), at=moment(request))
    if not verdict.allowed:
        return _page(request, number, Refused("plan", verdict.reasons, replace(form, version=saved.version)))
    return _agreed(request, asker, number) if "propose" in request.POST else _kept_as_draft(request, number)


def _kept_as_draft(request: HttpRequest, number: int) -> HttpResponse:
    return _done(request, number, _("The draft is kept. Nobody is bound by it until both sides agree."))


def _stale(request: HttpRequest, number: int, form: Written) -> HttpResponse:
    """Show what stands now above what was typed: sent again, that is what shall stand."""
    now = plans.in_writing(number)
    version = 0 if now is None else now.version
    name = "" if now is None else now.changed_by_name
    reason = _(
        "%(name)s changed the plan while you were writing. Nothing is lost: as it stands now is shown first, what you "
        "wrote stands in the form below. Bring the two together, and keep that."
    ) % {"name": name or _("Somebody")}
    return _page(request, number, Refused("plan", (reason,), replace(form, version=version), is_stale=True))


@require_POST
def agree(request: HttpRequest, number: int) -> HttpResponse:
    """Agree to the plan as it was read."""
    asker = asker_of(request)
    _now(asker, number)
    version = whole_number(request.POST.get("version", ""), otherwise=0)
    verdict = write.agree(asker, case=number, version=version, policy=policy(), at=moment(request))
    return _agreed(request, asker, number) if verdict.allowed else _told(request, number, verdict, "")


def _agreed(request: HttpRequest, asker: Asker, number: int) -> HttpResponse:
    now = plans.plan_of(number, until=None)
    if now is not None and now.state == plans.RUNNING and now.agreed_on == asker.on:
        return _done(request, number, _("Both sides have agreed: the plan runs."))
    return _done(request, number, _("On record: you agree. The plan runs once the other side agrees, too."))


@require_POST
def acknowledge(request: HttpRequest, number: int) -> HttpResponse:
    """A leader above knows the plan of a unit."""
    asker = asker_of(request)
    _now(asker, number)
    verdict = write.acknowledge(asker, case=number, at=moment(request))
    return _told(request, number, verdict, _("On record: you know this plan."))


@require_POST
def cause(request: HttpRequest, number: int) -> HttpResponse:
    """Say what the gap comes from."""
    asker = asker_of(request)
    _now(asker, number)
    chosen, text = tuple(request.POST.getlist("cause")), request.POST.get("evidence", "")
    verdict = causes.say_cause(asker, case=number, causes=chosen, evidence=text, at=moment(request))
    if verdict in {causes.NO_CAUSE, causes.NO_EVIDENCE}:
        return _page(request, number, Refused("cause", verdict.reasons, text=text, choices=chosen))
    return _told(request, number, verdict, _("On record, beside what the others see."))


@require_POST
def kept(request: HttpRequest, number: int, commitment: int) -> HttpResponse:
    """Say whether a commitment was kept."""
    asker = asker_of(request)
    _now(asker, number)
    answers = {"yes": True, "no": False, "open": None}
    answer = request.POST.get("kept", "")
    if answer not in answers or not plans.has_commitment(number, commitment):
        raise Http404
    verdict = progress.say_kept(asker, commitment=commitment, is_kept=answers[answer], at=moment(request))
    return _told(request, number, verdict, _("On record."))


@require_POST
def reached(request: HttpRequest, number: int, milestone: int) -> HttpResponse:
    """Say that a milestone was reached, or take that back."""
    asker = asker_of(request)
    _now(asker, number)
    is_reached = request.POST.get("reached", "") != "no"
    verdict = progress.reach(asker, case=number, place=milestone, is_reached=is_reached, at=moment(request))
    return _told(request, number, verdict, _("On record."))


@require_POST
def extend(request: HttpRequest, number: int) -> HttpResponse:
    """Give the decision more time."""
    asker = asker_of(request)
    case = _now(asker, number)
    if case.answerable_key != asker.viewer.person_id or case.level < 2:
        raise PermissionDenied
    until, reason = day(request.POST.get("until", "")), request.POST.get("reason", "")
    if until is None:
        verdict = Verdict(allowed=False, reasons=(_("Say until which day the decision has time."),))
    else:
        verdict = write.extend(asker, case=number, until=until, reason=reason, policy=policy(), at=moment(request))
    if verdict.allowed:
        return _done(request, number, _("On record: the decision has more time, and why."))
    return _page(
        request, number, Refused("extend", verdict.reasons, text=reason, day=request.POST.get("until", "")[:20])
    )


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """Say what came of the plan."""
    asker = asker_of(request)
    case = _now(asker, number)
    if parties_of(case, asker.on).side_of(asker.viewer.person_id) is not Side.LEADER:
        raise PermissionDenied
    outcome, reason = request.POST.get("outcome", ""), request.POST.get("reason", "")
    verdict = write.end(asker, case=number, outcome=outcome, reason=reason, policy=policy(), at=moment(request))
    if not verdict.allowed:
        return _page(request, number, Refused("end", verdict.reasons, text=reason, choices=(outcome,)))
    return _done(request, number, _("On record: how the plan ended, and why."))
