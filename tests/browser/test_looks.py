"""Light or dark, wide or narrow: as whoever looks wants it."""

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.windows import Windows

PAPER = {"light": "rgb(251, 248, 243)", "dark": "rgb(23, 21, 19)"}


def paper(page: Page) -> str:
    """The colour behind everything."""
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


def test_the_theme_chosen_stays(windows: Windows, company: Served):
    page = windows.open(company, who="leader", theme="light")
    page.goto("/today/")
    before = paper(page)

    page.get_by_role("button", name="Light or dark").click()
    switched = paper(page)
    page.goto("/people/")
    elsewhere = paper(page)
    page.get_by_role("button", name="Light or dark").click()

    assert (before, switched, elsewhere, paper(page)) == (
        PAPER["light"],
        PAPER["dark"],
        PAPER["dark"],
        PAPER["light"],
    )


def test_a_narrow_window_has_its_pages_in_a_menu(windows: Windows, company: Served):
    page = windows.open(company, who="leader", width=360)
    page.goto("/today/")
    menu = page.get_by_role("navigation", name="Pages, in the menu")
    expect(page.get_by_role("navigation", name="Pages", exact=True)).to_be_hidden()
    expect(menu).to_be_hidden()

    page.get_by_text("Menu", exact=True).click()
    expect(menu.get_by_role("link")).to_have_text(
        ["Today", "My people", "Chain", "Roles", "Levers", "Moves", "Mirror", "Me"]
    )
    menu.get_by_role("link", name="My people").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("My people")
    expect(menu).to_be_hidden()
