"""Every screen, wide and narrow, light and dark: readable by everybody, and nothing sticks out."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from browser.files import with_a_bad_value, write_tables
from browser.installation import Served
from browser.screens import BROUGHT, SCREENS, Screen
from browser.windows import HEIGHT, Theme, Windows, confirm, picture

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")

WIDTHS = (1280, 360)
SERIOUS = {"serious", "critical"}


@pytest.fixture(scope="module")
def brought(browser: Browser, company: Served, tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where an upload with a problem is shown."""
    files = write_tables(tmp_path_factory.mktemp("brought") / "company", measurements=with_a_bad_value())
    windows = Windows(browser)
    page = windows.open(company, who="administrator")
    page.goto("/company/")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Look at it").click()
    page.get_by_text("1 problem.").wait_for()
    path = page.url.removeprefix(company.address)
    windows.close()
    return path


def violations(page: Page) -> list[str]:
    """What keeps somebody from using the page, as far as a program can tell."""
    found = Axe().run(page).response["violations"]
    return [
        f"{one['id']}: {one['help']}: {node['html']} {node['any'] and node['any'][0]['message']}"
        for one in found
        if one["impact"] in SERIOUS
        for node in one["nodes"]
    ]


def width_of(page: Page) -> int:
    """How wide the page is, with what sticks out."""
    return int(page.evaluate("document.documentElement.scrollWidth"))


def unfold(page: Page) -> None:
    """Open all that is folded, but the menu, which lies over the page."""
    page.evaluate("document.querySelectorAll('details:not(.menu)').forEach(one => { one.open = true; })")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_is_usable_by_everybody_and_nothing_sticks_out(
    *, screen: Screen, theme: Theme, windows: Windows, company: Served, empty: Served, brought: str
):
    served = empty if screen.is_empty else company
    if screen.is_guarded:
        # Whoever gave it a moment ago is not asked again.
        served.sessions.pop(screen.who, None)
    page = windows.open(served, who=screen.who, theme=theme)

    answer = page.goto(brought if screen.path == BROUGHT else screen.path)
    if screen.is_guarded:
        confirm(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(screen.heading)
    found = [_looked_at(page, screen, width, theme) for width in WIDTHS]

    assert answer is not None
    assert (answer.status, found) == (screen.status, [(1280, 1280, []), (360, 360, [])])
    windows.excuse("403 (Forbidden)")
    windows.excuse("404 (Not Found)")


def _looked_at(page: Page, screen: Screen, width: int, theme: Theme) -> tuple[int, int, list[str]]:
    """How wide a screen is in a window, folded and unfolded, and what is wrong with it then."""
    page.set_viewport_size({"width": width, "height": HEIGHT})
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = false; })")
    picture(page, f"{screen.name}-{width}-{theme}")
    folded = width_of(page)
    unfold(page)
    # A colour that is too faint is so at every width: the narrow window is looked at in one theme.
    return folded, width_of(page), violations(page) if (width, theme) != (360, "dark") else []
