"""The elimination on paper, against matrices written out in full."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from answerable.engine.attribution.cells import Cells, collapse_rows
from answerable.engine.attribution.elimination import (
    Design,
    applied,
    cross_totals,
    eliminate,
    lay_out,
    own_totals,
    scaled,
    seen_by_all,
)
from brute_force import Dense, draw, indicators

seeds = st.integers(0, 2**32 - 1)
ELIMINATED = ["pair", "person", "unit"]


def dense_of(cells: Cells) -> Dense:
    """The cells themselves as rows, each with its weight."""
    z = {name: indicators(code, cells.levels[name]) for name, code in cells.groups.items()}
    return Dense(cells.mean, cells.fixed.toarray(), z, cells.weight)


def names(design: Design) -> list[str]:
    return [group.name for group in design.eliminated]


def close(value: np.ndarray) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def test_the_finest_group_and_all_it_is_nested_in_are_eliminated_and_the_rest_is_kept():
    design = lay_out(draw(1).cells)

    assert names(design) == ELIMINATED
    # Behind three fixed columns, in the order of the groups: four markets, three mentors.
    assert design.kept == {"market": slice(3, 7), "mentor": slice(7, 10)}
    assert (design.fixed, design.size) == (3, 10)


def test_each_eliminated_level_knows_the_level_it_is_nested_in():
    pair, person = np.array([0, 1, 2, 3, 0]), np.array([1, 0, 1, 1, 1])
    cells = collapse_rows(np.arange(5.0), np.ones((5, 1)), {"person": person, "pair": pair}, None)

    first, last = lay_out(cells).eliminated

    assert (first.name, first.size, first.parent.tolist()) == ("pair", 4, [1, 0, 1, 1])
    assert first.share is not None
    assert first.share.toarray().tolist() == [[0, 1, 0, 0], [1, 0, 1, 1]]
    assert (last.name, last.size, last.parent.tolist(), last.share) == ("person", 2, [], None)


def test_of_two_crossed_groups_the_one_with_more_levels_is_eliminated():
    few, many = np.array([0, 1, 0, 1, 0]), np.array([0, 0, 1, 1, 2])
    cells = collapse_rows(np.arange(5.0), np.ones((5, 1)), {"few": few, "many": many}, None)

    design = lay_out(cells)

    assert (names(design), design.kept) == (["many"], {"few": slice(1, 3)})


def test_a_group_that_some_cells_have_no_level_of_is_kept():
    leader, unit = np.array([0, 1, 2, -1, 0]), np.array([0, 0, 1, 1, 0])
    cells = collapse_rows(np.arange(5.0), np.ones((5, 1)), {"leader": leader, "unit": unit}, None)

    design = lay_out(cells)

    assert (names(design), design.kept) == (["unit"], {"leader": slice(1, 4)})
    # The cells are in order of leader and unit; the first has no leader.
    assert design.columns[:, 1:4].toarray().tolist() == [[0, 0, 0], [1, 0, 0], [0, 1, 0], [0, 0, 1]]


def test_a_group_whose_levels_add_to_other_cells_too_is_kept_with_what_they_add():
    person, lasting = np.array([0, 1, 2]), np.array([0, 1, -1])
    cells = collapse_rows(np.arange(3.0), np.ones((3, 1)), {"lasting": lasting, "person": person}, None)
    # In the order of the cells: the one without a level first.
    more = sparse.csr_array(np.array([[0.5, 0.25], [0.0, 0.0], [0.0, 0.0]]))

    design = lay_out(cells, {"lasting": more})

    assert design.columns[:, 1:3].toarray().tolist() == [[0.5, 0.25], [1.0, 0.0], [0.0, 1.0]]
    assert names(design) == ["person"]
    assert names(lay_out(cells, {"lasting": more, "person": sparse.csr_array((3, 3))})) == []


@settings(max_examples=40)
@given(seeds)
def test_what_is_left_of_the_equations_is_what_the_whole_matrix_gives(seed: int):
    drawn = draw(seed)
    cells = drawn.cells
    design, dense = lay_out(cells), dense_of(cells)

    levels, left_over = eliminate(design, drawn.gamma)

    inverse = np.linalg.inv(dense.covariance(drawn.gamma, ELIMINATED))
    columns = design.columns.toarray()
    beside = np.hstack([dense.x, dense.z["market"], dense.z["mentor"], dense.y[:, None]])
    assert columns == close(beside)
    assert left_over.toarray() == close(columns.T @ inverse @ columns)
    for name, seen, total in zip(ELIMINATED, seen_by_all(design, levels), own_totals(design, levels), strict=True):
        z = dense.z[name]
        assert seen.toarray() == close(z.T @ inverse @ columns)
        assert total == close(np.diag(z.T @ inverse @ z))
    assert applied(design, levels, columns) == close(inverse @ columns)


@settings(max_examples=40)
@given(seeds, st.sets(st.sampled_from([0, 1, 2])))
def test_what_the_data_tell_of_a_sum_of_effects_is_what_the_whole_matrix_gives(seed: int, chosen: set[int]):
    drawn = draw(seed)
    cells = drawn.cells
    design, dense = lay_out(cells), dense_of(cells)
    rows = np.array([3, 0, 7, 3])

    levels, _ = eliminate(design, drawn.gamma)
    found = cross_totals(design, levels, sorted(chosen), rows)

    inverse = np.linalg.inv(dense.covariance(drawn.gamma, ELIMINATED))
    covered = sum(
        (
            drawn.gamma[ELIMINATED[place]] * (dense.z[ELIMINATED[place]] @ dense.z[ELIMINATED[place]].T)
            for place in chosen
        ),
        np.zeros_like(inverse),
    )
    assert found == close(np.diag(covered @ inverse @ covered)[rows])


def test_where_nothing_is_eliminated_the_equations_are_as_they_were():
    person = np.array([0, 1, -1, 0])
    cells = collapse_rows(np.array([1.0, 2.0, 4.0, 3.0]), np.ones((4, 1)), {"person": person}, None)

    design = lay_out(cells)
    levels, left_over = eliminate(design, {"person": 1.0})

    # One cell of mean 4 for nobody, two observations of mean 2 for person 0, one of 2 for person 1.
    assert left_over.toarray().tolist() == [[4, 2, 1, 10], [2, 2, 0, 4], [1, 0, 1, 2], [10, 4, 2, 28]]
    assert (levels, seen_by_all(design, levels), own_totals(design, levels)) == ([], [], [])
    assert design.finest.shape == (0, 4)
    assert applied(design, levels, np.ones((3, 1))).tolist() == [[1.0], [2.0], [1.0]]
    assert cross_totals(design, levels, [], np.array([0, 1])).tolist() == [0.0, 0.0]


def test_what_is_known_of_the_fixed_part_stands_in_its_place():
    cells = collapse_rows(
        np.array([1.0, 2.0, 4.0]), np.array([[1.0, 0.0], [1.0, 1.0], [1.0, 1.0]]), {"person": np.array([0, 1, 2])}, None
    )
    known = replace(cells, known=sparse.csr_array([[0.0, 0.0], [0.0, 5.0]]), known_right=np.array([0.0, 7.0]))

    added = lay_out(known).weighted - lay_out(cells).weighted

    assert added.toarray().tolist() == [[0, 0, 0], [0, 5, 7], [0, 7, 0]]


def test_each_row_of_a_matrix_is_multiplied_by_its_own_number():
    rows = sparse.csr_array(np.array([[1.0, 0.0, 2.0], [0.0, 0.0, 0.0], [0.0, 3.0, 0.0]]))

    found = scaled(rows, np.array([10.0, 5.0, -1.0]))

    assert found.toarray().tolist() == [[10.0, 0.0, 20.0], [0.0, 0.0, 0.0], [0.0, -3.0, 0.0]]
    assert rows.toarray()[0].tolist() == [1.0, 0.0, 2.0]
