"""Roles: what performance means in them, and how far that is agreed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.decisions.duties import agreeing
from answerable.facts.agreements import read as agreements
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles_read
from answerable.facts.roles.read import RoleShown
from answerable.findings.in_force import policy
from answerable.rules.roles import RoleStanding, may_ask, may_read
from answerable.rules.wording import spoken
from answerable.web.areas.roles.page import roles_page
from answerable.web.areas.roles.role import ask_page, compare_page, role_page
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import whole_number

Seen = tuple[RoleStanding, int, int]


def seen_role(asker: Asker, key: str) -> tuple[RoleShown, Seen]:
    """The role of an address, if the asker may read it.

    Args:
        asker: who asks.
        key: of the role.

    Returns:
        The role, how they stand to it, how many who hold it they see, and how many of those have agreed.

    Raises:
        Http404: there is no such role.
        PermissionDenied: it is not theirs to read.
    """
    role = roles_read.role(key)
    if role is None:
        raise Http404
    seen = agreements.standings(asker, role.number).get(role.number, (agreements.standing(asker), 0, 0))
    if not may_read(seen[0]).allowed:
        raise PermissionDenied
    return role, seen


def roles(request: HttpRequest) -> HttpResponse:
    """The roles one may read."""
    query = request.GET.get("q", "").strip()[:100]
    page = roles_page(asker_of(request), query, whole_number(request.GET.get("page", ""), otherwise=1))
    return render(request, "roles/roles.html", {"page": page})


def role(request: HttpRequest, key: str) -> HttpResponse:
    """What performance means in a role."""
    asker = asker_of(request)
    shown, seen = seen_role(asker, key)
    page = role_page(asker, shown, seen, whole_number(request.GET.get("page", ""), otherwise=1), policy())
    return render(request, "roles/role.html", {"page": page})


def versions(request: HttpRequest, key: str) -> HttpResponse:
    """Two versions of a role side by side."""
    asker = asker_of(request)
    shown, _seen = seen_role(asker, key)
    before, after = (whole_number(request.GET.get(name, ""), otherwise=0) for name in ("from", "to"))
    before, after = min(before, shown.version), min(after, shown.version)
    return render(request, "roles/versions.html", {"page": compare_page(asker, shown, before, after)})


def ask(request: HttpRequest, key: str) -> HttpResponse:
    """Ask those who hold a role to agree: first who would be asked, then ask."""
    asker = asker_of(request)
    shown, seen = seen_role(asker, key)
    if not may_ask(seen[0]).allowed:
        raise PermissionDenied
    if request.method != "POST":
        found = agreements.holders(asker, shown)
        due = spoken(agreeing.due_by(policy(), asker.on))
        return render(request, "roles/ask.html", {"page": ask_page(shown, agreeing.to_ask(found), found, due)})
    done = agreeing.ask(asker, role=shown, policy=policy(), at=moment(request))
    if not done.verdict.allowed:
        messages.error(request, done.verdict.reasons[0])
    elif done.kept:
        said = ngettext("%(n)d person is asked to agree.", "%(n)d people are asked to agree.", done.kept)
        messages.success(request, said % {"n": done.kept})
    else:
        messages.success(request, _("All of them are asked already."))
    return redirect("role", key)
