"""What a leader wants to do better, and what their own leader does for it: each a form that works without script."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.facts.leading import read as leading
from answerable.facts.leading import write
from answerable.facts.leading.read import AimShown
from answerable.facts.leading.write import Written
from answerable.web.areas.mirror.deeds import UNPROCESSABLE, leader_of
from answerable.web.areas.mirror.growth import Refused, growth_page
from answerable.web.areas.mirror.naming import LEVERS
from answerable.web.areas.mirror.views import other, own
from answerable.web.asking import asker_of, moment
from answerable.web.components.merge.props import Merge
from answerable.web.numbers import day, whole_number


@dataclass(frozen=True, slots=True)
class Sides:
    """Two texts of the same thing: what it is, what stands now and by whom, and what was sent."""

    label: str
    theirs: str
    theirs_by: str
    mine: str


def _growth(request: HttpRequest, key: str, written: Written, refused: str) -> HttpResponse:
    """Lead back to the page of the aims; what was refused stands in its form again."""
    asker = asker_of(request)
    is_own = key == asker.viewer.person_id
    if written.verdict.allowed:
        messages.success(request, _("On record."))
        return redirect("mirror-growth") if is_own else redirect("growth-of", key)
    led, before = own(request) if is_own else other(request, key)
    page = growth_page(asker, led, before, Refused(request.POST.dict(), written.verdict.reasons[0], refused))
    return render(request, "mirror/growth.html", {"page": page}, status=UNPROCESSABLE)


@require_POST
def set_aim(request: HttpRequest) -> HttpResponse:
    """Say what I want to do better."""
    asker = leader_of(request)
    written = write.set_aim(
        asker,
        text=request.POST.get("text", ""),
        lever=_lever(request),
        by=day(request.POST.get("by", "")) or asker.on,
        at=moment(request),
    )
    return _growth(request, asker.viewer.person_id, written, "new")


def _lever(request: HttpRequest) -> str:
    lever = request.POST.get("lever", "")
    return lever if lever in LEVERS else next(iter(LEVERS))


def _aim(request: HttpRequest, number: int) -> AimShown:
    """An aim, if the asker is one of the two whose it is."""
    asker, aim = asker_of(request), leading.aim(number)
    if aim is None:
        raise Http404
    if asker.person != aim.leader and not leading.is_led_by(aim.leader, asker.person, asker.on):
        raise PermissionDenied
    return aim


@require_POST
def change_aim(request: HttpRequest, number: int) -> HttpResponse:
    """Change what I want to do better."""
    asker, aim = asker_of(request), _aim(request, number)
    if asker.person != aim.leader:
        raise PermissionDenied
    text, lever, by = request.POST.get("text", ""), _lever(request), day(request.POST.get("by", "")) or asker.on
    version = whole_number(request.POST.get("version", ""), otherwise=0)
    written = write.change_aim(asker, number=number, text=text, lever=lever, by=by, version=version, at=moment(request))
    if written.is_stale:
        hidden = (("version", str(aim.version)), ("lever", lever), ("by", by.isoformat()))
        sides = Sides(_("What I want to do better"), aim.text, aim.leader_name, text)
        return _merge(request, aim, sides, reverse("aim-change", args=[number]), hidden)
    return _growth(request, aim.leader_key, written, f"change-{number}")


@require_POST
def promise(request: HttpRequest, number: int) -> HttpResponse:
    """Say what I do for an aim of a leader who reports to me."""
    asker, aim = asker_of(request), _aim(request, number)
    if asker.person == aim.leader:
        raise PermissionDenied
    text = request.POST.get("text", "")
    version = whole_number(request.POST.get("version", ""), otherwise=0)
    written = write.promise(asker, number=number, text=text, version=version, at=moment(request))
    if written.is_stale:
        sides = Sides(_("What I do for it"), aim.promise, aim.promised_by, text)
        url = reverse("aim-promise", args=[number])
        return _merge(request, aim, sides, url, (("version", str(aim.promise_version)),))
    return _growth(request, aim.leader_key, written, f"promise-{number}")


def _merge(
    request: HttpRequest, aim: AimShown, sides: Sides, url: str, hidden: tuple[tuple[str, str], ...]
) -> HttpResponse:
    """Show both texts, and let them be brought together."""
    is_own = asker_of(request).person == aim.leader
    merge = Merge(
        field_label=sides.label,
        theirs=sides.theirs,
        theirs_by=sides.theirs_by,
        mine=sides.mine,
        action_url=url,
        hidden=hidden,
        field_name="text",
        who_reads=_("Read by the leader and their own leader, and by nobody else."),
        back_url=reverse("mirror-growth") if is_own else reverse("growth-of", args=[aim.leader_key]),
    )
    return render(request, "mirror/merge.html", {"merge": merge}, status=UNPROCESSABLE)


@require_POST
def note_aim(request: HttpRequest, number: int) -> HttpResponse:
    """Say how an aim goes."""
    aim = _aim(request, number)
    written = write.note_aim(asker_of(request), number=number, text=request.POST.get("text", ""), at=moment(request))
    return _growth(request, aim.leader_key, written, f"note-{number}")


@require_POST
def settle_aim(request: HttpRequest, number: int) -> HttpResponse:
    """Say that an aim was reached or is dropped, or is open after all."""
    asker, aim = asker_of(request), _aim(request, number)
    if asker.person != aim.leader:
        raise PermissionDenied
    written = write.settle_aim(asker, number=number, state=request.POST.get("state", ""), at=moment(request))
    return _growth(request, aim.leader_key, written, f"settle-{number}")
