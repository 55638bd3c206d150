from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.attainment import Block
from answerable.engine.gaps import GapSettings
from answerable.engine.gaps.find import judge
from answerable.engine.gaps.shared import UnitGaps, UnitTree
from answerable.engine.gaps.signal import Judgement
from answerable.engine.levers.reading import Reading, read_company_for_levers
from answerable.engine.levers.supports import kinds_of
from answerable.findings.check import gap_settings
from answerable.kernel.periods import Cadence
from answerable.rules.policy import default_policy
from cast import SELLERS, company, measurements, people, steady, tables
from helped import interventions

DAY = date(2026, 1, 1)
SHORT = {person: steady(0.7 if person == SELLERS[0] else 1.0) for person in SELLERS}


def read(**changed: pl.DataFrame) -> Reading:
    made = company(**({"measurements": measurements(SHORT)} | changed))
    return read_company_for_levers(made, DAY, gap_settings(default_policy()), judge)


def test_support_is_not_believed_to_close_gaps():
    blind = []

    def judging(block: Block, tree: UnitTree, settings: GapSettings) -> tuple[Judgement, UnitGaps]:
        blind.append(not block.supported.any())
        return judge(block, tree, settings)

    made = company(
        measurements=measurements(SHORT), interventions=interventions(("coaching", 3, SELLERS[0], None, "Plan"))
    )
    reading = read_company_for_levers(made, DAY, gap_settings(default_policy()), judging)

    assert blind == [True]
    assert len(reading.supports.day) == 1
    assert reading.blocks[0][1].is_open.any()


def test_episodes_of_all_expectations_come_together():
    reading = read(interventions=interventions(("coaching", 3, SELLERS[0], None, "Plan")))

    found = reading.episodes(kinds_of(reading.supports, None))

    assert found is not None
    # Below standard from the first month on; helped in the fourth, and looked at up to then.
    assert found.started[:, 0].tolist() == [False, True]
    assert set(found.person.tolist()) == {reading.blocks[0][0].person[np.argmin(reading.blocks[0][0].attainment[:, 0])]}


def test_a_year_s_results_come_too_late_to_say_anything():
    yearly = tables()["expectations"].with_columns(cadence=pl.lit("year"))
    years = measurements({SELLERS[0]: [0.7]}).with_columns(period=date(2025, 1, 1))

    reading = read(expectations=yearly, measurements=years)

    assert reading.blocks == ()
    assert reading.episodes(kinds_of(reading.supports, None)) is None


def test_it_is_known_when_people_leave_and_how_many_are_worth_a_market():
    left = people().with_columns(
        ends_on=pl.when(pl.col("person_id") == SELLERS[5]).then(date(2026, 3, 1)).otherwise(None)
    )

    reading = read(people=left)

    gone = (date(2026, 3, 1) - date(1970, 1, 1)).days
    assert reading.leaves.min() == gone
    assert set(reading.worth) == {Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER}
    assert reading.worth[Cadence.WEEK] == pytest.approx(1e9)
