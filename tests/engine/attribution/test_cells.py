"""Cells of a few rows, each figure worked out by hand; and that any rows can be told from their cells again."""

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.engine.attribution import cells as cells_module
from answerable.engine.attribution.cells import NOBODY, Cells, collapse_rows
from answerable.kernel.problems import UsageError
from brute_force import draw

seeds = st.integers(0, 2**32 - 1)


def rows_of(cells: Cells) -> list[tuple[float, ...]]:
    """Each cell as mean, weight, fixed columns and codes."""
    columns = [cells.mean, cells.weight, *cells.fixed.toarray().T, *cells.groups.values()]
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_rows_that_share_their_fixed_part_and_their_levels_are_one_cell():
    person, unit = np.array([1, 0, 1, 1, 0]), np.array([0, 1, 0, 0, 1])
    fixed = np.array([[1.0, 5.0], [1.0, 5.0], [1.0, 5.0], [1.0, 7.0], [1.0, 5.0]])

    found = collapse_rows(np.array([2.0, 1.0, 4.0, 8.0, 5.0]), fixed, {"person": person, "unit": unit}, None)

    assert rows_of(found) == [(3.0, 2.0, 1.0, 5.0, 0, 1), (3.0, 2.0, 1.0, 5.0, 1, 0), (8.0, 1.0, 1.0, 7.0, 1, 0)]
    # Around the means: 4 and 4 in the first cell, 1 and 1 in the second.
    assert found.within == pytest.approx(10.0)
    assert (found.observations, found.log_weight, found.levels) == (5.0, 0.0, {"person": 2, "unit": 2})
    assert not found.known.nnz
    assert (found.known.shape, found.known_right.tolist()) == ((2, 2), [0.0, 0.0])


def test_weights_say_how_much_each_observation_counts():
    weights = np.array([1.0, 3.0, 2.0])

    found = collapse_rows(np.array([0.0, 4.0, 7.0]), np.ones((3, 1)), {"person": np.array([0, 0, 1])}, weights)

    # (1 * 0 + 3 * 4) / 4, and around it 1 * 3^2 + 3 * 1^2.
    assert rows_of(found) == [(3.0, 4.0, 1.0, 0), (7.0, 2.0, 1.0, 1)]
    assert found.within == pytest.approx(12.0)
    assert found.log_weight == pytest.approx(np.log(6.0))
    assert found.observations == 3.0


def test_rows_of_nobody_are_kept_apart_from_those_of_somebody():
    leader = np.array([0, NOBODY, NOBODY, 0])

    found = collapse_rows(np.array([1.0, 2.0, 4.0, 5.0]), np.ones((4, 1)), {"leader": leader}, None)

    assert rows_of(found) == [(3.0, 2.0, 1.0, NOBODY), (3.0, 2.0, 1.0, 0)]
    assert found.levels == {"leader": 1}


def test_rows_that_share_everything_are_a_single_cell():
    found = collapse_rows(np.array([1.0, 2.0, 6.0]), np.full((3, 1), 2.0), {}, None)

    assert rows_of(found) == [(3.0, 3.0, 2.0)]
    assert found.within == pytest.approx(14.0)


def test_there_may_be_no_fixed_part():
    found = collapse_rows(np.array([1.0, 3.0]), np.zeros((2, 0)), {"person": np.array([0, 0])}, None)

    assert found.fixed.shape == (1, 0)
    assert rows_of(found) == [(2.0, 2.0, 0)]


def test_fixed_columns_may_be_whole_numbers_or_yes_and_no():
    fixed = np.array([[True, False], [True, True], [True, False]])

    found = collapse_rows(np.array([1.0, 2.0, 3.0]), fixed, {"person": np.zeros(3, dtype=np.int32)}, None)

    assert rows_of(found) == [(2.0, 2.0, 1.0, 0.0, 0), (2.0, 1.0, 1.0, 1.0, 0)]
    assert found.groups["person"].dtype == np.int64


@settings(max_examples=40)
@given(seeds)
def test_every_row_is_in_the_cell_that_is_like_it(seed: int):
    drawn = draw(seed)

    found = drawn.cells

    names = list(drawn.groups)
    given_keys = list(map(tuple, np.column_stack([*(drawn.groups[name] for name in names), drawn.fixed]).tolist()))
    keys = list(map(tuple, np.column_stack([*(found.groups[name] for name in names), found.fixed.toarray()]).tolist()))
    assert sorted(set(given_keys)) == sorted(keys)
    cell = np.array([keys.index(key) for key in given_keys])
    assert np.bincount(cell, drawn.weight) == pytest.approx(found.weight)
    assert np.bincount(cell, drawn.weight * drawn.y) / found.weight == pytest.approx(found.mean)
    assert drawn.weight @ (drawn.y - found.mean[cell]) ** 2 == pytest.approx(found.within)


@settings(max_examples=40)
@given(seeds)
def test_cells_are_the_same_where_levels_are_too_many_for_one_number(seed: int):
    drawn = draw(seed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(cells_module, "LARGEST_KEY", 500)
        found = rows_of(drawn.cells)

    assert found == rows_of(drawn.cells)


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"y": np.ones((3, 1))}, "The observations have the shape (3, 1). Expected (3,): a number an observation."),
        (
            {"fixed": np.ones(3)},
            "The fixed part has the shape (3,). Expected (3, columns): a row an observation.",
        ),
        (
            {"fixed": np.ones((2, 1))},
            "The fixed part has the shape (2, 1). Expected (3, columns): a row an observation.",
        ),
        (
            {"groups": {"person": np.zeros(2, dtype=np.int64)}},
            "The group 'person' has the shape (2,). Expected (3,): a code an observation.",
        ),
        ({"groups": {"person": np.full(3, NOBODY)}}, "The group 'person' has no level at all. Leave it out."),
        (
            {"y": np.array([1.0, np.nan, 2.0])},
            "Some observations or fixed values are missing or infinite. Leave those rows out.",
        ),
        (
            {"fixed": np.array([[1.0], [np.inf], [1.0]])},
            "Some observations or fixed values are missing or infinite. Leave those rows out.",
        ),
        ({"weights": np.ones(2)}, "Expected 3 weights, each a number above zero."),
        ({"weights": np.array([1.0, 0.0, 1.0])}, "Expected 3 weights, each a number above zero."),
        ({"weights": np.array([1.0, np.inf, 1.0])}, "Expected 3 weights, each a number above zero."),
        (
            {"fixed": np.ones((3, 3))},
            "There are 3 observations for 3 fixed columns. Expected more than that.",
        ),
    ],
)
def test_what_cannot_be_taken_together_is_refused(changed: dict[str, object], sentence: str):
    usual = {
        "y": np.array([1.0, 2.0, 4.0]),
        "fixed": np.ones((3, 1)),
        "groups": {"person": np.zeros(3, dtype=np.int64)},
        "weights": None,
    }

    with pytest.raises(UsageError, match=f"^{re.escape(sentence)}$"):
        collapse_rows(**{**usual, **changed})
