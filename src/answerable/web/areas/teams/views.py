"""How large a team can be."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from answerable.facts.people import read as people
from answerable.web.areas.teams.page import partner_page, teams_page
from answerable.web.asking import asker_of


def teams(request: HttpRequest) -> HttpResponse:
    """In my own line, or in the units I am people partner of."""
    asker = asker_of(request)
    if asker.leads:
        return teams_of(request, asker.viewer.person_id)
    if asker.viewer.partner_of:
        return render(request, "teams/teams.html", {"page": partner_page(asker)})
    return redirect("home")


def teams_of(request: HttpRequest, key: str) -> HttpResponse:
    """In the line of a leader in mine."""
    asker = asker_of(request)
    root = people.subject(key)
    if root is None:
        raise Http404
    above = people.chain_of(root.pk, asker.on) if asker.person != root.pk else ()
    if asker.person != root.pk and asker.viewer.person_id not in {one.key for one in above}:
        raise PermissionDenied
    return render(request, "teams/teams.html", {"page": teams_page(asker, root, above)})
