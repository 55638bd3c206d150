"""Every screen, wide and narrow, light and dark: readable by everybody, and nothing sticks out. The other half."""

import pytest
from playwright.sync_api import Browser

from browser.installation import Served
from browser.screens import SCREENS, Screen
from browser.visited import Places, bring, plan, visit
from browser.windows import Windows


@pytest.fixture(scope="module")
def places(browser: Browser, company: Served, empty: Served, tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Where the screens are met, with an upload and a conversation to look at."""
    brought = bring(browser, company, tmp_path_factory.mktemp("brought") / "company")
    return Places(company, empty, brought, plan(browser, company))


@pytest.mark.parametrize("screen", SCREENS[1::2], ids=lambda screen: screen.name)
def test_another_screen_is_usable_by_everybody_and_nothing_sticks_out(screen: Screen, windows: Windows, places: Places):
    assert visit(screen, windows, places)
