from datetime import date

import narwhals as nw
import polars as pl
import pytest

from answerable.panel.checks.loaded import Loaded, Tally, spelt
from answerable.panel.schema import PEOPLE
from answerable.panel.text import LINE


def people(height: int) -> Loaded:
    frame = pl.LazyFrame({"person_id": [f"p{row}" for row in range(height)], LINE: list(range(height + 1, 1, -1))})
    return Loaded(PEOPLE, "people.csv", nw.from_native(frame), given=True)


def test_rows_are_told_in_the_order_of_their_lines_with_their_values():
    loaded, tally = people(2), Tally()

    tally.tell(loaded, loaded.frame, "odd", "person_id", "Expected another than {person_id}.")

    assert [str(problem) for problem in tally.problems] == [
        "people.csv, line 2, column person_id: found 'p1'. Expected another than p1.",
        "people.csv, line 3, column person_id: found 'p0'. Expected another than p0.",
    ]


def test_a_fault_of_a_whole_row_names_no_value():
    loaded, tally = people(1), Tally()

    tally.tell(loaded, loaded.frame, "odd", None, "Expected nothing.")

    assert [str(problem) for problem in tally.problems] == ["people.csv, line 2: Expected nothing."]


def test_no_rows_are_no_fault():
    loaded, tally = people(0), Tally()

    tally.tell(loaded, loaded.frame, "odd", "person_id", "Expected nothing.")

    assert tally.result().total == 0


def test_twenty_are_told_and_those_beyond_are_counted_each_time():
    loaded, tally = people(23), Tally()

    tally.tell(loaded, loaded.frame, "odd", "person_id", "Expected nothing.")
    tally.tell(loaded, loaded.frame, "odd", "person_id", "Expected nothing.")

    assert len(tally.problems) == 40
    assert tally.more == {("odd", "people.csv"): 6}
    assert tally.result().counts == {("odd", "people.csv"): 46}
    assert len(tally.result().shown) == 20


@pytest.mark.parametrize(
    ("value", "text"), [(5.0, "5"), (4.5, "4.5"), ("p1", "p1"), (date(2026, 3, 1), "2026-03-01"), (True, "True")]
)
def test_a_value_is_spelt_as_a_file_would_hold_it(value: object, text: str):
    assert spelt(value) == text


def test_what_is_expected_may_be_said_of_each_row():
    loaded, tally = people(1), Tally()

    tally.tell(loaded, loaded.frame, "odd", "person_id", lambda row: f"Expected a name for {row['person_id']}.")

    assert [problem.expected for problem in tally.problems] == ["Expected a name for p0."]


@pytest.mark.parametrize("unread", [(), ("name",)])
def test_a_column_is_known_when_every_cell_of_it_was_read(unread: tuple[str, ...]):
    loaded = Loaded(PEOPLE, "people.csv", people(1).frame, given=True, unread=frozenset(unread))

    assert loaded.is_known("person_id")


@pytest.mark.parametrize("unread", ["person_id", None])
def test_a_column_is_not_known_when_a_cell_or_a_row_was_not_read(unread: str | None):
    loaded = Loaded(PEOPLE, "people.csv", people(1).frame, given=True, unread=frozenset({unread}))

    assert not loaded.is_known("person_id")
