from datetime import date

import numpy as np
import polars as pl
import pytest
from scipy.stats import t as student

from answerable.engine.attainment import Block, attainment_blocks, read_panel
from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.signal import Judgement
from answerable.engine.gaps.table import GAP_SCHEMA, gap_table
from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.levels import Levels
from answerable.kernel.periods import Cadence
from cast import SELLERS, company, measurements

SETTINGS = GapSettings(0.9, 0.5, {Cadence.MONTH: 3}, 4, 6, 2, 0.5, 3)
FALLING = [1.0, 1.0, 0.8, 0.75, 0.7]


def block() -> Block:
    (found,) = attainment_blocks(
        read_panel(company(measurements=measurements({SELLERS[0]: FALLING, SELLERS[1]: [1.0] * 5}))), date(2025, 6, 1)
    )
    return found


def row_of(found: Block) -> dict[str, object]:
    """The gap of the first seller, open in the last three of five months, level 0.72 with a standard error of 0.05."""
    shape = found.attainment.shape
    levels = Levels(
        mean=np.full(shape, 0.72),
        sd=np.full(shape, 0.05),
        df=np.full(shape[0], 8.0),
        noise_variance=np.full(shape[0], 0.01),
        dynamics=Dynamics(1.0, 0.02, 0.01),
    )
    is_open = np.zeros(shape, dtype=bool)
    is_open[0, 2:] = True
    judgement = Judgement(found.attainment, levels, np.full(shape, 0.9), np.full(shape, 0.97), is_open)
    table = gap_table(
        found,
        judgement,
        np.array([0]),
        ids={"person_id": pl.Series([SELLERS[0]])},
        headroom=np.array([0.3]),
        settings=SETTINGS,
    )
    assert dict(table.schema) == GAP_SCHEMA
    return table.row(0, named=True)


def test_a_gap_is_dated_by_its_first_month_and_by_the_day_it_could_be_known():
    row = row_of(block())

    assert (row["since"], row["opened_on"], row["periods"]) == (date(2025, 3, 1), date(2025, 4, 1), 3)
    assert (row["sustained_on"], row["consistent"]) == (date(2025, 6, 1), False)


def test_the_interval_holds_nine_tenths_of_what_is_believed():
    row = row_of(block())

    margin = student.ppf(0.95, 8) * 0.05
    assert (row["low"], row["high"]) == pytest.approx((0.72 - margin, 0.72 + margin))


def test_severity_is_the_shortfall_by_weight():
    found = block()

    assert row_of(found)["severity"] == pytest.approx(0.28)
    found.expectation["weight"] = 2.5
    assert row_of(found)["severity"] == pytest.approx(0.7)


def test_it_says_whose_it_is_in_what_and_how_it_moves():
    row = row_of(block())

    assert (row["person_id"], row["unit_id"], row["expectation_id"]) == (SELLERS[0], None, "bookings")
    # The least-squares slope of 1, 1, 0.8, 0.75, 0.7.
    assert row["trend"] == pytest.approx((-2 * 1.0 - 1 * 1.0 + 1 * 0.75 + 2 * 0.7) / 10)
    assert (row["headroom_role"], row["standard"], row["probability"]) == (0.3, 0.9, 0.97)
