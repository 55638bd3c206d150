from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.inaction.table import AHEAD_SCHEMA, GAPS_SCHEMA, ahead_table, gaps_table, priced
from priced_gaps import amount, table

TWO = table(amount(person_id="b"), amount(person_id="a"))
WORTH = {"value": 3.0, "currency": "EUR"}


def test_money_is_the_value_of_a_unit_times_what_is_lost():
    (row,) = gaps_table(priced(table(amount(**WORTH)))).to_dicts()

    assert (row["lost"], row["money"], row["currency"]) == (60, 180, "EUR")
    assert row["money_high"] - row["money"] == pytest.approx(3 * (row["lost_high"] - row["lost"]))


def test_without_a_value_there_is_no_money():
    (row,) = gaps_table(priced(table(amount()))).to_dicts()

    assert [row["money"], row["money_low"], row["money_high"], row["currency"]] == [None] * 4
    assert row["lost"] == 60


def test_what_does_not_add_up_is_told_as_a_mean_and_its_money_by_period():
    (row,) = gaps_table(priced(table(amount(adds_up=False, periods=4.0, **WORTH)))).to_dicts()

    assert (row["lost"], row["money"]) == (15, 180)


def test_of_no_time_there_is_no_mean():
    (row,) = gaps_table(priced(table(amount(adds_up=False, periods=0.0)))).to_dicts()

    assert (row["lost"], row["lost_low"]) == (None, None)
    assert row["weighted"] == 5


def test_intervals_reach_as_far_as_all_parts_together():
    (row,) = gaps_table(priced(table(amount(reach=2.0)))).to_dicts()

    # Parts of 4, 2, 1 and 2 make 5 together; twice that.
    assert (row["lost_low"], row["lost_high"]) == (50, 70)


def test_gaps_are_told_in_order_with_their_columns():
    told = gaps_table(priced(TWO))

    assert told["person_id"].to_list() == ["a", "b"]
    assert told.schema == pl.Schema(GAPS_SCHEMA)
    assert told["signal_on"].to_list() == [date(2025, 2, 1)] * 2


def test_ahead_is_told_as_attainment_first_without_then_with():
    rows = [amount(time="with", shortfall_mean=None), amount(time="so far"), amount(time="without")]

    told = ahead_table(priced(table(*rows)))

    assert told.schema == pl.Schema(AHEAD_SCHEMA)
    assert told["action"].to_list() == ["without", "with"]
    first, second = told.to_dicts()
    assert first["attainment"] == pytest.approx(0.8)
    assert first["attainment_low"] < first["attainment"] < first["attainment_high"]
    assert first["attainment_high"] - 0.8 == pytest.approx(1.7 * np.sqrt(0.04**2 + 0.02**2 + 0.01**2 + 0.02**2))
    assert (second["attainment"], second["attainment_low"]) == (None, None)
