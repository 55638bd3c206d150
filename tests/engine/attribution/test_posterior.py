"""What is known of effects, against closed forms and against sums over a fine grid."""

import numpy as np
import pytest
from numpy.typing import NDArray
from scipy import sparse, stats
from scipy.optimize import brentq

from answerable.engine.attribution import posterior
from answerable.engine.attribution.cells import Cells, collapse_rows
from answerable.engine.attribution.elimination import Design, lay_out
from answerable.engine.attribution.posterior import Mixture, _points, mix, together
from answerable.engine.attribution.reml import Found, Solved, search
from answerable.engine.attribution.solvers import direct
from answerable.engine.attribution.stories import WEAK, Story, stories_of
from collapsed import composed, moving_company
from dense import dense

Floats = NDArray[np.float64]

WEIGHT = np.array([0.2, 0.5, 0.3])
MEAN = np.array([[-0.3, 0.0], [0.1, 0.0], [0.4, 2.0]])
SD = np.array([[0.1, 0.5], [0.2, 1.0], [0.05, 0.1]])


def mixture() -> Mixture:
    """Two effects at three sets of variances."""
    variances = np.array([[1.0, 3.0], [2.0, 2.0], [4.0, 1.0]])
    return Mixture(WEIGHT, {"leader": MEAN}, {"leader": SD}, variances)


def below(threshold: float, effect: int) -> float:
    return float(WEIGHT @ stats.norm.cdf(threshold, MEAN[:, effect], SD[:, effect]))


def test_an_effect_is_expected_at_the_mean_over_all_sets():
    # 0.2 * -0.3 + 0.5 * 0.1 + 0.3 * 0.4, and 0.3 * 2.
    np.testing.assert_allclose(mixture().estimate("leader"), [0.11, 0.6])


def test_what_is_not_known_of_variances_makes_effects_less_sure():
    # By hand, the mean of sd^2 + mean^2 less the square of the mean.
    first = 0.2 * (0.01 + 0.09) + 0.5 * (0.04 + 0.01) + 0.3 * (0.0025 + 0.16) - 0.11**2
    second = 0.2 * 0.25 + 0.5 * 1.0 + 0.3 * (0.01 + 4.0) - 0.36

    np.testing.assert_allclose(mixture().spread("leader"), np.sqrt([first, second]))


def test_moments_and_chances_are_those_of_draws():
    random = np.random.default_rng(1)
    at = random.choice(3, 200_000, p=WEIGHT)
    draws = MEAN[at] + SD[at] * random.standard_normal((200_000, 2))

    made = mixture()

    np.testing.assert_allclose(made.estimate("leader"), draws.mean(axis=0), atol=0.01)
    np.testing.assert_allclose(made.spread("leader"), draws.std(axis=0), atol=0.01)
    np.testing.assert_allclose(made.below("leader"), (draws < 0).mean(axis=0), atol=0.005)
    np.testing.assert_allclose(made.below("leader", 0.2), (draws < 0.2).mean(axis=0), atol=0.005)


@pytest.mark.parametrize("share", [0.001, 0.025, 0.5, 0.975])
def test_quantiles_are_where_the_chance_of_being_below_is_what_was_asked_for(share: float):
    found = mixture().quantile("leader", share)

    for effect in (0, 1):
        assert found[effect] == pytest.approx(brentq(lambda x, e=effect: below(x, e) - share, -9, 9), abs=1e-8)


def test_an_effect_that_is_known_for_sure_is_its_own_quantile():
    sure = Mixture(np.array([1.0]), {"leader": np.array([[0.2]])}, {"leader": np.zeros((1, 1))}, np.ones((1, 2)))

    assert sure.below("leader", 0.3) == 1.0
    assert sure.below("leader", 0.1) == 0.0
    assert sure.quantile("leader", 0.025) == pytest.approx([0.2])
    assert sure.spread("leader") == pytest.approx([0.0])


def test_quantiles_of_shares_lie_between_the_sets_in_order_of_the_share():
    # The first component's share is 1/4, 1/2 or 4/5, reached in the middle of its weight: at 0.1, 0.45 and 0.85.
    found = mixture().share_quantiles(0.05, 0.1, 0.275, 0.85, 0.99)

    np.testing.assert_allclose(found[:, 0], [0.25, 0.25, 0.375, 0.8, 0.8])
    # The other one's is the rest, in the opposite order: 1/5 at 0.15, 1/2 at 0.55 and 3/4 at 0.9.
    np.testing.assert_allclose(found[:, 1], [0.2, 0.2, 0.2 + 0.3 * 0.125 / 0.4, 0.5 + 0.25 * 0.3 / 0.35, 0.75])


def test_stories_are_taken_together_by_how_likely_they_are():
    one = mixture()
    other = Mixture(np.array([1.0]), {"leader": np.ones((1, 2))}, {"leader": np.zeros((1, 2))}, np.array([[1.0, 1.0]]))

    both = together([one, other], np.array([0.75, 0.25]))

    assert both.weight.sum() == pytest.approx(1.0)
    np.testing.assert_allclose(both.estimate("leader"), [0.75 * 0.11 + 0.25, 0.75 * 0.6 + 0.25])
    np.testing.assert_allclose(both.below("leader"), [0.75 * below(0.0, 0), 0.75 * below(0.0, 1)])
    assert both.variances.shape == (4, 2)


INFORMATION = np.array([[4.0, 1.0], [1.0, 0.5]])
MIDDLE = np.array([-1.0, 0.5])


def test_points_are_as_dense_as_they_are_said_to_be():
    points, heights = _points(MIDDLE, INFORMATION, 200)

    proposal = stats.multivariate_t(MIDDLE, np.linalg.inv(INFORMATION), df=5)
    np.testing.assert_allclose(heights, proposal.logpdf(points), atol=1e-9)


def test_points_cover_the_plane_evenly():
    points, _ = _points(MIDDLE, INFORMATION, 400)

    along = (points - MIDDLE) @ np.linalg.cholesky(INFORMATION)
    distance = np.sum(along**2, axis=1) / 2
    for quarter in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        assert np.mean((np.sign(along) == quarter).all(axis=1)) == pytest.approx(0.25, abs=0.02)
    # Half of a t with five degrees of freedom lies within the median of an F with two and five.
    for share in (0.25, 0.5, 0.75, 0.9):
        assert np.mean(distance < stats.f.ppf(share, 2, 5)) == pytest.approx(share, abs=0.02)


@pytest.mark.parametrize("count", [64, 400])
def test_weighed_points_give_back_the_moments_of_a_normal_distribution(count: int):
    points, heights = _points(MIDDLE, INFORMATION, count)
    target = stats.multivariate_normal(MIDDLE, np.linalg.inv(INFORMATION))

    weight = np.exp(target.logpdf(points) - heights)

    assert weight.mean() == pytest.approx(1.0, abs=0.05)
    weight /= weight.sum()
    np.testing.assert_allclose(weight @ points, MIDDLE, atol=0.15)
    np.testing.assert_allclose(np.cov(points.T, aweights=weight, ddof=0), np.linalg.inv(INFORMATION), atol=0.6)


def test_where_the_data_say_nothing_points_do_not_go_on_for_ever():
    _, narrow = _points(np.zeros(1), np.array([[1 / 9]]), 64)
    points, heights = _points(np.zeros(1), np.array([[0.0]]), 64)

    # As if the standard deviation were three.
    np.testing.assert_allclose(heights, narrow)
    np.testing.assert_allclose(heights, stats.t(5, scale=3).logpdf(points[:, 0]), atol=1e-9)


def ready(solved: Solved) -> Solved:
    """A direct solver knows all there is to know."""
    return solved


def found_for(design: Design, story: Story) -> Found:
    return search(design, direct, np.full(len(story.groups), 0.3), 1e-4, story.belief, exact=True)


def one_group(levels: int, each: int, sd: float) -> Cells:
    """Levels that differ, and noise around them of variance 1."""
    random = np.random.default_rng(4)
    code = np.repeat(np.arange(levels), each)
    y = 2 + sd * random.standard_normal(levels)[code] + random.standard_normal(len(code))
    return collapse_rows(y, np.ones((len(y), 1)), {"leader": code}, None)


def kept(cells: Cells) -> tuple[Story, Design]:
    """A story in which the leaders are not eliminated, and its design."""
    nothing = {"leader": sparse.csr_array((len(cells.mean), cells.levels["leader"]))}
    return Story("plain", 1.0, cells.groups, cells.levels, nothing, {}, WEAK, {}), lay_out(cells, nothing)


@pytest.mark.parametrize(("levels", "each", "sd"), [(6, 8, 0.7), (12, 4, 0.2)])
def test_one_ratio_is_weighed_as_on_a_fine_grid(levels: int, each: int, sd: float, monkeypatch: pytest.MonkeyPatch):
    # So many sets that chance no longer matters.
    monkeypatch.setattr(posterior, "POINTS", ((np.inf, 1500),))
    cells = one_group(levels, each, sd)
    story, design = kept(cells)

    made, height = mix(design, found_for(design, story), direct, ready, story)

    # The logarithm of the ratio between e^-14 and e^6, by steps of 0.02.
    grid = np.arange(-14, 6, 0.02)
    exact = [dense(cells, {"leader": float(np.exp(at))}) for at in grid]
    # A half t of the square root: twice its density, times how fast the root changes with the logarithm.
    believed = np.log(2) + stats.t(4, scale=0.6).logpdf(np.exp(grid / 2)) + grid / 2 - np.log(2)
    density = np.array([one.log_likelihood for one in exact]) + believed
    weight = np.exp(density - density.max())
    whole = np.log(weight.sum() * 0.02) + density.max()
    weight /= weight.sum()
    means = np.array([one.mean[one.where["leader"]] for one in exact])
    variances = np.array([np.diag(one.covariance)[one.where["leader"]] for one in exact])
    estimate = weight @ means
    sd_of_each = np.sqrt(weight @ (variances + means**2) - estimate**2)
    np.testing.assert_allclose(made.estimate("leader"), estimate, atol=0.003)
    np.testing.assert_allclose(made.spread("leader"), sd_of_each, rtol=0.01)
    assert height == pytest.approx(whole, abs=0.01)
    share = np.exp(grid) / (1 + np.exp(grid))
    noise = made.variances[:, 0] / made.variances.sum(axis=1)
    assert made.weight @ noise == pytest.approx(weight @ share, abs=0.005)


def test_the_usual_number_of_sets_is_close_to_very_many(monkeypatch: pytest.MonkeyPatch):
    cells = one_group(12, 4, 0.2)
    story, design = kept(cells)
    found = found_for(design, story)

    few, height = mix(design, found, direct, ready, story)
    monkeypatch.setattr(posterior, "POINTS", ((np.inf, 1500),))
    many, exact = mix(design, found, direct, ready, story)

    assert len(few.weight) == 64
    np.testing.assert_allclose(few.estimate("leader"), many.estimate("leader"), atol=0.02)
    np.testing.assert_allclose(few.spread("leader"), many.spread("leader"), rtol=0.06)
    assert height == pytest.approx(exact, abs=0.1)


@pytest.mark.parametrize("at", [0, 1, 2])
def test_every_story_tells_effects_and_their_spread_as_the_whole_equations_do(at: int):
    made = composed(moving_company(6), chain=2)
    story = stories_of(made)[at]
    cells = Cells(
        made.cells.mean,
        made.cells.weight,
        made.cells.fixed,
        made.cells.known,
        made.cells.known_right,
        story.groups,
        story.levels,
        made.cells.observations,
        made.cells.within,
        made.cells.log_weight,
    )
    design = lay_out(cells, story.more)
    found = found_for(design, story)

    told, _ = mix(design, found, direct, ready, story)

    likeliest = int(np.argmax(told.weight))
    assert list(told.mean) == ["person", "manager", "line_2", "unit", "match"]
    noise = told.variances[likeliest, -1]
    gamma = gammas_at(design, found, likeliest)
    exact = dense(cells, gamma, story.more)
    assert noise == pytest.approx(exact.noise)
    for place, name in enumerate(told.mean):
        takes = np.zeros((made.cells.levels[name], len(exact.mean)))
        parts = story.told.get(name, {name: sparse.eye_array(made.cells.levels[name])})
        for group, matrix in parts.items():
            takes[:, exact.where[group]] = matrix.toarray()
        np.testing.assert_allclose(told.mean[name][likeliest], takes @ exact.mean, atol=1e-8)
        # What people and pairs add is taken to be known as well as at the likeliest set of all.
        known = dense(cells, found.solved.gamma, story.more) if name in {"person", "match"} else exact
        spread = np.sqrt(np.diag(takes @ known.covariance @ takes.T))
        np.testing.assert_allclose(told.sd[name][likeliest], spread, atol=1e-7)
        expected = {group: ratio * noise for group, ratio in gamma.items()}
        assert told.variances[likeliest, place] == pytest.approx(story.variance(name, expected))


def gammas_at(design: Design, found: Found, place: int) -> dict[str, float]:
    """The ratios of one of the sets that are looked at."""
    names = list(design.cells.groups)
    middle = np.log(np.array([found.solved.gamma[name] for name in names]))
    points, _ = _points(middle, found.information, 64)
    return dict(zip(names, np.exp(points[place]).tolist(), strict=True))


@pytest.mark.parametrize(("columns", "sets"), [(400, 64), (401, 32), (1500, 32), (1501, 8)])
def test_the_larger_a_company_the_fewer_sets_are_looked_at(columns: int, sets: int):
    cells = one_group(6, 8, 0.7)
    wide = lay_out(cells)
    padding = sparse.csr_array((len(cells.mean), columns - wide.size))
    columns_and_observations = sparse.hstack([wide.columns[:, :-1], padding, wide.columns[:, -1:]], format="csr")
    padded = Design(
        wide.cells, wide.eliminated, wide.kept, wide.fixed, columns_and_observations, wide.weighted, wide.finest
    )

    assert posterior._affordable(padded) == sets
