"""What performance means in a role: said from a template, agreed or not, and never lost when two say it at once."""

import re

from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.windows import Windows

HALVED = "My territory was halved in July.\nI propose 60."
REASON = "It was halved for all of us, and the others reach it."


def changed(page: Page) -> str:
    """Wait until a version of the role is on record; which one."""
    expect(page.locator("#messages")).to_contain_text("On record as version")
    found = re.search(r"On record as version (\d+)", page.locator("#messages").inner_text())
    assert found is not None
    return found[1]


def test_a_leader_fills_a_role_from_a_template_and_everybody_who_holds_it_is_asked(windows: Windows, company: Served):
    leader, person = windows.open(company, who="leader"), windows.open(company, who="peer")
    leader.goto("/roles/")
    leader.get_by_role("link", name="Account Executive").click()
    leader.get_by_role("link", name="Change it", exact=True).click()

    leader.get_by_label("Fill it from a template").select_option(label="Account Executive, mid-market")
    leader.get_by_role("button", name="Add what is not there yet").click()
    rate = leader.get_by_role("group", name="Win rate of qualified opportunities")
    rate.get_by_label("Target; of a band its lower edge").fill("25")
    leader.get_by_role("group", name="Discount given").get_by_label("Take this out").check()
    leader.get_by_role("button", name="Save as one version").click()
    version = changed(leader)
    expect(leader.get_by_role("table", name="What is expected in this role")).to_contain_text("at least 25 %")
    leader.get_by_role("link", name=f"What version {version} changed").click()
    expect(leader.get_by_role("region", name="Win rate of qualified opportunities")).to_contain_text("added")
    leader.goto("/roles/sells/ask/")
    leader.get_by_role("button", name="Ask them").click()
    expect(leader.locator("#messages")).to_contain_text("5 people are asked to agree.")
    person.goto("/me/")

    expect(person.locator("main")).to_contain_text("an agreement on what is expected")
    expect(person.get_by_role("table", name="What is expected in this role")).to_contain_text("Quota attainment")
    expect(person.locator("main")).not_to_contain_text("Discount given")


def test_a_person_disagrees_with_a_comment_and_is_answered(windows: Windows, company: Served):
    person, leader = windows.open(company, who="seller"), windows.open(company, who="leader")
    above = windows.open(company, who="director")
    person.goto("/people/seller-1/expected/")
    person.get_by_role("button", name="I have read it").click()
    expect(person.locator("#messages")).to_contain_text("That you agree is another thing")

    person.get_by_text("I do not agree", exact=True).click()
    person.get_by_label("What I do not agree with, and what I propose").fill(HALVED)
    person.get_by_role("button", name="Put it on record").click()
    expect(person.locator(".agreement")).to_contain_text("Seller-1 does not agree")
    leader.goto("/today/")
    expect(leader.locator("main")).to_contain_text("Seller-1 needs to agree with you what is expected")
    leader.goto("/people/seller-1/expected/")
    expect(leader.get_by_role("blockquote").first).to_contain_text("I propose 60.")
    leader.get_by_text("Stand by it", exact=True).click()
    leader.get_by_label("My reason").fill(REASON)
    leader.get_by_role("button", name="Put my answer on record").click()
    person.reload()
    above.goto("/people/seller-1/expected/")

    for page in (person, leader, above):
        expect(page.locator(".agreement")).to_contain_text("Lee Okoro has answered and stands by it")
        expect(page.get_by_role("blockquote").first).to_have_text(REASON)
        expect(page.get_by_role("blockquote").last).to_contain_text("My territory was halved in July.")
    leader.goto("/people/seller-1/record/")
    expect(leader.locator("main")).to_contain_text("the leader stands by what is expected")


def test_what_is_expected_of_one_person_is_tailored_with_its_reason(windows: Windows, company: Served):
    leader, person = windows.open(company, who="leader", width=360), windows.open(company, who="peer")
    leader.goto("/people/seller-2/expected/")

    leader.get_by_text("Expect something else of Seller-2").click()
    leader.get_by_label("Which expectation").select_option(label="Bookings")
    leader.get_by_label("Target for this person").fill("80")
    leader.get_by_label("The reason").fill("Back from leave")
    leader.get_by_role("button", name="Put it on record").click()
    expect(leader.locator("#messages")).to_contain_text("The person is asked whether they agree.")
    person.goto("/me/")
    expect(person.get_by_role("table", name="What is expected in this role")).to_contain_text("Back from leave")
    person.get_by_role("button", name="I agree with what is expected").click()

    expect(person.locator(".agreement")).to_have_text(re.compile(r"Agreed by both on \d+ [A-Z][a-z]+ 20\d\d\.$"))


def test_two_leaders_who_change_the_same_role_at_once_lose_nothing(windows: Windows, company: Served):
    leader, above = windows.open(company, who="leader"), windows.open(company, who="director")
    for page in (leader, above):
        page.goto("/roles/sells/edit/")
    bookings = [page.get_by_role("group", name="Bookings", exact=True) for page in (leader, above)]

    bookings[1].get_by_label("Target; of a band its lower edge").fill("120")
    above.get_by_role("button", name="Save as one version").click()
    changed(above)
    bookings[0].get_by_label("Target; of a band its lower edge").fill("110")
    bookings[0].get_by_label("Weight beside the others").fill("3")
    leader.get_by_label("What was changed, and why").fill("Bookings count for more")
    leader.get_by_role("button", name="Save as one version").click()

    windows.excuse("409 (Conflict)")
    expect(leader.get_by_role("alert")).to_contain_text("Dana Reyes changed this role while you were writing.")
    both = leader.get_by_role("table", name="Where you both changed the same").get_by_role("row").last
    expect(both).to_have_text(re.compile(r"Bookings: target\s*120\s*110"))
    expect(bookings[0].get_by_label("Weight beside the others")).to_have_value("3")
    expect(leader.get_by_label("What was changed, and why")).to_have_value("Bookings count for more")
    bookings[0].get_by_label("Target; of a band its lower edge").fill("115")
    leader.get_by_role("button", name="Save as one version").click()
    changed(leader)
    expect(leader.get_by_role("table", name="What is expected in this role")).to_contain_text("at least 115")
