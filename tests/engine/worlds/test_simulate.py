"""Worlds as a whole."""

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from answerable.engine.worlds import WORLDS, World, WorldParameters, simulate, world
from answerable.panel import company_from_frames
from answerable.panel.schema import TABLES, Kind

DTYPES = {
    Kind.TEXT: pl.String(),
    Kind.DATE: pl.Date(),
    Kind.MOMENT: pl.Datetime("us"),
    Kind.NUMBER: pl.Float64(),
    Kind.TRUTH: pl.Boolean(),
}


@pytest.mark.parametrize("name", WORLDS)
def test_every_world_is_a_company_that_is_taken_without_a_word(name: str):
    company = company_from_frames(simulate(world(name)).tables)

    assert company.given == set(TABLES)
    assert company.advice.total == 0


@pytest.mark.parametrize(("people", "months"), [(40, 1), (57, 3), (100, 30), (3000, 24)])
def test_a_company_of_any_size_and_age_is_taken(people: int, months: int):
    company = company_from_frames(simulate(WorldParameters(people=people, months=months, seed=2)).tables)

    assert company.advice.total == 0


def test_every_table_is_there_with_every_column_typed_as_the_contract_says(rich: World):
    for name, table in TABLES.items():
        frame = rich.tables[name]
        assert frame.schema == {column.name: DTYPES[column.kind] for column in table.columns}, name
        assert frame.height > 0


def test_the_same_parameters_give_the_same_world_and_another_seed_another_one():
    one, same, other = (simulate(WorldParameters(people=80, seed=seed)) for seed in (1, 1, 2))

    for name in one.tables:
        assert_frame_equal(one.tables[name], same.tables[name])
    for name in one.truth:
        assert_frame_equal(one.truth[name], same.truth[name])
    assert not one.truth["levels"].equals(other.truth["levels"])


def test_the_truth_is_kept_apart_from_the_tables(rich: World):
    assert set(rich.truth) == {"levels", "people", "leaders", "units", "spells", "parameters", "interventions"}
    named = {column for table in TABLES.values() for column in (c.name for c in table.columns)}
    assert {column for frame in rich.tables.values() for column in frame.columns} <= named
    assert not {"level_true", "effect", "manager_effect", "line_effect", "shared_from", "shared_shift"} & named


def test_no_leader_matters_in_the_null_world():
    truth = simulate(world("null")).truth

    assert set(truth["leaders"]["manager_effect"].drop_nulls()) == {0.0}
    assert set(truth["leaders"]["line_effect"].drop_nulls()) == {0.0}
    assert set(truth["interventions"]["effect"]) == {0.0}
