from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from answerable.engine.attribution.connected import Matches, matches_of
from answerable.engine.attribution.leave_out import LeaveOut

Floats = NDArray[np.float64]

SIZE = 4

# Beyond a circle of four people and four leaders: who else was under whom, and two more people.
extra = arrays(np.bool_, (SIZE + 2, SIZE))
weights = arrays(np.float64, (SIZE + 2, SIZE), elements=st.integers(1, 9).map(float))
figures = arrays(np.float64, (SIZE + 2, SIZE), elements=st.floats(-2, 2))


def on_a_circle(more: NDArray[np.bool_], weight: Floats, y: Floats) -> Matches:
    """A graph that no single match holds together: a circle, two people under leaders 0 and 1, and any more pairs."""
    table = more.copy()
    for number in range(SIZE):
        table[number, [number, (number + 1) % SIZE]] = True
    table[SIZE:, :2] = True
    person, leader = np.nonzero(table)
    return matches_of(y[table], weight[table], person, leader)


class WrittenOut:
    """The same with every matrix written out: dummies, pseudo-inverse, and the three quadratic forms."""

    def __init__(self, matches: Matches) -> None:
        people, leaders, size = matches.people, matches.leaders, matches.y.size
        rows, total = np.arange(size), matches.weight.sum()
        dummies = np.zeros((size, people + leaders))
        dummies[rows, matches.person] = dummies[rows, people + matches.leader] = 1
        root = np.diag(np.sqrt(matches.weight))
        around_mean = (np.diag(matches.weight) - np.outer(matches.weight, matches.weight) / total) / total
        of_people, of_leaders = dummies.copy(), dummies.copy()
        of_people[:, people:] = 0
        of_leaders[:, :people] = 0
        both = of_people.T @ around_mean @ of_leaders
        forms = of_leaders.T @ around_mean @ of_leaders, of_people.T @ around_mean @ of_people, (both + both.T) / 2
        x = root @ dummies
        inverse = np.linalg.pinv(x.T @ x)
        self.to_figures = root @ (np.eye(size) - np.outer(np.ones(size), matches.weight) / total)
        self.projection = x @ inverse @ x.T
        self.forms = [x @ inverse @ form @ inverse @ x.T for form in forms]

    def plain(self, y: Floats) -> Floats:
        """Variance of leaders, of people and their covariance, noise and all, for each column of figures."""
        figures = self.to_figures @ y
        return np.array([np.sum(figures * (form @ figures), axis=0) for form in self.forms])

    def corrected(self, y: Floats) -> Floats:
        """The same less what noise adds, each match's variance being what all others do not foresee of it."""
        figures, hat = self.to_figures @ y, self.projection
        variance = figures * (figures - hat @ figures) / (1 - np.diag(hat))[:, None]
        return self.plain(y) - np.array([np.diag(form) @ variance for form in self.forms])


def test_two_people_under_two_leaders_are_worked_out_on_paper():
    # Figures   leader 0  leader 1     Leaders differ by ((5 - 1) + (2 - 0)) / 2 = 3, people by ((5 - 2) + (1 - 0)) / 2
    # person 0      5         1        = 2; variances are a quarter of the squares, 9 / 4 and 1. What does not add up is
    # person 1      2         0        (5 - 1) - (2 - 0) = 2, a quarter of it in each cell; P_ii = 3 / 4, B_ii = 1 / 16.
    # So the noise is the sum of 4 * y * rest / 16 = 4 * (1 / 2)^2 / 4 = 1 / 4. Crossed in full, the covariance is nil.
    square = matches_of(np.array([5.0, 1.0, 2.0, 0.0]), np.ones(4), np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]))

    model = LeaveOut(square)
    found = model.components(square.y[:, None])

    assert model.leverage == pytest.approx(np.full(4, 3 / 4))
    assert model.bias == pytest.approx(np.array([[1 / 16], [1 / 16], [0]]) * np.ones(4))
    assert found.manager == pytest.approx([9 / 4 - 1 / 4])
    assert found.person == pytest.approx([1 - 1 / 4])
    assert found.covariance == pytest.approx([0.0], abs=1e-12)


@given(extra, weights, figures)
def test_it_agrees_with_every_matrix_written_out(more: NDArray[np.bool_], weight: Floats, y: Floats):
    matches = on_a_circle(more, weight, y)

    model = LeaveOut(matches)
    y = matches.y[:, None]
    found = model.components(y)

    expected = WrittenOut(matches)
    assert model.leverage == pytest.approx(np.diag(expected.projection))
    assert model.bias == pytest.approx(np.array([np.diag(form) for form in expected.forms]), abs=1e-12)
    assert np.array(astuple(found)) == pytest.approx(expected.corrected(y), abs=1e-9)


@given(figures, figures, st.floats(-5, 5))
def test_data_sets_side_by_side_are_each_as_if_alone_and_where_the_mean_lies_is_no_matter(
    one: Floats, other: Floats, moved: float
):
    first = on_a_circle(np.zeros_like(one, dtype=np.bool_), np.ones_like(one), one)
    second = on_a_circle(np.zeros_like(one, dtype=np.bool_), np.ones_like(one), other)

    found = np.array(astuple(LeaveOut(first).components(np.column_stack([first.y, moved + second.y]))))

    assert found[:, :1] == pytest.approx(WrittenOut(first).corrected(first.y[:, None]), abs=1e-9)
    assert found[:, 1:] == pytest.approx(WrittenOut(second).corrected(second.y[:, None]), abs=1e-9)


def test_the_plain_variances_are_too_large_and_the_corrected_ones_are_not():
    random = np.random.default_rng(11)
    person = np.repeat(np.arange(60), 3)
    leader = (person // 6 + np.tile([0, 1, 3], 60)) % 10
    weight = random.integers(1, 12, person.size).astype(np.float64)
    own, led = random.normal(0, 0.2, 60), random.normal(0, 0.1, 10)
    truth = np.cov(led[leader], own[person], aweights=weight, ddof=0)
    spread = np.sqrt(0.03**2 + 0.3**2 / weight)

    sets = own[person] + led[leader] + spread * random.standard_normal((2_000, person.size))
    order = np.lexsort([leader, person])
    graph, y = matches_of(sets[0], weight, person, leader), sets[:, order].T
    found, plain = np.array(astuple(LeaveOut(graph).components(y))), WrittenOut(graph).plain(y)

    expected = np.array([truth[0, 0], truth[1, 1], truth[0, 1]])
    off, plain_off = found.mean(axis=1) - expected, plain.mean(axis=1) - expected
    doubt, plain_doubt = found.std(axis=1) / np.sqrt(2_000), plain.std(axis=1) / np.sqrt(2_000)
    assert np.all(np.abs(off) < 3 * doubt)
    # Noise makes both look more different than they are, and sorted the wrong way.
    assert np.all(plain_off * [1, 1, -1] > 8 * plain_doubt)
