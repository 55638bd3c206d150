"""A leader and a person prepare a conversation, hold it, note it at the same time, confirm it; no word is lost."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.windows import PASSWORD, Windows, picture

KEPT = "What you had written was kept on this device."
NOTES = "What we spoke of and agreed"
BOTH = "Two accounts were closed in July.\nI call both of them."


def plan(page: Page, key: str, day: str = "2026-01-12") -> str:
    """Plan to talk with somebody; the address of the conversation."""
    page.goto(f"/people/{key}/conversations/")
    page.get_by_label("Day").fill(day)
    page.get_by_role("button", name="Plan to talk").click()
    expect(page.locator("#messages")).to_contain_text("Planned. Both of you can add to the agenda.")
    return re.sub(r"^https?://[^/]+", "", page.url)


def sign_in_again(page: Page, who: str) -> None:
    """Sign in on the page one was sent to."""
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    page.get_by_label("Email").fill(f"{who}@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_two_prepare_hold_note_at_once_and_confirm(windows: Windows, company: Served):
    leader, person = windows.open(company, who="leader"), windows.open(company, who="peer", width=360)
    address = plan(leader, "seller-2")

    prepare(leader, person)
    note_at_once(leader, person)
    talk_and_confirm(leader, person)

    above = windows.open(company, who="director")
    above.goto("/people/seller-2/conversations/")
    expect(above.get_by_role("table", name="Conversations, the latest first")).to_contain_text("confirmed by both")
    expect(above.get_by_role("main")).to_contain_text("Call both accounts")
    expect(above.get_by_role("main")).not_to_contain_text("Two accounts were closed")
    above.goto(address)
    expect(above.get_by_role("heading", level=1)).to_have_text("This is not yours to see")
    windows.excuse("403 (Forbidden)")


def prepare(leader: Page, person: Page) -> None:
    """The person adds to the agenda and promises something, on a phone; the leader ticks off."""
    person.goto("/conversations/")
    person.get_by_role("link", name="Lee Okoro").first.click()
    person.get_by_label("To speak of").fill("Travel in March")
    person.get_by_role("button", name="Add", exact=True).click()
    expect(person.get_by_role("button", name="Travel in March")).to_have_attribute("aria-pressed", "false")
    person.get_by_label("Will do").fill("Call both accounts")
    person.get_by_role("button", name="Promised").click()
    expect(person.locator("#promises")).to_contain_text("Seller-2: Call both accounts")
    expect(person.locator(".kept")).to_have_count(0)
    picture(person, "conversation-prepared-360")
    leader.reload()
    leader.get_by_role("button", name="Travel in March").click()
    expect(leader.get_by_role("button", name="Travel in March")).to_have_attribute("aria-pressed", "true")


def note_at_once(leader: Page, person: Page) -> None:
    """Both write the shared notes; whoever comes second brings both texts together."""
    leader.get_by_label(NOTES).fill("Two accounts were closed in July.")
    person.get_by_label(NOTES).fill("I call both of them.")
    leader.get_by_role("button", name="Keep the shared notes").click()
    expect(leader.locator("#notes")).to_contain_text("Last written by Lee Okoro.")
    person.get_by_role("button", name="Keep the shared notes").click()
    said = "Lee Okoro changed this while you were writing. Nothing is lost: here are both texts."
    expect(person.get_by_role("alert")).to_have_text(said)
    picture(person, "conversation-merge-360")
    person.get_by_role("button", name="Keep this").click()
    expect(person.get_by_label(NOTES)).to_have_value(BOTH)
    expect(person.locator(".kept")).to_have_count(0)


def talk_and_confirm(leader: Page, person: Page) -> None:
    """The leader says that they have talked; both confirm it."""
    leader.get_by_role("button", name="We have talked").click()
    expect(leader.locator("#messages")).to_contain_text("On record: you have talked.")
    expect(leader.get_by_label(NOTES)).to_have_value(BOTH)
    leader.get_by_role("button", name="I confirm it as it reads").click()
    person.reload()
    person.get_by_role("button", name="I confirm it as it reads").click()
    expect(person.locator("p.lead .badge")).to_have_text("confirmed by both")
    picture(leader, "conversation-held-1280")


def test_it_is_put_into_the_calendar_and_moves_there(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    plan(page, "seller-3", "2026-01-20")

    with page.expect_download() as first:
        page.get_by_role("link", name="Put it into my calendar (.ics)").click()
    page.get_by_text("Put it off", exact=True).first.click()
    page.get_by_label("To", exact=True).fill("2026-01-22")
    page.get_by_label("Why", exact=True).first.fill("I am at a customer")
    page.get_by_role("button", name="Put it off").click()
    expect(page.locator("#messages")).to_contain_text("Put off. The agenda and what you promised each other have gone")
    with page.expect_download() as second:
        page.get_by_role("link", name="Put it into my calendar (.ics)").click()

    before, after = (Path(one.value.path()).read_text(encoding="utf-8") for one in (first, second))
    names = {re.search(r"^UID:(.*)$", text, re.MULTILINE)[1] for text in (before, after)}
    assert len(names) == 1
    assert "SEQUENCE:0" in before
    assert "SEQUENCE:1" in after
    assert "20260122T100000" in after
    assert "customer" not in after


def test_half_written_text_survives_a_closed_tab_and_is_discarded_when_one_says_so(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    address = plan(page, "seller-4", "2026-01-21")
    page.get_by_label(NOTES).fill("Half a sent")
    page.get_by_role("heading", name="My own notes").click()
    page.get_by_label("For myself").fill("Ask gently")

    page.close()
    again = page.context.new_page()
    again.goto(address)

    expect(again.get_by_label(NOTES)).to_have_value("Half a sent")
    # What is folded away is opened where something of it came back.
    expect(again.get_by_label("For myself")).to_have_value("Ask gently")
    expect(again.locator("#notes .kept")).to_contain_text(KEPT)
    again.locator("#private").get_by_role("button", name="Discard").click()
    expect(again.get_by_label("For myself")).to_have_value("")
    again.get_by_role("button", name="Keep the shared notes").click()
    expect(again.locator("#notes")).to_contain_text("Last written by Lee Okoro.")
    again.reload()
    expect(again.locator(".kept")).to_have_count(0)
    expect(again.get_by_label(NOTES)).to_have_value("Half a sent")


def test_half_written_text_survives_an_expired_session_and_is_nobody_else_s(windows: Windows, company: Served):
    page = windows.open(company, who="chief")
    address = plan(page, "director", "2026-01-21")
    page.get_by_label(NOTES).fill("Written for long")

    page.context.clear_cookies(name="sessionid")
    page.get_by_role("button", name="Keep the shared notes").click()
    sign_in_again(page, "director")
    expect(page.get_by_role("heading", level=1)).to_have_text("Cleo Chief and Dana Reyes")
    expect(page.get_by_label(NOTES)).to_have_value("")
    expect(page.locator(".kept")).to_have_count(0)
    page.context.clear_cookies(name="sessionid")
    page.goto(address)
    sign_in_again(page, "chief")

    expect(page).to_have_url(re.compile(re.escape(address)))
    expect(page.get_by_label(NOTES)).to_have_value("Written for long")
    expect(page.locator("#notes .kept")).to_contain_text(KEPT)
    page.get_by_role("button", name="Keep the shared notes").click()
    expect(page.locator("#notes")).to_contain_text("Last written by Cleo Chief.")
    expect(page.locator(".kept")).to_have_count(0)

    page.get_by_label(NOTES).fill("Not kept any more")
    page.get_by_role("button", name="Sign out").first.click()
    assert page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('kept:'))") == []


def test_one_that_took_place_is_logged_by_keyboard_from_today(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/today/")

    page.get_by_role("link", name="Log a conversation").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("With")).to_be_focused()
    page.keyboard.type("Seller-1")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    expect(page.locator("#messages")).to_contain_text("On record.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Lee Okoro and Seller-1")
    page.get_by_role("button", name="Take it back", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("Taken back. What it had kept is owed again.")


def test_all_of_it_works_without_script(windows: Windows, company: Served):
    page = windows.open(company, who="new-leader", script=False)
    plan(page, "seller-6", "2026-01-21")

    page.get_by_label("To speak of").fill("The new region")
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("button", name="The new region").click()

    expect(page.get_by_role("button", name="The new region")).to_have_attribute("aria-pressed", "true")
