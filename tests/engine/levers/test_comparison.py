from dataclasses import replace

import numpy as np
import pytest

from answerable.engine.levers.comparison import Comparison, compare, difference
from answerable.engine.levers.episodes import Episodes
from helped import helped


def compared(made: Episodes) -> Comparison:
    found = compare(made, made.started[:, 0], made.history)
    assert found is not None
    return found


def test_those_compared_with_are_like_those_supported():
    made = helped(seed=1)
    found = compared(made)

    before = made.history[found.with_support].mean(axis=0) - made.history[found.compared_with].mean(axis=0)
    after = made.history[found.with_support].mean(axis=0) - found.weight @ made.history
    assert abs(before[0]) > 0.5
    assert after == pytest.approx([0, 0], abs=0.02)
    assert found.weight.sum() == pytest.approx(1)
    assert not found.weight[made.any_start].any()
    assert 20 < found.compared <= found.compared_with.sum()


def test_what_history_foretells_is_no_difference():
    made = helped(seed=2, noise=0.0)

    already, later = (difference(compared(made), made.outcome[:, at]) for at in (0, 1))

    assert already.mean == pytest.approx(0, abs=2e-3)
    assert later.mean == pytest.approx(0.05, abs=2e-3)


def test_its_variance_is_that_of_estimates_drawn_again_and_again():
    estimates, variances = [], []
    for seed in range(60):
        made = helped(seed=seed, rows=200)
        found = difference(compared(made), made.outcome[:, 2])
        estimates.append(found.mean)
        variances.append(np.square(found.parts).sum())

    assert np.mean(estimates) == pytest.approx(0.05, abs=0.008)
    assert np.std(estimates) / np.sqrt(np.mean(variances)) == pytest.approx(1, abs=0.25)


def test_what_is_not_known_of_some_is_told_from_the_others():
    made = helped(seed=3, noise=0.0)
    values = np.where(np.arange(400) % 3 == 0, np.nan, made.outcome[:, 1])

    found = difference(compared(made), values)

    assert found.mean == pytest.approx(0.05, abs=3e-3)
    assert not found.parts[::3].any()


@pytest.mark.parametrize("side", ["with_support", "compared_with"])
def test_what_is_known_of_one_side_only_is_no_difference(side: str):
    made = helped(seed=4)
    found = compared(made)

    nothing = difference(found, np.where(getattr(found, side), np.nan, 1.0))

    assert (nothing.mean, nothing.parts.any()) == (0.0, False)


def test_too_few_on_either_side_are_not_compared():
    made = helped(seed=5)
    nobody, everybody = np.zeros((400, 1), dtype=bool), np.ones((400, 1), dtype=bool)

    assert compare(made, nobody[:, 0], made.history) is None
    assert compare(replace(made, any_start=everybody[:, 0]), made.started[:, 0], made.history) is None


def test_only_the_same_expectation_is_compared_with():
    made = helped(seed=6)
    expectation = np.where(made.started[:, 0], 0, 1)

    assert compare(replace(made, expectation=expectation), made.started[:, 0], made.history) is None
    found = compared(replace(made, expectation=np.arange(400) % 2))
    shares = [found.weight[at::2].sum() for at in (0, 1)]
    treated = [found.with_support[at::2].mean() for at in (0, 1)]
    assert shares == pytest.approx(np.array(treated) / sum(treated), abs=0.02)
