import numpy as np
import pytest

from answerable.engine.stats.incidence import cumulative_incidence

TIME, END = np.array([1, 2, 2, 3, 4]), np.array([0, 1, -1, 0, -1])


def test_five_rows_worked_by_hand():
    found = cumulative_incidence(TIME, END, ends=2, times=4)

    # One in five at 1, then a quarter of the four fifths left to the other end, then half of the three fifths left.
    assert found.share[0] == pytest.approx([0.2, 0.2, 0.5, 0.5])
    assert found.share[1] == pytest.approx([0.0, 0.2, 0.2, 0.2])


def test_where_everybody_has_come_to_an_end_it_is_the_plain_share():
    rng = np.random.default_rng(3)
    time, end = rng.integers(1, 7, 200), rng.integers(0, 3, 200)

    found = cumulative_incidence(time, end, ends=3, times=6)

    plain = np.array([[np.mean((end == one) & (time <= by)) for by in range(1, 7)] for one in range(3)])
    assert found.share == pytest.approx(plain)
    assert found.sd == pytest.approx(np.sqrt(plain * (1 - plain) / 200), abs=1e-9)


def test_with_one_end_it_is_one_less_kaplan_and_meier_with_greenwood_s_variance():
    time, end = np.array([1, 2, 3, 3, 4, 5]), np.array([0, -1, 0, 0, -1, 0])

    found = cumulative_incidence(time, end, ends=1, times=4)

    left = 5 / 6 * 2 / 4
    assert found.share[0] == pytest.approx([1 / 6, 1 / 6, 1 - left, 1 - left])
    assert found.sd[0, 3] == pytest.approx(left * np.sqrt(1 / (6 * 5) + 2 / (4 * 2)))


def test_weights_count_rows_as_often_whatever_their_size():
    weight = np.array([2.0, 1.0, 1.0, 3.0, 1.0])
    doubled = np.repeat(np.arange(5), weight.astype(int))

    found, small = (cumulative_incidence(TIME, END, 2, 4, weight=scale * weight) for scale in (1.0, 0.01))

    assert found.share == pytest.approx(cumulative_incidence(TIME[doubled], END[doubled], 2, 4).share)
    assert small.share == pytest.approx(found.share)
    assert small.sd == pytest.approx(found.sd)
    assert cumulative_incidence(TIME, END, 2, 4, weight=np.full(5, 7.0)).sd == pytest.approx(
        cumulative_incidence(TIME, END, 2, 4).sd
    )


def test_rows_of_one_person_are_no_evidence_twice():
    twice = np.repeat(np.arange(5), 2)

    found = cumulative_incidence(TIME[twice], END[twice], 2, 4, cluster=twice)

    assert found.sd == pytest.approx(cumulative_incidence(TIME, END, 2, 4).sd)


def test_what_happens_later_than_looked_at_has_not_happened_yet():
    assert cumulative_incidence(TIME, END, 2, 2).share == pytest.approx(
        cumulative_incidence(TIME, END, 2, 4).share[:, :2]
    )


def test_intervals_hold_the_truth_where_some_are_lost_from_sight():
    rng = np.random.default_rng(11)
    inside = []
    for _ in range(150):
        ends_at, lost_at = rng.geometric(0.2, 120), rng.geometric(0.08, 120)
        end = np.where(ends_at <= lost_at, rng.integers(0, 2, 120), -1)
        found = cumulative_incidence(np.minimum(ends_at, lost_at), end, 2, 6)
        inside.append(abs(found.share[0, 5] - (1 - 0.8**6) / 2) < 1.96 * found.sd[0, 5])

    assert 0.9 <= np.mean(inside) <= 0.99
