"""Leaders keep what they owe, where it is shown; and what is not kept moves up."""

from playwright.sync_api import Locator, Page, expect

from browser.installation import Served
from browser.windows import Windows

OWED = "Seller-1 needs a one-on-one with you by Wednesday 7 January."
TAKEN_BACK = "Taken back. What it had kept is owed again."


def duty(page: Page, sentence: str) -> Locator:
    """The line of a duty."""
    return page.get_by_role("listitem").filter(has=page.get_by_role("link", name=sentence, exact=True))


def log(line: Locator, day: str = "") -> None:
    """Log a conversation where the duty is shown: two clicks, and one field for another day."""
    line.get_by_text("Log the conversation").click()
    if day:
        line.get_by_label("When").fill(day)
    line.get_by_role("button", name="Log it").click()


def test_a_leader_logs_a_conversation_in_place_and_takes_it_back(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/")
    expect(duty(page, OWED).locator(".badge")).to_have_text("5 days over")

    log(duty(page, OWED))
    expect(page.get_by_text("On record for Seller-1. It keeps 2 duties.")).to_be_visible()
    anew = page.context.new_page()
    anew.goto("/today/")
    expect(anew.get_by_role("heading", level=1)).to_have_text("What my people need from me")
    expect(duty(anew, OWED)).to_have_count(0)
    page.get_by_role("button", name="Take it back").click()

    expect(page.locator("#messages")).to_have_text(TAKEN_BACK)
    expect(duty(page, OWED).locator(".badge")).to_have_text("5 days over")


def test_a_leader_logs_a_conversation_and_takes_it_back_without_script(windows: Windows, company: Served):
    page = windows.open(company, who="leader", script=False)
    page.goto("/")

    log(duty(page, OWED))
    expect(page.locator("#messages")).to_contain_text("On record.")
    expect(duty(page, OWED)).to_have_count(0)
    page.get_by_role("button", name="Take it back").click()

    expect(page.locator("#messages")).to_have_text(TAKEN_BACK)
    expect(duty(page, OWED).locator(".badge")).to_have_text("5 days over")


def test_a_conversation_of_tomorrow_is_refused_with_a_sentence(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/today/")
    # The field itself keeps such a day out; a page that stood open over midnight would not.
    page.evaluate("document.querySelectorAll('input[type=date]').forEach(one => one.removeAttribute('max'))")

    log(duty(page, OWED), day="2026-01-13")

    expect(page.get_by_role("alert")).to_have_text("This day is still to come. Log it once it has happened.")
    page.get_by_role("link", name="Try again").click()
    expect(duty(page, OWED)).to_be_visible()


def test_whoever_was_signed_out_in_the_meantime_is_asked_to_sign_in(windows: Windows, company: Served):
    page = windows.open(company, who="leader")
    page.goto("/today/")
    page.context.clear_cookies(name="sessionid")

    log(duty(page, OWED))

    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_the_last_leader_sees_with_whom_it_lapsed_before(windows: Windows, company: Served):
    page = windows.open(company, who="chief")

    page.goto("/today/")

    came = page.get_by_role("listitem").filter(has_text="It came to you when it lapsed with Dana Reyes.")
    expect(came.locator(".duty-sentence > a")).to_have_text(
        [
            "Seller-1 needs to talk with you about Bookings by Tuesday 7 October.",
            "Seller-1 needs a plan for Bookings by Tuesday 7 October.",
            "Seller-1 needs your decision on Bookings by Monday 15 December.",
        ]
    )
