import numpy as np
import pytest
from scipy.stats import norm, t

from answerable.engine.stats.tails import student_below


@pytest.mark.parametrize("df", [3.0, 5.0, 12.0, 60.0])
def test_probabilities_are_within_two_thousandths_of_students_t(df: float):
    values = np.linspace(-8, 8, 401)

    assert np.max(np.abs(student_below(values, np.array(df)) - t.cdf(values, df))) < 0.002


def test_without_end_of_freedom_it_is_the_normal_distribution():
    values = np.linspace(-4, 4, 81)

    assert student_below(values, np.array(np.inf)) == pytest.approx(norm.cdf(values), abs=1e-7)


def test_the_middle_is_one_half():
    assert student_below(np.array([0.0]), np.array([4.0])).tolist() == [0.5]
