import polars as pl
import pytest

from answerable.engine.leaders import forecasts
from hand_made import ANN, BOB, CARL, DORA, HARD, attribution, places


def of(person: str, found: pl.DataFrame) -> dict[str, float]:
    (row,) = found.filter(pl.col("person_id") == person).iter_rows(named=True)
    return row


def test_under_a_leader_who_is_not_known_everything_is_expected_but_the_leader():
    found = of(ANN, forecasts(attribution()))

    # Person 0.03², unit 0.02², leaders 0.01 and 0.0025, the two of them 0.0004, chance 0.0144 / 6: 0.0166 in all.
    assert found["own"] == pytest.approx(-0.04)
    assert found["expected"] == pytest.approx(0.98)
    assert found["sd"] == pytest.approx(0.0166**0.5)
    assert found["low"] == pytest.approx(0.98 - 1.644854 * 0.0166**0.5)
    assert found["high"] == pytest.approx(0.98 + 1.644854 * 0.0166**0.5)


def test_everybody_is_forecast_in_the_order_of_places():
    assert forecasts(attribution())["person_id"].to_list() == [ANN, BOB, CARL, DORA]


def test_a_leader_who_is_known_counts_with_what_is_known_of_them():
    moves = pl.DataFrame({"person_id": [DORA], "manager_id": [HARD], "unit_id": ["north"], "results": [12]})

    (found,) = forecasts(attribution(), moves).iter_rows(named=True)

    # -0.20 of hers, -0.15 of the leader, 0.01 of the unit. Leader 0.05² instead of 0.01, chance 0.0144 / 12.
    assert found["own"] == pytest.approx(-0.34)
    assert found["expected"] == pytest.approx(1.02 - 0.34)
    assert found["sd"] ** 2 == pytest.approx(0.0009 + 0.0025 + 0.0025 + 0.0004 + 0.0004 + 0.0012)


def test_a_unit_of_which_nothing_is_known_is_a_typical_one():
    moves = pl.DataFrame({"person_id": [ANN], "unit_id": ["west"], "line_2_id": ["top"]})

    (found,) = forecasts(attribution(), moves).iter_rows(named=True)

    # The line is known to 0.04², the unit to no better than units differ, 0.0004.
    assert found["own"] == pytest.approx(-0.05)
    assert found["sd"] ** 2 == pytest.approx(0.0009 + 0.01 + 0.0016 + 0.0004 + 0.0004 + 0.0024)


def test_of_who_is_not_known_nothing_is_said_and_the_rest_keep_their_order():
    moves = pl.DataFrame({"person_id": [CARL, "nobody", ANN]})

    assert forecasts(attribution(), moves)["person_id"].to_list() == [CARL, ANN]


def test_without_leaders_and_units_there_is_the_person_and_chance():
    alone = attribution(
        places=places().drop("unit", "unit_sd").with_columns(under_typical=1.02 + pl.col("person")),
        leaders=attribution().leaders.clear(),
        shares=attribution().shares.filter(pl.col("component").is_in(["person", "noise"])),
    )

    found = of(ANN, forecasts(alone))

    assert found["expected"] == pytest.approx(0.97)
    assert found["sd"] ** 2 == pytest.approx(0.0009 + 0.0024)
