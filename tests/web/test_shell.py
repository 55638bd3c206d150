"""What stands around every page: the navigation, and whose it is."""

import pytest
from django.test import Client

from answerable.facts.people.models import Installation
from answerable.web.shell import Entry, places, shell
from asking import asker
from staged import TODAY
from visiting import source, visitor

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("chief", ["Today", "My people", "Chain", "Roles", "Levers", "Moves", "Mirror", "Me"]),
        ("new leader", ["Today", "My people", "Chain", "Roles", "Levers", "Moves", "Mirror", "Me"]),
        ("seller", ["Roles", "Levers", "Moves", "Me"]),
        ("partner", ["Roles", "Levers", "Moves", "Me"]),
        ("north-partner", ["Chain", "Roles", "Levers", "Moves"]),
        ("administrator", ["Roles", "Company"]),
    ],
)
def test_everybody_has_the_pages_that_are_theirs(name: str, expected: list[str]):
    assert [label for label, _url in places(asker(name))] == expected


@pytest.mark.parametrize("name", ["chief", "seller", "north-partner", "administrator"])
def test_every_page_of_the_navigation_opens(name: str):
    client = visitor(name)

    answers = {label: client.get(url).status_code for label, url in places(asker(name))}

    assert set(answers.values()) == {200}


def test_the_page_one_is_on_is_marked_and_no_other():
    request = visitor("leader").get("/people/").wsgi_request

    found = shell(request)["shell"]

    assert found.entries == (
        Entry("Today", "/today/", is_current=False),
        Entry("My people", "/people/", is_current=True),
        Entry("Chain", "/chain/", is_current=False),
        Entry("Roles", "/roles/", is_current=False),
        Entry("Levers", "/levers/", is_current=False),
        Entry("Moves", "/moves/", is_current=False),
        Entry("Mirror", "/mirror/", is_current=False),
        Entry("Me", "/me/", is_current=False),
    )
    assert (found.name, found.is_demo, found.on) == ("Lee Okoro", True, TODAY)


def test_before_somebody_has_signed_in_there_is_no_navigation():
    answer = Client().get("/accounts/login/")

    assert shell(answer.wsgi_request) == {}
    assert "<nav" not in source(answer)


def test_in_the_demo_company_every_page_says_so_and_whose_eyes_one_looks_through():
    html = source(visitor("new leader").get("/me/"))

    assert "You look round the demo company as Nia Wolf. It is 12 January 2026 there." in html
    assert "My settings" not in html


def test_in_one_s_own_company_there_are_settings_instead():
    Installation.objects.update(is_demo=False)

    html = source(visitor("new leader").get("/me/"))

    assert "demo company" not in html
    assert html.count('<a href="/settings/">My settings</a>') == 2


def test_one_can_sign_out_on_every_page_and_everything_on_it_has_a_name():
    html = source(visitor("seller").get("/me/"))

    assert '<form method="post" action="/accounts/logout/">' in html
    assert '<a class="skip" href="#content">To the content</a>' in html
    assert '<html lang="en">' in html
    assert "<title>Me · Answerable</title>" in html


def test_a_page_tells_the_browser_whose_account_it_is_so_that_kept_text_is_nobody_else_s():
    leader = asker("leader")

    assert f'<meta name="account" content="{leader.account}">' in source(visitor("leader").get("/me/"))
    assert 'meta name="account"' not in source(Client().get("/accounts/login/"))
