"""Whole stories of plans: of both sides, at two desks at once; each ends with the ledger and its verification."""

import re

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.windows import Windows

REFUSED = "No leader has committed to anything. A gap that lasts is management's"


def commit(page: Page, place: int, who: str, what: str, by: str) -> None:
    """Fill in a row of who does what by when."""
    group = page.get_by_role("group", name="Who will do what, by when")
    group.get_by_label("Who").nth(place).select_option(who)
    group.get_by_label("What", exact=True).nth(place).fill(what)
    group.get_by_label("By", exact=True).nth(place).fill(by)


def set_to_work(page: Page, kind: str, words: str) -> None:
    """Fill in the first lever."""
    group = page.get_by_role("group", name="What is set to work")
    group.get_by_label("Kind").first.select_option(kind)
    group.get_by_label("In a few words").first.fill(words)


def log_in_place(page: Page, sentence: str, day: str) -> None:
    """Log a conversation where its duty is shown."""
    line = page.get_by_role("listitem").filter(has_text=sentence).first
    line.get_by_text("Log the conversation").click()
    line.get_by_label("When").fill(day)
    line.get_by_role("button", name="Log it").click()
    expect(page.get_by_text("On record for").first).to_be_visible()


def read_the_ledger(page: Page, own_company: Served, who: str, *told: str) -> None:
    """The record of a person tells of it, and the ledger is whole."""
    page.goto(f"/people/{who}/record/")
    for line in told:
        expect(page.get_by_role("table").get_by_text(line, exact=True).first).to_be_visible()
    assert "whole" in own_company.place.run("verify")


def test_a_gap_from_signal_to_closed_by_coaching(windows: Windows, own_company: Served):
    own_company.place.do("import stories; stories.seller_2_falls_short()")
    leader, person = windows.open(own_company, who="leader"), windows.open(own_company, who="peer")
    leader.goto("/people/seller-2/")
    leader.get_by_role("link", name="Bookings", exact=True).first.click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("Seller-2: Bookings")
    gap = leader.url
    log_in_place(leader, "Seller-2 needs to talk with you about Bookings", "2026-01-12")
    leader.goto(gap)
    leader.get_by_role("link", name="Make the plan").click()
    set_to_work(leader, "coaching", "First calls, together")
    commit(leader, 0, "seller-2", "I prepare three first calls a week", "2026-02-27")
    commit(leader, 1, "leader", "I sit beside for the first call every Monday", "2026-02-27")
    leader.get_by_role("button", name="Put it forward", exact=True).click()
    expect(leader.locator("#messages")).to_contain_text("On record: you agree.")
    plan = leader.url
    person.goto(plan)
    person.get_by_role("button", name="I agree to this plan").click()
    expect(person.locator("#messages")).to_contain_text("Both sides have agreed: the plan runs.")
    leader.reload()
    expect(leader.get_by_text("Agreed by both sides on 12 January 2026")).to_be_visible()

    own_company.place.do("import stories; stories.it_is_the_day_of_the_first_review()")
    leader.goto(gap)
    log_in_place(leader, "The plan of Seller-2 for Bookings needs to be looked at again", "2026-01-26")
    leader.goto(plan)
    expect(leader.get_by_text("26 January 2026: held on 26 January 2026")).to_be_visible()
    leader.get_by_role("button", name=re.compile("^Kept.*I sit beside")).click()
    own_company.place.do("import stories; stories.seller_2_recovers()")
    leader.goto(plan)
    expect(leader.get_by_text("The gap closed on 2 April 2026.")).to_be_visible()
    leader.get_by_label("How it ended").select_option("closed")
    leader.get_by_label("Why").fill("Calls prepared beforehand became a habit.")
    leader.get_by_role("button", name="Put the outcome on record").click()

    expect(leader.get_by_text("The plan ended on 2 April 2026: the gap has closed.")).to_be_visible()
    told = ("a plan ended", "a plan agreed by both sides began", "the gap closed", "a measure was begun")
    read_the_ledger(leader, own_company, "seller-2", *told)


def test_a_plan_for_a_sustained_gap_is_refused_until_the_leader_commits(windows: Windows, own_company: Served):
    chief, leader, person = (windows.open(own_company, who=who) for who in ("chief", "leader", "seller"))
    chief.goto("/gaps/1/plan/")
    chief.get_by_text("Give the decision more time").click()
    chief.get_by_label("Until").fill("2026-04-01")
    chief.get_by_label("Why: what will be different by then").fill("The accounts are divided anew in March.")
    chief.get_by_role("button", name="Give it more time").click()
    expect(chief.locator("#messages")).to_contain_text("On record: the decision has more time, and why.")

    leader.goto("/gaps/1/plan/")
    set_to_work(leader, "coaching", "First calls, together")
    commit(leader, 0, "seller-1", "I call ten accounts a week", "2026-02-27")
    leader.get_by_role("button", name="Put it forward", exact=True).click()
    expect(leader.get_by_role("alert")).to_contain_text(REFUSED)
    windows.excuse("422 (Unprocessable Entity)")
    group = leader.get_by_role("group", name="Who will do what, by when")
    expect(group.get_by_label("What", exact=True).first).to_have_value("I call ten accounts a week")
    commit(leader, 1, "leader", "I join the first call every Monday", "2026-02-27")
    leader.get_by_role("button", name="Put it forward", exact=True).click()
    expect(leader.locator("#messages")).to_contain_text("On record: you agree.")

    person.goto("/gaps/1/plan/")
    expect(person.get_by_text("I join the first call every Monday")).to_be_visible()
    person.get_by_role("button", name="I agree to this plan").click()
    expect(person.get_by_text("Agreed by both sides on 12 January 2026")).to_be_visible()
    person.get_by_text("Say what I think it comes from").click()
    person.get_by_label("the process", exact=True).check()
    person.get_by_label("What it rests on: what I saw or heard, and when").fill("My accounts were split in July.")
    person.get_by_role("button", name="Put my view on record").click()
    leader.goto("/gaps/1/plan/")
    expect(leader.get_by_text("My accounts were split in July.")).to_be_visible()
    told = ("the decision got more time", "a plan was put forward", "a plan agreed by both sides began")
    read_the_ledger(leader, own_company, "seller-1", *told)


def test_a_gap_of_a_whole_unit_is_fixed_by_a_process(windows: Windows, own_company: Served):
    own_company.place.do("import stories; stories.the_unit_falls_short()")
    chief, director = windows.open(own_company, who="chief"), windows.open(own_company, who="director")
    chief.goto("/today/")
    chief.get_by_role("link", name="All (whole unit)").first.click()
    chief.get_by_role("navigation", name="On this gap").get_by_role("link", name="The plan").click()
    plan = chief.url
    set_to_work(chief, "process", "One list of accounts for all")
    chief.get_by_role("button", name="Put it forward", exact=True).click()
    expect(chief.get_by_role("alert")).to_contain_text("what a whole unit misses is closed by whoever leads it")
    windows.excuse("422 (Unprocessable Entity)")
    commit(chief, 0, "chief", "I have the two lists made one by February", "2026-01-30")
    chief.get_by_role("button", name="Put it forward", exact=True).click()
    expect(chief.locator("#messages")).to_contain_text("Both sides have agreed: the plan runs.")

    director.goto(plan)
    expect(director.get_by_text("I have the two lists made one by February")).to_be_visible()
    own_company.place.do("import stories; stories.the_unit_recovers()")
    chief.goto(plan)
    chief.get_by_label("How it ended").select_option("process_fixed")
    chief.get_by_label("Why").fill("Since there is one list nobody calls twice.")
    chief.get_by_role("button", name="Put the outcome on record").click()

    expect(chief.get_by_text("The plan ended on 2 April 2026: a process was put right for the unit.")).to_be_visible()
    read_the_ledger(chief, own_company, "seller-1", "a duty arose")
