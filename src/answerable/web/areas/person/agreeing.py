"""What is expected of one person is read, agreed or not, and tailored."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.duties import agreeing
from answerable.decisions.duties.agreeing import Two
from answerable.decisions.duties.keeping import NOT_THEIRS
from answerable.facts.people import read as people
from answerable.findings.in_force import policy
from answerable.rules.agreeing import Outcome
from answerable.rules.tailoring import Wanted
from answerable.web.areas.person.expected import Typed, expected_page
from answerable.web.areas.person.views import seen_subject
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day

REFUSED = 422
LONGEST = 10_000
SAID = {
    Outcome.ACKNOWLEDGED: "On record: you have read it. That you agree is another thing, said by itself.",
    Outcome.AGREED: "On record: you agree with what is expected.",
    Outcome.DISAGREED: "On record: you do not agree. An answer is owed to that.",
    Outcome.STANDS: "On record: you stand by it, and why.",
}


def expected(request: HttpRequest, key: str) -> HttpResponse:
    """What is expected of the person, and what both said of it."""
    return _page(request, key, None)


def _page(request: HttpRequest, key: str, typed: Typed | None) -> HttpResponse:
    asker = asker_of(request)
    subject, sight = seen_subject(request, key, "expected")
    page = expected_page(asker, subject, sight, typed)
    return render(request, "person/expected.html", {"page": page}, status=None if typed is None else REFUSED)


def _two(request: HttpRequest, key: str) -> Two:
    """The two who agree; refused to anybody else."""
    asker, sides = asker_of(request), people.sides_of(key, asker_of(request).on)
    if sides is None:
        raise Http404
    two = Two(sides.person, sides.leader, sides.role)
    if two.side_of(asker) is None:
        raise PermissionDenied
    return two


@require_POST
def say(request: HttpRequest, key: str) -> HttpResponse:
    """One of two says that they read it, agree, do not agree, or stand by it."""
    asker, two = asker_of(request), _two(request, key)
    text = request.POST.get("outcome", "")
    if text not in {one.value for one in Outcome}:
        raise Http404
    outcome, comment = Outcome(text), request.POST.get("comment", "").strip()[:LONGEST]
    words = comment if outcome in {Outcome.DISAGREED, Outcome.STANDS} else ""
    done = agreeing.say(asker, two, outcome=outcome, comment=words, policy=policy(), at=moment(request))
    if done.verdict == NOT_THEIRS:
        raise PermissionDenied
    if not done.verdict.allowed:
        return _page(request, key, Typed({outcome.value: done.verdict.reasons[0]}, {outcome.value: comment}))
    messages.success(request, _(SAID[outcome]))
    return redirect("expected", key)


@require_POST
def tailor(request: HttpRequest, key: str) -> HttpResponse:
    """The direct leader expects something else of one person, with the reason."""
    asker, two = asker_of(request), _two(request, key)
    sent = {name: request.POST.get(name, "").strip()[:LONGEST] for name in ("expectation", "target", "reason")}
    sent |= {name: request.POST.get(name, "").strip()[:40] for name in ("starts_on", "ends_on")}
    wanted = Wanted(
        expectation=sent["expectation"],
        target=_number(sent["target"]),
        reason=sent["reason"],
        starts_on=day(sent["starts_on"]),
        ends_on=_end(sent["ends_on"]),
    )
    verdict, faults = agreeing.tailor(asker, two, wanted=wanted, policy=policy(), at=moment(request))
    if not verdict.allowed:
        raise PermissionDenied
    if faults:
        return _page(request, key, Typed(faults, sent))
    messages.success(request, _("On record: this is what is expected. The person is asked whether they agree."))
    return redirect("expected", key)


@require_POST
def end(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """What was tailored holds no more, from today."""
    asker, two = asker_of(request), _two(request, key)
    verdict = agreeing.end_tailoring(asker, two, number=number, day=asker.on, policy=policy(), at=moment(request))
    if verdict == agreeing.NOT_THE_LEADER:
        raise PermissionDenied
    if verdict.allowed:
        messages.success(request, _("On record: from today the role's own target holds."))
    else:
        messages.error(request, verdict.reasons[0])
    return redirect("expected", key)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _end(text: str) -> date | None:
    """The first day no longer; what is no day at all ends before it begins, and is told so."""
    return day(text) or date.min if text else None
