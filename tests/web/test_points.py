"""Points of attainment in words."""

import pytest

from answerable.web.points import between, decimals, points, whole


@pytest.mark.parametrize(
    ("share", "number", "said"), [(0.05, 5, "5 points"), (-0.012, -1, "1 point"), (0.004, 0, "0 points")]
)
def test_a_share_is_said_in_whole_points_without_its_sign(share: float, number: int, said: str):
    assert (whole(share), points(share)) == (number, said)


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [(0.03, 0.15, "between 3 and 15"), (-0.2, -0.06, "between 6 and 20"), (-0.01, 0.18, "between −1 and 18")],
)
def test_an_interval_goes_with_a_number_whose_sign_was_said_in_words(low: float, high: float, said: str):
    assert between(low, high) == said


@pytest.mark.parametrize(("share", "said"), [(0.012, "1.2"), (-0.004, "−0.4"), (-0.0001, "0.0")])
def test_a_small_share_is_said_with_one_digit(share: float, said: str):
    assert decimals(share) == said
