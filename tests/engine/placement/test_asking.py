"""From places one thinks of to what the equations say of them, worked by hand."""

import numpy as np
import pytest

from answerable.engine.placement import Place
from answerable.engine.placement.asking import NOT_TOGETHER, ask, differences, is_known, levels_of, uncertain_carry
from hand_made import ANN, BOB, FAIR, HARD
from placement_by_hand import ABILITY, CHANCE, HELPS, LEADERS, SELLS, made_learned

# Of one figure, so much tells of the person and the rest is chance.
HALF = ABILITY / (ABILITY + CHANCE)


def test_only_people_and_roles_that_were_measured_are_known():
    learned = made_learned()

    assert is_known(learned, Place(ANN, HELPS))
    assert not is_known(learned, Place("zoe", HELPS))
    assert not is_known(learned, Place(ANN, "leads"))


def test_somebody_new_to_a_role_brings_the_part_that_goes_along():
    learned = made_learned()

    mean, variance = levels_of(learned, ask(learned, [Place(ANN, HELPS), Place(ANN, SELLS)]))

    # Ann sold 0.2 beyond a typical person, half of which is hers; half of that goes along.
    assert mean == pytest.approx([1.05 + 0.5 * HALF * 0.2, 1.00 + HALF * 0.2])
    assert variance == pytest.approx([ABILITY * (1 - 0.25 * HALF), ABILITY * (1 - HALF)])


def test_both_roles_of_a_mover_tell_of_either():
    learned = made_learned()

    mean, variance = levels_of(learned, ask(learned, [Place(BOB, SELLS)]))

    whole = np.array([[ABILITY + CHANCE, 0.5 * ABILITY], [0.5 * ABILITY, ABILITY + CHANCE]])
    seen = np.array([ABILITY, 0.5 * ABILITY])
    assert mean == pytest.approx(1.00 + seen @ np.linalg.solve(whole, [0.0, 0.06]))
    assert variance == pytest.approx(ABILITY - seen @ np.linalg.solve(whole, seen))


def test_a_leader_who_is_not_known_may_be_any_and_one_who_is_adds_what_they_add():
    learned = made_learned(leaders=True)

    asked = ask(learned, [Place(ANN, HELPS), Place(ANN, HELPS, "new"), Place(ANN, HELPS, FAIR)])

    assert asked.unknown == pytest.approx([LEADERS, LEADERS, 0.0])
    assert asked.manager.tolist() == [NOT_TOGETHER, NOT_TOGETHER, 0]
    mean, variance = levels_of(learned, asked)
    assert mean[0] == mean[1]
    assert mean[2] - mean[0] == pytest.approx(learned.solved.around[2])
    assert variance[2] < variance[0]


def test_a_unit_on_record_adds_what_it_adds():
    learned = made_learned(leaders=True, component="unit")

    asked = ask(learned, [Place(ANN, HELPS), Place(ANN, HELPS, None, FAIR)])

    mean, _ = levels_of(learned, asked)
    assert asked.unknown == pytest.approx([LEADERS, 0.0])
    assert mean[1] - mean[0] == pytest.approx(learned.solved.around[2])


def test_person_and_leader_who_have_worked_together_keep_what_they_add_together():
    learned = made_learned(leaders=True, match=0.004)

    mean, variance = levels_of(learned, ask(learned, [Place(ANN, SELLS, HARD), Place(ANN, SELLS, FAIR)]))

    left = learned.solved.left[0] / (ABILITY + 0.004 + CHANCE)
    together = 0.004 * left
    around = learned.solved.around[3] - learned.solved.around[2]
    assert mean[0] - mean[1] == pytest.approx(together + around)
    assert variance[0] < variance[1]


def test_what_is_known_of_a_person_counts_once_in_a_difference():
    learned = made_learned()
    here, there = (
        ask(learned, [Place(ANN, SELLS, HARD)] * 2),
        ask(learned, [Place(ANN, HELPS), Place(ANN, SELLS, HARD)]),
    )

    mean, variance = differences(learned, here, there)

    # What differs is the role: 0.05 for a typical person, and of Ann's half of 0.2 half stays behind.
    assert mean == pytest.approx([0.05 - 0.5 * HALF * 0.2, 0.0], abs=1e-9)
    assert variance[0] == pytest.approx(2 * ABILITY * 0.5 - (0.5 * ABILITY) ** 2 / (ABILITY + CHANCE))
    assert variance[1] == pytest.approx(0.0, abs=1e-12)


def test_a_leader_known_to_nobody_makes_a_difference_less_certain():
    learned = made_learned(leaders=True)
    here = ask(learned, [Place(ANN, SELLS, HARD)])

    known, unknown = (
        differences(learned, here, ask(learned, [Place(ANN, HELPS, leader)]))[1][0] for leader in (FAIR, None)
    )

    assert unknown > known + 0.2 * LEADERS


def test_how_much_goes_along_matters_the_more_the_further_somebody_is_from_typical():
    learned = made_learned(variance=0.04)

    far, own = uncertain_carry(learned, ask(learned, [Place(ANN, HELPS), Place(ANN, SELLS)]))

    # Ann: half of 0.2, less what anybody in her place would have on average.
    assert far == pytest.approx(0.04 * ((HALF * 0.2) ** 2 - HALF * ABILITY))
    assert own == 0.0


def test_on_average_it_is_what_not_knowing_the_carry_over_costs():
    """Somebody of whom nothing stands out: the mean square of the carry-over counts, not the square of its mean."""
    learned = made_learned(variance=0.04)

    _, variance = levels_of(learned, ask(learned, [Place("dora", SELLS), Place("dora", SELLS)]))

    figure = (HALF * 0.04) ** 2
    assert variance[0] == pytest.approx(ABILITY * (1 - (0.25 + 0.04) * HALF) + 0.04 * figure)
