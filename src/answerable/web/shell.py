"""What stands around every page."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.people.accounts import Asker
from answerable.rules.fairness import may_see_fairness


@dataclass(frozen=True, slots=True)
class Entry:
    """A page to go to."""

    label: str
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """The navigation and whose it is.

    Attributes:
        entries: the pages the asker has.
        name: what the asker is called.
        is_demo: whether they look round the demo company.
        on: the day it is.
        account: the number of the account, by which a browser tells apart what several people wrote on it.
    """

    entries: tuple[Entry, ...]
    name: str
    is_demo: bool
    on: date
    account: int


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every template is given.

    Args:
        request: the request.

    Returns:
        `shell`; nothing before somebody has signed in.
    """
    asker: Asker | None = getattr(request, "asker", None)
    if asker is None:
        return {}
    entries = tuple(Entry(label, url, request.path.startswith(url)) for label, url in places(asker))
    return {"shell": Shell(entries, asker.name, bool(getattr(request, "is_demo", False)), asker.on, asker.account)}


def places(asker: Asker) -> list[tuple[str, str]]:
    """The pages somebody has, in order.

    Args:
        asker: who asks.

    Returns:
        Labels and addresses.
    """
    found = []
    if asker.leads:
        found += [(_("Today"), reverse("today")), (_("My people"), reverse("my-people"))]
    if asker.leads or asker.viewer.partner_of:
        found.append((_("Chain"), reverse("chain")))
    if asker.person is not None or asker.viewer.partner_of:
        found.append((_("Roles"), reverse("roles")))
        found.append((_("Levers"), reverse("levers")))
        found.append((_("Moves"), reverse("moves")))
    if asker.person is not None:
        if asker.leads:
            found.append((_("Mirror"), reverse("mirror")))
        found.append((_("Me"), reverse("me")))
    if asker.viewer.is_administrator:
        if asker.person is None and not asker.viewer.partner_of:
            found.append((_("Roles"), reverse("roles")))
        found.append((_("Company"), reverse("company")))
    elif may_see_fairness(asker.viewer, leads=asker.leads).allowed:
        found.append((_("Fairness"), reverse("fairness")))
    return found
