import numpy as np
import polars as pl
import pytest

from answerable.engine.gaps.shared import unit_tree
from answerable.engine.inaction.table import priced
from answerable.engine.inaction.totals import MONEY_SCHEMA, REACH, TOTALS_SCHEMA, falls_to, money_of, totals_of
from priced_gaps import amount, table

UNITS = pl.Series(["company", "north", "south"])
TREE = unit_tree(np.array([-1, 0, 0]))
ONE, OTHER = {"person_id": "a"}, {"person_id": "b"}
EUR, USD = {"value": 2.0, "currency": "EUR"}, {"value": 3.0, "currency": "USD"}
CALLS = {"expectation_id": "calls"}


def placed(*rows: dict[str, object]) -> pl.DataFrame:
    return falls_to(priced(table(*(amount(**row) for row in rows))), UNITS, TREE)


def told(*rows: dict[str, object]) -> pl.DataFrame:
    return totals_of(placed(*rows))


def in_money(*rows: dict[str, object], whose: str = "company", time: str = "so far") -> list[tuple[object, ...]]:
    """What is lost in money, of all expectations together where none is named."""
    found = money_of(placed(*rows)).filter(pl.col("whose") == whose, pl.col("time") == time)
    return found.select("id", "expectation_id", "currency", "money").rows()


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
    rows = ONE | EUR, OTHER | CALLS

    assert in_money(*rows) == [(None, "bookings", "EUR", 120), (None, None, "EUR", 120)]
    assert in_money(ONE, OTHER | CALLS) == []
    assert money_of(placed(*rows)).schema == pl.Schema(MONEY_SCHEMA)


def test_of_two_expectations_in_one_currency_there_is_one_total():
    cheaper = {"value": 1.0, "currency": "EUR"}

    assert in_money(ONE | EUR, OTHER | CALLS | cheaper) == [
        (None, "bookings", "EUR", 120),
        (None, "calls", "EUR", 60),
        (None, None, "EUR", 180),
    ]


def test_two_currencies_are_never_added_up():
    rows = ONE | EUR, OTHER | EUR, ONE | CALLS | USD

    assert in_money(*rows) == [
        (None, "bookings", "EUR", 240),
        (None, "calls", "USD", 180),
        (None, None, "EUR", 240),
        (None, None, "USD", 180),
    ]
    assert [row for row in in_money(*rows, whose="leader") if row[1] is None] == [
        ("lee", None, "EUR", 240),
        ("lee", None, "USD", 180),
    ]
    assert [row[0] for row in in_money(*rows, whose="unit") if row[1] is None] == ["company"] * 2 + ["north"] * 2


def test_an_amount_of_money_lies_as_far_off_as_what_it_is_reckoned_from():
    (row, *_rest) = money_of(placed(ONE | EUR, OTHER | EUR)).to_dicts()

    # Twice what two gaps under one leader come to: own parts are squared, shared ones are added up first.
    assert sd(row, "money") == pytest.approx(2 * np.sqrt(4**2 + 4**2 + (2 + 2) ** 2 + (1 + 1) ** 2 + (2 + 2) ** 2))
    assert row["money"] - row["money_low"] == pytest.approx(row["money_high"] - row["money"])


def test_with_action_there_is_a_total_where_the_effect_is_known_for_every_gap():
    unknown = dict.fromkeys((f"{name}_{part}" for name in ("lost", "weighted") for part in ("mean", "any")), None)
    acted = {"time": "with"}

    both, one = (ONE | acted | EUR, OTHER | acted | EUR), (ONE | acted | EUR, OTHER | acted | EUR | unknown)

    assert of(told(*both), time="with")["lost"] == 120
    assert [row[-1] for row in in_money(*both, time="with")] == [240, 240]
    assert [of(told(*one), time="with")[name] for name in ("lost", "weighted", "lost_low")] == [None] * 3
    assert [row[-1] for row in in_money(*one, time="with")] == [None, None]


def test_who_has_no_leader_and_is_in_no_unit_counts_for_the_company_alone():
    totals = told(ONE | {"leader_id": None, "in_unit_id": None})

    assert totals["whose"].unique().to_list() == ["company"]


def test_no_gaps_have_no_totals():
    nothing = falls_to(priced(table(amount())[:0]), UNITS, TREE)

    assert totals_of(nothing).is_empty()
    assert money_of(nothing).is_empty()
