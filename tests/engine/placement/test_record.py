"""What is on record of people in their roles."""

import numpy as np
import polars as pl
import pytest

from answerable.engine.attribution import attribute
from answerable.engine.placement.record import read_record
from cast import CHIEF, DIRECTOR, LEADER, SELLERS, company, measurements
from placement_by_hand import made_record


def test_the_cells_of_people_come_in_blocks_of_equal_size():
    singles, pairs = made_record().of_people()

    assert singles.tolist() == [[0], [3], [4]]
    assert pairs.tolist() == [[1, 2]]


def test_the_cells_of_people_asked_for_come_in_that_order():
    cell, place = made_record().cells_of(np.array([3, 1, 3, 9]))

    assert cell.tolist() == [4, 1, 2, 4]
    assert place.tolist() == [0, 1, 1, 2]


def test_figures_lie_beyond_a_typical_person_whatever_the_market_does():
    rng = np.random.default_rng(1)
    market = np.array([0.0, 0.1, -0.1, 0.05, 0.0, 0.02])
    shares = {one: 1 + 0.05 * at + market + 0.03 * rng.standard_normal(6) for at, one in enumerate(SELLERS)}
    made = company(measurements=measurements({one: each.tolist() for one, each in shares.items()}))
    attribution = attribute(made)

    record = read_record(made, attribution)

    own = dict(zip(record.keys["person_id"], record.beyond, strict=True))
    level = attribution.market["level"].mean()
    assert own == pytest.approx({one: each.mean() - level for one, each in shares.items()}, abs=1e-6)
    assert record.roles == ["sells"]
    assert set(record.places) == {"manager", "line_2", "unit"}
    assert record.places["manager"] == {LEADER: 1}
    assert record.places["line_2"] == {DIRECTOR: 2}
    assert record.around.toarray().tolist() == [[1.0] * 4] * 6
    assert record.belief[0] == 0
    variance = dict(attribution.shares.select("component", "variance").iter_rows())
    assert record.belief[1:] == pytest.approx([1 / variance[name] for name in ("manager", "line_2", "unit")])
    # Six results; chance lingers a little, so they tell a little less than six would.
    assert record.chance == pytest.approx(variance["noise"] / 6, rel=0.3)


def test_without_leaders_on_record_there_are_none_in_it():
    tops = {"person_id": [CHIEF, *SELLERS], "role_id": ["leads"] + ["sells"] * 6, "manager_id": [None] * 7}
    assignments = pl.DataFrame(tops, schema_overrides={"manager_id": pl.String}).with_columns(
        starts_on=pl.date(2024, 1, 1)
    )
    shares = {one: [1 + 0.02 * at, 1 - 0.02 * at, 1.0, 1.01] for at, one in enumerate(SELLERS)}
    made = company(assignments=assignments, measurements=measurements(shares))

    record = read_record(made, attribute(made))

    assert record.places == {}
    assert set(record.manager) == {-1}
