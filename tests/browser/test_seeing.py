"""Whoever has no part in somebody learns nothing of them, wherever they look."""

import shutil

import pytest
from django.urls import reverse
from playwright.sync_api import APIResponse, Page, expect

from answerable.web.urls import urlpatterns
from browser.installation import Served
from browser.windows import Windows

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")

NAME = "Seller-1"
BY_KEY = ("person", "person-support", "person-record", "talk", "agree", "chain-of")
BY_GAP = ("gap", "gap-respond")
BY_DUTY = ("duty-talk", "duty-measure")
# Nothing on a person is at these.
ELSEWHERE = {"look-round", "take-back", "upload", "upload-progress", "load", "close-account"}
# These answer before anybody has signed in, and say nothing of anybody.
OPEN = {"look-round", "load-demo", "demo-progress"}


def on_seller_1(duty: str) -> list[str]:
    """Every address that is about seller-1."""
    keys = [reverse(name, args=["seller-1"]) for name in BY_KEY]
    return keys + [reverse(name, args=[1]) for name in BY_GAP] + [reverse(name, args=[duty]) for name in BY_DUTY]


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


def test_every_address_with_a_person_in_it_is_known_here():
    with_something = {str(one.name) for one in urlpatterns if one.pattern.converters}

    assert with_something == {*BY_KEY, *BY_GAP, *BY_DUTY, *ELSEWHERE}


@pytest.mark.parametrize("who", ["stranger", "peer", "moved", "new-leader", "administrator"])
def test_whoever_has_no_part_in_somebody_is_refused_everywhere(who: str, windows: Windows, company: Served):
    addresses = on_seller_1(duty_of(windows, company))
    page = windows.open(company, who=who)
    page.goto("/")

    read = [page.request.get(address) for address in addresses]
    sent = [send(page, address, day="2026-01-12", lever="coaching", text="x") for address in addresses]

    assert {answer.status for answer in sent} <= {403, 404, 405}
    assert {answer.status for answer in read} <= {403, 404, 405}
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
    arguments = {"key": "seller-1", "number": 1, "record": 1}
    addresses = [
        reverse(str(one.name), kwargs={name: arguments[name] for name in one.pattern.converters})
        for one in urlpatterns
        if one.name not in OPEN
    ]

    ended = {address: page.request.get(address).url.partition("?")[0] for address in addresses}

    assert ended == dict.fromkeys(addresses, f"{company.address}/accounts/login/")
