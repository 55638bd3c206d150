"""A screen visited by whoever meets it, by day and by night."""

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, expect

from browser.files import with_a_bad_value, write_tables
from browser.installation import Served
from browser.looking import WELL, looked_at
from browser.screens import BROUGHT, TALK, Screen
from browser.windows import Windows, confirm


@dataclass(frozen=True, slots=True)
class Places:
    """Where screens are met: the staged company, an empty installation, and what has a number of its own."""

    company: Served
    empty: Served
    brought: str
    planned: str


def visit(screen: Screen, windows: Windows, places: Places) -> bool:
    """Open a screen wide and narrow, light and dark; say whether everybody can read it and nothing sticks out."""
    served = places.empty if screen.is_empty else places.company
    if screen.is_guarded:
        # Whoever gave it a moment ago is not asked again.
        served.sessions.pop(screen.who, None)
    page = windows.open(served, who=screen.who)
    answer = page.goto({BROUGHT: places.brought, TALK: places.planned}.get(screen.path, screen.path))
    if screen.is_guarded:
        confirm(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(screen.heading)
    by_day = looked_at(page, screen.name, "light")
    # The page follows the device into the dark, without being loaded again.
    page.emulate_media(color_scheme="dark")
    by_night = looked_at(page, screen.name, "dark")
    windows.excuse("403 (Forbidden)")
    windows.excuse("404 (Not Found)")
    assert answer is not None
    assert (answer.status, by_day, by_night) == (screen.status, WELL, WELL)
    return True


def bring(browser: Browser, company: Served, folder: Path) -> str:
    """Where an upload with a problem is shown."""
    files = write_tables(folder, measurements=with_a_bad_value())
    windows = Windows(browser)
    page = windows.open(company, who="administrator")
    page.goto("/company/")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("1 problem.").wait_for()
    path = page.url.removeprefix(company.address)
    windows.close()
    return path


def plan(browser: Browser, company: Served) -> str:
    """Where a conversation that is planned, with an item and a promise, is shown."""
    windows = Windows(browser)
    page = windows.open(company, who="leader")
    page.goto("/people/seller-1/conversations/")
    page.get_by_label("Day").fill("2026-01-20")
    page.get_by_role("button", name="Plan to talk").click()
    page.get_by_label("To speak of").fill("Two accounts were closed in July: what would help to win others?")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="Two accounts were closed").wait_for()
    page.get_by_label("Will do").fill("Ask Finance why the accounts were closed")
    page.get_by_role("button", name="Promised").click()
    page.get_by_role("button", name="Kept: Ask Finance").first.wait_for()
    path = page.url.removeprefix(company.address).partition("#")[0]
    windows.close()
    return path
