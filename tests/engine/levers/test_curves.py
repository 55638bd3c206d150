from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from answerable.engine.levers.curves import CURVE_SCHEMA, curves_of
from answerable.engine.levers.ends import CLOSED, LEFT, MOVED, NONE
from helped import episodes

HELPED = np.arange(100) < 40


def test_gaps_with_a_lever_are_followed_beside_others():
    following = np.tile([12, NONE, 13], (100, 1))
    following[:20] = [2, CLOSED, 13]
    following[20:30] = [5, LEFT, 13]
    following[40:55] = [2, CLOSED, 13]
    following[55:70] = [3, MOVED, 13]
    made = replace(episodes(np.full((100, 4), 0.8), HELPED[:, None]), following=following)

    found = curves_of(made, 0, "coaching", unit_wide=False)

    assert dict(found.schema) == CURVE_SCHEMA
    share = {(row["supported"], row["end"]): row["share"] for row in found.filter(pl.col("months") == 12).to_dicts()}
    assert share[True, "closed"] == pytest.approx(0.5)
    assert share[True, "left"] == pytest.approx(0.25)
    assert share[False, "closed"] == pytest.approx(0.25, abs=0.01)
    assert share[False, "moved"] == pytest.approx(0.25, abs=0.01)
    early = found.filter(pl.col("months") == 1)
    assert early["share"].to_list() == [0.0] * 6
    assert (found["low"] <= found["share"]).all()
    assert (found["share"] <= found["high"]).all()


def test_who_was_helped_later_is_followed_until_then():
    following = np.tile([6, CLOSED, 13], (100, 1))
    following[40:70, 2] = 4
    made = replace(episodes(np.full((100, 4), 0.8), HELPED[:, None]), following=following)

    found = curves_of(made, 0, "coaching", unit_wide=True)

    closed = found.filter(~pl.col("supported") & (pl.col("end") == "closed") & (pl.col("months") == 6))
    assert closed["share"].to_list() == pytest.approx([1.0])
    assert found["unit_wide"].all()


def test_few_gaps_have_no_curve():
    made = replace(episodes(np.full((100, 4), 0.8), HELPED[:, None]), gap=np.arange(100) < 10)

    assert curves_of(made, 0, "coaching", unit_wide=False).is_empty()
