"""Moves: what is read, and how a move begins."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.moves import exits, openings, read, write
from answerable.decisions.moves.openings import OpeningShown
from answerable.decisions.moves.shown import MoveShown, MoveSight
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.web.areas.moves.choices import choices, draft, sent, wanted
from answerable.web.areas.moves.leaving import exit_page
from answerable.web.areas.moves.one import move_page
from answerable.web.areas.moves.page import moves_page, opening_page
from answerable.web.areas.moves.proposing import propose_page
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import whole_number

NO_DAY = "Choose where to, and a day such as 2026-01-12."
REFUSED = 422


def seen_move(request: HttpRequest, number: int) -> tuple[MoveShown, MoveSight]:
    """The move of an address, if the asker may see it.

    Args:
        request: of whoever asks.
        number: of the move.

    Returns:
        The move, and what they may see of it.

    Raises:
        Http404: there is no such move.
        PermissionDenied: it is not theirs to see.
    """
    found = read.seen(asker_of(request), number)
    if found is None:
        raise Http404
    if not found[1].allowed:
        raise PermissionDenied
    return found


def moves(request: HttpRequest) -> HttpResponse:
    """Openings, what waits, what is under way, what was decided."""
    given = request.GET
    query, state = given.get("q", "").strip()[:100], given.get("state", openings.OPEN)
    number = whole_number(given.get("page", ""), otherwise=1)
    state = state if state in openings.STATES else ""
    page = moves_page(asker_of(request), given.get("show", ""), query, state, number)
    return render(request, "moves/moves.html", {"page": page})


def move(request: HttpRequest, number: int) -> HttpResponse:
    """One move."""
    found, sight = seen_move(request, number)
    _note(request, found)
    return show_move(request, found, sight)


def show_move(request: HttpRequest, found: MoveShown, sight: MoveSight, problems: tuple[str, ...] = ()) -> HttpResponse:
    """Show a move; with why a form was refused, and what was written into it.

    Args:
        request: of whoever asks.
        found: the move.
        sight: what they may see of it.
        problems: why a form was refused; empty where none was.

    Returns:
        The page.
    """
    typed = sent(request.POST if problems else request.GET)
    page = move_page(asker_of(request), found, sight, typed, problems)
    return render(request, "moves/move.html", {"page": page}, status=REFUSED if problems else 200)


def _note(request: HttpRequest, found: MoveShown) -> None:
    asker = asker_of(request)
    if asker.person != found.person:
        people_write.note_reading(
            reader=asker.account, person=found.person, page="move", at=moment(request), on=asker.on
        )


def propose(request: HttpRequest) -> HttpResponse:
    """A move is proposed, by a leader, a people partner, or the person themself."""
    asker = asker_of(request)
    typed = sent(request.POST if request.method == "POST" else request.GET)
    page = propose_page(asker, typed, ())
    if page is None:
        raise PermissionDenied
    if request.method != "POST":
        return render(request, "moves/propose.html", {"page": page})
    where = wanted(request.POST)
    if where is None:
        return render(request, "moves/propose.html", {"page": page.refused((NO_DAY,))}, status=REFUSED)
    done = write.propose(
        asker,
        person=page.key,
        wanted=where,
        reasons=request.POST.get("reasons", ""),
        conditions=request.POST.get("conditions", ""),
        case=whole_number(request.POST.get("case", ""), otherwise=0) or None,
        at=moment(request),
    )
    if not done.verdict.allowed or done.number is None:
        return render(request, "moves/propose.html", {"page": page.refused(done.verdict.reasons)}, status=REFUSED)
    messages.success(request, _("Proposed. Nothing is decided."))
    return redirect("move", done.number)


def new_opening(request: HttpRequest) -> HttpResponse:
    """A place to be filled is opened."""
    asker = asker_of(request)
    if not asker.leads and not asker.viewer.partner_of:
        raise PermissionDenied
    return _opening(request, asker, None)


def opening(request: HttpRequest, number: int) -> HttpResponse:
    """One opening, and changing it."""
    found = openings.numbered(number)
    if found is None:
        raise Http404
    asker = asker_of(request)
    if request.method == "POST" and not openings.may_keep(asker, found):
        raise PermissionDenied
    return _opening(request, asker, found)


def _opening(request: HttpRequest, asker: Asker, found: OpeningShown | None) -> HttpResponse:
    if request.method != "POST":
        return _show_opening(request, asker, found, ())
    written = draft(request.POST)
    if written is None:
        return _show_opening(request, asker, found, (_("Expected a day such as 2026-01-12."),))
    version = whole_number(request.POST.get("version", ""), otherwise=0)
    number = None if found is None else found.number
    done = openings.save(asker, written, number=number, version=version, at=moment(request))
    if not done.verdict.allowed or done.number is None:
        return _show_opening(request, asker, found, done.verdict.reasons)
    messages.success(request, _("The opening is on record."))
    return redirect("opening", done.number)


def _show_opening(
    request: HttpRequest, asker: Asker, found: OpeningShown | None, problems: tuple[str, ...]
) -> HttpResponse:
    typed = sent(request.POST) if problems else {}
    if problems and found is not None:
        # What somebody else has changed stands above the form; sent again, what is written here goes over it.
        typed["version"] = str(found.version)
    page = opening_page(asker, found, typed, problems, whole_number(request.GET.get("page", ""), otherwise=1))
    if page.people is not None and page.people.read:
        people_write.note_readings(
            reader=asker.account, people=page.people.read, page="opening", at=moment(request), on=asker.on
        )
    context = {"page": page, "choices": choices(asker) if page.may_keep else None}
    return render(request, "moves/opening.html", context, status=REFUSED if problems else 200)


@require_POST
def end_opening(request: HttpRequest, number: int) -> HttpResponse:
    """An opening is filled, withdrawn, or open again."""
    if openings.numbered(number) is None:
        raise Http404
    verdict = openings.end(asker_of(request), number=number, state=request.POST.get("state", ""), at=moment(request))
    if not verdict.allowed:
        raise PermissionDenied
    messages.success(request, _("On record."))
    return redirect("opening", number)


def exit_path(request: HttpRequest, number: int) -> HttpResponse:
    """The way out, for those who walk it."""
    found, _sight = seen_move(request, number)
    return show_exit(request, found, ())


def show_exit(request: HttpRequest, found: MoveShown, problems: tuple[str, ...]) -> HttpResponse:
    """Show the way out; with why a form was refused, and what was written into it.

    Args:
        request: of whoever asks.
        found: the move.
        problems: why a form was refused; empty where none was.

    Returns:
        The page.

    Raises:
        PermissionDenied: it is not the asker's to read.
    """
    asker = asker_of(request)
    path = exits.path_of(asker, found.number)
    if path is None:
        raise PermissionDenied
    typed = sent(request.POST) if problems else {}
    page = exit_page(found, path, asker.on, typed, problems)
    return render(request, "moves/exit.html", {"page": page}, status=REFUSED if problems else 200)
