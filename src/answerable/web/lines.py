"""Pages of a line: the asker's own, that of a leader in it, or the units somebody is people partner of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Spent, Subject
from answerable.web.asking import asker_of
from answerable.web.components.breadcrumbs.props import Breadcrumbs, Crumb


@dataclass(frozen=True, slots=True)
class Tab:
    """A page about the same line."""

    label: str
    url: str
    is_here: bool


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


def tabs(key: str, *, here: str) -> tuple[Tab, ...]:
    """The pages about a leader's line.

    Args:
        key: the leader's key.
        here: `chain`, `leaders`, `units`, `teams` or `waiting`.

    Returns:
        Where else one can go from here.
    """
    rollup = reverse("rollup-of", args=[key])
    return (
        Tab(_("The line"), reverse("chain-of", args=[key]), is_here=here == "chain"),
        Tab(_("Roll-up by leader"), rollup, is_here=here == "leaders"),
        Tab(_("Roll-up by unit"), f"{rollup}?by=unit", is_here=here == "units"),
        Tab(_("Teams"), reverse("teams-of", args=[key]), is_here=here == "teams"),
        Tab(_("Waiting"), reverse("waiting-of", args=[key]), is_here=here == "waiting"),
    )


def partner_tabs(*, here: str) -> tuple[Tab, ...]:
    """The pages about the units somebody is people partner of.

    Args:
        here: `chain`, `rollup`, `teams` or `waiting`.

    Returns:
        Where else one can go from here.
    """
    names = (("chain", _("My units")), ("rollup", _("Roll-up")), ("teams", _("Teams")), ("waiting", _("Waiting")))
    return tuple(Tab(label, reverse(name), is_here=name == here) for name, label in names)


def crumbs(who: Asker, root: Subject, above: tuple[Spent, ...], page: str) -> Breadcrumbs | None:
    """The way from the asker down to a leader.

    Args:
        who: who asks.
        root: the leader.
        above: the leaders above that one, the direct one first.
        page: which of the pages of a line the way is made of, such as `chain-of`.

    Returns:
        The way; None where the line is the asker's own.
    """
    if root.pk == who.person:
        return None
    keys = [one.key for one in above]
    shown = above[keys.index(who.viewer.person_id) :: -1] if who.viewer.person_id in keys else ()
    return Breadcrumbs(tuple(Crumb(one.name, reverse(page, args=[one.key])) for one in shown), root.name)
