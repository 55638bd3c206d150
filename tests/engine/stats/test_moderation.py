import numpy as np
import pytest

from answerable.engine.stats.moderation import ASSUMED_PRIOR_DF, moderated_variance


def test_prior_recovers_the_truth_it_was_drawn_from():
    random = np.random.default_rng(7)
    true_variance = 0.04 * 8 / random.chisquare(8, 40_000)
    sample_variance = true_variance * random.chisquare(5, 40_000) / 5

    found = moderated_variance(sample_variance, np.full(40_000, 5.0))

    assert found.prior_df == pytest.approx(8, rel=0.08)
    assert found.prior_variance == pytest.approx(0.04, rel=0.03)


def test_posterior_is_the_weighted_mean_of_prior_and_own():
    random = np.random.default_rng(7)
    sample_variance = random.chisquare(2, 50) / 2
    df = np.full(50, 3.0)

    found = moderated_variance(sample_variance, df)

    by_hand = (found.prior_df * found.prior_variance + 3 * sample_variance) / (found.prior_df + 3)
    assert found.variance == pytest.approx(by_hand)
    assert found.df == pytest.approx(np.full(50, found.prior_df + 3))


def test_a_series_without_history_takes_the_prior():
    random = np.random.default_rng(7)
    sample_variance = np.append(random.chisquare(2, 50) / 2, 0.0)
    df = np.append(np.full(50, 3.0), 0.0)

    found = moderated_variance(sample_variance, df)

    assert found.variance[-1] == pytest.approx(found.prior_variance)
    assert found.df[-1] == pytest.approx(found.prior_df)


def test_series_that_differ_no_more_than_chance_share_one_variance():
    found = moderated_variance(np.full(10, 0.25), np.full(10, 4.0))

    assert found.prior_df == np.inf
    assert len(set(found.variance.tolist())) == 1


def test_too_few_series_pool_their_variance_under_an_assumed_prior():
    found = moderated_variance(np.array([0.1, 0.3]), np.array([1.0, 3.0]))

    assert found.prior_variance == pytest.approx((0.1 + 0.9) / 4)
    assert found.prior_df == ASSUMED_PRIOR_DF


def test_nothing_known_is_one_with_the_assumed_weight():
    found = moderated_variance(np.zeros(2), np.zeros(2))

    assert found.variance.tolist() == [1.0, 1.0]
    assert found.df.tolist() == [4.0, 4.0]
