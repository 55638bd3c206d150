"""How large a team can be: recovered where the record can tell, and not claimed where it cannot."""

import numpy as np
import pytest

from answerable.engine.organisation.relation import MOST_CHANCE, Fall, Relation, relation
from answerable.engine.organisation.threshold import Observed


def of_leaders(seed: int, leaders: int = 40, loss: float = 0.07, turn: float = 8.0, noise: float = 0.1) -> Observed:
    """Leaders who keep 85 % in teams of up to eight, and seven points less for each person more."""
    rng = np.random.default_rng(seed)
    size = rng.integers(3, 15, leaders).astype(float)
    value = 0.85 - loss * np.maximum(size - turn, 0) + rng.normal(0, noise, leaders)
    return Observed(size, value, np.ones(leaders), np.zeros(leaders, dtype=np.int64))


def fall_of(seed: int, measure: str = "kept", leaders: int = 40, **truth: float) -> Fall:
    """What is said of leaders of whom something can be said."""
    found = relation(measure, of_leaders(seed, leaders, **truth), 0)
    assert found.reason is None
    assert found.fall is not None
    return found.fall


def test_the_size_and_the_loss_are_recovered_with_intervals_that_hold_them():
    found = [fall_of(seed) for seed in range(40)]

    assert np.mean([one.serves.low <= 8 <= one.serves.high for one in found]) >= 0.9
    assert np.mean([one.loss.low <= 0.07 <= one.loss.high for one in found]) >= 0.9
    assert np.median([one.serves.value for one in found]) == pytest.approx(8, abs=0.5)
    assert np.median([one.level.value for one in found]) == pytest.approx(0.85, abs=0.02)
    assert not any(one.from_smallest for one in found)


def test_without_a_relation_it_cannot_tell_in_nineteen_of_twenty():
    found = [relation("kept", of_leaders(seed, leaders=30, loss=0.0), 0) for seed in range(200)]

    assert np.mean([one.reason == "unclear" for one in found]) >= 0.95


def test_where_teams_differ_in_how_much_leaders_vary_it_cannot_tell_either():
    def made(seed: int) -> Observed:
        plain = of_leaders(seed, leaders=30, loss=0.0, noise=0.0)
        wide = np.random.default_rng(seed + 1).normal(0, 0.02 * plain.size)
        return Observed(plain.size, plain.value + wide, plain.weight, plain.kind)

    assert np.mean([relation("added", made(seed), 0).reason == "unclear" for seed in range(100)]) >= 0.95


def test_what_cannot_be_told_still_has_its_slope_with_an_interval():
    found = relation("minutes", of_leaders(1, loss=0.0), 0)

    assert (found.reason, found.fall) == ("unclear", None)
    assert found.chance is not None
    assert found.chance > MOST_CHANCE
    assert found.slope is not None
    assert found.slope.low < 0 < found.slope.high
    assert (found.smallest, found.largest) == (4.0, 13.0)


def test_a_record_that_rises_with_size_is_no_reason_for_small_teams():
    assert relation("kept", of_leaders(2, loss=-0.05), 0).reason == "unclear"


def test_too_few_leaders_are_said_to_be_too_few():
    assert relation("kept", of_leaders(0, leaders=11), 0) == Relation("kept", 11, "few")


@pytest.mark.parametrize("differ", ["all", "by kind"])
def test_teams_that_are_alike_say_nothing_of_larger_ones(differ: str):
    kind = np.repeat([0, 1], 10)
    size = np.full(20, 8.0) if differ == "all" else np.where(kind == 0, 3.0, 9.0)
    known = Observed(size, np.linspace(0, 1, 20), np.ones(20), kind)

    found = relation("kept", known, 0)

    assert (found.reason, found.chance, found.slope) == ("alike", None, None)


def test_it_falls_from_the_smallest_teams_on_where_it_does():
    found = relation("minutes", of_leaders(4, loss=0.06, turn=0.0, noise=0.02), 0)

    assert found.fall is not None
    assert found.fall.from_smallest
    assert found.fall.serves.value == found.smallest


def test_the_curve_goes_from_the_smallest_team_to_the_largest_and_stays_possible():
    found = fall_of(1, loss=0.2)

    assert [point.size for point in found.curve] == list(range(3, 15))
    assert all(0 <= point.low <= point.estimate <= point.high <= 1 for point in found.curve)
    assert found.curve[-1].estimate == 0.0
    assert found.curve[0].estimate == found.level.value


def test_it_repeats_by_seed_and_what_is_given_stays_as_it_is():
    known = of_leaders(6)
    before = known.value.copy()

    assert relation("kept", known, 1) == relation("kept", known, 1)
    assert relation("kept", known, 1) != relation("kept", known, 2)
    assert (known.value == before).all()


def test_it_says_less_of_fewer_leaders():
    many, few = (fall_of(7, leaders=leaders).loss for leaders in (160, 24))

    assert many.high - many.low < few.high - few.low
