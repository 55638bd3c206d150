"""Levers at work as tables: in words, with a way to each for whoever may go it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from answerable.facts.support.read import Given
from answerable.facts.support.running import MeasureShown
from answerable.web.components.data_table.props import Cell
from answerable.web.running_tables import at_work_table, how_far, named, running_for, until
from staged import TODAY

CALLS = Given("coaching", date(2026, 1, 5), None, "Calls", "Lee Okoro", None, "here-1", date(2026, 1, 9), progress=40)
SHOWN = MeasureShown(
    key="here-1",
    kind="coaching",
    name="",
    library=None,
    person="Seller-2",
    person_key="seller-2",
    unit="",
    unit_key="",
    leader="Lee Okoro",
    expectation="",
    starts_on=date(2026, 1, 5),
    planned_until=None,
    ends_on=None,
    ended_as="",
    stopped_reason="",
    cost=None,
    currency="",
    progress=None,
    subject=1,
    answers=1,
    starter=2,
    is_here=True,
    recorded_on=TODAY,
)


def test_what_is_at_work_is_a_row_with_a_way_to_it():
    table = at_work_table([SHOWN], TODAY, "Running")

    assert table is not None
    assert table.rows == (
        (
            Cell("Seller-2"),
            Cell("Coaching", "/levers/running/here-1/"),
            Cell("5 January 2026"),
            Cell("open"),
            Cell("nothing said yet"),
        ),
    )
    assert at_work_table([], TODAY, "Running") is None


def test_what_runs_for_one_person_is_a_row_by_whom_it_was_set_to_work():
    table = running_for([CALLS], TODAY)

    assert table is not None
    assert table.rows == (
        (Cell("Calls", "/levers/running/here-1/"), Cell("Lee Okoro"), Cell("9 January 2026, over"), Cell("40 %")),
    )


def test_a_leader_of_then_reads_it_without_a_way_to_it():
    table = running_for([CALLS], TODAY, is_linked=False)

    assert table is not None
    assert table.rows[0][0] == Cell("Calls")


@pytest.mark.parametrize("changed", [{"is_over": True}, {"ends_on": TODAY}, {"key": ""}])
def test_what_has_ended_and_what_is_a_talk_are_no_rows(changed: dict[str, Any]):
    assert running_for([replace(CALLS, **changed)], TODAY) is None


def test_words_for_names_days_and_shares():
    assert (named("Calls", "coaching"), named("", "tool"), named("", "unheard-of")) == ("Calls", "A tool", "unheard-of")
    assert until(TODAY, TODAY) == "12 January 2026"
    assert (how_far(0), how_far(100)) == ("0 %", "100 %")
