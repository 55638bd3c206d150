import numpy as np
import polars as pl
import pytest

from answerable.engine.gaps.shared import unit_tree
from answerable.engine.inaction.table import priced
from answerable.engine.inaction.totals import REACH, TOTALS_SCHEMA, totals_of
from priced_gaps import amount

UNITS = pl.Series(["company", "north", "south"])
TREE = unit_tree(np.array([-1, 0, 0]))
ONE, OTHER = {"person_id": "a"}, {"person_id": "b"}


def told(*rows: dict[str, object], values: dict[str, float] | None = None) -> pl.DataFrame:
    names = {"leader_id": pl.String, "in_unit_id": pl.String}
    made = pl.DataFrame([amount(**row) for row in rows], schema_overrides=names)
    return totals_of(priced(made, values), UNITS, TREE)


def of(
    totals: pl.DataFrame,
    whose: str = "company",
    name: str | None = None,
    expectation: str | None = "bookings",
    time: str = "so far",
) -> dict[str, float]:
    """The only row of somebody, or of a unit."""
    (row,) = totals.filter(
        pl.col("whose") == whose,
        pl.col("id").eq_missing(pl.lit(name, pl.String)),
        pl.col("expectation_id").eq_missing(pl.lit(expectation, pl.String)),
        pl.col("time") == time,
    ).to_dicts()
    return row


def sd(row: dict[str, float], name: str = "lost") -> float:
    return (row[f"{name}_high"] - row[name]) / REACH


def test_one_gap_is_its_own_total():
    row = of(told(ONE))

    assert (row["gaps"], row["weeks"], row["lost"]) == (1, 8, 60)
    assert sd(row) == pytest.approx(5)
    assert row["lost"] - row["lost_low"] == pytest.approx(row["lost_high"] - row["lost"])
    assert told(ONE).schema == pl.Schema(TOTALS_SCHEMA)


def test_of_two_people_what_is_their_own_is_squared_and_what_is_shared_is_added_up_first():
    row = of(told(ONE, OTHER))

    assert (row["gaps"], row["weeks"], row["lost"]) == (2, 16, 120)
    assert sd(row) == pytest.approx(np.sqrt(4**2 + 4**2 + (2 + 2) ** 2 + (1 + 1) ** 2 + (2 + 2) ** 2))


def test_under_two_leaders_what_leaders_add_is_independent():
    totals = told(ONE, OTHER | {"leader_id": "mia", "in_unit_id": "south"})

    assert sd(of(totals)) == pytest.approx(np.sqrt(2 * 4**2 + 2 * 2**2 + (1 + 1) ** 2 + (2 + 2) ** 2))
    assert sd(of(totals, "leader", "lee")) == pytest.approx(5)
    assert sd(of(totals, "leader", "mia")) == pytest.approx(5)
    assert of(totals, "unit", "north")["lost"] == 60
    assert of(totals, "unit", "company")["lost"] == 120


def test_of_two_expectations_only_what_all_gaps_share_goes_together():
    row = of(told(ONE, OTHER | {"expectation_id": "calls"}), expectation=None)

    assert (row["gaps"], row["lost"], row["lost_low"]) == (2, None, None)
    assert row["weighted"] == 10
    assert sd(row, "weighted") * 12 == pytest.approx(np.sqrt(2 * 4**2 + 2 * 2**2 + 2 * 1**2 + (2 + 2) ** 2))


def test_pieces_of_one_gap_are_one_gap_and_their_errors_go_together():
    row = of(told(ONE, ONE | {"in_unit_id": "south"}))

    assert (row["gaps"], row["lost"]) == (1, 120)
    assert sd(row) == pytest.approx(10)


def test_what_does_not_add_up_has_no_total_in_its_own_unit():
    row = of(told(ONE | {"adds_up": False}))

    assert (row["lost"], row["weighted"]) == (None, 5)


def test_money_is_the_total_of_what_has_a_value():
    rows = (ONE, OTHER | {"expectation_id": "calls"})

    assert of(told(*rows, values={"bookings": 2.0}), expectation=None)["money"] == 120
    assert of(told(*rows, values={"bookings": 2.0, "calls": 1.0}), expectation=None)["money"] == 180
    assert of(told(*rows), expectation=None)["money"] is None


def test_with_action_there_is_a_total_where_the_effect_is_known_for_every_gap():
    unknown = dict.fromkeys((f"{name}_{part}" for name in ("lost", "weighted") for part in ("mean", "any")), None)
    acted = {"time": "with"}

    both = told(ONE | acted, OTHER | acted, values={"bookings": 2.0})
    one = told(ONE | acted, OTHER | acted | unknown, values={"bookings": 2.0})

    assert of(both, time="with")["lost"] == 120
    assert [of(one, time="with")[name] for name in ("lost", "weighted", "money")] == [None] * 3
    assert [of(one, time="with")[name] for name in ("lost_low", "money_high")] == [None] * 2


def test_who_has_no_leader_and_is_in_no_unit_counts_for_the_company_alone():
    totals = told(ONE | {"leader_id": None, "in_unit_id": None})

    assert totals["whose"].unique().to_list() == ["company"]


def test_no_gaps_have_no_totals():
    assert totals_of(priced(pl.DataFrame([amount()])[:0], None), UNITS, TREE).is_empty()
