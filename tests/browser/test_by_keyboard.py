"""All can be reached and done without a mouse, and the finder finds whatever one may see."""

import pytest
from playwright.sync_api import Locator, Page, expect

from browser.installation import Served
from browser.windows import Windows

MOST_STOPS = 12


def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until something is reached."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if wanted.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"Not within {MOST_STOPS} stops: {wanted}")


def find(page: Page, words: str) -> Locator:
    """Look for something with the finder; what it found."""
    page.keyboard.press("Control+k")
    page.keyboard.type(words)
    return page.get_by_role("dialog", name="Find").get_by_role("option")


def test_a_leader_keeps_a_duty_and_takes_it_back_by_keyboard(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/today/")
    line = page.get_by_role("listitem").filter(has_text="Seller-3 needs a one-on-one")

    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="To the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_be_focused()
    tab_to(page, line.locator("summary"))
    page.keyboard.press("Enter")
    tab_to(page, line.get_by_role("button", name="Log it"))
    page.keyboard.press("Enter")
    expect(page.get_by_text("On record for Seller-3.")).to_be_visible()
    tab_to(page, page.get_by_role("button", name="Take it back"))
    page.keyboard.press("Enter")

    expect(page.locator("#messages")).to_have_text("Taken back. What it had kept is owed again.")


def test_the_finder_leads_to_a_person(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/today/")

    expect(find(page, "Seller-3")).to_have_count(1)
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{company.address}/people/seller-3/")


def test_the_finder_is_walked_with_arrows_and_closed_with_escape(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/people/")
    options = find(page, "Seller-")
    expect(options).to_have_count(5)

    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(options.nth(4)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")

    expect(page.get_by_role("dialog", name="Find")).to_be_hidden()
    expect(page).to_have_url(f"{company.address}/people/")


@pytest.mark.parametrize(
    ("who", "words", "found"),
    [
        ("peer", "Seller-1", ["Nobody and nothing that you may see fits “Seller-1”."]),
        ("stranger", "Lee", ["Nobody and nothing that you may see fits “Lee”."]),
        ("administrator", "Seller-1", ["Nobody and nothing that you may see fits “Seller-1”."]),
        ("administrator", "comp", ["Company"]),
    ],
)
def test_the_finder_finds_only_what_one_may_see(
    *, who: str, words: str, found: list[str], windows: Windows, company: Served
):
    page = windows.open(company, who=who)
    page.goto("/")

    options = find(page, words)

    expect(options).to_have_text(found)


def test_enter_on_nothing_found_goes_nowhere(windows: Windows, company: Served):
    page = windows.open(company, who="stranger")
    page.goto("/me/")
    expect(find(page, "Seller-1")).to_have_text(["Nobody and nothing that you may see fits “Seller-1”."])

    page.keyboard.press("Enter")

    expect(page.get_by_role("dialog", name="Find")).to_be_visible()
    expect(page).to_have_url(f"{company.address}/me/")
