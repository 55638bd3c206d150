"""Moves as people live them: somebody leaves well, and somebody asks for another place and does well there."""

import re
from datetime import date

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.later import later
from browser.windows import Windows

UNPROCESSABLE, CONFLICT = "422 (Unprocessable Entity)", "409 (Conflict)"

THEIRS, MINE = "Seller-1 leaves us at the end of February.", "I leave for a role in which I can do well."


def badge(page: Page) -> str:
    """How far the move of a page is."""
    return page.locator(".lead .badge").inner_text()


def entries(page: Page, who: str) -> list[str]:
    """What the record of somebody says has happened, the latest first."""
    page.goto(f"/people/{who}/record/")
    return page.get_by_role("table", name="The latest first").locator("tbody td:nth-of-type(1)").all_inner_texts()


def propose_leaving(page: Page) -> str:
    """Propose, from the gap, that seller-1 leaves; the address of the move."""
    page.goto("/gaps/1/")
    page.get_by_role("link", name="Propose a move: another role, another leader, or a good way out").click()
    expect(page.get_by_label("From a gap")).to_have_value("1")
    page.get_by_label("Where to").select_option("Leaving the company")
    page.get_by_label("First day there; of leaving, the last day here").fill("2026-02-28")
    page.get_by_label("Why").fill("We have found nothing here that suits. There is a place at a partner's.")
    page.get_by_role("button", name="Propose it").click()
    expect(page.locator("#messages")).to_have_text("Proposed. Nothing is decided.")
    return page.url


def tell_and_hear(leader: Page, person: Page) -> None:
    """The leader has told the person, who answers."""
    leader.get_by_role("button", name="I have told them").click()
    person.goto("/moves/?show=waiting")
    person.get_by_role("link", name="Seller-1").click()
    person.get_by_label("What I say to it").fill("I would have wished for more help. But I agree.")
    person.get_by_role("button", name="Put it on record").click()
    expect(person.locator("#messages")).to_have_text("On record: whoever decides reads it first.")


def decide_all_the_same(chief: Page) -> None:
    """Refused without support to whoever gives no reason; then decided by name."""
    chief.goto("/moves/?show=waiting")
    chief.get_by_role("link", name="Seller-1").click()
    chief.get_by_text("Decide it as it was proposed").click()
    chief.get_by_role("button", name="Decide", exact=True).click()
    expect(chief.get_by_role("alert")).to_contain_text("No real support is on record yet.")
    expect(chief.get_by_role("alert")).to_contain_text("The next leader can decide so all the same: say why.")
    chief.get_by_text("Decide it as it was proposed").click()
    chief.get_by_label("Why I decide so").fill("We owed him help and did not give it. He has found a better place.")
    chief.get_by_role("button", name="Decide", exact=True).click()
    expect(chief.locator("#messages")).to_have_text("Decided, and on record with your name.")
    assert badge(chief) == "decided, from 1 March 2026"


def agree_on_a_message(leader: Page, person: Page, move: str) -> None:
    """Both write the message at once; nothing is lost; both agree."""
    for page in (leader, person):
        page.goto(move)
        page.get_by_role("link", name="The way out").click()
        page.get_by_text("Write the message").click()
    leader.get_by_label("The message", exact=True).fill(THEIRS)
    person.get_by_label("The message", exact=True).fill(MINE)
    leader.get_by_role("button", name="Keep the message").click()
    person.get_by_role("button", name="Keep the message").click()
    expect(person.get_by_role("alert")).to_contain_text("Lee Okoro changed this while you were writing.")
    both = person.get_by_label("The message: what shall stand")
    assert both.input_value().splitlines() == [THEIRS, MINE]
    person.get_by_role("button", name="Keep this").click()
    person.get_by_role("button", name="I agree to this message").click()
    expect(person.locator(".agreement")).to_have_text("Seller-1 has agreed; it waits for Lee Okoro.")
    leader.reload()
    leader.get_by_role("button", name="I agree to this message").click()
    expect(leader.locator(".agreement")).to_have_text("Agreed by both on 12 January 2026.")


def agree_on_a_reference(leader: Page, person: Page) -> None:
    """A reference is named, agreed to and written."""
    leader.get_by_text("Add something to do").click()
    leader.get_by_label("What", exact=True).fill("A reference by Lee")
    leader.get_by_label("Of what kind").select_option("a reference")
    leader.get_by_label("Who does it").select_option("the leader")
    leader.get_by_label("By when").fill("2026-02-20")
    leader.get_by_role("button", name="Add it").click()
    person.reload()
    person.get_by_role("button", name="I agree to: A reference by Lee").click()
    leader.get_by_role("button", name="Done: A reference by Lee").click()
    expect(leader.get_by_text("done on 12 January 2026, agreed by one of the two")).to_be_visible()


def test_an_exit_done_well(windows: Windows, own_company: Served):
    leader, person = windows.open(own_company, who="leader"), windows.open(own_company, who="seller")
    chief = windows.open(own_company, who="chief")

    move = propose_leaving(leader)
    tell_and_hear(leader, person)
    decide_all_the_same(chief)
    agree_on_a_message(leader, person, move)
    agree_on_a_reference(leader, person)
    later(own_company.place, date(2026, 3, 1))

    person.goto("/me/")
    expect(person).to_have_url(re.compile(r"/accounts/login/"))
    leader.goto(move)
    assert badge(leader) == "in effect since 1 March 2026"
    leader.get_by_role("link", name="The way out").click()
    leader.get_by_label("What became of them, as far as they told").fill("Well settled at the partner's.")
    leader.get_by_role("button", name="Put it on record").click()
    expect(leader.get_by_text("Well settled at the partner's.")).to_be_visible()
    said = entries(leader, "seller-1")
    assert {"a move was proposed", "a move was decided on", "the message on leaving was agreed to by one side"} <= {
        *said
    }
    assert "whole" in own_company.place.run("verify")
    windows.excuse(UNPROCESSABLE)
    windows.excuse(CONFLICT)


def ask_for_an_opening(new: Page, person: Page, today: str) -> str:
    """A leader opens a place, and somebody asks for it; the address of the move."""
    new.goto("/moves/openings/new/")
    new.get_by_role("main").get_by_label("Role").select_option("Account Executive")
    new.get_by_role("main").get_by_label("Unit").select_option("South")
    new.get_by_label("Leader, by name or id").fill("Nia Wolf")
    new.get_by_label("From", exact=True).fill(today)
    new.get_by_role("button", name="Open it").click()
    person.goto("/moves/")
    person.get_by_role("link", name="Account Executive").click()
    person.get_by_role("link", name="I would like to move there").click()
    person.get_by_label("First day there; of leaving, the last day here").fill(today)
    person.get_by_label("Why").fill("I come from the south and know the trade there.")
    person.get_by_role("button", name="Say that I would like to move").click()
    assert badge(person) == "asked for by the person"
    return person.url


def test_a_role_change_is_looked_at_after_thirty_days(windows: Windows, own_company: Served):
    new, person = windows.open(own_company, who="new-leader"), windows.open(own_company, who="peer")
    leader = windows.open(own_company, who="leader")

    move = ask_for_an_opening(new, person, "2026-01-12")
    leader.goto(move)
    leader.get_by_text("Decide it as it was proposed").click()
    leader.get_by_role("button", name="Decide", exact=True).click()
    assert badge(leader) == "in effect since 12 January 2026"
    new.goto("/people/")
    expect(new.get_by_role("heading", name="Seller-2")).to_be_visible()
    later(own_company.place, date(2026, 2, 12), date(2026, 1, 1))

    # Both sides read what came of it, and say how it is going.
    for page, text in ((person, "The trade is as I thought."), (new, "She brings the trade along.")):
        page.goto(move)
        row = page.get_by_role("table", name="What came of it").get_by_role("row").filter(has_text="after 30 days")
        expect(row).to_contain_text("within what was forecast")
        page.get_by_label("How is it going, after 30 days? One line").fill(text)
        page.get_by_role("button", name="Say so").click()
    expect(new.get_by_text("Seller-2, after 30 days: The trade is as I thought.")).to_be_visible()
    assert entries(person, "seller-2")[:3] == [
        "one side said how a move is going",
        "one side said how a move is going",
        "what came of a move was looked at",
    ]
    assert "whole" in own_company.place.run("verify")
