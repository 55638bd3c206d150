import numpy as np
import pytest

from answerable.engine.levers.market import NO_MARKET, common_parts, people_worth_a_market
from helped import block


def crowd(people: int, market: float, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return 1 + market * rng.standard_normal(400) + 0.1 * rng.standard_normal((people, 400))


def test_it_takes_as_many_people_as_chance_is_larger_than_the_market():
    # A change of one person's chance has twice the variance of a month's; so has one of the market.
    assert people_worth_a_market([block(crowd(60, 0.05)), block(crowd(60, 0.05, 1))]) == pytest.approx(4, rel=0.25)


def test_where_nothing_is_in_common_or_hardly_anybody_is_measured_there_is_no_market():
    alternating = np.array([[1.0, 1.2] * 4, [1.2, 1.0] * 4] * 2)

    assert people_worth_a_market([]) == NO_MARKET
    assert people_worth_a_market([block(crowd(3, 0.5))]) == NO_MARKET
    assert people_worth_a_market([block(alternating)]) == NO_MARKET


def test_a_mean_is_taken_for_the_market_as_far_as_people_outweigh_their_chance():
    y = np.array([[1.0, 1.4], [0.8, np.nan]])
    common = common_parts(block(y), people=2.0)

    found = common.of(y)

    assert found.shape == (1, 2)
    assert found[0] == pytest.approx([0.9 * 2 / 4, 1.4 * 1 / 3])


def test_support_is_treated_as_figures_are():
    y = np.ones((2, 2))
    support = np.array([[[0.0, 1.0], [0.0, 0.0]]])

    assert common_parts(block(y), people=2.0).of(support)[0, 0] == pytest.approx([0.0, 0.5 * 2 / 4])
