"""What a table would change, against what stands."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from answerable.sources.intake.compare import ROW, changes


def frame(rows: list[tuple[str, float | None]]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema={"key": pl.String, "value": pl.Float64}, orient="row")


def standing(rows: list[tuple[str, float | None]]) -> pl.DataFrame:
    return frame(rows).with_row_index(ROW, offset=1).cast({ROW: pl.Int64}).select("key", "value", ROW)


def test_rows_are_new_corrected_or_the_same():
    found = changes(
        frame([("a", 1.0), ("b", 9.0), ("c", None)]), standing([("a", 1.0), ("b", 2.0), ("d", 4.0)]), ("key",)
    )

    assert found.added.rows() == [("c", None)]
    assert found.corrected.rows() == [("b", 9.0, 2)]
    assert found.same == 1


def test_a_value_taken_away_and_a_value_given_are_corrections():
    found = changes(frame([("a", None), ("b", 2.0)]), standing([("a", 1.0), ("b", None)]), ("key",))

    assert found.corrected["key"].to_list() == ["a", "b"]


def test_without_a_key_two_alike_rows_are_two_facts():
    brought = frame([("a", 1.0), ("a", 1.0), ("b", 2.0)])

    first = changes(brought, standing([("a", 1.0)]), ())
    again = changes(brought, standing([("a", 1.0), ("a", 1.0), ("b", 2.0)]), ())

    assert first.added.rows() == [("a", 1.0), ("b", 2.0)]
    assert (again.added.height, again.corrected.height, again.same) == (0, 0, 3)


def test_an_empty_key_column_is_compared_like_any_other():
    columns = {"key": pl.String, "value": pl.Float64}
    brought = pl.DataFrame({"key": [None], "value": [1.0]}, schema=columns)
    known = brought.with_columns(pl.lit(7, pl.Int64).alias(ROW))

    assert changes(brought, known, ("key",)).same == 1


Figures = dict[str, float | None]

rows = st.dictionaries(st.sampled_from("abcdef"), st.one_of(st.none(), st.floats(-5, 5)), max_size=6)


@given(rows, rows)
def test_what_is_brought_twice_changes_nothing_the_second_time(
    first: dict[str, float | None], second: dict[str, float | None]
):
    found = changes(frame(list(second.items())), standing(list(first.items())), ("key",))

    after = dict(first) | dict(found.added.rows()) | {key: value for key, value, _row in found.corrected.rows()}
    again = changes(frame(list(second.items())), standing(list(after.items())), ("key",))
    assert after == first | second
    assert (again.added.height, again.corrected.height, again.same) == (0, 0, len(second))
