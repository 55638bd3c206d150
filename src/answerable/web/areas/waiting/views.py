"""What waiting costs."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from answerable.facts.people import read as people
from answerable.web.areas.waiting.page import partner_page, waiting_page
from answerable.web.asking import asker_of


def waiting(request: HttpRequest) -> HttpResponse:
    """In my own line, or in the units I am people partner of."""
    asker = asker_of(request)
    if asker.leads:
        return waiting_of(request, asker.viewer.person_id)
    if asker.viewer.partner_of:
        return render(request, "waiting/waiting.html", {"page": partner_page(asker)})
    return redirect("home")


def waiting_of(request: HttpRequest, key: str) -> HttpResponse:
    """In the line of a leader in mine."""
    asker = asker_of(request)
    root = people.subject(key)
    if root is None:
        raise Http404
    above = people.chain_of(root.pk, asker.on) if asker.person != root.pk else ()
    if asker.person != root.pk and asker.viewer.person_id not in {one.key for one in above}:
        raise PermissionDenied
    return render(request, "waiting/waiting.html", {"page": waiting_page(asker, root, above)})
