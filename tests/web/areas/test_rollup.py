"""From person to team, unit and organisation: what is reached together, who answers for it, and the files of it."""

import csv
import io
from datetime import date

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from answerable.decisions.cases.models import Case
from answerable.facts.people.models import Account, Partnership, Person, Reading, Unit
from answerable.facts.roles.models import Expectation
from answerable.findings.models import Total
from answerable.findings.totals import Reached
from answerable.ledger import read as ledger
from answerable.web.areas.rollup.files import csv_pieces, workbook
from answerable.web.areas.rollup.reached import in_short, period_name
from answerable.web.areas.rollup.reached import rows as reached_rows
from answerable.web.areas.rollup.tables import Table
from more_cases import take_up
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

FIGURES = "Open gaps Sustained Duties kept, 90 days Over their day"
HOW = "How it is taken together"


def page(name: str, path: str = "rollup/") -> str:
    """What a member of the cast reads of a roll-up."""
    return words(visitor(name).get(f"/chain/{path}")).partition(HOW)[0]


def file(name: str, path: str) -> bytes:
    """A file that a member of the cast takes along."""
    response = visitor(name).get(f"/chain/{path}")
    assert response.status_code == 200
    assert response["Cache-Control"] == "no-store"
    if isinstance(response, StreamingHttpResponse):
        return b"".join(response.streaming_content)
    assert isinstance(response, HttpResponse)
    return response.content


def rows(name: str, path: str) -> list[dict[str, str]]:
    """The rows of a file of text."""
    return list(csv.DictReader(io.StringIO(file(name, path).decode("utf-8-sig"))))


def test_the_whole_stands_first_with_who_answers_for_it_and_how_sure_it_is():
    text = page("chief")

    assert text.startswith(
        "Roll-up of my line The line Roll-up by leader Roll-up by unit Teams Waiting "
        "Cleo Chief answers for it: 11 people, 1 gap open, 1 sustained."
    )
    assert "Bookings Bookings: 90 %, 12 periods 90 % December 2025 87 % to 94 % a mean over people 6 of 6" in text


def test_then_leader_by_leader_and_person_by_person():
    text = page("chief")

    assert (
        f"Leader by leader Leaders directly below, by name Who answers People Reach together {FIGURES} "
        "Dana Reyes 8 Bookings 90 % 1 1 "
    ) in text
    assert "Person by person People who report directly, by name Person Role Reaches" in text
    assert "Pat Partner Adviser not measured 0 0 –" in text


def test_down_at_the_team_each_person_stands_with_who_answers_for_the_gap():
    text = page("director", "leader/rollup/")

    assert text.startswith("Dana Reyes Lee Okoro Roll-up under Lee Okoro The line")
    assert "Seller-1 Account Executive Bookings 60 % (50 % to 70 %) 1 1 Cleo Chief, level 3" in text
    assert "Seller-2 Account Executive Bookings 97 % (88 % to 105 %) 0 0 –" in text
    # Figures are taken along from the page of one's own line.
    assert "Take the figures with you" not in text


def test_a_gap_that_nobody_answers_for_says_so():
    take_up(person="seller-2", expectation="calls")

    assert "1 0 nobody, level 1" in page("leader")


def test_sums_say_what_of_what():
    Expectation.standing.update(unit="EUR")
    Total.objects.filter(leader__key="leader", period=date(2025, 12, 1)).update(actual=4460, target=5000)

    assert "4,460 of 5,000 EUR 5 of 5" in page("leader")


def test_the_way_down_is_a_link_and_the_way_back_stands_above():
    html = source(visitor("chief").get("/chain/leader/rollup/"))

    assert '<li><a href="/chain/chief/rollup/">Cleo Chief</a></li>' in html
    assert '<li><a href="/chain/director/rollup/">Dana Reyes</a></li><li aria-current="page">Lee Okoro</li>' in html
    assert '<a href="/people/seller-1/">Seller-1</a>' in html
    assert '<a href="/chain/leader/rollup/">Lee Okoro</a>' in source(visitor("director").get("/chain/rollup/"))


def test_unit_by_unit_what_is_below_counts_and_the_leader_answers():
    text = page("chief", "rollup/?by=unit")

    assert (
        "Unit by unit Units, by name; what is below a unit counts in it Unit Who answers People Reach together "
        f"{FIGURES} All Cleo Chief 12 Bookings 90 % 1 1 "
    ) in text
    # Its units below stand there too, whoever leads them; with each the way goes on.
    assert "North Lee Okoro 6 Bookings 89 % 1 1 27 of 35 1" in text
    assert "South Nia Wolf 3 Bookings 97 % 0 0" in text
    html = source(visitor("chief").get("/chain/rollup/?by=unit"))
    assert '<a href="/chain/leader/rollup/?by=unit">Lee Okoro</a>' in html


def test_the_units_of_leaders_directly_below_are_shown_where_one_leads_none():
    text = page("director", "rollup/?by=unit")

    assert "North Lee Okoro 6" in text
    assert "South Nia Wolf 3" in text
    assert " All " not in text.partition("Unit by unit")[2]


def test_whoever_leads_no_unit_and_nobody_who_does_is_told_so():
    Unit.objects.update(leader=None)

    text = page("leader", "rollup/?by=unit")

    assert "No unit here Neither this leader nor one directly below leads a unit." in text


def test_a_unit_led_from_outside_the_line_is_not_shown():
    Unit.objects.filter(key="south").update(parent=Unit.objects.get(key="north"))

    text = page("leader", "rollup/?by=unit")

    assert "North Lee Okoro" in text
    assert "Nia Wolf" not in text


def test_a_people_partner_sees_their_units_and_no_line():
    text = page("north-partner")

    assert text.startswith("Roll-up of my units My units Roll-up Teams Waiting Unit by unit")
    assert "North Lee Okoro 6 Bookings 89 % 1 1 27 of 35 1" in text
    assert "South" not in text
    assert (
        "href"
        not in source(visitor("north-partner").get("/chain/rollup/")).partition("<tbody>")[2].partition("</tbody>")[0]
    )


def test_how_a_leader_from_outside_the_units_keeps_duties_is_not_told_to_a_people_partner():
    Unit.objects.filter(key="north").update(leader=Person.objects.get(key="director"))

    assert "North Dana Reyes 6 Bookings 89 % 1 1 – –" in page("north-partner")


def test_where_nothing_was_measured_or_nobody_is_it_says_so():
    Total.objects.all().delete()

    assert "Nothing was measured of the people in this line in the last year." in page("leader")
    assert "Dana Reyes 8 – 1 1" in page("chief")
    assert "Nobody in this line Nobody reports to this leader." in page("leader", "seller-2/rollup/")


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("leader", "director/rollup/"),
        ("new leader", "leader/rollup/"),
        ("seller", "leader/rollup/"),
        ("north-partner", "leader/rollup/"),
        ("administrator", "chief/rollup/"),
        ("seller", "rollup.csv"),
        ("stranger", "rollup.xlsx"),
        ("partner", "gaps.csv"),
        ("administrator", "duties.csv"),
    ],
)
def test_what_is_not_theirs_is_refused_and_nothing_is_entered(name: str, path: str):
    before = ledger.head()

    response = visitor(name).get(f"/chain/{path}")

    assert response.status_code == 403
    assert (ledger.head(), Reading.objects.filter(page="table").count()) == (before, 0)


def test_somebody_unheard_of_has_no_roll_up_and_whoever_leads_nobody_is_shown_their_own_page():
    assert visitor("chief").get("/chain/unheard-of/rollup/").status_code == 404
    assert visitor("seller").get("/chain/rollup/")["Location"] == "/"


def test_the_line_leads_to_the_roll_up_and_back():
    assert '<a href="/chain/chief/rollup/">Roll-up by leader</a>' in source(visitor("chief").get("/chain/"))
    assert '<a href="/chain/rollup/">Roll-up</a>' in source(visitor("north-partner").get("/chain/"))
    assert '<a href="/chain/chief/">The line</a>' in source(visitor("chief").get("/chain/rollup/"))


def test_the_file_has_a_row_for_each_person_line_and_unit_with_who_answers():
    found = rows("director", "rollup.csv")

    assert [(row["of"], row["key"]) for row in found] == [
        *(("person", key) for key in ("leader", "new-leader", *(f"seller-{n}" for n in range(1, 7)))),
        ("line", "director"),
        ("line", "leader"),
        ("line", "new-leader"),
        ("unit", "north"),
        ("unit", "south"),
    ]
    seller, line = found[2], found[9]
    assert (seller["as_of"], seller["role"], seller["unit"], seller["in"], seller["period"]) == (
        "2026-01-12",
        "Account Executive",
        "North",
        "Bookings",
        "2025-12-01",
    )
    assert (seller["attainment"], seller["gap_open_since"], seller["sustained_since"]) == (
        "0.58",
        "2025-09-01",
        "2025-11-01",
    )
    assert (seller["answerable"], seller["answerable_name"], seller["answerable_level"]) == ("chief", "Cleo Chief", "3")
    assert (found[0]["expectation"], found[0]["answerable"], found[0]["answerable_level"]) == ("", "director", "1")
    assert (line["held"], line["measured"], line["attainment"], line["answerable"]) == ("5", "5", "0.892", "leader")


def test_a_gap_of_a_unit_stands_with_the_unit():
    take_up(unit="north", answers="director", level=2)

    unit = next(row for row in rows("director", "rollup.csv") if row["of"] == "unit")

    assert (unit["gap_open_since"], unit["answerable"], unit["answerable_level"]) == ("2026-01-12", "director", "2")


def test_a_people_partner_takes_their_units_and_no_line():
    found = rows("north-partner", "rollup.csv")

    assert [row["of"] for row in found] == ["person"] * 6 + ["unit"]
    assert {row["unit"] for row in found if row["of"] == "person"} == {"North"}
    assert [row["key"] for row in rows("north-partner", "gaps.csv")] == ["seller-1"]


def test_gaps_and_duties_have_files_of_their_own():
    gap, owed = rows("chief", "gaps.csv")[0], rows("leader", "duties.csv")

    assert (gap["of"], gap["key"], gap["opened_on"], gap["at_top"]) == ("person", "seller-1", "2025-09-01", "yes")
    assert float(gap["certainty"]) > 0.99
    assert {row["owed_to"] for row in owed} == {f"seller-{number}" for number in range(1, 6)}
    assert any((row["owed_by"], row["after"], row["kind"]) == ("chief", "Dana Reyes", "plan") for row in owed)


def test_whoever_takes_figures_along_is_on_record_and_seen_by_those_in_them():
    file("director", "gaps.csv")

    entry = ledger.history(["director"], until=None, limit=1)[0]
    assert (entry.kind, entry.body["table"], entry.body["people"]) == ("rollup.exported", "gaps", 1)
    assert "Dana Reyes a table of their line, taken along 12 January 2026" in words(visitor("seller").get("/me/"))
    assert "figures of the line were taken along" in words(visitor("director").get("/people/director/record/"))


def test_a_name_that_looks_like_a_formula_is_text_in_every_file():
    Person.objects.filter(key="seller-2").update(name='=HYPERLINK("http://x","y")')

    found = rows("leader", "rollup.csv")
    book = CalamineWorkbook.from_filelike(io.BytesIO(file("leader", "rollup.xlsx")))

    assert '\'=HYPERLINK("http://x","y")' in {row["name"] for row in found}
    names = [row[3] for row in book.get_sheet_by_name("rollup").to_python()]
    assert '=HYPERLINK("http://x","y")' in names


def test_the_workbook_holds_all_three_and_says_what_its_words_mean():
    Partnership.objects.all().delete()

    book = CalamineWorkbook.from_filelike(io.BytesIO(file("chief", "rollup.xlsx")))

    assert book.sheet_names == ["rollup", "gaps", "duties", "what it says"]
    sheet = book.get_sheet_by_name("gaps").to_python()
    assert sheet[0][:5] == ["as_of", "case", "of", "key", "name"]
    assert sheet[1][:5] == [TODAY, Case.objects.get().pk, "person", "seller-1", "Seller-1"]
    said = dict(book.get_sheet_by_name("what it says").to_python()[1:])
    assert said["Taken"] == "by Cleo Chief, as things stood on 2026-01-12"
    assert "independently of each other" in str(said["low, high"])
    assert Account.objects.exists()


def written(*cells: str | float | date | None) -> str:
    """One row as text, without its heads."""
    table = Table("t", tuple("abcd"[: len(cells)]), iter([cells]), frozenset())
    return "".join(csv_pieces(table)).partition("\r\n")[2]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("=1+1", "'=1+1"),
        ("+49 30", "'+49 30"),
        ("-", "'-"),
        ("@home", "'@home"),
        (" =1", "' =1"),
        ("\t=1", "'\t=1"),
        ("Zoë, A", '"Zoë, A"'),
        (-0.25, "-0.25"),
        (0.123456789, "0.123457"),
        (1234567.891, "1234567.89"),
        (None, ""),
        (date(2026, 1, 2), "2026-01-02"),
        (7, "7"),
    ],
)
def test_no_text_of_a_file_can_run_and_numbers_stay_numbers(cell: str | float | date | None, text: str):
    assert written(cell, "last") == f"{text},last\r\n"


@given(st.text(alphabet=st.characters(exclude_categories=("Cs",), exclude_characters="\r\n\0")))
def test_whatever_a_text_is_no_cell_begins_a_formula_and_nothing_is_lost(text: str):
    read = next(csv.reader([written(text).removesuffix("\r\n")], strict=True), [""])

    (cell,) = read or [""]
    assert cell.removeprefix("'") == text.removeprefix("'")
    assert not cell.startswith(("=", "+", "-", "@", "\t"))


def test_a_long_table_is_written_in_pieces():
    table = Table("t", ("a",), ((number,) for number in range(1_200)), frozenset())

    pieces = list(csv_pieces(table))

    assert [piece.count("\r\n") for piece in pieces] == [501, 500, 200]
    assert pieces[0].startswith("\ufeffa\r\n0\r\n")


def test_a_workbook_of_the_same_is_the_same():
    files = [workbook([Table("t", ("a",), iter([("x",)]), frozenset())], [("w", "m")], AT) for _ in range(2)]

    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("cadence", "day", "name"),
    [
        ("month", date(2025, 12, 1), "December 2025"),
        ("quarter", date(2025, 10, 1), "quarter 4 of 2025"),
        ("year", date(2025, 1, 1), "2025"),
        ("week", date(2025, 12, 29), "week of 29 December 2025"),
    ],
)
def test_a_period_is_named_as_people_say_it(cadence: str, day: date, name: str):
    assert period_name(Reached(day, 1, 1, None, None, 1.0, 0.9, 1.1), cadence) == name


def test_the_line_of_a_year_holds_twelve_months():
    months = [date(2024 + number // 12, number % 12 + 1, 1) for number in range(24)]
    series = tuple(Reached(day, 1, 1, None, None, 1.0, 0.9, 1.1) for day in months)

    (row,) = reached_rows({"a": series}, {})

    assert row.line.label == "a: 100 %, 12 periods"
    assert row.period == "December 2025"


def test_in_short_where_most_people_stand_comes_first_and_the_rest_is_counted():
    def reached(people: int) -> tuple[Reached, ...]:
        return (Reached(TODAY, people, people, None, None, people / 10, 0.0, 1.0),)

    series = {"a": reached(1), "b": reached(9), "c": reached(5), "d": reached(2)}

    assert in_short(series, {}) == "b 90 %, c 50 %, d 20 % and 1 more"
    assert in_short({}, {}) == "–"
