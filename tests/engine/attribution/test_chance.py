"""Chance, against correlations written out and noise whose variance and correlation are known."""

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray
from scipy import sparse

from answerable.engine.attribution.chance import Chance, measure_chance
from answerable.engine.attribution.market import Series, read_series
from collapsed import BOOKINGS, FIRST, NORTH, SELLS, collapsed, long_frame

Floats = NDArray[np.float64]


def correlations(n: int, correlation: float) -> Floats:
    """Of all pairs among n neighbouring periods."""
    return np.asarray(correlation ** np.abs(np.subtract.outer(np.arange(n), np.arange(n))))


def expected(n: int, correlation: float) -> tuple[float, float]:
    """Of n periods around their own mean: sum of squares and of neighbours' products, for a variance of 1."""
    centring = np.eye(n) - 1 / n
    around = centring @ correlations(n, correlation) @ centring
    return float(np.trace(around)), float(np.trace(around, offset=1))


def part(n: int, squares: float, products: float) -> dict[str, float | str]:
    """A spell without a hole whose results add up to zero, those at its ends too."""
    sums = {"total": 0.0, "squares": squares, "products": products, "later": 0.0, "earlier": 0.0}
    return {"expectation_id": BOOKINGS, "n": n, "pairs": n - 1} | sums


def series(rows: list[int], df: float, left: float) -> Series:
    """An expectation with so much left within spells."""
    nothing = np.zeros(0)
    return Series(
        np.array(rows), np.zeros(0, np.int64), sparse.csr_array((0, 0)), nothing, nothing, left, df, left, nothing
    )


def noise(seed: int, correlation: float, sd: float, people: int = 400, months: int = 24) -> pl.DataFrame:
    """People who differ, in months that differ, with noise that lingers so much; a tenth of it was never measured."""
    random = np.random.default_rng(seed)
    drawn = sd * random.standard_normal((people, months))
    for month in range(1, months):
        drawn[:, month] = correlation * drawn[:, month - 1] + np.sqrt(1 - correlation**2) * drawn[:, month]
    y = 1 + drawn + 0.2 * random.standard_normal((people, 1)) + 0.1 * random.standard_normal(months)
    # Whoever has a hole has it in the second half, so that most have none.
    there = np.ones((people, months), dtype=bool)
    there[: people // 5, months // 2 :] = random.random((people // 5, months // 2)) < 0.5
    return long_frame(
        [
            (f"p{person}", SELLS, BOOKINGS, "x", None, NORTH, FIRST + month, y[person, month])
            for person, month in np.argwhere(there)
        ]
    )


@pytest.mark.parametrize("correlation", [0.0, 0.3, 0.9])
@pytest.mark.parametrize("n", [1, 2, 7, 24])
def test_the_mean_of_a_spell_is_as_sure_as_all_correlations_within_it_make_it(n: int, correlation: float):
    chance = Chance(np.array([0.5, 2.0]), correlation, 1.0)

    found = chance.of_means(np.array([n, n]), np.array([0, 1]))

    np.testing.assert_allclose(found, np.array([0.5, 2.0]) * correlations(n, correlation).mean())


@pytest.mark.parametrize("correlation", [0.0, 0.1, 0.5, 0.9])
def test_sums_that_are_just_what_an_autoregression_gives_are_read_as_one(correlation: float):
    variance, lengths = 0.04, (3, 3, 5, 12, 40)
    moments = [expected(n, correlation) for n in lengths]
    parts = pl.DataFrame([part(n, variance * s, variance * p) for n, (s, p) in zip(lengths, moments, strict=True)])
    one = series([0, 1, 2, 3, 4], sum(lengths) - 5.0, variance * sum(s for s, _ in moments))

    found = measure_chance(parts, [one])

    assert found.correlation == pytest.approx(correlation, abs=1e-9)
    assert found.variance == pytest.approx([variance])
    assert found.fewer == pytest.approx((1 - correlation) / (1 + correlation))


def test_no_more_correlation_is_believed_than_can_be_told_from_people_who_change_for_good():
    parts = pl.DataFrame([part(10, 1.0, 0.99)])

    assert measure_chance(parts, [series([0], 9.0, 1.0)]).correlation == pytest.approx(0.95)


def test_a_bad_period_that_is_followed_by_a_good_one_is_not_taken_to_linger():
    squares, products = expected(10, -0.4)
    parts = pl.DataFrame([part(10, squares, products)])

    assert measure_chance(parts, [series([0], 9.0, squares)]).correlation == pytest.approx(0.0, abs=1e-9)


def test_of_spells_of_two_periods_nothing_is_read_of_correlation():
    parts = pl.DataFrame([part(2, 0.02, -0.01), part(2, 0.04, -0.02)])

    found = measure_chance(parts, [series([0, 1], 2.0, 0.06)])

    assert (found.correlation, found.fewer) == (0.0, 1.0)
    assert found.variance == pytest.approx([0.03])


def test_an_expectation_that_tells_nothing_of_its_noise_takes_that_of_the_others():
    parts = pl.DataFrame([part(2, 0.02, -0.01), part(2, 0.04, -0.02), {**part(1, 0.0, 0.0), "expectation_id": "calls"}])

    found = measure_chance(parts, [series([0, 1], 2.0, 0.06), series([2], 0.0, 0.0)])

    assert found.variance == pytest.approx([0.03, 0.03])


@pytest.mark.parametrize(("correlation", "around"), [(0.0, 0.02), (0.5, 0.04)])
def test_noise_of_known_size_and_memory_is_measured(correlation: float, around: float):
    spells = collapsed(noise(5, correlation, sd=0.15))

    found = measure_chance(spells.parts, read_series(spells))

    assert found.correlation == pytest.approx(correlation, abs=around)
    assert found.variance == pytest.approx([0.15**2], rel=0.06)
