from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from answerable.engine.levers.episodes import Episodes
from answerable.engine.levers.verdict import LEVER_SCHEMA, no_episodes, said_of_kinds
from helped import episodes, helped

ONE = pl.DataFrame(
    {"lever": ["coaching"], "name": [None], "cause": [None], "unit_wide": [False]},
    schema={"lever": pl.String, "name": pl.String, "cause": pl.String, "unit_wide": pl.Boolean},
)
TWO = pl.concat([ONE, ONE.with_columns(lever=pl.lit("training"))])


def said(made: Episodes, table: pl.DataFrame = ONE) -> list[dict[str, Any]]:
    found = said_of_kinds(made, table)
    assert dict(found.schema) == LEVER_SCHEMA
    return found.to_dicts()


def two_kinds(first: np.ndarray, second: np.ndarray) -> Episodes:
    rng = np.random.default_rng(1)
    outcome = 0.8 + 0.05 * rng.standard_normal((len(first), 4))
    return episodes(outcome, np.stack([first, second], axis=1))


def test_what_can_be_told_from_zero_is_known():
    (row,) = said(helped(seed=1))

    assert (row["known"], row["reason"]) == (True, None)
    assert row["effect_low"] < 0.05 < row["effect_high"]
    assert 0 < row["shrunken_low"] < row["shrunken"] < row["effect"] or row["shrunken"] < row["effect"]
    assert row["episodes"] == row["people"] > 20
    assert row["closed"] <= row["episodes"]
    assert row["more_known"]
    assert 0 < row["more_low"] < row["more_closed"] < row["more_high"]
    assert row["before_after"] > row["effect"]
    assert row["chosen_low"] < 0 < row["chosen_high"]


def test_what_may_be_nothing_is_not_known_yet():
    (row,) = said(helped(seed=2, effect=0.0))

    assert (row["known"], row["reason"], row["more_known"]) == (False, "spans_zero", False)
    assert row["effect_low"] < 0 < row["effect_high"]


def test_twenty_episodes_are_needed():
    started = np.arange(100) < 19
    (row,) = said(episodes(np.full((100, 4), 0.8), started[:, None]))

    assert (row["known"], row["reason"], row["episodes"]) == (False, "few", 19)
    assert (row["effect"], row["more_closed"], row["compared"]) == (None, None, 0)
    assert row["before_after"] == pytest.approx(0.1)


def test_where_nobody_went_without_there_is_no_comparison():
    (row,) = said(episodes(np.full((100, 4), 0.8), np.ones((100, 1), dtype=bool)))

    assert (row["known"], row["reason"], row["episodes"], row["effect"]) == (False, "no_comparison", 100, None)


def test_where_those_chosen_stood_apart_before_it_cannot_be_told():
    (row,) = said(helped(seed=3, apart=0.08, effect=0.2))

    assert (row["known"], row["reason"], row["more_known"]) == (False, "chosen", False)
    assert row["chosen_low"] > 0
    assert row["effect"] is not None


def test_two_kinds_that_mostly_begin_together_are_not_told_apart():
    together = np.arange(200) < 60
    almost = together & (np.arange(200) != 3)

    rows = said(two_kinds(together, almost), TWO)

    assert [row["reason"] for row in rows] == ["no_comparison", "no_comparison"]


def test_what_a_rare_kind_adds_is_not_credited_to_a_common_one():
    number = np.arange(300)
    common, rare = number < 80, (number >= 80) & (number < 95)
    exposure = np.zeros((300, 2, 4))
    exposure[common, 0, 1:] = 1
    exposure[rare, 1, 1:] = 1
    # Half of those with the common kind had the rare one as well, a month later, which adds much.
    exposure[:40, 1, 2:] = 1
    chance = 0.002 * np.random.default_rng(0).standard_normal((300, 4))
    outcome = 0.8 + 0.02 * exposure[:, 0] + 0.2 * exposure[:, 1] + chance
    many_rare = (number >= 80) & (number < 110)
    with_unnamed = np.stack([common, many_rare], axis=1)

    few = said(episodes(outcome, np.stack([common, rare], axis=1), exposure=exposure), TWO)
    enough = exposure.copy()
    enough[many_rare, 1, 1:] = 1
    told = said(episodes(0.8 + enough[:, 0] * 0.02 + enough[:, 1] * 0.2 + chance, with_unnamed, exposure=enough), TWO)

    assert [row["reason"] for row in few] == [None, "few"]
    assert few[0]["effect"] > 0.05
    assert [row["effect"] for row in told] == pytest.approx([0.02, 0.2], abs=0.01)


def test_rare_kinds_are_taken_together_so_that_the_common_one_is_cleared_of_them():
    number = np.arange(400)
    started = np.stack([number < 80, *((number >= 80 + 15 * k) & (number < 95 + 15 * k) for k in range(2))], axis=1)
    exposure = np.zeros((400, 3, 4))
    exposure[:, :, 1:] = started[:, :, None]
    exposure[:40, 1, 2:] = 1
    outcome = 0.8 + 0.02 * exposure[:, 0] + 0.2 * exposure[:, 1:].sum(axis=1)
    three = pl.concat([TWO, ONE.with_columns(lever=pl.lit("tool"))])

    rows = said(episodes(outcome, started, exposure=exposure), three)

    assert [row["reason"] for row in rows[1:]] == ["few", "few"]
    assert rows[0]["effect"] == pytest.approx(0.02, abs=0.01)


def test_what_is_for_units_rests_on_how_many_units_there_are():
    made = helped(seed=4, units=8)
    for_units = ONE.with_columns(unit_wide=True)

    (people,), (units,) = said(made), said(made, for_units)

    assert units["effect"] == pytest.approx(people["effect"], abs=0.02)
    assert units["effect_high"] - units["effect_low"] != pytest.approx(people["effect_high"] - people["effect_low"])


def test_hardly_any_difference_in_support_says_nothing_of_closing():
    made = helped(seed=5)
    (row,) = said(replace(made, supported=np.ones((400, 1))))

    assert (row["more_closed"], row["more_known"]) == (None, False)


def test_without_episodes_every_kind_has_too_few():
    rows = no_episodes(TWO)

    assert dict(rows.schema) == LEVER_SCHEMA
    assert rows["reason"].to_list() == ["few", "few"]
    assert rows["episodes"].to_list() == [0, 0]
