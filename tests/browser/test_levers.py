"""The story of levers: a leader sets them to work, a person says how far one is, a lasting gap takes a plan first."""

from playwright.sync_api import Page, expect

from answerable.rules.plans import NO_LEADER
from browser.installation import Served
from browser.looking import WELL, looked_at
from browser.windows import HEIGHT, Windows, picture

TRAINING = "Discovery: questions that find the need"
PROCESS = "Weekly territory planning"
NOTE = "First half-day done; ten questions written."


def find(page: Page, lever: str) -> None:
    """Go to a lever by way of the library, narrowed to it."""
    page.goto("/levers/")
    page.get_by_label("Words").fill(lever)
    page.get_by_role("button", name="Show", exact=True).click()
    page.get_by_role("main").get_by_role("link", name=lever).click()


def set_to_work(page: Page, lever: str) -> None:
    """Go to the form with which a lever is set to work."""
    find(page, lever)
    page.get_by_role("link", name="Set it to work").click()


def row(page: Page, whom: str, lever: str) -> str:
    """What the list says of a lever at work."""
    line = page.get_by_role("row").filter(has_text=whom).filter(has=page.get_by_role("link", name=lever))
    return " ".join(line.inner_text().split())


def set_to_work_for_three_and_for_the_unit(leader: Page) -> None:
    """Three people at once, one of them found by words while the others stay chosen; then the whole unit."""
    set_to_work(leader, TRAINING)
    leader.get_by_label("Seller-2").check()
    leader.get_by_label("Seller-3").check()
    leader.get_by_label("Name, role or unit").fill("seller-4")
    leader.get_by_role("button", name="Find", exact=True).click()
    leader.get_by_label("Seller-4").check()
    leader.get_by_label("Meant for").select_option(label="Bookings")
    picture(leader, "lever-started-for-three")
    leader.get_by_role("button", name="Set it to work").click()
    expect(leader.locator("#messages")).to_contain_text("Set to work for Seller-2, Seller-3, Seller-4.")

    set_to_work(leader, PROCESS)
    leader.get_by_role("combobox", name="Unit", exact=True).select_option(label="North")
    leader.get_by_role("button", name="Set it to work").click()
    expect(leader.locator("#messages")).to_contain_text("Set to work for North.")


def say_how_far(person: Page) -> None:
    """The person, on a phone, says how far it is."""
    person.goto("/me/")
    expect(person.get_by_role("heading", name="What is running for me")).to_be_visible()
    person.get_by_role("link", name=TRAINING).click()
    person.get_by_label("How far, in percent").fill("60")
    person.get_by_label("What there is to say").fill(NOTE)
    picture(person, "lever-at-work-on-a-phone")
    person.get_by_role("button", name="Put on record").click()
    expect(person.locator("#messages")).to_have_text("On record.")


def read_and_end(leader: Page) -> None:
    """The leader reads how far everything is, and says that one is done."""
    leader.goto("/levers/running/")
    assert row(leader, "Seller-2", TRAINING).endswith("60 %")
    assert row(leader, "North", PROCESS).endswith("nothing said yet")
    assert looked_at(leader, "levers-running-in-my-line", "light") == WELL
    leader.set_viewport_size({"width": 1280, "height": HEIGHT})
    leader.get_by_role("row").filter(has_text="Seller-2").get_by_role("link", name=TRAINING).click()
    expect(leader.get_by_text(NOTE)).to_be_visible()
    # What is folded is open once it was looked at.
    assert looked_at(leader, "lever-at-work", "light") == WELL
    leader.set_viewport_size({"width": 1280, "height": HEIGHT})
    leader.get_by_label("It cost, if known").fill("350")
    leader.get_by_role("button", name="Put on record").last.click()
    expect(leader.locator(".lead")).to_contain_text("done, last day 12 January 2026")


def test_a_training_for_three_a_process_for_the_unit_progress_from_another_window_and_the_end(
    windows: Windows, company: Served
):
    leader, person = windows.open(company, who="leader"), windows.open(company, who="peer", width=360)

    set_to_work_for_three_and_for_the_unit(leader)
    say_how_far(person)
    read_and_end(leader)

    find(leader, TRAINING)
    expect(leader.get_by_text("What it adds is not known yet").first).to_be_visible()
    counts = " ".join(leader.locator("dl.facts").last.inner_text().split())
    assert counts == "Set to work 3 Running 2 Done 1 Stopped 0"
    leader.emulate_media(media="print")
    expect(leader.get_by_role("heading", name="What to do")).to_be_visible()
    expect(leader.get_by_role("link", name="Set it to work")).to_be_hidden()
    # The ledger tells of all of it, to the person too.
    person.goto("/people/seller-2/record/")
    for sentence in ("a measure was begun", "how far a measure is was said", "a measure was done"):
        expect(person.get_by_text(sentence).first).to_be_visible()
    assert "is whole" in company.place.run("verify")


def test_where_a_gap_lasts_it_is_refused_with_the_way_to_the_plan(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    set_to_work(page, "Call coaching, one skill a week")
    page.get_by_label("Seller-1").check()
    page.get_by_label("Seller-5").check()
    page.get_by_role("button", name="Set it to work").click()

    expect(page.locator("#messages")).to_contain_text("Set to work for Seller-5.")
    expect(page.get_by_text(NO_LEADER)).to_be_visible()
    page.get_by_role("link", name="Make the plan for Seller-1").click()
    expect(page).to_have_url(f"{company.address}/gaps/1/plan/")


def test_a_lever_of_the_company_s_own_without_script(windows: Windows, company: Served):
    page = windows.open(company, who="director", script=False)
    page.goto("/levers/add/")
    page.get_by_label("Name", exact=True).fill("Demo kit")
    page.get_by_label("What it is, in two or three sentences").fill("A kit to show the product with.")
    page.get_by_label("What to do: a line a step").fill("Take it along.\nShow one story.")
    page.get_by_role("button", name="Keep it").click()

    # No cause was chosen: nothing that was typed is lost.
    expect(page.get_by_role("alert")).to_contain_text("Say which causes it is for: at least one.")
    expect(page.get_by_label("What to do: a line a step")).to_have_value("Take it along.\nShow one story.")
    page.get_by_role("group", name="It helps where the cause is").get_by_label("the tools").check()
    page.get_by_label("Looked after by").select_option(label="Dana Reyes")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo kit")

    page.get_by_text("Retire it", exact=True).click()
    page.get_by_role("button", name="Retire this lever").click()
    expect(page.locator("#messages")).to_contain_text("Retired.")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator("#messages")).to_contain_text("It is in the library again.")
    windows.excuse("422 (Unprocessable Entity)")
