from itertools import product
from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, fisher_exact

from answerable.engine.stats import impact
from answerable.engine.stats.impact import Count, Told, adverse_impact, exact_p, ratio_interval


def ratios(*counts: tuple[int, int], adverse: bool = False) -> list[float | None]:
    """The ratios of groups that are called by their place."""
    found = adverse_impact([Count(str(n), *one) for n, one in enumerate(counts)], adverse=adverse)
    return [None if one.ratio is None else round(one.ratio, 3) for one in found.groups]


def told(*counts: tuple[int, int], adverse: bool = False) -> list[Told | None]:
    found = adverse_impact([Count(str(n), *one) for n, one in enumerate(counts)], adverse=adverse)
    return [one.told for one in found.groups]


def counted(people: list[int], hits: list[int]) -> float:
    """Fisher's test, every table gone through by hand."""
    ways = {
        table: np.prod([comb(size, one) for size, one in zip(people, table, strict=True)])
        for table in product(*(range(size + 1) for size in people))
        if sum(table) == sum(hits)
    }
    seen = ways[tuple(hits)]
    return float(sum(one for one in ways.values() if one <= seen) / sum(ways.values()))


def covered(people: int, other_people: int, share: float, other: float) -> float:
    """How often the interval holds the true ratio, every outcome of the two binomials weighed."""
    chance = np.outer(
        binom.pmf(np.arange(people + 1), people, share), binom.pmf(np.arange(other_people + 1), other_people, other)
    )
    return sum(
        chance[hits, other_hits]
        for hits, other_hits in product(range(people + 1), range(other_people + 1))
        if chance[hits, other_hits] > 1e-7
        and (ends := ratio_interval(hits, people, other_hits, other_people))[0] <= share / other <= ends[1]
    )


def test_the_four_groups_of_the_guidelines_answers():
    """Questions and Answers on the Uniform Guidelines (1979), answer 11: rates of 60, 45, 48 and 51 percent."""
    assert ratios((100, 60), (100, 45), (100, 48), (100, 51)) == [None, 0.75, 0.8, 0.85]


def test_the_example_of_the_four_fifths_rule():
    """Answer 12: of 80 white applicants 48 are hired, of 40 black ones 12."""
    found = adverse_impact([Count("white", 80, 48), Count("black", 40, 12)])

    assert found.best == "white"
    assert [(one.rate, one.ratio, one.told) for one in found.groups] == [
        (0.6, None, None),
        (0.3, 0.5, Told.BELOW),
    ]
    assert found.told is Told.BELOW


def test_three_men_and_one_woman_are_too_few_to_tell():
    """Answer 21: 3 of 20 men and 1 of 10 women; two thirds is less than four fifths, and too small a number."""
    assert ratios((20, 3), (10, 1)) == [None, 0.667]
    assert told((20, 3), (10, 1)) == [None, Told.TOO_FEW]


def test_the_example_of_new_york_city_s_rules():
    """6 RCNY 5-301: 667 of 1390 men and 555 of 1181 women were selected; the impact ratio is 0.979."""
    assert ratios((1390, 667), (1181, 555)) == [None, 0.979]
    assert told((1390, 667), (1181, 555)) == [None, Told.NO_SIGN]


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        # Koopman (1984), the example: limits 2.94 and 7.15.
        ((36, 40, 16, 80), 2.94, 7.15),
        # Fagerland, Lydersen and Laake (2015), the example of Perondi and others: upper limit 43.
        ((7, 34, 1, 34), 1.22, 42.58),
    ],
)
def test_published_intervals(counts: tuple[int, int, int, int], low: float, high: float):
    assert [round(end, 2) for end in ratio_interval(*counts)] == [low, high]


@pytest.mark.parametrize(("people", "other_people"), [(10, 10), (10, 20)])
def test_intervals_hold_the_true_ratio_as_often_as_they_say(people: int, other_people: int):
    shares = (0.15, 0.3, 0.5, 0.7, 0.85)

    found = [covered(people, other_people, share, other) for share, other in product(shares, shares)]

    assert min(found) > 0.92
    assert 0.945 < np.mean(found) < 0.965


def test_where_nobody_was_hit_an_end_is_open():
    low, high = ratio_interval(0, 10, 5, 10)
    assert low == 0
    assert 0 < high < 1

    low, high = ratio_interval(5, 10, 0, 10)
    assert low > 1
    assert high == np.inf

    assert ratio_interval(0, 10, 0, 10) == (0.0, np.inf)


def test_where_everybody_was_hit_the_ratio_is_one_between_two_ends():
    low, high = ratio_interval(10, 10, 10, 10)

    # The score at a ratio below one is 10 (1 - ratio) / ratio, which reaches 3.841 at 10 / 13.841.
    assert low == pytest.approx(10 / 13.841, abs=1e-4)
    assert high == pytest.approx(1 / low)


@given(st.tuples(st.integers(1, 40), st.integers(1, 40)), st.data())
def test_an_interval_turned_round_is_that_of_the_ratio_turned_round(people: tuple[int, int], data: st.DataObject):
    hits, others = (data.draw(st.integers(1, size)) for size in people)

    low, high = ratio_interval(hits, people[0], others, people[1])
    turned = ratio_interval(others, people[1], hits, people[0])

    assert low <= hits * people[1] / (people[0] * others) * (1 + 1e-9)
    assert (1 / high, 1 / low) == pytest.approx(turned, rel=1e-6)


@pytest.mark.parametrize(
    ("people", "hits"),
    [([4, 4], [3, 1]), ([5, 3, 4], [4, 0, 1]), ([5, 3, 4], [4, 3, 1]), ([3, 3, 2, 4], [3, 0, 1, 1]), ([6, 2], [0, 0])],
)
def test_the_exact_test_goes_through_every_table(people: list[int], hits: list[int]):
    assert exact_p(people, hits) == pytest.approx(counted(people, hits))


def test_two_groups_are_fisher_s_tea():
    """Fisher (1935): three of four cups told right; two-sided 34/70."""
    assert exact_p([4, 4], [3, 1]) == pytest.approx(34 / 70)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_two_groups_are_tested_as_elsewhere(people: int, others: int, data: st.DataObject):
    hits, other_hits = data.draw(st.integers(0, people)), data.draw(st.integers(0, others))
    table = [[hits, people - hits], [other_hits, others - other_hits]]

    assert exact_p([people, others], [hits, other_hits]) == pytest.approx(fisher_exact(table).pvalue, rel=1e-5)


def test_too_many_tables_are_drawn_and_say_about_the_same(monkeypatch: pytest.MonkeyPatch):
    people, hits = [30, 20, 25], [15, 5, 14]
    exact = exact_p(people, hits)
    monkeypatch.setattr(impact, "MOST_TABLES", 10)

    drawn = exact_p(people, hits)

    assert drawn == pytest.approx(exact, abs=4 * np.sqrt(exact * (1 - exact) / impact.DRAWS))
    assert drawn == exact_p(people, hits)


def test_of_what_is_adverse_not_to_have_it_is_to_fare_well():
    """Of 50 and 40 people, 10 and 16 left: 0.8 and 0.6 stayed."""
    found = adverse_impact([Count("a", 50, 10), Count("b", 40, 16)], adverse=True)

    assert found.best == "a"
    assert found.groups[1].rate == 0.4
    assert found.groups[1].ratio == pytest.approx(0.75)


def test_what_can_be_told_follows_from_the_interval_and_the_test():
    # Surely less, within four fifths; surely within four fifths; anything between half and more than all.
    assert told((2000, 1800), (2000, 1640)) == [None, Told.LESS]
    assert told((2000, 1000), (2000, 990)) == [None, Told.NO_SIGN]
    assert told((40, 20), (40, 17)) == [None, Told.TOO_FEW]


def test_fewer_than_ten_are_too_few_and_no_measure_for_others():
    assert told((9, 9), (90, 0)) == [Told.TOO_FEW, None]
    assert ratios((9, 9), (90, 45)) == [2.0, None]
    assert told((9, 9), (9, 0)) == [None, Told.TOO_FEW]


def test_nothing_can_be_told_where_nobody_fared_well():
    assert ratios((20, 0), (30, 0)) == [None, None]
    assert told((20, 0), (30, 0)) == [Told.TOO_FEW, None]


def test_three_groups_hold_together():
    two = adverse_impact([Count("a", 60, 30), Count("b", 60, 20)])
    three = adverse_impact([Count("a", 60, 30), Count("b", 60, 20), Count("c", 60, 25)])

    assert three.groups[1].low < two.groups[1].low
    assert three.groups[1].high > two.groups[1].high
    assert (three.groups[1].low, three.groups[1].high) == ratio_interval(20, 60, 30, 60, 1 - 0.05 / 3)


def test_alike_groups_are_told_apart_in_at_most_five_of_a_hundred_worlds():
    """Exactly: every outcome of three groups of 12 who are selected with one probability."""
    chance = binom.pmf(np.arange(13), 12, 0.5)

    wrong = sum(
        chance[a] * chance[b] * chance[c]
        for a, b, c in product(range(13), repeat=3)
        if a <= b <= c
        and adverse_impact([Count(str(n), 12, x) for n, x in enumerate((a, b, c))]).told in {Told.LESS, Told.BELOW}
        for _ in range(len({(a, b, c), (a, c, b), (b, a, c), (b, c, a), (c, a, b), (c, b, a)}))
    )

    assert wrong <= 0.05


@pytest.mark.parametrize(
    "counts", [[], [Count("a", 5, 1)], [Count("a", 5, 6), Count("b", 5, 1)], [Count("a", 0, 0)] * 2]
)
def test_counts_that_make_no_sense_are_refused(counts: list[Count]):
    with pytest.raises(ValueError, match="Expected two groups or more"):
        adverse_impact(counts)
