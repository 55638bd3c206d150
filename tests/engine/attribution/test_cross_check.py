import sys
from dataclasses import astuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from answerable.engine.attribution.cross_check import CrossCheck, Typical, cross_check

Floats = NDArray[np.float64]
Codes = NDArray[np.int64]

# The package exports the function under the name of its module.
MODULE = sys.modules[cross_check.__module__]

TYPICAL = Typical(person=0.15**2, manager=0.1**2, match=0.02**2, noise=0.2**2)
LEADERS = 12


def moves(random: np.random.Generator, people: int = 120) -> tuple[Codes, Codes, Floats]:
    """Who was under whom, each person under three of the leaders, and how many observations there are of it."""
    person = np.repeat(np.arange(people), 3)
    leader = np.concatenate([random.choice(LEADERS, 3, replace=False) for _ in range(people)])
    return person, leader, random.integers(3, 15, person.size).astype(np.float64)


def figures(random: np.random.Generator, moved: tuple[Codes, Codes, Floats], own: Floats, led: Floats) -> Floats:
    """What is observed where people bring `own` and leaders add `led`."""
    person, leader, weights = moved
    spread = np.sqrt(TYPICAL.match + TYPICAL.noise / weights)
    return own[person] + led[leader] + spread * random.standard_normal(person.size)


def unsorted(seed: int) -> tuple[Floats, Floats, Codes, Codes]:
    """A world as the model believes it to be."""
    random = np.random.default_rng(seed)
    person, leader, weights = moves(random)
    own = np.sqrt(TYPICAL.person) * random.standard_normal(120)
    led = np.sqrt(TYPICAL.manager) * random.standard_normal(LEADERS)
    return figures(random, (person, leader, weights), own, led), weights, person, leader


def in_order(seed: int, way: float) -> tuple[Floats, Floats, Codes, Codes]:
    """A world in which the best people are under the best leaders (way 1) or under the worst (way -1)."""
    random = np.random.default_rng(seed)
    own = np.sqrt(TYPICAL.person) * random.standard_normal(120)
    led = np.sqrt(TYPICAL.manager) * random.standard_normal(LEADERS)
    ranked = np.argsort(way * led)
    place = np.argsort(np.argsort(own)) * LEADERS // 120
    around = np.array([random.choice(5, 3, replace=False) for _ in range(120)]) - 2
    leader = ranked[(np.clip(place, 2, LEADERS - 3)[:, None] + around).ravel()]
    person, weights = np.repeat(np.arange(120), 3), random.integers(3, 15, 360).astype(np.float64)
    return figures(random, (person, leader, weights), own, led), weights, person, leader


def test_two_people_under_two_leaders_are_worked_out_on_paper():
    # Leaders differ by ((5 - 1) + (2 - 0)) / 2 = 3 and people by ((5 - 2) + (1 - 0)) / 2 = 2: variances 9 / 4 and 1.
    # Noise adds a quarter to each, see the same figures among the tests of leaving out. Person 2 had one manager only.
    y, weights = np.array([5.0, 1.0, 2.0, 0.0, 7.0]), np.array([1.0, 1.0, 1.0, 1.0, 4.0])

    found = cross_check(y, weights, np.array([0, 0, 1, 1, 2]), np.array([0, 1, 0, 1, 0]), typical=TYPICAL)

    assert (found.manager_variance, found.person_variance) == pytest.approx((2.0, 0.75))
    assert (found.covariance, found.correlation) == pytest.approx((0.0, 0.0), abs=1e-12)
    assert (found.people, found.leaders, found.matches) == (2, 2, 4)
    assert found.sorted_to_leaders is None


@pytest.mark.parametrize("way", [1.0, -1.0])
def test_people_sorted_to_leaders_either_way_are_found_to_be(way: float):
    found = cross_check(*in_order(3, way), typical=TYPICAL)

    assert found.sorted_to_leaders is True
    assert found.correlation * way > 0.5
    # None of the 200 draws is as far out: 2 * (0 + 1) / (200 + 1).
    assert found.p_value == pytest.approx(2 / 201)
    assert not found.null_low <= found.covariance <= found.null_high


def test_people_who_are_not_sorted_are_seldom_said_to_be():
    said = [cross_check(*unsorted(seed), typical=TYPICAL).sorted_to_leaders for seed in range(60)]

    # At a level of 5 % it is 3 of 60 on average, and more than 8 in less than one in two hundred such tests.
    assert None not in said
    assert sum(bool(one) for one in said) <= 8


def test_the_figures_are_those_the_world_was_made_of_on_average():
    found = np.array([astuple(cross_check(*unsorted(seed), typical=TYPICAL, draws=1))[:3] for seed in range(100)])

    doubt = found.std(axis=0) / np.sqrt(100)
    # Of a variance around the mean of few, its share of 1 - 1 / leaders or people is to be seen, weights alike.
    expected = [TYPICAL.manager * (1 - 1 / LEADERS), TYPICAL.person * (1 - 1 / 120), 0.0]
    assert np.all(np.abs(found.mean(axis=0) - expected) < 4 * doubt)


def test_the_null_range_is_that_of_the_quadratic_form_written_out():
    typical = Typical(person=0.15**2, manager=0.1**2, match=0.12**2, noise=0.2**2)
    random = np.random.default_rng(5)
    person = np.repeat(np.arange(15), 3)
    leader = np.concatenate([random.choice(5, 3, replace=False) for _ in range(15)])
    weights = random.integers(1, 9, 45).astype(np.float64)
    y = random.standard_normal(45)

    found = cross_check(y, weights, person, leader, typical=typical, draws=4_000)

    total, root = weights.sum(), np.sqrt(weights)
    people, leaders = np.eye(15)[person], np.eye(5)[leader]
    x = root[:, None] * np.hstack([people, leaders])
    fit = np.linalg.pinv(x)
    around_mean = (np.diag(weights) - np.outer(weights, weights) / total) / total
    form = (people @ fit[:15]).T @ around_mean @ (leaders @ fit[15:])
    hat = x @ fit
    noise = np.diag(np.diag(form) / (1 - np.diag(hat))) @ (np.eye(45) - hat)
    to_centre = root[:, None] * (np.eye(45) - np.outer(np.ones(45), weights) / total)
    whole = to_centre.T @ (form - noise) @ to_centre
    covariance = typical.person * people @ people.T + typical.manager * leaders @ leaders.T
    covariance += np.diag(typical.match + typical.noise / weights)
    drawn = np.linalg.cholesky(covariance) @ random.standard_normal((45, 20_000))
    low, high = np.quantile(np.sum(drawn * (whole @ drawn), axis=0), [0.025, 0.975])
    assert found.covariance == pytest.approx(y @ whole @ y)
    assert (found.null_low, found.null_high) == pytest.approx((low, high), rel=0.1)


def test_drawing_in_several_blocks_gives_the_same_kind_of_draws(monkeypatch: pytest.MonkeyPatch):
    data = unsorted(4)
    at_once = cross_check(*data, typical=TYPICAL, draws=2_000)

    monkeypatch.setattr(MODULE, "AT_ONCE", 360 * 7)
    in_blocks = cross_check(*data, typical=TYPICAL, draws=2_000)

    assert in_blocks.covariance == at_once.covariance
    assert (in_blocks.null_low, in_blocks.null_high) == pytest.approx((at_once.null_low, at_once.null_high), rel=0.15)
    assert in_blocks.p_value == pytest.approx(at_once.p_value, abs=0.06)


@pytest.mark.parametrize("pairs", [[(0, 0), (0, 1), (1, 1), (1, 2)], [(0, 0), (1, 1)], [(0, -1), (1, -1)], []])
def test_a_graph_without_circles_cannot_tell(pairs: list[tuple[int, int]]):
    person, leader = np.array(pairs, dtype=np.int64).reshape(-1, 2).T

    found = cross_check(np.ones(person.size), np.ones(person.size), person, leader, typical=TYPICAL)

    assert np.isnan(astuple(found)[:7]).all()
    assert (found.people, found.leaders, found.matches) == (0, 0, 0)
    assert found.sorted_to_leaders is None


def check(**changed: float) -> CrossCheck:
    """A covariance beyond what chance explains, on a set just large enough: 20 beyond a tree, 5 leaders."""
    numbers = {
        "manager_variance": 1.0,
        "person_variance": 1.0,
        "covariance": 0.5,
        "correlation": 0.5,
        "p_value": 0.049,
        "null_low": -0.4,
        "null_high": 0.4,
    }
    sizes = {"people": 30, "leaders": 5, "matches": 54}
    return CrossCheck(**(numbers | sizes | changed))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, True),
        ({"covariance": -0.5}, True),
        ({"p_value": 0.05}, False),
        ({"null_high": 0.6}, False),
        ({"matches": 53}, None),
        ({"leaders": 4, "matches": 100}, None),
    ],
)
def test_sorting_is_said_when_chance_does_not_explain_it_and_there_is_enough_to_say_so(
    changed: dict[str, float], expected: object
):
    assert check(**changed).sorted_to_leaders is expected


def test_there_is_no_correlation_where_a_variance_is_not_above_zero():
    random = np.random.default_rng(2)
    person, leader, weights = moves(random)
    led = 0.3 * random.standard_normal(LEADERS)
    found = [
        cross_check(
            led[leader] + random.standard_normal(person.size), weights, person, leader, typical=TYPICAL, draws=1
        )
        for _ in range(10)
    ]

    # With people all alike, about every other estimate of how they vary is below zero.
    below = [one for one in found if one.person_variance <= 0]
    assert 0 < len(below) < 10
    assert all(np.isnan(one.correlation) == (one.person_variance <= 0) for one in found)


@given(st.integers(-3, 3), st.integers(0, 20))
def test_the_scale_of_the_figures_is_no_matter(power: int, seed: int):
    y, weights, person, leader = unsorted(seed)
    scale = 4.0**power
    typical = Typical(*(scale**2 * one for one in astuple(TYPICAL)))

    small = cross_check(y, weights, person, leader, typical=TYPICAL, draws=20)
    large = cross_check(scale * y, weights, person, leader, typical=typical, draws=20)

    assert large.covariance == pytest.approx(scale**2 * small.covariance)
    assert large.manager_variance == pytest.approx(scale**2 * small.manager_variance)
    assert large.null_high == pytest.approx(scale**2 * small.null_high)
    assert (large.correlation, large.p_value) == pytest.approx((small.correlation, small.p_value))
    assert large.sorted_to_leaders is small.sorted_to_leaders


def test_the_order_of_entries_is_no_matter_and_the_seed_is_all_that_chance_depends_on():
    data = unsorted(1)
    shuffled = np.random.default_rng(0).permutation(360)

    first = cross_check(*data, typical=TYPICAL)

    assert cross_check(*(column[shuffled] for column in data), typical=TYPICAL) == first
    assert cross_check(*data, typical=TYPICAL, seed=1).covariance == first.covariance
    assert cross_check(*data, typical=TYPICAL, seed=1).null_low != first.null_low


def test_with_more_leaders_than_can_be_looked_at_together_a_neighbourhood_is(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(MODULE, "MOST_LEADERS", 8)

    found = cross_check(*unsorted(1), typical=TYPICAL)

    assert found.leaders == 8
    assert 0 < found.people < 120
    assert found.sorted_to_leaders is False
