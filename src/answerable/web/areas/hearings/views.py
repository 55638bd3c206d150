"""The fair hearing on a gap, and what waits for one's answer."""

from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.hearings import read, write
from answerable.decisions.hearings.read import HearingShown
from answerable.facts.people import read as people
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.findings.in_force import policy
from answerable.rules.hearing import Outcome, Reviewed, Stance
from answerable.rules.verdicts import Verdict
from answerable.web.areas.hearings.card import Refused
from answerable.web.areas.hearings.page import hearing_page
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day

KEPT_FIELDS = ("heard", "answer_by", "stance", "text", "until", "finding", "outcome", "reason")
One = TypeVar("One", Stance, Reviewed, Outcome)
NO_DAY = "Name a day, such as 2026-01-19."
NO_CHOICE = "Choose one of what is offered."


def seen(asker: Asker, number: int) -> tuple[CaseShown, Sight]:
    """A gap the asker may see, as a reviewer too.

    Args:
        asker: who asks.
        number: of the gap.

    Returns:
        The gap, and what they may see of it.

    Raises:
        Http404: there is no such gap.
        PermissionDenied: it is not theirs to see.
    """
    found = read.seen(asker, number)
    if found is None:
        raise Http404
    if not found[1].allowed:
        raise PermissionDenied
    return found


def _heard(asker: Asker, number: int) -> tuple[HearingShown, CaseShown, Sight]:
    hearing = read.numbered(number)
    if hearing is None:
        raise Http404
    return hearing, *seen(asker, hearing.case)


def hearing(request: HttpRequest, number: int) -> HttpResponse:
    """What is claimed, what is said to it, what somebody outside finds, what becomes of it."""
    asker = asker_of(request)
    case, sight = seen(asker, number)
    found = read.hearings_of(number, until=sight.until, also_of=asker.person)
    # Of several that are theirs each is seen: all are on this page.
    first = [one for one in found if write.see(asker, hearing=one, at=moment(request))]
    if first:
        found = read.hearings_of(number, until=sight.until, also_of=asker.person)
    if not case.is_unit and case.subject_key != asker.viewer.person_id:
        looked = case.subject_number
        people_write.note_reading(reader=asker.account, person=looked, page="hearing", at=moment(request), on=asker.on)
    page = hearing_page(asker, (case, sight), found, policy(), Refused())
    return render(request, "hearings/hearing.html", {"page": page})


def mine(request: HttpRequest) -> HttpResponse:
    """What waits for my answer, and for what I find as a reviewer."""
    return render(request, "hearings/mine.html", {"waiting": read.waiting_for(asker_of(request))})


@require_POST
def ask(request: HttpRequest, number: int) -> HttpResponse:
    """Somebody is asked for their side of it."""
    asker = asker_of(request)
    case, sight = seen(asker, number)
    heard = request.POST.get("heard", "")
    subject = people.subject(heard)
    if subject is not None and subject.pk != asker.person and not people.is_in_line(asker, subject.pk):
        raise PermissionDenied
    answer_by = day(request.POST.get("answer_by", ""))
    verdict = _no(NO_DAY)
    if answer_by is not None:
        verdict = write.ask(asker, case=number, heard=heard, answer_by=answer_by, policy=policy(), at=moment(request))
    return _done(
        request, (case, sight), ("ask", 0), verdict, _("On record. They are told, and see the evidence first.")
    )


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """How the one who is heard sees it."""
    asker = asker_of(request)
    hearing, case, sight = _heard(asker, number)
    if hearing.heard_number != asker.person:
        raise PermissionDenied
    stance, text = _choice(Stance, request.POST.get("stance", "")), request.POST.get("text", "")
    verdict = _no(NO_CHOICE)
    if stance is not None:
        verdict = write.answer(asker, hearing=number, stance=stance, text=text, at=moment(request))
    said = _("Your answer is on record. It stands beside the claim for good.")
    return _done(request, (case, sight), ("answer", number), verdict, said)


@require_POST
def time(request: HttpRequest, number: int) -> HttpResponse:
    """More time to answer: asked for by the one who is heard, given by their leaders."""
    asker = asker_of(request)
    hearing, case, sight = _heard(asker, number)
    is_mine = hearing.heard_number == asker.person
    if not is_mine and not write.may_give_time(asker, hearing, case, read.led(asker, (hearing.heard_number,))):
        raise PermissionDenied
    until = day(request.POST.get("until", ""))
    verdict = _no(NO_DAY)
    if until is not None:
        deed = write.want_more_time if is_mine else write.extend
        verdict = deed(asker, hearing=number, until=until, at=moment(request))
    said = _("Asked for. Until it is given, the day stays as it is.") if is_mine else _("More time is given.")
    return _done(request, (case, sight), ("time", number), verdict, said)


@require_POST
def review(request: HttpRequest, number: int) -> HttpResponse:
    """What the reviewer finds."""
    asker = asker_of(request)
    hearing, case, sight = _heard(asker, number)
    last = hearing.reviewer
    if last is None or last.reviewer_key != asker.viewer.person_id:
        raise PermissionDenied
    finding, text = _choice(Reviewed, request.POST.get("finding", "")), request.POST.get("text", "")
    verdict = _no(NO_CHOICE)
    if finding is not None:
        verdict = write.review(asker, hearing=number, finding=finding, text=text, at=moment(request))
    return _done(request, (case, sight), ("review", number), verdict, _("On record, beside the claim."))


@require_POST
def end(request: HttpRequest, number: int) -> HttpResponse:
    """What became of the claim."""
    asker = asker_of(request)
    hearing, case, sight = _heard(asker, number)
    if not write.may_decide(asker, hearing, case, read.led(asker, (hearing.heard_number,))):
        raise PermissionDenied
    outcome, reason = _choice(Outcome, request.POST.get("outcome", "")), request.POST.get("reason", "")
    verdict = _no(NO_CHOICE)
    if outcome is not None:
        verdict = write.end(asker, hearing=number, outcome=outcome, reason=reason, at=moment(request))
    return _done(request, (case, sight), ("end", number), verdict, _("The outcome is on record."))


def _choice(options: type[One], text: str) -> One | None:
    return next((one for one in options if one.value == text), None)


def _no(reason: str) -> Verdict:
    return Verdict(allowed=False, reasons=(_(reason),))


def _done(
    request: HttpRequest, found: tuple[CaseShown, Sight], form: tuple[str, int], verdict: Verdict, said: str
) -> HttpResponse:
    """Back to the page; what was refused stands there again, with the reasons and every word."""
    if verdict.allowed:
        messages.success(request, said)
        anchor = f"#hearing-{form[1]}" if form[1] else ""
        return redirect(reverse("hearing", args=[found[0].number]) + anchor)
    sent = {name: request.POST[name] for name in KEPT_FIELDS if name in request.POST}
    asker = asker_of(request)
    hearings = read.hearings_of(found[0].number, until=found[1].until, also_of=asker.person)
    page = hearing_page(asker, found, hearings, policy(), Refused(*form, verdict.reasons, sent))
    return render(request, "hearings/hearing.html", {"page": page}, status=422)
