"""What docs/explanation/demo-company.md tells of the demo company is what check says of it."""

from datetime import date
from pathlib import Path

import pytest

from answerable.engine.worlds import demo_company
from answerable.findings.check import check
from answerable.findings.report import GapFound, Report
from answerable.panel import Company, company_from_frames

PAGE = (Path(__file__).parents[2] / "docs" / "explanation" / "demo-company.md").read_text(encoding="utf-8")
INGRID, MARCUS, SAMUEL, PETRA = "P000000", "P000001", "P000003", "P000005"
VICTOR, AMARA, JONAS, THABO, MINA, NIA = "P000295", "P000017", "P000033", "P000146", "P000179", "P000118"
HARBOUR, NORTHGATE, SUPPORT_EAST = "U0016", "U0017", "U0011"
SUPPORT_LEADERS = {"P000011", "P000035", "P000036"}
IN_THE_STORIES = {VICTOR, AMARA, MINA, NIA, HARBOUR, NORTHGATE, SUPPORT_EAST} | SUPPORT_LEADERS


@pytest.fixture(scope="module")
def company() -> Company:
    return company_from_frames(demo_company().tables)


@pytest.fixture(scope="module")
def today(company: Company) -> Report:
    return check(company)


def gap_of(report: Report, subject: str) -> GapFound:
    (found,) = [gap for gap in report.gaps if gap.subject_id == subject]
    return found


def told(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def test_the_nine_gaps_are_those_of_the_stories_and_the_page_names_them(today: Report):
    assert (today.as_of, len(today.gaps)) == (date(2026, 11, 1), 9)
    assert {gap.subject_id for gap in today.gaps} == IN_THE_STORIES - {NIA}
    assert [subject for subject in IN_THE_STORIES if subject not in PAGE] == []


@pytest.mark.parametrize("day", [date(2025, 7, 1), date(2026, 3, 1), date(2026, 4, 1), date(2026, 5, 1)])
def test_on_any_day_before_only_the_stories_are_found_and_nobody_beside_their_unit(company: Company, day: date):
    assert {gap.subject_id for gap in check(company, day).gaps} <= IN_THE_STORIES


@pytest.mark.parametrize(
    ("subject", "leader", "beside"),
    [
        (HARBOUR, INGRID, (MARCUS,)),
        (NORTHGATE, MARCUS, (PETRA,)),
        (SUPPORT_EAST, INGRID, ()),
        (MINA, SAMUEL, ()),
        (VICTOR, INGRID, ()),
    ],
)
def test_each_gap_has_climbed_to_whom_the_page_says(today: Report, subject: str, leader: str, beside: tuple[str, ...]):
    gap = gap_of(today, subject)

    assert (gap.answer.leader_id, gap.answer.beside) == (leader, beside)
    assert told(gap.facts["opened_on"]) in PAGE


def test_the_duties_of_the_cast_went_as_the_page_says(today: Report):
    duties = {leader.leader_id: leader.duties for leader in today.leaders}

    assert (duties[VICTOR].due, duties[VICTOR].missing) == (42, 42)
    assert "Of the 42 duties" in PAGE
    assert (duties[AMARA].due, duties[AMARA].kept, duties[AMARA].late) == (135, 134, 1)
    assert "134 of 135 duties" in PAGE
    assert (duties[JONAS].due, duties[JONAS].kept) == (44, 0)
    assert (duties[THABO].due, duties[THABO].missing) == (48, 48)


def test_a_year_ago_nia_was_short_and_it_had_climbed_to_the_vice_president(company: Company):
    gap = gap_of(check(company, date(2025, 9, 1)), NIA)

    assert (gap.answer.leader_id, told(gap.facts["opened_on"])) == (MARCUS, "1 May 2025")
    assert "a gap open since 1 May 2025, sustained" in PAGE
