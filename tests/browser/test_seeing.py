"""Whoever has no part in somebody learns nothing of them, wherever they look."""

import pytest
from django.urls import URLPattern, URLResolver, reverse
from playwright.sync_api import APIResponse, Page, expect

from answerable.web.urls import urlpatterns
from browser.installation import Served
from browser.windows import Windows

NAME = "Seller-1"
# What stands in an address for seller-1; every number is that of the first thing of its kind, if there is one yet.
GIVEN = {"key": NAME.lower(), "deed": "tick"}
# Nothing on a person is at these: roles, levers, openings, what an administrator looks after, one's own deeds.
ELSEWHERE = {
    "close-account",
    "end-opening",
    "first-days-back",
    "lever",
    "lever-bring-back",
    "lever-edit",
    "lever-retire",
    "lever-start",
    "load",
    "look-round",
    "measure-take-back",
    "opening",
    "role",
    "role-ask",
    "role-edit",
    "role-versions",
    "take-back",
    "upload",
    "upload-progress",
}
# These answer before anybody has signed in, and say nothing of anybody.
OPEN = {"look-round", "load-demo", "demo-progress"}


def on_seller_1(duty: str) -> list[str]:
    """Every address that is about seller-1."""
    return [filled(one, duty) for one in urlpatterns if one.pattern.converters and one.name not in ELSEWHERE]


def filled(one: URLPattern | URLResolver, duty: str) -> str:
    """An address with the number of a duty, or the first number of what it asks for."""
    assert isinstance(one, URLPattern)
    number = duty if str(one.pattern).startswith("duties/") else 1
    return reverse(str(one.name), kwargs={name: GIVEN.get(name, number) for name in one.pattern.converters})


def duty_of(windows: Windows, company: Served) -> str:
    """The number of a duty towards seller-1."""
    page = windows.open(company, who="leader")
    page.goto("/today/")
    number = page.get_by_role("listitem").filter(has_text=f"{NAME} needs").first.get_attribute("id")
    assert number is not None
    return number.removeprefix("duty-")


def send(page: Page, address: str, **fields: str) -> APIResponse:
    """Send a form that no page offered."""
    token = next(one["value"] for one in page.context.cookies() if one["name"] == "csrftoken")
    return page.request.post(address, form=dict(fields), headers={"X-CSRFToken": token})


def test_what_is_said_to_hold_nothing_on_a_person_is_there():
    with_something = {str(one.name) for one in urlpatterns if one.pattern.converters}

    assert with_something > ELSEWHERE


@pytest.mark.parametrize("who", ["stranger", "peer", "moved", "new-leader", "administrator"])
def test_whoever_has_no_part_in_somebody_is_refused_everywhere(who: str, windows: Windows, company: Served):
    addresses = on_seller_1(duty_of(windows, company))
    page = windows.open(company, who=who)
    page.goto("/")

    read = [page.request.get(address) for address in addresses]
    sent = [send(page, address, day="2026-01-12", lever="coaching", text="x") for address in addresses]

    refused = {403, 404, 405}
    assert [(answer.url, answer.status) for answer in (*read, *sent) if answer.status not in refused] == []
    assert [answer.url for answer in (*read, *sent) if NAME in answer.text()] == []
    page.goto("/people/seller-1/")
    expect(page.get_by_role("heading", level=1)).to_have_text("This is not yours to see")
    windows.excuse("403 (Forbidden)")


def test_a_leader_of_then_sees_what_was_known_then_and_changes_nothing(windows: Windows, company: Served):
    page = windows.open(company, who="leader")

    page.goto("/people/seller-6/")

    until = "Shown as known on 30 November 2025, the last day of your time"
    expect(page.get_by_text(until)).to_be_visible()
    expect(page.get_by_text("led by Lee Okoro")).to_be_visible()
    expect(page.get_by_text("Nia Wolf")).to_have_count(0)
    expect(page.get_by_text("Log a conversation")).to_have_count(0)
    assert send(page, "/people/seller-6/talk/", day="2026-01-12").status == 403


def test_whoever_has_not_signed_in_is_led_to_sign_in(windows: Windows, company: Served):
    page = windows.open(company)
    addresses = [filled(one, "1") for one in urlpatterns if one.name not in OPEN]

    ended = {address: page.request.get(address).url.partition("?")[0] for address in addresses}

    assert ended == dict.fromkeys(addresses, f"{company.address}/accounts/login/")
