"""From attainment back to what is measured."""

import numpy as np
import pytest

from answerable.engine.attainment.shortfall import shortfall
from answerable.engine.worlds.actuals import actual_of, level_in_band
from answerable.engine.worlds.roles import Expected

ATTAINMENT = np.array([0.5, 0.9, 1.0, 1.2])


@pytest.mark.parametrize(("direction", "worked"), [("higher", [40, 72, 80, 96]), ("lower", [120, 88, 80, 64])])
def test_a_measurement_lies_where_its_attainment_says(direction: str, worked: list[float]):
    expected = Expected("x", "X", direction, "month", "EUR", 80)

    actual = actual_of(ATTAINMENT, np.full(4, 80.0), expected, np.random.default_rng(1))

    assert actual == pytest.approx(worked)
    assert 1 - shortfall(actual, np.full(4, 80.0), 0.0, direction) == pytest.approx(ATTAINMENT)


def test_a_measurement_in_a_band_attains_everything_and_one_above_it_less():
    expected = Expected("x", "X", "band", "month", "percent", 5, 15)
    attainment = np.array([0.5, 0.9, 1.0])

    actual = actual_of(attainment, np.full(3, 5.0), expected, np.random.default_rng(1))

    assert actual[:2] == pytest.approx([20.0, 16.0])
    assert 5 <= actual[2] <= 15
    assert 1 - shortfall(actual, np.full(3, 5.0), 10.0, "band") == pytest.approx(attainment)


def test_the_level_in_a_band_is_the_mean_of_what_can_be_measured():
    drawn = np.minimum(1.0, 0.95 + 0.1 * np.random.default_rng(1).standard_normal(1_000_000))

    assert level_in_band(np.array([0.95]), 0.1)[0] == pytest.approx(drawn.mean(), abs=0.0003)
    assert level_in_band(np.array([0.2, 2.0]), 0.1) == pytest.approx([0.2, 1.0])
