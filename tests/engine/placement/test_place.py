"""People over openings."""

from itertools import permutations

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.engine.placement import COMPARED_SCHEMA, PROPOSAL_SCHEMA, Opening, Place, Placement, compare, place
from answerable.engine.placement.place import _chosen
from answerable.panel import Company
from cast import company
from hand_made import ANN, BOB, CARL, DORA, FAIR, HARD
from placement_by_hand import HELPS, SELLS, made_learned

EVERYBODY = (ANN, BOB, CARL, DORA)


def asking() -> Company:
    """A company of these four, in which helping asks for two things, one of which was seen of Ann."""
    facets = pl.DataFrame(
        {"role_id": [HELPS] * 2, "facet": ["skill"] * 2, "item": ["listens", "writes"], "level": [3.0, 2.0]}
    )
    seen = {"person_id": [ANN], "facet": ["skill"], "item": ["listens"], "level": [2.0]}
    return company(
        people=pl.DataFrame({"person_id": [*EVERYBODY], "name": [*EVERYBODY]}),
        roles=pl.DataFrame({"role_id": ["sells", "leads", HELPS], "title": ["Sells", "Leads", "Helps"]}),
        units=pl.DataFrame(schema={"unit_id": pl.String, "name": pl.String}),
        assignments=pl.DataFrame(
            {
                "person_id": [*EVERYBODY],
                "role_id": ["sells"] * 4,
                "manager_id": [None] * 4,
                "starts_on": ["2024-01-01"] * 4,
            },
            schema_overrides={"manager_id": pl.String},
        ),
        measurements=pl.DataFrame(
            {"person_id": [ANN], "expectation_id": ["bookings"], "period": ["2025-01-01"], "actual": [1.0]}
        ),
        facets=facets,
        assessments=pl.DataFrame(seen).with_columns(assessed_on=pl.date(2025, 1, 1)),
    )


def placed(*openings: Opening, people: tuple[str, ...] = EVERYBODY, share: float = 0.5) -> Placement:
    return place(asking(), made_learned(share), people, openings)


def test_a_comparison_tells_there_here_and_the_difference():
    row = compare(made_learned(), [Place(ANN, HELPS, FAIR)]).row(0, named=True)

    assert (row["role_id"], row["here_role_id"], row["here_manager_id"]) == (HELPS, SELLS, HARD)
    assert row["difference"] == pytest.approx(row["expected"] - row["here_expected"], abs=1e-9)
    assert row["difference_low"] < row["difference"] < row["difference_high"]
    assert row["better"] == pytest.approx(0.5, abs=1e-6)
    assert row["told"] == "cannot tell"


def test_where_the_interval_keeps_to_one_side_it_is_told():
    learned = made_learned(0.999)

    found = compare(learned, [Place(ANN, HELPS), Place(CARL, SELLS), Place("zoe", SELLS), Place(ANN, "leads")])

    # Nearly all goes along, so the role's own level decides: five points more for Ann, five less for Carl.
    assert found["person_id"].to_list() == [ANN, CARL]
    assert found["told"].to_list() == ["better", "worse"]
    assert found.schema == COMPARED_SCHEMA


def test_a_proposal_says_what_of_the_role_is_met_short_and_unknown():
    found = placed(Opening("o1", HELPS), people=(ANN,), share=0.999)

    row = found.proposals.row(0, named=True)
    assert (row["opening_id"], row["person_id"], row["told"]) == ("o1", ANN, "better")
    assert (row["met"], row["short"], row["unknown"]) == (0, 1, 1)
    assert found.proposals.schema == PROPOSAL_SCHEMA
    assert found.fit.select("item", "state").rows() == [("listens", "short"), ("writes", "unknown")]


def test_where_nobody_gains_the_opening_stays_empty():
    found = placed(Opening("o2", SELLS), Opening("o1", "leads"), people=(CARL,), share=0.999)

    assert found.proposals.is_empty()
    assert found.unfilled == ("o1", "o2")
    assert found.fit.is_empty()


def test_each_person_goes_to_one_opening_and_stands_by_for_the_other():
    found = place(asking(), made_learned(0.999), [ANN, ANN, BOB], [Opening("o2", HELPS), Opening("o1", HELPS)])

    assert found.proposals["person_id"].to_list() == [ANN]
    assert found.unfilled == tuple({"o1", "o2"} - set(found.proposals["opening_id"]))
    assert found.others == {found.unfilled[0]: (ANN,)}


def test_the_same_is_proposed_whatever_the_order_of_people_and_openings():
    openings = [Opening("o1", HELPS), Opening("o2", SELLS), Opening("o3", HELPS, None, FAIR)]

    one, other = placed(*openings, share=0.8), placed(*reversed(openings), people=EVERYBODY[::-1], share=0.8)

    assert one.proposals.select("opening_id", "person_id").equals(other.proposals.select("opening_id", "person_id"))


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(st.integers(-9, 9), min_size=4, max_size=4), min_size=1, max_size=4))
def test_no_other_way_gains_more_together(gains: list[list[int]]):
    people = [*"abcd"]
    rows = [
        (f"o{at}", person, gain / 10, 0.5)
        for at, of_opening in enumerate(gains)
        for person, gain in zip(people, of_opening, strict=True)
    ]
    table = pl.DataFrame(rows, schema=["opening_id", "person_id", "difference", "better"], orient="row")

    chosen = _chosen(table, people, [f"o{at}" for at in range(len(gains))])

    found = table[chosen]
    most = max(
        sum(max(gains[at][who], 0) for at, who in enumerate(order[: len(gains)])) for order in permutations(range(4))
    )
    assert found["difference"].sum() == pytest.approx(most / 10)
    assert found["person_id"].n_unique() == found["opening_id"].n_unique() == len(found)
    assert np.all(found["difference"].to_numpy() > 0)
