"""What levers add and what waiting costs, as people read it: the useless training, the gap nobody took up, the line."""

from playwright.sync_api import expect

from browser.installation import Served
from browser.windows import Windows, picture


def test_a_training_that_looks_useful_is_said_to_be_not_known_yet(windows: Windows, company: Served):
    page = windows.open(company, who="seller", width=360)
    page.goto("/levers/?kind=training")
    page.get_by_role("link", name="Discovery: questions that find the need").click()

    said = page.get_by_role("main")
    expect(said).to_contain_text("Closed 17 of 22 gaps within 90 days")
    expect(said).to_contain_text("A plain comparison of before and after would say 21 points more. It misleads")
    expect(said).to_contain_text("What it adds is not known yet: it may be anything between −3 and +4 points.")
    expect(page.get_by_role("img", name="Gaps closed after 3 months: with trainings 36 %")).to_be_visible()
    picture(page, "effects-of-a-training-360-light")


def test_a_gap_says_what_nobody_s_acting_has_cost_and_what_closed_others(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/gaps/1/")

    said = page.get_by_role("main")
    expect(said).to_contain_text("Nobody has acted for 18 weeks, since 1 September 2025")
    expect(said).to_contain_text("With coaching, as it helped others: 67 % of target (54 % to 80 %)")
    picture(page, "effects-on-a-gap-1280-light")
    page.get_by_role("link", name="The library of levers").click()
    expect(page.get_by_role("main")).to_contain_text("12 more than would have closed by themselves, between 3 and 21")


def test_a_line_says_what_waiting_costs_under_whom(windows: Windows, company: Served):
    page = windows.open(company, who="director")
    page.goto("/chain/")
    page.get_by_role("link", name="Waiting").click()

    under = page.get_by_role("table", name="What waiting cost under each leader, by name")
    expect(under.get_by_role("row").filter(has_text="Lee Okoro")).to_contain_text("18 weeks")
    picture(page, "effects-on-the-line-1280-light")
    under.get_by_role("link", name="Lee Okoro").click()
    expect(page.get_by_role("heading", name="What waiting costs under Lee Okoro")).to_be_visible()
