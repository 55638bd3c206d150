"""Groups are supplied by whoever looks after the system, counted, and seen by nobody who leads."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from browser.installation import Served
from browser.looking import WELL, looked_at
from browser.windows import Windows, picture

WOMEN = ("seller-1", "seller-2", "seller-3", "chief", "new-leader", "stranger")
MEN = ("seller-4", "seller-5", "seller-6", "director", "leader", "partner")


def write_groups(path: Path) -> Path:
    """A file of groups, called as such files are."""
    rows = [f"{key},sex,{group}" for group, keys in (("woman", WOMEN), ("man", MEN)) for key in keys]
    path.write_text("\n".join(["person_id,attribute,group", *rows]), encoding="utf-8")
    return path


def test_the_administrator_supplies_groups_and_sees_what_can_be_told(windows: Windows, company: Served, tmp_path: Path):
    page = windows.open(company, who="administrator")
    page.goto("/company/")
    page.get_by_role("link", name="See how decisions fall").click()
    expect(page.get_by_text("No groups are supplied")).to_be_visible()

    page.get_by_label("File").set_input_files(write_groups(tmp_path / "from HR.csv"))
    page.get_by_role("button", name="Supply it").click()
    expect(page.get_by_text("12 new, 0 corrected, 0 withdrawn.")).to_be_visible()
    # Six and six people, and hardly anything that fell on five of them.
    expect(page.get_by_text("nothing fell on enough people yet to be told")).to_be_visible()

    page.get_by_text("Too few people to show anything").click()
    expect(page.get_by_role("listitem").get_by_text("A gap opened", exact=True)).to_be_visible()
    expect(page.get_by_text("administrator@example.com, 12 January 2026")).to_be_visible()
    picture(page, "fairness-too-few")


def test_a_file_that_cannot_be_used_is_answered_with_what_is_wrong(windows: Windows, company: Served, tmp_path: Path):
    page = windows.open(company, who="administrator")
    page.goto("/company/fairness/")
    file = tmp_path / "groups.csv"
    file.write_text("person_id,attribute,group\nnobody,sex,woman\n", encoding="utf-8")

    page.get_by_label("File").set_input_files(file)
    page.get_by_role("button", name="Supply it").click()

    expect(page.get_by_text("line 2, column person_id: found 'nobody'.")).to_be_visible()


@pytest.mark.parametrize("who", ["chief", "leader", "seller", "north-partner"])
def test_nobody_else_gets_there(windows: Windows, company: Served, who: str):
    page = windows.open(company, who=who)
    windows.excuse("403 (Forbidden)")

    answer = page.goto("/company/fairness/")

    assert answer is not None
    assert answer.status == 403
    expect(page.get_by_role("link", name="Fairness")).to_have_count(0)


def rows(page: Page, table: str) -> list[str]:
    """What the rows of a table say, without its head."""
    found = page.get_by_role("table", name=table).get_by_role("row")
    return [" ".join(text.split()) for text in found.all_inner_texts()[1:]]


def test_a_people_partner_of_all_units_sees_ratios_with_how_sure_they_are_and_whoever_leads_sees_none(
    windows: Windows, own_company: Served
):
    own_company.place.do("import stories; stories.decisions_fall_on_forty_more()")

    page = windows.open(own_company, who="north-partner")
    page.goto("/conversations/")
    page.get_by_role("link", name="Fairness", exact=True).click()
    page.get_by_role("button", name="Count anew").click()
    page.get_by_role("navigation", name="By").get_by_role("link", name="age").click()

    expect(page.get_by_text("The ratio of 40 and over to under 40 is 0.31, between 0.14 and 0.63")).to_be_visible()
    assert rows(page, "A lever set to work") == [
        "40 and over 20 5 25 % 0.31 0.14 and 0.63 below four fifths, and more than chance",
        "under 40 20 16 80 % – – compared with",
    ]
    assert rows(page, "Owed a plan") == [
        "40 and over 20 12 60 % 0.67 0.34 and 1.25 too few to tell",
        "under 40 20 8 40 % – – compared with",
    ]
    expect(page.get_by_label("File")).to_have_count(0)
    dark = windows.open(own_company, who="north-partner", theme="dark")
    dark.goto(page.url)
    assert looked_at(page, "fairness-told", "light") == WELL
    assert looked_at(dark, "fairness-told", "dark") == WELL

    windows.excuse("403 (Forbidden)")
    leader = windows.open(own_company, who="director")
    leader.goto("/company/fairness/?by=age")
    expect(leader.get_by_role("main")).not_to_contain_text("under 40")
    expect(leader.get_by_role("link", name="Fairness")).to_have_count(0)
