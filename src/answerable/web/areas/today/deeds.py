"""Duties kept where they are shown."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.cases import read as cases
from answerable.decisions.conversations import write as conversations
from answerable.decisions.duties import keeping
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.keeping import Done
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import owed
from answerable.decisions.plans import read as plans
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.findings.in_force import policy
from answerable.rules.verdicts import Verdict
from answerable.web.asking import asker_of, moment
from answerable.web.duty_lines import LEVER_NAMES
from answerable.web.numbers import day, whole_number

KINDS = ("one_on_one", "coaching")
LONGEST_MINUTES = 600


def _duty(asker: Asker, number: int) -> DutyShown:
    duty = duties.duty_owed(asker, number)
    if duty is None:
        raise Http404
    return duty


@require_POST
def talk_for_duty(request: HttpRequest, number: int) -> HttpResponse:
    """Log the conversation a duty asks for."""
    asker = asker_of(request)
    duty = _duty(asker, number)
    done = _talk(request, asker, None if duty.is_unit else duty.subject_key)
    return _answer(request, done, duty)


@require_POST
def talk(request: HttpRequest, key: str) -> HttpResponse:
    """Log a conversation with somebody in my line."""
    asker = asker_of(request)
    subject = people.subject(key)
    if subject is None:
        raise Http404
    if not people.is_in_line(asker, subject.pk):
        raise PermissionDenied
    done = _talk(request, asker, key)
    _tell(request, done)
    return redirect("person", key)


def _talk(request: HttpRequest, asker: Asker, key: str | None) -> Done:
    kind, when = request.POST.get("kind", ""), _when(request, asker)
    if when is None:
        return _no_day(request)
    minutes = min(whole_number(request.POST.get("minutes", ""), otherwise=30), LONGEST_MINUTES)
    person = None if key is None else people.person(key)
    rule, at = policy(), moment(request)
    if person is None:
        return keeping.log_talk(asker, person=None, kind="team", day=when, minutes=minutes, policy=rule, at=at)
    kind = kind if kind in KINDS else KINDS[0]
    return conversations.log(asker, person=person, kind=kind, day=when, minutes=minutes, policy=rule, at=at)


def _when(request: HttpRequest, asker: Asker) -> date | None:
    """The day that was sent, today where none was; None where what was sent is no day."""
    text = request.POST.get("day", "").strip()
    return day(text) if text else asker.on


def _no_day(request: HttpRequest) -> Done:
    said = {"found": request.POST.get("day", "")[:100]}
    reason = _("Expected a day such as 2026-01-12, found “%(found)s”.") % said
    return Done(Verdict(allowed=False, reasons=(reason,)))


@require_POST
def measure_for_duty(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record what was agreed or decided about a gap."""
    asker = asker_of(request)
    duty = _duty(asker, number)
    lever = request.POST.get("lever", "")
    case = cases.numbered([duty.case or 0]).get(duty.case or 0)
    if lever not in LEVER_NAMES or case is None:
        raise Http404
    when = _when(request, asker)
    if when is None:
        return _answer(request, _no_day(request), duty)
    done = keeping.begin_measure(
        asker,
        duty=number,
        lever=lever,
        name=request.POST.get("name", "").strip()[:300],
        day=when,
        expectation=case.expectation,
        cause=plans.agreed_causes([case.number], on=when).get(case.number),
        is_sustained=case.sustained_on is not None,
        policy=policy(),
        at=moment(request),
    )
    return _answer(request, done, duty)


@require_POST
def take_back(request: HttpRequest, record: int) -> HttpResponse:
    """Take back a conversation logged by mistake."""
    done = conversations.take_back(asker_of(request), record=record, at=moment(request))
    text = _("Taken back. What it had kept is owed again.") if done.verdict.allowed else done.verdict.reasons[0]
    messages.add_message(request, messages.SUCCESS if done.verdict.allowed else messages.ERROR, text)
    return redirect("home")


@require_POST
def agree(request: HttpRequest, key: str) -> HttpResponse:
    """One of two says that they agree on what is expected."""
    asker = asker_of(request)
    sides = people.sides_of(key, asker.on)
    if sides is None:
        raise Http404
    done = keeping.agree_expectations(
        asker, person=sides.person, leader=sides.leader, role=sides.role, at=moment(request)
    )
    if not done.verdict.allowed:
        raise PermissionDenied
    messages.success(request, _("On record: you agree with what is expected."))
    return redirect("me") if asker.person == sides.person.pk else redirect("person", key)


def _answer(request: HttpRequest, done: Done, duty: DutyShown) -> HttpResponse:
    if request.headers.get("HX-Request"):
        told = {
            "done": done,
            "duty": duty,
            "what": owed(duty.kind, ""),
            "takes_both": done.verdict == keeping.TAKES_BOTH,
        }
        return render(request, "today/_done.html", told)
    _tell(request, done)
    return redirect("plan", duty.case) if done.verdict == keeping.TAKES_BOTH else redirect("today")


def _tell(request: HttpRequest, done: Done) -> None:
    if done.verdict.allowed:
        # What can be taken back says where: the message carries the address.
        undo = reverse("take-back", args=[done.record]) if done.record is not None else ""
        messages.success(request, _("On record."), extra_tags=undo)
    else:
        messages.error(request, done.verdict.reasons[0])
