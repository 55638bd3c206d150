"""Whose line somebody may look at: their own, that of whoever is below, and nobody else's."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseRedirect

from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Spent, Subject
from answerable.web.components.breadcrumbs.props import Breadcrumbs
from answerable.web.lines import crumbs, line_of, own_line, partner_tabs, tabs
from visiting import visitor

pytestmark = pytest.mark.django_db


class Looked:
    """Remembers whose line was put together, with the leaders above."""

    def __init__(self) -> None:
        self.at: list[tuple[str, list[str]]] = []

    def of_line(self, _asker: Asker, root: Subject, above: tuple[Spent, ...]) -> object:
        self.at.append((root.key, [one.key for one in above]))
        return None

    def of_units(self, asker: Asker) -> object:
        self.at.append(("units", sorted(asker.viewer.partner_of)))
        return None


def asked(name: str) -> HttpRequest:
    request = visitor(name).get("/components/").wsgi_request
    assert isinstance(request, HttpRequest)
    return request


EMPTY = "bare.html"


def test_a_leader_gets_the_own_line_and_nobody_above():
    looked = Looked()

    own_line(asked("leader"), EMPTY, looked.of_line, looked.of_units)

    assert looked.at == [("leader", [])]


def test_a_people_partner_gets_the_units():
    looked = Looked()

    own_line(asked("north partner"), EMPTY, looked.of_line, looked.of_units)

    assert looked.at == [("units", ["north"])]


def test_whoever_has_neither_is_led_home():
    looked = Looked()

    answer = own_line(asked("seller"), EMPTY, looked.of_line, looked.of_units)

    assert isinstance(answer, HttpResponseRedirect)
    assert looked.at == []


def test_those_above_see_the_line_of_a_leader_with_the_chain_over_it():
    looked = Looked()

    line_of(asked("chief"), "leader", EMPTY, looked.of_line)

    assert looked.at == [("leader", ["director", "chief"])]


@pytest.mark.parametrize("name", ["seller", "peer", "new leader", "administrator"])
def test_nobody_else_does(name: str):
    looked = Looked()

    with pytest.raises(PermissionDenied):
        line_of(asked(name), "leader", EMPTY, looked.of_line)
    assert looked.at == []


def test_of_somebody_unheard_of_there_is_no_line():
    with pytest.raises(Http404):
        line_of(asked("chief"), "nobody", EMPTY, Looked().of_line)


def test_the_way_down_begins_with_whoever_asks():
    found: list[Breadcrumbs | None] = []

    def of_line(who: Asker, root: Subject, above: tuple[Spent, ...]) -> object:
        found.append(crumbs(who, root, above, "teams-of"))
        return None

    line_of(asked("director"), "leader", EMPTY, of_line)
    line_of(asked("leader"), "leader", EMPTY, of_line)

    way, none = found
    assert way is not None
    assert [crumb.url for crumb in way.steps] == ["/chain/director/teams/"]
    assert none is None


def test_the_tab_one_is_on_is_marked():
    assert [tab.url for tab in tabs("leader", here="waiting") if tab.is_here] == ["/chain/leader/waiting/"]
    assert [tab.url for tab in partner_tabs(here="rollup") if tab.is_here] == ["/chain/rollup/"]
