"""The demo company, loaded from the first page as somebody new to it would: its people, and their stories."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page, expect

from browser.installation import Land, Served, serving
from browser.looking import WELL, looked_at
from browser.windows import Theme, Windows

TWO_YEARS_HAPPEN_MS = 600_000
TODAY = "What my people need from me"


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody one can look round as: their name, and where they begin."""

    name: str
    page: str
    heading: str


PERSONAS = (
    Persona("Ingrid Solberg", "today", TODAY),
    Persona("Marcus Webb", "today", TODAY),
    Persona("Victor Kessler", "today", TODAY),
    Persona("Amara Okafor", "today", TODAY),
    Persona("Jonas Brandt", "today", TODAY),
    Persona("Thabo Mokoena", "today", TODAY),
    Persona("Priya Sharma", "me", "Priya Sharma"),
    Persona("Anders Mancini", "chain", "My units"),
    Persona("The administrator", "company", "Company"),
)


@pytest.fixture(scope="module")
def demo(land: Land, browser: Browser) -> Iterator[Served]:
    """The demo company, loaded by the worker while the first page tells how far it is."""
    windows = Windows(browser)
    with serving(land.empty()) as served:
        page = windows.open(served)
        page.goto("/")
        load(page, "not the code")
        said = page.get_by_role("alert")
        expect(said).to_have_text("This is not the code that the server printed when it was started.")
        load(page, (served.place.home / "setup-code").read_text(encoding="utf-8"))
        expect(page.get_by_role("heading", level=1)).to_have_text("The demo company is on its way")
        expect(page.get_by_role("progressbar", name="Its two years happen, day by day.")).to_be_visible(timeout=60_000)
        page.get_by_role("heading", name="Look round the demo company as …").wait_for(timeout=TWO_YEARS_HAPPEN_MS)
        windows.excuse("422 (Unprocessable Entity)")
        windows.close()
        yield served


def load(page: Page, code: str) -> None:
    """Ask for the demo company."""
    page.get_by_label("The code that the server printed when it was started").fill(code)
    page.get_by_role("button", name="Load the demo company").click()


def look_round(windows: Windows, demo: Served, name: str, theme: Theme = "light") -> Page:
    """Choose from the first page whose eyes to look through."""
    page = windows.open(demo, theme=theme)
    page.goto("/")
    page.get_by_role("button", name=name).click()
    page.wait_for_url(lambda address: "welcome" not in address)
    return page


def short(name: str) -> str:
    """A name as pictures are called."""
    return name.lower().split()[-1]


def test_one_can_look_round_as_nine_people(windows: Windows, demo: Served):
    page = windows.open(demo)

    page.goto("/")

    names = page.get_by_role("listitem").get_by_role("button").locator("strong")
    expect(names).to_have_text([persona.name for persona in PERSONAS])
    assert looked_at(page, "demo-nobody-welcome", "light") == WELL


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: short(persona.name))
def test_whoever_one_looks_round_as_begins_on_their_own_page(
    persona: Persona, theme: Theme, windows: Windows, demo: Served
):
    page = look_round(windows, demo, persona.name, theme)

    expect(page).to_have_url(f"{demo.address}/{persona.page}/")
    expect(page.get_by_role("heading", level=1)).to_have_text(persona.heading)
    expect(page.get_by_text("It is 2 November 2026 there.")).to_be_visible()
    assert looked_at(page, f"demo-{short(persona.name)}-{persona.page}", theme) == WELL


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_lapsed_with_the_director_stands_on_the_page_of_the_vice_president(
    theme: Theme, windows: Windows, demo: Served
):
    page = look_round(windows, demo, "Marcus Webb", theme)
    wanted = "Account Executives Harbour needs a plan for Bookings by Wednesday 15 July."
    line = page.get_by_role("listitem").filter(has_text=wanted)

    expect(line).to_contain_text("It came to you when it lapsed with Petra Novak.")
    line.get_by_role("link", name="Why, and who answers").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Account Executives Harbour: Bookings")
    expect(page.get_by_text("shared by the whole unit")).to_be_visible()
    assert looked_at(page, "demo-webb-gap", theme) == WELL


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_chief_executive_goes_down_the_chain_to_a_leader_whose_team_is_short(
    theme: Theme, windows: Windows, demo: Served
):
    page = look_round(windows, demo, "Ingrid Solberg", theme)

    page.get_by_role("link", name="Chain").click()
    expect(page.get_by_role("table", name="Open gaps").get_by_role("link", name="Victor Kessler")).to_be_visible()
    assert looked_at(page, "demo-solberg-chain", theme) == WELL
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("table", name="Leaders").get_by_role("link", name="Marcus Webb").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Under Marcus Webb")
    assert looked_at(page, "demo-solberg-chain-of", theme) == WELL


def test_whose_performance_is_stands_where_those_who_lead_the_line_read_it(windows: Windows, demo: Served):
    page = look_round(windows, demo, "Marcus Webb")

    page.goto("/chain/")
    expect(page.get_by_role("heading", name="What leaders add")).to_be_visible()
    expect(page.get_by_role("heading", name="Who would likely do well under a typical leader")).to_be_visible()
    page.goto("/today/")
    page.get_by_role("link", name="Why, and who answers").first.click()

    expect(page.get_by_role("heading", name="Whose gap is it?")).to_be_visible()
    reckoned = page.get_by_text(re.compile(r"Reckoned on \d+ [A-Z][a-z]+ 2026, with what was known then\. It informs"))
    expect(reckoned).to_be_visible()


def test_an_account_executive_sees_under_which_leader_she_was_short(windows: Windows, demo: Served):
    page = look_round(windows, demo, "Priya Sharma")

    picture = page.get_by_role("region", name="Bookings over time")
    expect(picture.locator(".leader title")).to_have_text(["Laura Zulu", "Victor Kessler", "Ruth Levi"])


def test_a_leader_who_talks_with_nobody_owes_it_to_everybody(windows: Windows, demo: Served):
    page = look_round(windows, demo, "Jonas Brandt")

    first = page.get_by_role("main").get_by_role("list").first.get_by_role("listitem")

    expect(first.locator(".evidence")).to_have_text(["No conversation is on record."] * 5)
    expect(first.locator(".badge")).to_have_text(["14 days over"] * 5)
