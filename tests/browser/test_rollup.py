"""From the organisation down to one person, and away with the figures."""

from pathlib import Path

from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from browser.installation import Served
from browser.windows import Windows


def downloaded(page: Page, link: str) -> Path:
    """The file a link gives."""
    with page.expect_download() as download:
        page.get_by_role("link", name=link, exact=True).click()
    return download.value.path()


def test_the_chief_goes_down_from_the_organisation_to_a_person(windows: Windows, company: Served):
    page = windows.open(company, who="chief")
    page.goto("/chain/")

    page.get_by_role("link", name="Roll-up by leader").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Roll-up of my line")
    together = page.get_by_role("table", name="What they reach together")
    expect(together.get_by_role("row").filter(has_text="Bookings")).to_contain_text("6 of 6")
    page.get_by_role("table", name="Leaders directly below").get_by_role("link", name="Dana Reyes").click()
    page.get_by_role("table", name="Leaders directly below").get_by_role("link", name="Lee Okoro").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Roll-up under Lee Okoro")
    expect(page.get_by_role("navigation", name="The way here").get_by_role("link")).to_have_text(
        ["Cleo Chief", "Dana Reyes"]
    )
    row = page.get_by_role("table", name="People who report directly").get_by_role("row").filter(has_text="Seller-1")
    expect(row).to_contain_text("Cleo Chief, level 3")
    row.get_by_role("link", name="Seller-1").click()

    expect(page).to_have_url(f"{company.address}/people/seller-1/")


def test_units_are_gone_down_likewise(windows: Windows, company: Served):
    page = windows.open(company, who="chief")
    page.goto("/chain/rollup/")

    page.get_by_role("link", name="Roll-up by unit").click()
    page.get_by_role("table", name="Units, by name").get_by_role("link", name="Lee Okoro").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Roll-up under Lee Okoro")
    expect(page.get_by_role("table", name="Units, by name").get_by_role("row")).to_have_count(2)


def test_the_figures_are_taken_along_as_text_and_as_a_workbook(windows: Windows, company: Served):
    page = windows.open(company, who="director")
    page.goto("/chain/rollup/")

    text = downloaded(page, "Roll-up as CSV").read_text(encoding="utf-8-sig")
    book = CalamineWorkbook.from_path(str(downloaded(page, "Excel")))
    gaps = downloaded(page, "Gaps as CSV").read_text(encoding="utf-8-sig")
    duties = downloaded(page, "Duties as CSV").read_text(encoding="utf-8-sig")

    assert text.startswith("as_of,of,key,name")
    assert "2026-01-12,line,leader,Lee Okoro" in text
    assert book.sheet_names == ["rollup", "gaps", "duties", "what it says"]
    assert "seller-1,Seller-1,bookings" in gaps
    assert "one_on_one,seller-2,Seller-2,leader,Lee Okoro" in duties


def test_the_packet_of_a_gap_is_a_pdf_and_whose_gap_it_is_sees_that_it_was_taken(windows: Windows, company: Served):
    page = windows.open(company, who="director")
    page.goto("/chain/")
    page.get_by_role("table", name="Open gaps").get_by_role("link", name="Seller-1").click()

    packet = downloaded(page, "Packet")

    assert packet.read_bytes().startswith(b"%PDF-")
    person = windows.open(company, who="seller")
    person.goto("/me/")
    looked = person.get_by_role("table", name="In the last 90 days").get_by_role("row")
    expect(looked.filter(has_text="the packet of a gap of mine, taken along")).to_contain_text("Dana Reyes")
    person.goto("/people/seller-1/record/")
    expect(person.get_by_text("the packet of the gap was taken along").first).to_be_visible()
