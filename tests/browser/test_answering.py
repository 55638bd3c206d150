"""A gap climbs to the top, who answers on Today; the person sees who answers for what they are owed."""

import re

from playwright.sync_api import Locator, Page, expect

from browser.installation import Served
from browser.windows import Windows

CAME = "Seller-1 is short in Bookings: you answer for it since 30 September 2025."
CHOSEN = "the leader it came to chose what comes of it"


def arrival(page: Page) -> Locator:
    """The line of what came from below."""
    return page.locator("#arrival-1")


def said(line: Locator, choice: str, why: str, until: str = "", commitment: str = "") -> None:
    """Say in place what comes of it."""
    if line.get_by_label("What comes of it").is_hidden():
        line.locator("summary").click()
    line.get_by_label("What comes of it").select_option(choice)
    line.get_by_label("Why").fill(why)
    line.get_by_label("What I commit to do, where I help").fill(commitment)
    line.get_by_label("By when, or until when there is more time").fill(until)
    line.get_by_role("button", name="Put it on record").click()


def entries(page: Page) -> list[str]:
    """What the record of seller-1 says has happened, the latest first."""
    page.goto("/people/seller-1/record/")
    return page.get_by_role("table", name="The latest first").locator("tbody td:nth-of-type(1)").all_inner_texts()


def it_arrives(chief: Page, person: Page) -> None:
    """It arrives in one sentence: whose, since when, why, what is asked; the person sees who answers."""
    chief.goto("/today/")
    expect(arrival(chief).get_by_role("link", name=CAME)).to_be_visible()
    expect(arrival(chief)).to_contain_text("answerability moved from Dana Reyes to Cleo Chief on 30 September 2025.")
    expect(arrival(chief)).to_contain_text("a decision on Bookings by 15 December 2025.")
    expect(arrival(chief)).to_contain_text("First lapse: what does Lee Okoro need to lead?")
    person.goto("/me/")
    owed = person.get_by_role("table", name="Support owed")
    decision = owed.get_by_role("row").filter(has_text="a decision on Bookings")
    expect(decision).to_contain_text("Cleo Chief, level 3, since 30 September 2025")


def give_time(chief: Page, person: Page) -> None:
    """Without a reason nothing is chosen and nothing lost; with one the decision has more time, once."""
    said(arrival(chief), "More time for the decision", "  ", until="2026-02-27")
    expect(arrival(chief).get_by_role("alert")).to_contain_text("Say why: the person, and the leaders below")
    said(arrival(chief), "More time for the decision", "The new territory starts in February.", until="2026-02-27")
    expect(arrival(chief).get_by_role("status")).to_contain_text("Your choice for Seller-1 is on record.")
    person.goto("/gaps/1/answering/")
    expect(person.get_by_text("it is due by 27 February 2026.")).to_be_visible()


def help_them(chief: Page, person: Page) -> None:
    """Help with a promise keeps what had come along."""
    chief.reload()
    said(arrival(chief), "I help: I commit to do something myself", "Nobody has.", "2026-01-30", "I sit in.")
    expect(arrival(chief).get_by_role("status")).to_contain_text("is on record")
    person.reload()
    expect(person.get_by_text("Promised: I sit in.")).to_be_visible()


def change_role(chief: Page, person: Page) -> None:
    """Another role: chosen on Today, proposed and decided among the moves."""
    chief.reload()
    said(arrival(chief), "Another role for the person", "He advises customers better than he sells.")
    arrival(chief).get_by_role("link", name="Propose the move").click()
    expect(chief.get_by_role("heading", level=1)).to_have_text("A move of Seller-1")
    expect(chief.get_by_label("From a gap")).to_have_value("1")
    chief.locator('select[name="role"]').select_option(label="Adviser")
    chief.get_by_label("First day there; of leaving, the last day here").fill("2026-02-02")
    chief.get_by_label("Why", exact=True).fill("He advises customers better than he sells.")
    chief.get_by_role("button", name="Propose it").click()
    expect(chief.locator("#messages")).to_have_text("Proposed. Nothing is decided.")
    move = chief.url
    chief.get_by_role("button", name="I have told them").click()
    person.goto(move)
    person.get_by_label("What I say to it").fill("I would like that.")
    person.get_by_role("button", name="Put it on record").click()
    chief.goto(move)
    chief.get_by_text("Decide it as it was proposed").click()
    chief.get_by_label("Why I decide so").fill("We owed him help and did not give it. He wants to advise.")
    chief.get_by_role("button", name="Decide", exact=True).click()
    expect(chief.locator("#messages")).to_have_text("Decided, and on record with your name.")


def test_what_climbed_is_answered_on_today_and_the_person_sees_by_whom(windows: Windows, company: Served):
    chief, person = windows.open(company, who="chief"), windows.open(company, who="seller")
    # The other story of this company may have been told before.
    before = entries(person).count(CHOSEN)

    it_arrives(chief, person)
    give_time(chief, person)
    help_them(chief, person)
    change_role(chief, person)

    # The person sees who answers; the ledger has each choice, with the reason; the chain is whole.
    person.goto("/gaps/1/answering/")
    expect(
        person.get_by_text("Cleo Chief, level 3 of the chain, answers for it since 30 September 2025.")
    ).to_be_visible()
    expect(person.locator("blockquote")).to_have_count(before + 3)
    assert entries(person).count(CHOSEN) == before + 3
    assert company.place.run("verify").startswith("The ledger is whole: ")


def test_what_came_from_below_is_answered_on_a_phone_without_script(windows: Windows, company: Served):
    chief = windows.open(company, who="chief", width=360, script=False)
    chief.goto("/today/")

    said(arrival(chief), "I help: I commit to do something myself", "It lasts.")

    expect(chief.locator("#messages")).to_have_text("Your choice is on record.")
    expect(chief.get_by_text(re.compile(r"^Cleo Chief chose help on 12 January 2026\.$"))).to_be_visible()
