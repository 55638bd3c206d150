"""What the two do to their conversation: each a form that works without script."""

from collections.abc import Callable
from datetime import date, time

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.conversations import commitments, write
from answerable.decisions.conversations.rows import Outcome, pair_of
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.findings.in_force import policy
from answerable.rules.verdicts import Verdict
from answerable.web.areas.conversations.lists import with_page
from answerable.web.areas.conversations.page import conversation_page
from answerable.web.areas.conversations.views import ours
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import day as day_of
from answerable.web.numbers import whole_number

LONGEST_MINUTES = 600
NO_DAY = Verdict(allowed=False, reasons=("Choose a day, such as 2026-01-12.",))
JUDGED = {"kept": "kept", "not-kept": "not_kept", "dropped": "dropped", "open": "open"}


def answer(
    request: HttpRequest, number: int, verdict: Verdict, part: str, undo: tuple[str, str] | None = None
) -> HttpResponse:
    """Lead back to the conversation, or exchange a part of it in place; what was refused is shown again as it was sent.

    Args:
        request: of whoever did it.
        number: of the conversation.
        verdict: what came of it.
        part: of the page: `agenda`, `promises`, `notes` …
        undo: what can be said to have been done, and where it is taken back.

    Returns:
        The answer.
    """
    asker = asker_of(request)
    in_place = bool(request.headers.get("HX-Request"))
    if verdict.allowed and not in_place:
        if undo is not None:
            messages.success(request, undo[0], extra_tags=undo[1])
        return redirect(f"{reverse('conversation', args=[number])}#{part}")
    refused = {} if verdict.allowed else {"part": part, "reason": verdict.reasons[0]}
    typed = {} if verdict.allowed else request.POST.dict()
    page = conversation_page(asker, *ours(asker, number))
    context = {"page": page, "typed": typed, "refused": refused, "undo": undo, "part": part}
    template = f"conversations/_{part}.html" if in_place else "conversations/conversation.html"
    return render(request, template, context)


@require_POST
def plan(request: HttpRequest, key: str) -> HttpResponse:
    """Plan to talk with somebody."""
    asker, subject = asker_of(request), people.subject(key)
    if subject is None:
        raise Http404
    pair = pair_of(asker, key)
    if pair is None:
        raise PermissionDenied
    when = day_of(request.POST.get("day", ""))
    done = (
        Outcome(NO_DAY)
        if when is None
        else write.plan(
            asker,
            other_key=key,
            day=when,
            begins=clock(request.POST.get("time", "")),
            minutes=_minutes(request),
            kind=request.POST.get("kind", ""),
            at=moment(request),
        )
    )
    if done.verdict.allowed and done.number is not None:
        messages.success(request, _("Planned. Both of you can add to the agenda."))
        return redirect("conversation", done.number)
    sight = people.sight_of(asker, subject)
    page = with_page(asker, subject, sight if sight.allowed else None, pair, 1)
    refused = {"reason": done.verdict.reasons[0], "number": done.number}
    return render(request, "conversations/with.html", {"page": page, "typed": request.POST.dict(), "refused": refused})


@require_POST
def postpone(request: HttpRequest, number: int) -> HttpResponse:
    """Put it off."""
    when = day_of(request.POST.get("day", ""))

    def deed(who: Asker) -> Outcome:
        if when is None:
            return Outcome(NO_DAY)
        return write.postpone(
            who,
            number=number,
            day=when,
            begins=clock(request.POST.get("time", "")),
            reason=_text(request, "reason"),
            at=moment(request),
        )

    said = _("Put off. The agenda and what you promised each other have gone along.")
    return _changed(request, number, deed, "moving", said)


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Call it off."""

    def deed(who: Asker) -> Outcome:
        return write.cancel(who, number=number, reason=_text(request, "reason"), at=moment(request))

    said = _("Called off. What was on the agenda waits for the next one.")
    return _changed(request, number, deed, "calling-off", said)


@require_POST
def confirm(request: HttpRequest, number: int) -> HttpResponse:
    """Confirm that it was held, as it reads."""

    def deed(who: Asker) -> Outcome:
        return write.confirm(who, number=number, at=moment(request))

    return _changed(request, number, deed, "standing", _("On record: you confirm this conversation as it reads."))


def _changed(request: HttpRequest, number: int, deed: Callable[[Asker], Outcome], part: str, said: str) -> HttpResponse:
    """Do something to the whole of a conversation, and go where it goes on."""
    asker = asker_of(request)
    ours(asker, number)
    done = deed(asker)
    if not done.verdict.allowed:
        return answer(request, number, done.verdict, part)
    messages.success(request, said)
    return redirect("conversation", done.number or number)


@require_POST
def hold(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record that it was held."""
    asker = asker_of(request)
    ours(asker, number)
    done = write.hold(asker, number=number, minutes=_minutes(request), policy=policy(), at=moment(request))
    if not done.verdict.allowed:
        return answer(request, number, done.verdict, "standing")
    undo = reverse("take-back", args=[done.record]) if done.record is not None else ""
    messages.success(request, _("On record: you have talked. Write down what you agreed, then both confirm."), undo)
    return redirect("conversation", number)


@require_POST
def promise(request: HttpRequest, number: int) -> HttpResponse:
    """Put on record what one of the two will do."""
    asker = asker_of(request)
    ours(asker, number)
    due_on: date | None = day_of(request.POST.get("due_on", ""))
    if due_on is None:
        return answer(request, number, NO_DAY, "promises")
    done = commitments.make(
        asker,
        number=number,
        by_asker=request.POST.get("by", "me") != "other",
        text=request.POST.get("text", ""),
        due_on=due_on,
        at=moment(request),
    )
    return answer(request, number, done.verdict, "promises")


@require_POST
def judge(request: HttpRequest, number: int, commitment: int, deed: str) -> HttpResponse:
    """Say what became of a commitment, in the conversation in which it is spoken of."""
    asker = asker_of(request)
    ours(asker, number)
    if deed not in JUDGED:
        raise Http404
    done = commitments.judge(asker, commitment=commitment, state=JUDGED[deed], at=moment(request))
    if done.number is None and done.verdict is commitments.NOT_THERE:
        raise Http404
    if not done.verdict.allowed:
        raise PermissionDenied
    return answer(request, number, done.verdict, "promises")


def _text(request: HttpRequest, name: str) -> str:
    return " ".join(request.POST.get(name, "").split())[:1_000]


def _minutes(request: HttpRequest) -> int:
    return min(whole_number(request.POST.get("minutes", ""), otherwise=30), LONGEST_MINUTES)


def clock(text: str) -> time | None:
    """Read a time of day.

    Args:
        text: what was sent, such as 10:00.

    Returns:
        The time; None where none was sent, or none that is one.
    """
    try:
        return time.fromisoformat(text).replace(second=0, microsecond=0, tzinfo=None)
    except ValueError:
        return None
