"""From an empty installation to a leader who sees what their people need."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from browser.files import BAD_VALUE, with_a_bad_value, write_tables
from browser.installation import Served
from browser.windows import Windows, picture

KEY = "sensible 2 elephants"
EXPECTED = "Expected a number such as 1234.5, with a decimal point and without thousands separators."
ADDRESS = "ada@example.com"
LETTER = re.compile(r"http://localhost:\d+/accounts/password/reset/key/\S+")


def set_up(page: Page, code: str, password: str) -> None:
    """Fill the form that makes the first account."""
    page.get_by_label("The code that the server printed when it was started").fill(code)
    page.get_by_label("Your e-mail address").fill(ADDRESS)
    page.get_by_label("A password of at least 12 characters").fill(password)
    page.get_by_role("button", name="Set it up").click()


def bring(page: Page, files: list[Path]) -> None:
    """Have files looked at."""
    page.goto("/company/")
    page.get_by_label("Files").set_input_files(files)
    page.get_by_role("button", name="Look at it").click()


def becomes_administrator(windows: Windows, empty: Served) -> Page:
    """The first page offers to set it up, and takes the printed code and a sound password only."""
    page = windows.open(empty)
    page.goto("/")
    expect(page.get_by_text("This installation is empty.")).to_be_visible()
    page.get_by_role("link", name="Set it up").click()
    set_up(page, "not the code", "password1234")
    expect(page.get_by_role("alert").get_by_role("listitem")).to_have_text(
        ["This is not the code that the server printed when it was started.", "This password is too common."]
    )
    set_up(page, (empty.place.home / "setup-code").read_text(encoding="utf-8"), KEY)
    expect(page.get_by_role("heading", level=1)).to_have_text("Company")
    return page


def is_shown_what_is_wrong(page: Page, folder: Path) -> None:
    """A bad value is shown with its place, and nothing is loaded."""
    bring(page, write_tables(folder, measurements=with_a_bad_value()))
    expect(page.get_by_text("1 problem. Nothing was loaded; mend it and bring the folder again.")).to_be_visible()
    row = page.get_by_role("table", name="Problems").get_by_role("row").last
    expect(row.get_by_role("rowheader")).to_have_text("measurements.csv")
    expect(row.get_by_role("cell")).to_have_text(["3", "actual", BAD_VALUE, EXPECTED])
    page.get_by_role("link", name="Bring it again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Company")


def loads(page: Page, folder: Path) -> None:
    """What will change is shown first, then it is loaded; the same once more would change nothing."""
    files = write_tables(folder)
    bring(page, files)
    changes = page.get_by_role("table", name="What loading it will change")
    people = changes.get_by_role("row").filter(has=page.get_by_role("rowheader", name="people", exact=True))
    expect(people.get_by_role("cell")).to_have_text(["12", "0", "0"])
    picture(page, "upload-ready-1280-light")
    page.get_by_role("button", name="Load it").click()
    expect(page.get_by_role("table", name="What was loaded")).to_be_visible()
    bring(page, files)
    nothing = "All of this is on record already: loading it would change nothing."
    expect(page.get_by_text(nothing)).to_be_visible()
    expect(page.get_by_role("button", name="Load it")).to_have_count(0)


def lets_in(page: Page, email: str, person: str) -> None:
    """Somebody gets a letter to choose a password."""
    page.goto("/company/access/")
    page.get_by_text("Let somebody in", exact=True).click()
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Id of the person, as in the table people").fill(person)
    page.get_by_role("button", name="Let them in").click()
    said = f"{email} may sign in; a letter with a link to choose a password is on its way."
    expect(page.locator("#messages")).to_have_text(said)


def follows(page: Page, letter: str) -> None:
    """Choose a password by the link of a letter, and sign in."""
    found = LETTER.search(letter)
    assert found is not None, letter
    page.goto(found[0])
    page.get_by_label("New Password:").fill(KEY)
    page.get_by_label("New Password (again):").fill(KEY)
    page.get_by_role("button", name="Change Password").click()
    page.goto("/")
    page.get_by_label("Email").fill("lee@example.com")
    page.get_by_label("Password").fill(KEY)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_an_empty_installation_becomes_a_company_with_a_leader_at_work(windows: Windows, empty: Served, tmp_path: Path):
    administrator, leader = becomes_administrator(windows, empty), windows.open(empty)
    is_shown_what_is_wrong(administrator, tmp_path / "wrong")
    loads(administrator, tmp_path / "right")
    lets_in(administrator, "lee@example.com", "leader")

    follows(leader, empty.place.letters()[-1])

    expect(leader.get_by_role("heading", level=1)).to_have_text("What my people need from me")
    leader.goto("/people/")
    expect(leader.get_by_role("heading", level=3)).to_have_text([f"Seller-{number}" for number in range(1, 6)])
    windows.excuse("422 (Unprocessable Entity)")
