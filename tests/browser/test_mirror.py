"""A new leader's first 90 days; a leader who looks into the mirror; and people who say how they are led."""

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.windows import Windows, picture

SIX = 6
SEVEN = 7


def let(served: Served, happening: str) -> None:
    """Let something happen in an installation that no screen does: something of `tests/mirrored.py`."""
    served.place.do(f"import mirrored; mirrored.{happening}()")


def verified(served: Served) -> str:
    """What the ledger says of itself."""
    return served.place.run("verify")


def keep(page: Page, sentence: str, summary: str) -> None:
    """Keep a duty where it is shown on Today, as it is filled in."""
    page.goto("/today/")
    for fold in page.locator("details.fold > summary").all():
        fold.click()
    line = page.get_by_role("listitem").filter(has_text=sentence)
    line.get_by_text(summary, exact=True).click()
    blank = line.get_by_label("In a few words")
    if blank.count():
        blank.fill("First steps as a leader")
    line.get_by_role("button", name="Put on record").click()
    expect(page.get_by_text("On record for Sam Stranger.")).to_be_visible()


def test_the_first_ninety_days_of_a_new_leader_are_kept_one_by_one(windows: Windows, own_company: Served):
    let(own_company, "begin_to_lead")
    director, new = windows.open(own_company, who="director"), windows.open(own_company, who="stranger", width=360)
    director.goto("/today/")
    expect(director.get_by_text("Sam Stranger, new to leading, needs to agree with you")).to_be_visible()
    picture(director, "today-of-a-new-leader-s-leader-1280-light")
    new.goto("/mirror/development/")
    expect(new.get_by_role("table", name="The first 90 days of leading").get_by_role("row")).to_have_count(5)

    keep(
        director,
        "Sam Stranger, new to leading, needs to agree with you what leading well means here",
        "Put it on record",
    )
    keep(director, "Sam Stranger, new to leading, needs an introduction to each person's record", "Put it on record")
    keep(director, "Sam Stranger, new to leading, needs a training or a mentor", "Begin it")
    keep(director, "Sam Stranger, new to leading, needs to look back with you at how leading goes", "Log the look back")

    new.reload()
    stands = new.get_by_role("table", name="The first 90 days of leading").locator("tbody tr")
    expect(stands).to_have_count(4)
    for number in range(4):
        expect(stands.nth(number)).to_contain_text("kept")
    picture(new, "development-of-a-new-leader-360-light")
    director.goto("/people/stranger/record/")
    expect(director.get_by_text("a duty was kept").first).to_be_visible()
    expect(director.get_by_text("leading agreed, due 19 January 2026").first).to_be_visible()
    expect(director.get_by_text("a measure was begun").first).to_be_visible()
    assert "whole" in verified(own_company)


def test_a_leader_takes_the_two_minute_check_and_shares_it(windows: Windows, company: Served):
    leader, director = windows.open(company, who="leader"), windows.open(company, who="director")
    leader.goto("/mirror/")
    leader.get_by_role("link", name="Take the two-minute check").click()

    for number in range(SIX):
        leader.locator("fieldset.scored").nth(number).get_by_label("4", exact=True).check()
    leader.get_by_label("One-on-ones held, in a line").fill("Seller-1 slips through")
    leader.get_by_role("button", name="Keep it").click()
    expect(leader.get_by_role("heading", level=1)).to_have_text("How I lead")
    expect(leader.get_by_text("4 of 5: Seller-1 slips through")).to_be_visible()
    director.goto("/chain/")
    director.get_by_role("row").filter(has_text="Lee Okoro").get_by_role("link", name="Mirror").click()
    expect(director.get_by_text("This leader has shared nothing of how they see it themself.")).to_be_visible()
    leader.goto("/mirror/self-view/")
    leader.locator("summary").filter(has_text="for me alone").click()
    leader.get_by_role("button", name="Share it with the leaders above me").click()
    director.reload()

    expect(director.get_by_text("4 of 5: Seller-1 slips through")).to_be_visible()
    leader.goto("/people/leader/record/")
    expect(leader.get_by_text("shared how they see their own leading").first).to_be_visible()
    expect(leader.get_by_text("Seller-1 slips through")).to_have_count(0)
    assert "whole" in verified(company)


def answer(windows: Windows, served: Served, who: str) -> None:
    """Say how one is led, from one's own page."""
    page = windows.open(served, who=who, width=360)
    page.goto("/me/")
    page.get_by_role("link", name="Say how you are led").click()
    for number in range(SEVEN):
        page.locator("fieldset.scored").nth(number).get_by_label("4", exact=True).check()
    page.get_by_role("button", name="Say so").click()
    expect(page.locator("#messages")).to_contain_text("Thank you. Nobody reads your answers by themselves.")


def test_what_people_say_is_seen_once_the_fifth_has_answered(windows: Windows, company: Served):
    let(company, "let_all_sellers_in")
    leader = windows.open(company, who="leader")
    for who in ("seller", "peer", "seller-3", "seller-4"):
        answer(windows, company, who)
    leader.goto("/mirror/voices/")
    expect(leader.get_by_text("Fewer than 5 people have answered")).to_be_visible()
    expect(leader.get_by_text("from 5", exact=False).filter(has_text="4.0 of 5")).to_have_count(0)

    answer(windows, company, "seller-5")
    leader.reload()

    expect(leader.get_by_role("cell", name="4.0 of 5, from 5")).to_have_count(SEVEN)
    picture(leader, "voices-of-five-1280-light")
    leader.goto("/people/leader/record/")
    expect(leader.get_by_text("what their people say was shown, together").first).to_be_visible()
    expect(leader.get_by_text("pulse.answered")).to_have_count(0)
    assert "whole" in verified(company)
