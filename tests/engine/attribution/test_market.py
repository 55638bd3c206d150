"""What a period does to everybody, against least squares with a column for every spell and every period."""

import numpy as np
import polars as pl
import pytest
from numpy.typing import NDArray

from answerable.engine.attribution.market import Series, read_series, series_of
from collapsed import BOOKINGS, collapsed, moving_company, results
from dense import one_hot

Floats = NDArray[np.float64]

SPELL = ("person_id", "role_id", "manager_id", "line_2_id", "unit_id")


def by_columns(rows: pl.DataFrame) -> tuple[Floats, float, int]:
    """What the periods of an expectation add to their means, residual sum of squares and degrees of freedom.

    Of all effects that fit as well, the shortest; a spell that goes on in the next 48 months is another one there.
    """
    key = pl.struct(*SPELL, pl.col("number") // 48).rank("dense") - 1
    spell = rows.select(key).to_series().to_numpy().astype(np.int64)
    period = rows["number"].rank("dense").to_numpy().astype(np.int64) - 1
    y = rows["attainment"].to_numpy()
    spells, periods = one_hot(spell, spell.max() + 1), one_hot(period, period.max() + 1)
    whole = np.hstack([spells, periods])
    best = np.linalg.lstsq(whole, y, rcond=None)[0]
    within = periods - spells @ np.linalg.lstsq(spells, periods, rcond=None)[0]
    beyond_mean = y - periods @ np.linalg.lstsq(periods, y, rcond=None)[0]
    effect = np.linalg.lstsq(within, beyond_mean, rcond=1e-9)[0]
    return effect, float(np.sum((y - whole @ best) ** 2)), len(y) - int(np.linalg.matrix_rank(whole))


def assert_least_squares(rows: pl.DataFrame, series: Series) -> None:
    effect, left, df = by_columns(rows)

    np.testing.assert_allclose(series.effect, effect, atol=1e-10)
    assert series.left == pytest.approx(left, abs=1e-10)
    assert series.df == df


def test_each_expectation_is_told_by_changes_within_spells():
    rows = moving_company(1)

    found = read_series(collapsed(rows))

    assert len(found) == 2
    for series, name in zip(found, ("exp0", "exp1"), strict=True):
        assert_least_squares(rows.filter(pl.col("expectation_id") == name), series)


def test_a_period_that_everybody_finds_harder_is_told_from_weaker_people_being_there():
    # Ann reaches 1.0 and Bob 0.6 in a usual month. February takes 0.1; in March Ann is gone and in April Bob is.
    rows = results(("ann", "x", (0, 1, 3), (1.0, 0.9, 1.0)), ("bob", "x", (0, 1, 2), (0.6, 0.5, 0.6)))

    (found,) = read_series(collapsed(rows))

    means = np.array([0.8, 0.7, 0.6, 1.0])
    np.testing.assert_allclose(means + found.effect, np.array([0.0, -0.1, 0.0, 0.0]) + 0.8, atol=1e-12)
    assert found.left == pytest.approx(0.0, abs=1e-12)
    # Six results less two people and four periods, one of which the people's levels already tell.
    assert found.df == 1


def test_spells_that_cross_a_block_of_48_months_are_read_on_either_side():
    rows = moving_company(2, people=8, months=60)

    for series, name in zip(read_series(collapsed(rows)), ("exp0", "exp1"), strict=True):
        assert_least_squares(rows.filter(pl.col("expectation_id") == name), series)


def test_periods_that_no_spell_connects_are_told_apart_as_far_as_they_can_be():
    rows = results(
        ("ann", "x", (0, 1), (1.0, 0.8)),
        ("bob", "x", (0, 1), (0.7, 0.6)),
        ("carl", "x", (5, 7), (0.9, 1.1)),
        ("dora", "x", (5, 6, 7), (0.5, 0.4, 0.6)),
        ("eve", "x", (9,), (1.3,)),
    )

    (found,) = read_series(collapsed(rows))

    assert_least_squares(rows, found)
    # Between January and February 0.2 and 0.1 are lost; nobody says how either compares with June or October.
    means = np.array([0.85, 0.7, 0.7, 0.4, 0.85, 1.3])
    level = means + found.effect
    assert level[1] - level[0] == pytest.approx(-0.15)
    assert level[5] == pytest.approx(1.3)
    assert found.df == 10 - 5 - (6 - 3)


def test_what_cannot_have_changed_within_spells_leaves_nothing_over():
    (found,) = read_series(collapsed(results(("ann", "x", (0,), (1.0,)), ("bob", "x", (1,), (0.7,)))))

    assert (found.inside, found.left, found.df) == (0.0, 0.0, 0.0)
    np.testing.assert_array_equal(found.effect, [0.0, 0.0])


def test_which_periods_a_spell_was_measured_in_is_read_from_its_mask():
    rows = results(("ann", "x", (0, 3, 47, 48), (1.0, 0.9, 1.1, 1.0)), ("bob", "x", (3,), (0.7,)))

    (found,) = read_series(collapsed(rows))

    # Ann in the first block, Ann in the second, Bob; months 0, 3, 47 and 48.
    np.testing.assert_array_equal(found.measured.toarray(), [[1, 1, 1, 0], [0, 0, 0, 1], [0, 1, 0, 0]])


def test_every_part_finds_the_series_it_belongs_to():
    rows = moving_company(3).with_columns(expectation_id=pl.lit(BOOKINGS))
    both = pl.concat([rows, rows.with_columns(expectation_id=pl.lit("calls"))])
    spells = collapsed(both)

    place = series_of(spells.parts, read_series(spells))

    assert place.tolist() == [int(name == "calls") for name in spells.parts["expectation_id"]]
