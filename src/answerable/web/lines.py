"""Pages of a line: the asker's own, that of a leader in it, or the units somebody is people partner of."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Spent, Subject
from answerable.web.asking import asker_of

OfLine = Callable[[Asker, Subject, tuple[Spent, ...]], object]
OfUnits = Callable[[Asker], object]


def own_line(request: HttpRequest, template: str, of_line: OfLine, of_units: OfUnits) -> HttpResponse:
    """Show the asker's own line, or the units they are people partner of.

    Args:
        request: the request.
        template: of the page.
        of_line: puts the page together for a leader, given the leaders above.
        of_units: puts it together for a people partner.

    Returns:
        The page; the way home for whoever has neither a line nor units.
    """
    asker = asker_of(request)
    if asker.leads:
        return line_of(request, asker.viewer.person_id, template, of_line)
    if asker.viewer.partner_of:
        return render(request, template, {"page": of_units(asker)})
    return redirect("home")


def line_of(request: HttpRequest, key: str, template: str, of_line: OfLine) -> HttpResponse:
    """Show the line of a leader to that leader and to those above.

    Args:
        request: the request.
        key: of the leader.
        template: of the page.
        of_line: puts the page together, given the leaders above; none where it is the asker's own.

    Returns:
        The page.

    Raises:
        Http404: there is nobody with that key.
        PermissionDenied: the asker is not above them.
    """
    asker, root = asker_of(request), people.subject(key)
    if root is None:
        raise Http404
    above = people.chain_of(root.pk, asker.on) if asker.person != root.pk else ()
    if asker.person != root.pk and asker.viewer.person_id not in {one.key for one in above}:
        raise PermissionDenied
    return render(request, template, {"page": of_line(asker, root, above)})
