import io
from dataclasses import replace

import polars as pl
import pytest
from rich.console import Console

from answerable.cli.table import print_report
from answerable.findings.check import check
from answerable.findings.report import Report
from cast import SELLERS, assignments, company, measurements, people, steady


def short(count: int) -> Report:
    """A report on a company without units, of which so many sellers are short."""
    apart = assignments().with_columns(unit_id=pl.lit(None, pl.String))
    levels = {person: steady(0.6 if place < count else 1.0) for place, person in enumerate(SELLERS)}
    return check(company(assignments=apart, measurements=measurements(levels)))


def printed(report: Report, most: int = 20, width: int = 100) -> str:
    out = io.StringIO()
    print_report(report, Console(file=out, width=width), most)
    return out.getvalue()


def test_a_gap_stands_with_its_level_its_day_and_who_answers():
    page = printed(short(1))

    row = next(line for line in page.splitlines() if "Seller-1  " in line)
    assert "60 %" in row
    assert "2025-02-01" in row
    assert "Cleo Chief" in row
    assert "1 gap open among 6 judged: 1 of people, 0 shared by a unit." in page
    assert "Why, for the first of them (Seller-1):" in page


def test_more_gaps_than_asked_for_are_counted():
    page = printed(short(2), most=1)

    assert "... and 1 gap more: --most 2 shows all." in page
    assert "Seller-2" not in page


def test_no_gap_is_said_in_words():
    page = printed(short(0))

    assert "No gap is open among 6 judged: nobody is credibly below standard." in page
    assert "Why, for the first" not in page


def test_a_whole_unit_is_marked_as_one():
    levels = {person: [*steady(1.0, 6), *steady(0.7, 6)] for person in SELLERS}

    assert "North (whole unit)" in printed(check(company(measurements=measurements(levels))))


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int):
    assert max(len(line) for line in printed(short(2), width=width).splitlines()) <= width


def test_a_name_that_looks_like_markup_is_printed_as_it_is():
    odd = people().with_columns(name=pl.col("name").replace("Seller-1", "[red]Bo[/red]"))
    levels = {person: steady(1.0) for person in SELLERS} | {SELLERS[0]: steady(0.6)}

    assert "[red]Bo[/red]" in printed(check(company(people=odd, measurements=measurements(levels))))


def test_a_gap_nobody_is_left_to_answer_for_says_so():
    report = short(1)
    (gap,) = report.gaps
    orphaned = replace(gap, answer=replace(gap.answer, leader_id=None))

    assert "nobody left" in printed(replace(report, gaps=(orphaned,)))
