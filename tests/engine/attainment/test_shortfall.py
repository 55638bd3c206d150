import numpy as np
import pytest

from answerable.engine.attainment.shortfall import ramp_share, shortfall


@pytest.mark.parametrize(
    ("direction", "actual", "target", "width", "expected"),
    [
        ("higher", 80.0, 100.0, 0.0, 0.2),
        ("higher", 120.0, 100.0, 0.0, -0.2),
        ("higher", -120.0, -100.0, 0.0, 0.2),
        ("lower", 6.0, 5.0, 0.0, 0.2),
        ("lower", 4.0, 5.0, 0.0, -0.2),
        ("band", 5.0, 4.0, 4.0, 0.0),
        ("band", 3.0, 4.0, 4.0, 1 / 6),
        ("band", 11.0, 4.0, 4.0, 0.5),
    ],
)
def test_shortfall_is_the_share_of_the_target_that_is_missing(
    direction: str, actual: float, target: float, width: float, expected: float
):
    assert shortfall(np.array([actual]), np.array([target]), width, direction).tolist() == [pytest.approx(expected)]


def test_what_was_not_measured_has_no_shortfall():
    assert np.isnan(shortfall(np.array([np.nan]), np.array([100.0]), 0.0, "higher")).all()


def test_a_ramp_of_three_asks_a_third_then_two_thirds_then_all():
    assert ramp_share(np.array([1, 2, 3, 4], dtype=np.int16), 3).tolist() == [1 / 3, 2 / 3, 1.0, 1.0]


def test_without_a_ramp_everything_is_asked_from_the_start():
    assert ramp_share(np.array([0, 1], dtype=np.int16), 0).tolist() == [1.0, 1.0]
