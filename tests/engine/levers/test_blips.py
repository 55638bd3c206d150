from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import norm

from answerable.engine.levers.blips import (
    CHOICE_SD,
    LIKELY,
    Effects,
    attainment_effects,
    clustered_variance,
    stood_apart,
)
from answerable.engine.levers.comparison import compare
from answerable.engine.levers.episodes import Episodes
from helped import episodes, helped


def effects(made: Episodes, clusters: list[np.ndarray] | None = None) -> Effects:
    comparisons = [compare(made, started, made.history) for started in made.started.T]
    kinds = [each for each in comparisons if each is not None]
    return attainment_effects(made, kinds, clusters or [made.person] * len(kinds))


def later_helped(seed: int, noise: float = 0.0) -> Episodes:
    """A third is helped at once, another third a month later; the effect is 0.05 from the month after."""
    rng = np.random.default_rng(seed)
    turn = rng.integers(0, 3, 300)
    started = (turn == 0)[:, None]
    exposure = np.zeros((300, 1, 4))
    exposure[turn == 0, 0, 1:] = 1
    exposure[turn == 1, 0, 2:] = 1
    outcome = 0.8 + 0.05 * exposure[:, 0] + noise * rng.standard_normal((300, 4))
    return episodes(outcome, started, exposure=exposure)


def test_support_that_the_others_had_later_is_not_held_against_it():
    found = effects(later_helped(seed=1))

    assert found.effect == pytest.approx([0.05], abs=1e-3)
    assert found.chosen == pytest.approx([0], abs=1e-3)


def test_two_kinds_are_told_apart_when_one_often_follows_the_other():
    rng = np.random.default_rng(2)
    kind = rng.integers(0, 3, 600)
    started = np.stack([kind == 0, kind == 1], axis=1)
    exposure = np.zeros((600, 2, 4))
    exposure[:, :, 1:] = started[:, :, None]
    exposure[(kind == 0) & (rng.random(600) < 0.7), 1, 2:] = 1
    outcome = 0.8 + 0.02 * exposure[:, 0] + 0.1 * exposure[:, 1]

    found = effects(episodes(outcome, started, exposure=exposure))

    assert found.effect == pytest.approx([0.02, 0.1], abs=3e-3)


def test_intervals_hold_what_is_true_and_are_wider_by_what_leaders_may_have_known():
    found = [effects(helped(seed=seed, rows=300)) for seed in range(60)]

    off = np.array([(each.effect[0] - 0.05) / np.sqrt(each.covariance[0, 0]) for each in found])
    assert abs(off.mean()) < 0.4
    assert 0.6 < off.std() < 1.0


def test_those_chosen_for_what_only_the_leader_knows_are_seen_by_the_first_period_and_taken_off():
    found = [effects(helped(seed=seed, apart=0.06, rows=600)) for seed in range(20)]

    assert np.mean([each.chosen[0] for each in found]) > 0.04
    assert np.mean([each.effect[0] for each in found]) == pytest.approx(0.05, abs=0.015)
    assert np.mean([each.apart[0] for each in found]) == pytest.approx(
        np.mean([each.chosen[0] for each in found]), abs=0.01
    )


def test_how_far_they_stood_apart_is_what_bayes_rule_says():
    at = np.linspace(-0.5, 0.5, 200_001)
    believed = LIKELY[1] * norm.pdf(at, scale=CHOICE_SD[1])
    believed[100_000] += LIKELY[0] / (at[1] - at[0])
    weight = believed * norm.pdf(0.04, loc=at, scale=0.02)
    weight /= weight.sum()

    mean, variance = stood_apart(0.04, 0.02**2)

    assert mean == pytest.approx(weight @ at, rel=1e-3)
    assert variance == pytest.approx(weight @ (at - weight @ at) ** 2, rel=1e-3)


def test_nothing_measured_then_leaves_all_that_was_believed():
    assert stood_apart(0.0, 0.0) == (0.0, pytest.approx(LIKELY[1] * CHOICE_SD[1] ** 2))
    made = helped(seed=3)
    blind = replace(made, outcome=np.column_stack([np.full(400, np.nan), made.outcome[:, 1:]]))

    found = effects(blind)

    assert found.effect == pytest.approx(effects(made).effect, abs=0.03)
    assert found.covariance[0, 0] > effects(made).covariance[0, 0]
    assert (found.apart[0], found.chosen_sd[0]) == (0.0, 0.0)


def test_rows_of_one_person_are_no_evidence_twice():
    made = helped(seed=4)
    twice = made.of(np.repeat(np.arange(400), 2))

    once, doubled = effects(made), effects(twice)

    assert doubled.effect == pytest.approx(once.effect, abs=1e-3)
    assert doubled.covariance[0, 0] == pytest.approx(once.covariance[0, 0], rel=0.1)
    assert clustered_variance(np.array([1.0, 2.0, 3.0]), np.array([0, 0, 1])) == 18.0


def test_two_kinds_of_clusters_go_together_by_the_coarser():
    rng = np.random.default_rng(5)
    kind = rng.integers(0, 3, 600)
    made = episodes(0.8 + 0.1 * rng.standard_normal((600, 4)), np.stack([kind == 0, kind == 1], axis=1))
    units = np.arange(600) % 30

    found = effects(made, [made.person, units])

    assert found.covariance == pytest.approx(found.covariance.T)
    assert (np.linalg.eigvalsh(found.covariance) > 0).all()
