"""A person sees it otherwise, is heard, and a leader from outside looks at the claim: each at their own desk."""

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.windows import Windows

HEARING = "/gaps/1/hearing/"
WORDS = "My two largest accounts went to another team in July.\nThe target stayed as it was."
FOUND = "Both accounts are in the figures of the other team since July."
WHY = "Two thirds of what is short went with the two accounts."


def entries(page: Page) -> list[str]:
    """What the record of seller-1 says has happened of the hearing, the first thing first."""
    page.goto("/people/seller-1/record/")
    told = page.get_by_role("table", name="The latest first").locator("tbody td:nth-of-type(1)").all_inner_texts()
    mine = ("asked", "opened the evidence", "one who is heard answered", "reviewer", "outcome")
    return [one for one in reversed(told) if any(word in one for word in mine)]


def refused(windows: Windows, page: Page, path: str) -> None:
    """See that an address is not theirs to see."""
    answer = page.goto(path)
    assert answer is not None
    assert answer.status == 403
    windows.excuse("403 (Forbidden)")


def ask_and_open(chief: Page, person: Page) -> None:
    """Asked, with time to answer; the person is told where they look anyway, and sees the evidence first."""
    chief.goto("/gaps/1/")
    chief.get_by_role("link", name="Fair hearing").click()
    chief.get_by_label("Who is heard").select_option("Seller-1")
    chief.get_by_role("button", name="Ask", exact=True).click()
    expect(chief.locator("#messages")).to_have_text("On record. They are told, and see the evidence first.")
    expect(chief.get_by_text("Seller-1 has not opened the evidence yet.")).to_be_visible()
    person.goto("/me/")
    person.get_by_role("link", name="You are asked for your side of it, until 19 January 2026").click()
    expect(person.get_by_role("heading", level=2, name="Seller-1 is heard")).to_be_visible()


def answer(person: Page) -> None:
    """Half-written words outlast a closed page, and are put on record."""
    person.get_by_label("In my own words").fill(WORDS)
    person.goto("/me/")
    person.goto(HEARING)
    expect(person.get_by_label("In my own words")).to_have_value(WORDS)
    person.get_by_label("I see it otherwise").check()
    person.get_by_role("button", name="Put my answer on record").click()
    expect(person.locator("#messages")).to_have_text("Your answer is on record. It stands beside the claim for good.")


def review(windows: Windows, person: Page, outside: Page) -> None:
    """A leader from outside the line is asked, sees this gap and nothing else, and says what they find."""
    person.get_by_role("link", name="Ask a reviewer from outside").click()
    expect(person.get_by_role("radio")).to_have_count(1)
    person.get_by_label("Nia Wolf").check()
    person.get_by_role("button", name="Ask for the review").click()
    expect(person.get_by_text("Seller-1 asked Nia Wolf to look at it from outside")).to_be_visible()
    outside.goto("/today/")
    outside.get_by_role("link", name="You are asked to review the claim on Seller-1 from outside").click()
    expect(outside.get_by_text("You were asked to review this, until 19 January 2026.")).to_be_visible()
    outside.get_by_role("link", name="All the evidence on this gap").click()
    expect(outside.get_by_role("heading", level=1)).to_have_text("Seller-1: Bookings")
    refused(windows, outside, "/people/seller-1/")
    outside.goto(HEARING)
    outside.get_by_label("The claim does not hold").check()
    outside.get_by_label("My reasons").fill(FOUND)
    outside.get_by_role("button", name="Put what I find on record").click()
    expect(outside.locator("#messages")).to_have_text("On record, beside the claim.")


def end(windows: Windows, chief: Page, person: Page, outside: Page) -> None:
    """The leader who answers says what becomes of it; all read the same, the reviewer no more."""
    chief.goto(HEARING)
    chief.get_by_label("The claim is contested").check()
    chief.get_by_label("Why").fill(WHY)
    chief.get_by_role("button", name="Put the outcome on record").click()
    expect(chief.locator("#messages")).to_have_text("The outcome is on record.")
    person.reload()
    for page in (chief, person):
        for text in ("The target stayed as it was.", FOUND, WHY):
            expect(page.get_by_text(text)).to_be_visible()
    refused(windows, outside, HEARING)
    person.goto("/gaps/1/answering/")
    expect(person.get_by_text("Contested since 12 January 2026: a fair hearing ended so.")).to_be_visible()


def test_a_person_sees_it_otherwise_and_is_heard_with_a_reviewer_from_outside(windows: Windows, company: Served):
    chief, person = windows.open(company, who="chief"), windows.open(company, who="seller")
    outside = windows.open(company, who="new-leader")
    refused(windows, outside, HEARING)

    ask_and_open(chief, person)
    answer(person)
    review(windows, person, outside)
    end(windows, chief, person, outside)

    # The ledger has each step, and none of the words.
    assert entries(person) == [
        "somebody was asked for their side of it",
        "the one who is heard opened the evidence",
        "the one who is heard answered",
        "a reviewer from outside was asked",
        "a reviewer from outside said what they find",
        "the outcome of a hearing was put on record",
    ]
    expect(person.get_by_text("went to another team")).to_have_count(0)
    assert company.place.run("verify").startswith("The ledger is whole: ")


def test_a_leader_who_is_named_is_heard_and_asks_for_more_time(windows: Windows, company: Served):
    director, leader = windows.open(company, who="director"), windows.open(company, who="leader", width=360)

    director.goto(HEARING)
    director.get_by_label("Who is heard").select_option("Lee Okoro")
    director.get_by_role("button", name="Ask", exact=True).click()
    leader.goto(HEARING)
    section = leader.get_by_role("heading", level=2, name="Lee Okoro, heard as a leader").locator("..")
    expect(section.get_by_text("Owed: a conversation about Bookings, due 8 September 2025")).to_be_visible()
    expect(leader.get_by_text("A first lapse: what does Lee Okoro need to lead?")).to_be_visible()
    section.get_by_text("Ask for more time").click()
    section.get_by_label("Until").fill("2026-02-02")
    section.get_by_role("button", name="Ask for it").click()
    director.reload()
    expect(director.get_by_text("Lee Okoro asks for time until 2 February 2026.")).to_be_visible()
    director.get_by_text("Give more time").click()
    director.get_by_role("button", name="Give it").click()

    expect(director.locator("#messages")).to_have_text("More time is given.")
    leader.reload()
    expect(leader.get_by_text("answer by 2 February 2026", exact=True)).to_be_visible()
