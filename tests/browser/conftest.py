"""What browser tests share: a company really served, and windows on it."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from browser.installation import Land, Place, Served, serving, set_stage
from browser.windows import CHROMIUM, PATIENCE_MS, Windows, chromium
from databases import POSTGRESQL

# What is waited for may be the worker's, and a busy machine's.
expect.set_options(timeout=PATIENCE_MS)

# On PostgreSQL the stories are acted; how screens look, the keyboard and who is refused are the same on every database,
# and so is the demo company, which takes minutes to load.
ONCE = [
    "test_by_keyboard.py",
    "test_demo.py",
    "test_every_other_screen.py",
    "test_every_screen.py",
    "test_looks.py",
    "test_second_factor.py",
    "test_seeing.py",
]
collect_ignore = ONCE if os.environ.get("TEST_DATABASE") == POSTGRESQL else []


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the stories of a module, which share a company, be told in their order; modules come in any order.

    Where there is no browser, none is told, and each says so.
    """
    here = Path(__file__).parent
    stories = [number for number, item in enumerate(items) if item.path.parent == here]
    needs_browser = pytest.mark.skipif(shutil.which(CHROMIUM) is None, reason="Chromium is not installed")
    for number in stories:
        items[number].add_marker(needs_browser)
    places: dict[Path, list[int]] = {}
    for number in stories:
        places.setdefault(items[number].path, []).append(number)
    for numbers in places.values():
        told = sorted((items[number] for number in numbers), key=lambda item: item.location[1] or 0)
        for number, item in zip(numbers, told, strict=True):
            items[number] = item


@pytest.fixture(scope="session")
def land(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Land]:
    """Where the installations of these tests are."""
    land = Land(tmp_path_factory.mktemp("browser"))
    yield land
    land.clear()


@pytest.fixture(scope="session")
def stage(land: Land) -> Place:
    """Where the staged company lives; nobody is served from here, it is copied."""
    place = land.empty()
    set_stage(place)
    return place


@pytest.fixture(scope="session")
def server(land: Land, stage: Place) -> Iterator[Served]:
    """A staged company that is served as long as there are tests, for it takes seconds to begin and to end."""
    with serving(land.copy(stage)) as served:
        yield served


@pytest.fixture(scope="module")
def company(server: Served, land: Land, stage: Place) -> Served:
    """The staged company for the tests of one module, which are told in their order."""
    land.restore(server.place, stage)
    return Served(server.address, server.place)


@pytest.fixture
def own_company(server: Served, land: Land, stage: Place) -> Served:
    """The staged company for one test alone, told before those of its module that share one."""
    land.restore(server.place, stage)
    return Served(server.address, server.place)


@pytest.fixture(scope="module")
def empty(land: Land) -> Iterator[Served]:
    """An installation in which nothing is yet, for the tests of one module."""
    with serving(land.empty()) as served:
        yield served


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser; gone when the module is done, since Django shuns a thread in which something waits."""
    with sync_playwright() as playwright, chromium(playwright) as browser:
        yield browser


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    """Windows that are closed when the test is done."""
    windows = Windows(browser)
    yield windows
    windows.close()
