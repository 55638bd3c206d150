import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.engine.stats.levels import estimate_levels, successive_differences


def test_roughness_is_half_the_mean_squared_difference():
    variance, df = successive_differences(np.array([[1.0, 2.0, 4.0], [5.0, np.nan, 5.0]]))

    assert variance.tolist() == [(1 + 4) / 2 / 2, 0.0]
    assert df.tolist() == [pytest.approx(2 * 4 / 5), 0.0]


def group(seed: int, size: int = 60) -> np.ndarray:
    random = np.random.default_rng(seed)
    return 1 + 0.15 * random.normal(size=(size, 1)) + 0.1 * random.normal(size=(size, 12))


def test_levels_are_nearer_the_truth_than_plain_means_of_short_series():
    random = np.random.default_rng(5)
    truth = 1 + 0.1 * random.normal(size=(400, 1))
    y = truth + 0.2 * random.normal(size=(400, 4))

    found = estimate_levels(y).mean[:, -1]

    plain = y.mean(axis=1)
    assert np.mean((found - truth[:, 0]) ** 2) < 0.75 * np.mean((plain - truth[:, 0]) ** 2)


def test_intervals_cover_the_truth_as_often_as_they_say():
    random = np.random.default_rng(6)
    truth = 1 + 0.15 * random.normal(size=(2000, 1))
    y = truth + 0.12 * random.normal(size=(2000, 12))

    found = estimate_levels(y)

    inside = np.abs(found.mean[:, -1] - truth[:, 0]) < 1.645 * found.sd[:, -1]
    # A little more often than that: they allow for shifts, and nothing shifts here.
    assert 0.88 <= inside.mean() <= 0.94


def test_order_of_the_series_changes_nothing():
    y = group(1)

    forward, backward = estimate_levels(y), estimate_levels(y[::-1])

    assert np.abs(forward.mean - backward.mean[::-1]).max() < 1e-9
    assert np.abs(forward.sd - backward.sd[::-1]).max() < 1e-9


@settings(max_examples=40)
@given(level=st.floats(0.4, 0.85), quiet=st.floats(0.005, 0.05), factor=st.floats(1.5, 5.0))
def test_more_noise_never_raises_certainty(level: float, quiet: float, factor: float):
    others = group(2)
    wiggle = np.tile([1.0, -1.0], 6)
    calm, loud = (np.vstack([level + noise * wiggle, others]) for noise in (quiet, quiet * factor))

    certainty = [estimate_levels(y).probability_below(0.9)[0, -1] for y in (calm, loud)]

    assert certainty[1] <= certainty[0] + 1e-3


def test_noise_known_to_be_smaller_is_taken_to_be():
    y = group(3)
    scale = np.where(np.arange(len(y)) < 30, 1.0, 0.1)

    found = estimate_levels(y, scale)

    assert found.noise_variance[:30].mean() > 1.5 * found.noise_variance[30:].mean()


def test_input_is_left_as_it_was():
    y = group(4)
    before = y.copy()

    estimate_levels(y)

    assert np.array_equal(y, before)
