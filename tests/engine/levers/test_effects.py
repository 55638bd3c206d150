from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.levers import CURVE_SCHEMA, LEVER_SCHEMA, LeverEffects, lever_effects
from answerable.findings.check import gap_settings
from answerable.rules.policy import default_policy
from cast import SELLERS, company, measurements, steady, tables
from helped import interventions

DAY = date(2026, 1, 1)
SETTINGS = gap_settings(default_policy())
LEVELS = {person: steady(0.7 if person == SELLERS[0] else 1.0) for person in SELLERS}
PULLED = interventions(
    ("tool", 2, None, "north", "New tool"), ("coaching", 3, SELLERS[0], None, "Plan"), cause=["tool", None]
)


def found(**changed: pl.DataFrame) -> LeverEffects:
    return lever_effects(company(**({"measurements": measurements(LEVELS)} | changed)), DAY, SETTINGS)


def test_every_lever_program_and_cause_has_its_row():
    levers = found(interventions=PULLED).levers

    assert dict(levers.schema) == LEVER_SCHEMA
    assert levers.select("lever", "name", "cause", "unit_wide", "episodes", "reason").rows() == [
        ("coaching", None, None, False, 0, "few"),
        ("coaching", "Plan", None, False, 0, "few"),
        ("tool", None, None, True, 1, "few"),
        ("tool", None, "tool", True, 1, "few"),
        ("tool", "New tool", None, True, 1, "few"),
    ]


def test_where_nothing_was_done_or_nobody_was_short_nothing_is_said():
    nothing = found()
    fine = found(interventions=PULLED, measurements=measurements({person: steady(1.0) for person in SELLERS}))

    for effects in (nothing, fine):
        assert dict(effects.curves.schema) == CURVE_SCHEMA
        assert effects.curves.is_empty()
    assert nothing.levers.is_empty()
    assert fine.levers["reason"].unique().to_list() == ["few"]


def crowd(seed: int) -> dict[str, pl.DataFrame]:
    """Eighty sellers who are all short, every second one coached in March, which adds ten points."""
    rng = np.random.default_rng(seed)
    sellers = [f"s{number:02d}" for number in range(80)]
    coached = set(sellers[::2])
    levels = {
        person: (0.7 + 0.03 * rng.standard_normal(9) + 0.1 * (np.arange(9) > 2) * (person in coached)).tolist()
        for person in sellers
    }
    usual = tables()
    places = usual["assignments"]
    seller = places.filter(pl.col("person_id") == SELLERS[0])
    extra = pl.concat([seller.with_columns(person_id=pl.lit(person)) for person in sellers])
    return {
        "people": pl.concat([usual["people"], pl.DataFrame({"person_id": sellers, "name": sellers})]),
        "assignments": pl.concat([places, extra]),
        "measurements": measurements(levels),
        "interventions": interventions(*(("coaching", 2, person, None, "Plan") for person in sorted(coached))),
    }


@pytest.fixture(scope="module")
def coached() -> dict[str, pl.DataFrame]:
    return crowd(3)


def test_ten_points_are_found_and_gaps_followed(coached: dict[str, pl.DataFrame]):
    effects = found(**coached)

    whole = effects.levers.row(0, named=True)
    assert (whole["known"], whole["episodes"], whole["people"]) == (True, 40, 40)
    assert whole["effect"] == pytest.approx(0.1, abs=0.03)
    assert whole["effect_low"] < 0.1 < whole["effect_high"]
    assert set(effects.curves["end"]) <= {"closed", "moved", "left"}


def test_neither_the_order_of_rows_nor_a_second_look_matters(coached: dict[str, pl.DataFrame]):
    once = found(**coached).levers
    turned = found(**{name: table.reverse() for name, table in coached.items()}).levers

    assert once.equals(found(**coached).levers)
    figures = [name for name, kind in LEVER_SCHEMA.items() if kind == pl.Float64]
    assert turned.select(figures).to_numpy() == pytest.approx(once.select(figures).to_numpy(), abs=1e-6, nan_ok=True)
