"""What a person and their leader do together, each at their own desk."""

import re

from playwright.sync_api import expect

from browser.installation import Served
from browser.windows import Windows

AGREE = "I agree with what is expected"
AGREED = "On record: you agree with what is expected."
ANSWER = "Two of my accounts were closed in July.\nNobody has asked me."


def test_a_person_and_their_leader_agree_on_what_is_expected(windows: Windows, company: Served):
    person, leader = windows.open(company, who="peer"), windows.open(company, who="leader")
    person.goto("/me/")
    expect(person.locator(".agreement")).to_have_text("Neither has said here yet that they agree on it.")

    person.get_by_role("button", name=AGREE).click()
    expect(person.locator("#messages")).to_have_text(AGREED)
    expect(person.locator(".agreement")).to_have_text("Seller-2 has agreed; it waits for Lee Okoro.")
    expect(person.get_by_role("button", name=AGREE)).to_have_count(0)
    leader.goto("/people/seller-2/")
    expect(leader.locator(".agreement")).to_have_text("Seller-2 has agreed; it waits for Lee Okoro.")
    leader.get_by_role("button", name=AGREE).click()
    person.reload()

    for page in (person, leader):
        expect(page.locator(".agreement")).to_have_text(re.compile(r"^Agreed by both on \d+ [A-Z][a-z]+ 20\d\d\.$"))
        expect(page.get_by_role("button", name=AGREE)).to_have_count(0)


def test_the_answer_of_a_person_stands_beside_the_gap_and_is_read_by_the_leader(windows: Windows, company: Served):
    person, leader = windows.open(company, who="seller"), windows.open(company, who="leader")
    person.goto("/me/")
    person.get_by_role("table", name="Gaps, the latest first").get_by_role("link", name="Bookings").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("Seller-1: Bookings")

    person.get_by_label("My answer").fill(ANSWER)
    person.get_by_role("button", name="Put my answer on record").click()
    leader.goto("/people/seller-1/")
    leader.get_by_role("link", name="Bookings").click()

    for page in (person, leader):
        said = page.get_by_role("blockquote").get_by_role("paragraph")
        expect(said.first).to_have_text("Two of my accounts were closed in July.Nobody has asked me.")
        expect(said.last).to_have_text(re.compile(r"^Seller-1, \d+ [A-Z][a-z]+ 20\d\d$"))
    expect(leader.get_by_label("My answer")).to_have_count(0)


def test_a_person_sees_who_looked_at_their_page(windows: Windows, company: Served):
    leader, person = windows.open(company, who="leader"), windows.open(company, who="peer")

    leader.goto("/people/seller-2/support/")
    person.goto("/me/")

    looked = person.get_by_role("heading", name="Who looked at my page").locator("~ table").first
    expect(looked.get_by_role("row").filter(has_text="support").first).to_contain_text("Lee Okoro")
