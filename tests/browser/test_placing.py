"""Another role for somebody: an opening, the reasons, a proposal by name, and what the person reads of it."""

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.looking import WELL, looked_at
from browser.windows import Windows


def open_a_place(page: Page) -> str:
    """A leader opens a place for an adviser; its address."""
    page.goto("/moves/openings/new/")
    page.get_by_role("main").get_by_label("Role").select_option("Adviser")
    page.get_by_role("main").get_by_label("Unit").select_option("North")
    page.get_by_label("Leader, by name or id").fill("Lee Okoro")
    page.get_by_label("From", exact=True).fill("2026-02-12")
    page.get_by_role("button", name="Open it").click()
    expect(page.locator("#messages")).to_have_text("The opening is on record.")
    return page.url


def propose_for_a_reason(page: Page) -> str:
    """Read why somebody would be expected to do well there, and propose it with reasons of one's own; the move."""
    card = page.get_by_role("article", name="Seller-1")
    expect(card).to_contain_text("As Adviser 97 % is to be expected, between 86 % and 108 %")
    expect(card).to_contain_text("on 7 people who held both roles before")
    card.get_by_role("link", name="Propose it").click()
    expect(page.get_by_label("What would have to be true for it to go well")).to_have_value(
        "What Seller-1 shows as Account Executive carries over to Adviser: as it did for 7 people before (between 30 % "
        "and 85 % of it).\nThe leader there is a typical one."
    )
    expect(page.get_by_label("Why")).to_have_value("")
    page.get_by_label("Why").fill("You explain well, and that is what advisers do.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.locator("#messages")).to_have_text("Proposed. Nothing is decided.")
    return page.url


def test_an_opening_its_reasons_a_proposal_and_what_the_person_reads(windows: Windows, own_company: Served):
    leader, person = windows.open(own_company, who="leader"), windows.open(own_company, who="seller", theme="dark")

    opening = open_a_place(leader)
    assert looked_at(leader, "placing-opening", "light") == WELL
    move = propose_for_a_reason(leader)

    # The person reads what is said of them under Me, on the page of the opening, and on that of the move.
    person.goto("/me/")
    section = person.locator("#elsewhere")
    expect(section.get_by_role("article", name="Adviser")).to_contain_text("That is 34 points more, between 20 and 48.")
    expect(section.get_by_role("article", name="Sales Manager")).to_contain_text("cannot be told")
    assert looked_at(person, "placing-me", "dark") == WELL
    person.goto(opening)
    expect(person.get_by_role("article", name="Seller-1")).to_contain_text("proposed, the person is not told yet")
    assert looked_at(person, "placing-opening-of-mine", "dark") == WELL
    person.goto(move)
    expect(person.get_by_text("The leader there is a typical one.")).to_be_visible()
    # Looked at again, the opening says how far it is, and offers no second proposal.
    leader.goto(opening)
    card = leader.get_by_role("article", name="Seller-1")
    expect(card).to_contain_text("proposed, the person is not told yet")
    expect(card.get_by_role("link", name="Propose it")).to_have_count(0)
    assert "whole" in own_company.place.run("verify")
