from datetime import date

import polars as pl
import pytest

from answerable.engine.leaders import POTENTIAL_SCHEMA, badly_managed
from hand_made import ANN, CARL, DORA, HARD, attribution, gaps, leaders, places


def named(*rows: dict[str, object], **changed: pl.DataFrame) -> list[str]:
    return badly_managed(attribution(**changed), gaps(*rows))["person_id"].to_list()


def test_a_level_under_a_typical_leader_is_market_unit_and_person():
    found = badly_managed(attribution(), gaps({"person_id": ANN}))

    # February and March: 1.03 on average; less 0.05 of hers, 0.01 of the unit: 0.99. (0.99 - 0.90) / 0.04 = 2.25.
    (row,) = found.iter_rows(named=True)
    assert (row["person_id"], row["leader_id"], row["expectation_id"]) == (ANN, HARD, "bookings")
    assert row["expected"] == pytest.approx(0.99)
    assert row["probability"] == pytest.approx(0.987776, abs=1e-6)
    assert (row["low"], row["high"]) == (pytest.approx(0.924206, abs=1e-6), pytest.approx(1.055794, abs=1e-6))


def test_nobody_short_is_an_empty_table_with_the_same_columns():
    assert badly_managed(attribution(), gaps()).schema == pl.Schema(POTENTIAL_SCHEMA)


def test_a_gap_that_may_be_chance_names_nobody():
    assert named({"person_id": ANN, "probability": 0.89}) == []


def test_somebody_who_would_be_short_under_a_typical_leader_too_is_not_named():
    own = pl.when(pl.col("person_id") == ANN).then(-0.12).otherwise("person")

    # 1.03 - 0.12 + 0.01 = 0.92: half a standard deviation above 0.90 is 69 % sure, and 80 % are asked for.
    assert named({"person_id": ANN}, places=places().with_columns(person=own)) == []


@pytest.mark.parametrize(("estimate", "wrong"), [(-0.15, 0.06), (0.15, 0.002)])
def test_a_leader_who_does_not_surely_take_away_holds_nobody_back(estimate: float, wrong: float):
    changed = leaders().with_columns(
        estimate=pl.when(pl.col("leader_id") == HARD).then(estimate).otherwise("estimate"),
        lfsr=pl.when(pl.col("leader_id") == HARD).then(wrong).otherwise("lfsr"),
    )

    assert named({"person_id": ANN}, leaders=changed) == []


def test_in_a_gap_of_the_whole_unit_those_are_named_who_are_short_themselves():
    # Carl: 1.03 - 0.03 + 0.01 - 0.15 - 0.01 = 0.85, 2.5 standard deviations below 0.90. Ann: 0.83. Bob: 0.90, even.
    assert named({"unit_id": "north"}) == [ANN, CARL]
    assert named({"unit_id": "south"}) == []


def test_what_a_unit_lacks_is_not_taken_off_the_standard():
    own = {"person_id": DORA, "standard": 0.75}
    under_the_hard = places().with_columns(manager_id=pl.lit(HARD))

    # Dora would reach 1.03 - 0.20 - 0.01 = 0.82: above 0.75, not above the 0.90 that the unit is held against.
    assert named(own, {"unit_id": "south", "probability": 0.5}, places=under_the_hard) == []
    assert named(own, places=under_the_hard) == [DORA]


def test_the_tolerance_of_an_expectation_makes_the_standard_where_it_is_known():
    expectations = pl.DataFrame({"expectation_id": ["bookings"], "tolerance": [0.02]})

    # 0.99 against 0.98 is a quarter of a standard deviation: 60 % sure.
    assert badly_managed(attribution(), gaps({"person_id": ANN}), expectations).is_empty()


def test_a_gap_of_ones_own_within_that_of_the_unit_is_told_once():
    assert named({"person_id": ANN}, {"unit_id": "north"}) == [ANN, CARL]


def test_a_place_left_before_the_gap_began_says_nothing_of_it():
    left = pl.when(pl.col("person_id") == ANN).then(date(2025, 1, 1)).otherwise("last_on")

    assert named({"person_id": ANN}, places=places().with_columns(last_on=left)) == []


def test_who_has_a_role_of_another_kind_has_no_part_in_a_units_gap():
    other = pl.when(pl.col("person_id") == ANN).then(pl.lit("sells-more")).otherwise("role_id")

    assert named({"unit_id": "north"}, places=places().with_columns(role_id=other)) == [CARL]


def test_without_units_only_the_person_counts():
    # 1.03 - 0.05 = 0.98, two standard deviations above.
    found = badly_managed(attribution(places=places().drop("unit", "unit_sd")), gaps({"person_id": ANN}))

    assert found["expected"].to_list() == [pytest.approx(0.98)]
    assert found["probability"].to_list() == [pytest.approx(0.977250, abs=1e-6)]
