"""Predictions as a table."""

import numpy as np
import polars as pl
import pytest
from scipy.special import ndtr

from answerable.engine.placement import PREDICTED_SCHEMA, Place, predicted, predicted_in
from hand_made import ANN, BOB, FAIR
from placement_by_hand import ABILITY, HELPS, SELLS, made_learned

NOISE, DRIFT = 0.06, 0.0004


def test_a_row_a_person_and_role_in_the_order_asked():
    found = predicted(made_learned(), [BOB, ANN], [SELLS, HELPS])

    assert found.select("person_id", "role_id").rows() == [(BOB, SELLS), (BOB, HELPS), (ANN, SELLS), (ANN, HELPS)]
    assert found.schema == PREDICTED_SCHEMA


def test_what_will_be_measured_lies_further_off_than_the_level():
    row = predicted(made_learned(), [ANN], [HELPS], results=6).row(0, named=True)

    variance = ABILITY * (1 - 0.25 * 0.5)
    assert row["expected"] == pytest.approx(1.10)
    assert row["level_sd"] == pytest.approx(np.sqrt(variance))
    assert row["sd"] == pytest.approx(np.sqrt(variance + DRIFT + NOISE / 6))
    assert row["high"] - row["expected"] == pytest.approx(1.644854 * row["sd"])
    assert row["expected"] - row["low"] == pytest.approx(1.644854 * row["sd"])
    assert row["standard"] == 0.9
    assert row["meets"] == pytest.approx(ndtr(0.2 / row["level_sd"]))


def test_more_results_leave_less_to_chance():
    few, many = (predicted(made_learned(), [ANN], [HELPS], results=results)["sd"][0] for results in (3, 12))

    assert few**2 - many**2 == pytest.approx(NOISE / 3 - NOISE / 12)


def test_what_goes_along_is_told_of_a_new_role_and_not_of_one_held():
    found = predicted(made_learned(), [ANN], [SELLS, HELPS])

    columns = ("from_role_id", "carry", "carry_low", "carry_high", "based_on")
    assert found.row(0, named=True)["carry"] is None
    assert found.row(0, named=True)["based_on"] is None
    new = found.select(columns).row(1)
    assert new[:2] == (SELLS, 0.5)
    assert new[2] < 0.5 < new[3]
    assert new[4] == 0
    assert found["results"].to_list() == [3, 3]


def test_of_people_and_roles_never_measured_there_are_no_figures():
    found = predicted(made_learned(), ["zoe", ANN], [HELPS, "leads"])

    assert found["expected"].is_null().to_list() == [True, True, False, True]
    assert found["results"].to_list() == [0, 0, 3, 3]
    assert found["carry"].is_null().to_list() == [True, True, False, True]


def test_nobody_is_no_row():
    assert predicted(made_learned(), [], [HELPS]).equals(pl.DataFrame(schema=PREDICTED_SCHEMA))


def test_a_place_keeps_its_leader_and_unit():
    row = predicted_in(made_learned(leaders=True), [Place(ANN, HELPS, FAIR, "north")]).row(0, named=True)

    assert (row["manager_id"], row["unit_id"]) == (FAIR, "north")
