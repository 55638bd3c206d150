"""Every screen, wide and narrow, light and dark: readable by everybody, and nothing sticks out."""

import shutil

import pytest
from playwright.sync_api import Browser, expect

from browser.files import with_a_bad_value, write_tables
from browser.installation import Served
from browser.looking import WELL, looked_at
from browser.screens import BROUGHT, SCREENS, Screen
from browser.windows import Theme, Windows, confirm

pytestmark = pytest.mark.skipif(shutil.which("chromium") is None, reason="Chromium is not installed")


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
    found = looked_at(page, screen.name, theme)

    assert answer is not None
    assert (answer.status, found) == (screen.status, WELL)
    windows.excuse("403 (Forbidden)")
    windows.excuse("404 (Not Found)")
