"""What an attribution says of itself, in a company made by hand."""

from datetime import date

import polars as pl

from answerable.engine.attribution.explain import explain_gap
from answerable.engine.attribution.result import LEADER_SCHEMA
from hand_made import ANN, attribution, leaders, market, places


def test_leaders_stand_in_the_order_of_how_sure_their_sign_is():
    frame = attribution().to_frame()

    assert frame.select("leader_id", "lfsr").rows() == [("hard", 0.002), ("fair", 0.34), ("top", 0.5)]
    assert dict(frame.schema) == LEADER_SCHEMA


def test_leaders_whose_sign_is_as_sure_stand_by_id_and_component():
    same = pl.concat([leaders().with_columns(leader_id=pl.lit(name)) for name in ("zoe", "adam")])
    same = same.with_columns(lfsr=pl.lit(0.5)).filter(pl.col("estimate") != 0.02)

    frame = attribution(leaders=same).to_frame()

    assert frame.select("leader_id", "component").rows() == [
        ("adam", "line_2"),
        ("adam", "manager"),
        ("zoe", "line_2"),
        ("zoe", "manager"),
    ]


def test_a_gap_is_explained_by_the_places_and_the_market_there_are():
    gap = {"person_id": ANN, "expectation_id": "bookings", "attainment": 0.8, "since": date(2025, 2, 1)}

    found = attribution().explain(gap)

    assert found is not None
    assert found == explain_gap(gap, places(), market(), 2)
    # The hard leader's 15 points, worked out by hand in the tests of explaining.
    assert found.parts[3].estimate == 0.15


def test_of_somebody_it_does_not_know_it_says_nothing():
    assert attribution().explain({"person_id": "x", "expectation_id": "bookings", "attainment": 0.8}) is None


def test_its_chart_shows_its_shares_and_its_leaders():
    drawn = attribution().plot().to_dict()

    said = [row for rows in drawn["datasets"].values() for row in rows]
    assert {row["leader_id"] for row in said if "leader_id" in row} == {"fair", "hard", "top"}
    assert len([row for row in said if "share" in row]) == 6
