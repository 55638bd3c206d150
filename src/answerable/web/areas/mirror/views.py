"""The mirror, for leaders and those above them; and the pulse, for everybody who is led."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from answerable.facts.leading import read as leading
from answerable.facts.leading.read import Before, Led
from answerable.facts.people import write as people_write
from answerable.web.areas.mirror.growth import growth_page
from answerable.web.areas.mirror.page import mirror_page
from answerable.web.areas.mirror.pulse import pulse_page, voices_page
from answerable.web.areas.mirror.self_view import self_view_page
from answerable.web.asking import asker_of, moment


def own(request: HttpRequest) -> tuple[Led, Before]:
    """The asker as a leader.

    Args:
        request: of the leader.

    Returns:
        The leader, and what may be seen: all of it.

    Raises:
        Http404: nobody reports to them.
    """
    asker = asker_of(request)
    led = leading.leader(asker.viewer.person_id, asker.on) if asker.leads else None
    if led is None:
        raise Http404
    return led, leading.place_of(asker, led.subject)


def other(request: HttpRequest, key: str) -> tuple[Led, Before]:
    """A leader under the asker, or in their units; that they looked is noted for the leader to see.

    Args:
        request: of whoever asks.
        key: of the leader.

    Returns:
        The leader, and what may be seen of them.

    Raises:
        Http404: there is nobody like this, or nobody reports to them.
        PermissionDenied: it is not the asker's to see.
    """
    asker = asker_of(request)
    led = leading.leader(key, asker.on)
    if led is None:
        raise Http404
    before = leading.place_of(asker, led.subject)
    if not before.allowed:
        raise PermissionDenied
    if not led.reports and not before.is_own:
        raise Http404
    if not before.is_own:
        people_write.note_reading(
            reader=asker.account, person=led.subject.pk, page="mirror", at=moment(request), on=asker.on
        )
    return led, before


def mirror(request: HttpRequest) -> HttpResponse:
    """My own mirror."""
    asker = asker_of(request)
    if not asker.leads:
        return redirect("home")
    page = mirror_page(asker, *own(request), moment(request))
    return render(request, "mirror/mirror.html", {"page": page})


def mirror_of(request: HttpRequest, key: str) -> HttpResponse:
    """The mirror of a leader under me."""
    asker = asker_of(request)
    led, before = other(request, key)
    if before.is_own:
        return redirect("mirror")
    return render(request, "mirror/mirror.html", {"page": mirror_page(asker, led, before, moment(request))})


def self_view(request: HttpRequest) -> HttpResponse:
    """How I see my own leading."""
    asker = asker_of(request)
    if not asker.leads:
        return redirect("home")
    return render(request, "mirror/self_view.html", {"page": self_view_page(asker)})


def voices(request: HttpRequest) -> HttpResponse:
    """What my people say."""
    asker = asker_of(request)
    if not asker.leads:
        return redirect("home")
    page = voices_page(asker, *own(request), moment(request))
    return render(request, "mirror/voices.html", {"page": page})


def growth(request: HttpRequest) -> HttpResponse:
    """How I mean to grow as a leader."""
    asker = asker_of(request)
    if not asker.leads:
        return redirect("home")
    return render(request, "mirror/growth.html", {"page": growth_page(asker, *own(request))})


def growth_of(request: HttpRequest, key: str) -> HttpResponse:
    """How a leader under me means to grow."""
    led, before = other(request, key)
    if before.is_own:
        return redirect("mirror-growth")
    return render(request, "mirror/growth.html", {"page": growth_page(asker_of(request), led, before)})


def pulse(request: HttpRequest) -> HttpResponse:
    """How I am led."""
    asker = asker_of(request)
    if asker.person is None:
        return redirect("home")
    return render(request, "mirror/pulse.html", {"page": pulse_page(asker)})
