"""What is done about a move."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.moves import deciding, exits, outcomes, write
from answerable.decisions.moves.exits import CHANGED, NOT_THEIRS, Text
from answerable.decisions.moves.shown import MoveShown
from answerable.findings.in_force import policy
from answerable.rules.verdicts import Verdict
from answerable.web.areas.moves.choices import wanted
from answerable.web.areas.moves.views import NO_DAY, seen_move, show_exit, show_move
from answerable.web.asking import asker_of, moment
from answerable.web.components.merge.props import Merge
from answerable.web.numbers import day, whole_number

# What was written meets what somebody else has written since.
BOTH = 409


def _done(request: HttpRequest, number: int, said: str, deed: Callable[[MoveShown], Verdict]) -> HttpResponse:
    """Do something about a move that may be seen; refused, the page shows why and keeps what was written."""
    found, sight = seen_move(request, number)
    verdict = deed(found)
    if not verdict.allowed:
        return show_move(request, found, sight, verdict.reasons)
    messages.success(request, said)
    return redirect("move", number)


@require_POST
def tell(request: HttpRequest, number: int) -> HttpResponse:
    """The person was told."""

    def deed(_move: MoveShown) -> Verdict:
        answer_by = day(request.POST.get("answer_by", ""))
        if answer_by is None:
            return Verdict(allowed=False, reasons=(_("Expected a day such as 2026-01-12."),))
        return write.tell(asker_of(request), number=number, answer_by=answer_by, at=moment(request))

    return _done(request, number, _("On record: the person was told."), deed)


@require_POST
def answer(request: HttpRequest, number: int) -> HttpResponse:
    """What the person says to it."""

    def deed(_move: MoveShown) -> Verdict:
        return write.answer(asker_of(request), number=number, text=request.POST.get("text", ""), at=moment(request))

    return _done(request, number, _("On record: whoever decides reads it first."), deed)


@require_POST
def decide(request: HttpRequest, number: int) -> HttpResponse:
    """A leader decides, as it was proposed or otherwise."""

    def deed(_move: MoveShown) -> Verdict:
        otherwise = None
        if request.POST.get("otherwise"):
            otherwise = wanted(request.POST)
            if otherwise is None:
                return Verdict(allowed=False, reasons=(_(NO_DAY),))
        return deciding.decide(
            asker_of(request),
            number=number,
            otherwise=otherwise,
            reason=request.POST.get("reason", ""),
            policy=policy(),
            at=moment(request),
        )

    return _done(request, number, _("Decided, and on record with your name."), deed)


@require_POST
def decline(request: HttpRequest, number: int) -> HttpResponse:
    """A leader decides that nobody moves."""

    def deed(_move: MoveShown) -> Verdict:
        reason = request.POST.get("reason", "")
        return deciding.decline(asker_of(request), number=number, reason=reason, at=moment(request))

    return _done(request, number, _("Declined, and on record with your name."), deed)


@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Whoever proposed it withdraws it."""

    def deed(_move: MoveShown) -> Verdict:
        return write.withdraw(asker_of(request), number=number, at=moment(request))

    return _done(request, number, _("Withdrawn."), deed)


@require_POST
def take_back(request: HttpRequest, number: int) -> HttpResponse:
    """A decision is taken back before its day."""

    def deed(_move: MoveShown) -> Verdict:
        reason = request.POST.get("reason", "")
        return deciding.take_back(asker_of(request), number=number, reason=reason, at=moment(request))

    return _done(request, number, _("Taken back. What it had kept is owed again."), deed)


@require_POST
def say_going(request: HttpRequest, number: int) -> HttpResponse:
    """How it is going, in one line."""

    def deed(_move: MoveShown) -> Verdict:
        mark = whole_number(request.POST.get("mark", ""), otherwise=0)
        text = request.POST.get("text", "")
        return outcomes.say(asker_of(request), number=number, mark=mark, text=text, at=moment(request))

    return _done(request, number, _("On record."), deed)


def _walk(request: HttpRequest, number: int, deed: Callable[[int], Verdict]) -> HttpResponse:
    """Do something on the way out; what somebody else has changed meanwhile is laid beside what was written."""
    found, _sight = seen_move(request, number)
    verdict = deed(whole_number(request.POST.get("version", ""), otherwise=0))
    if verdict is NOT_THEIRS:
        raise PermissionDenied
    if verdict is CHANGED and "text" in request.POST:
        return _both(request, found)
    if not verdict.allowed:
        return show_exit(request, found, verdict.reasons)
    messages.success(request, _("On record."))
    return redirect("exit-path", number)


def _both(request: HttpRequest, found: MoveShown) -> HttpResponse:
    path = exits.path_of(asker_of(request), found.number)
    if path is None:
        raise PermissionDenied
    is_message = request.path == reverse("exit-message", args=[found.number])
    theirs: Text = path.message if is_message else path.asked
    merge = Merge(
        field_label=_("The message") if is_message else _("What I ask for"),
        theirs=theirs.text,
        theirs_by=theirs.by,
        mine=request.POST["text"],
        action_url=request.path,
        hidden=(("version", str(theirs.version)),),
        field_name="text",
        who_reads=_("Read by the two of you, the leader above and the people partner."),
        back_url=reverse("exit-path", args=[found.number]),
    )
    return render(request, "moves/merge.html", {"merge": merge, "move": found}, status=BOTH)


@require_POST
def exit_asked(request: HttpRequest, number: int) -> HttpResponse:
    """What the person asks for."""
    text, asker = request.POST.get("text", ""), asker_of(request)

    def deed(version: int) -> Verdict:
        return exits.ask(asker, number=number, text=text, version=version, at=moment(request))

    return _walk(request, number, deed)


@require_POST
def exit_message(request: HttpRequest, number: int) -> HttpResponse:
    """The message both agree on."""
    text, asker = request.POST.get("text", ""), asker_of(request)

    def deed(version: int) -> Verdict:
        return exits.write_message(asker, number=number, text=text, version=version, at=moment(request))

    return _walk(request, number, deed)


@require_POST
def exit_agree(request: HttpRequest, number: int) -> HttpResponse:
    """One of the two agrees to the message."""

    def deed(version: int) -> Verdict:
        return exits.agree_message(asker_of(request), number=number, version=version, at=moment(request))

    return _walk(request, number, deed)


@require_POST
def exit_step(request: HttpRequest, number: int) -> HttpResponse:
    """Something is to be done."""
    due_on, form = day(request.POST.get("day", "")), request.POST

    def deed(_version: int) -> Verdict:
        if due_on is None:
            return Verdict(allowed=False, reasons=(_("Expected a day such as 2026-01-12."),))
        return exits.add_step(
            asker_of(request),
            number=number,
            kind=form.get("kind", ""),
            text=form.get("what", ""),
            side=form.get("side", ""),
            due_on=due_on,
            at=moment(request),
        )

    return _walk(request, number, deed)


@require_POST
def exit_tick(request: HttpRequest, number: int, step: int) -> HttpResponse:
    """Something is done, is not done, or a reference is agreed to."""

    def deed(_version: int) -> Verdict:
        asked = request.POST.get("deed", "")
        what = asked if asked in {"undone", "agreed"} else "done"
        return exits.tick_off(asker_of(request), number=number, step=step, deed=what, at=moment(request))

    return _walk(request, number, deed)


@require_POST
def exit_note(request: HttpRequest, number: int) -> HttpResponse:
    """What became of the person."""

    def deed(_version: int) -> Verdict:
        return exits.note(asker_of(request), number=number, text=request.POST.get("note", ""), at=moment(request))

    return _walk(request, number, deed)
