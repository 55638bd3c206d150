from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.findings.check import check
from answerable.findings.effects import with_effects
from answerable.findings.report import EffectFound
from answerable.panel import Company
from cast import CHIEF, LEADER, NEW_LEADER, SELLERS, assignments, company, measurements, steady, tables

ON = date(2026, 1, 1)


@pytest.fixture(scope="module")
def two_teams() -> Company:
    """Three sellers under each of two leaders, a year long, with the ups and downs of chance."""
    random = np.random.default_rng(5)
    levels = {person: (1 + 0.1 * random.standard_normal(12)).tolist() for person in SELLERS}
    manager = pl.when(pl.col("person_id").is_in(SELLERS[:3])).then(pl.lit(NEW_LEADER)).otherwise("manager_id")
    return company(measurements=measurements(levels), assignments=assignments().with_columns(manager_id=manager))


def test_who_leads_people_that_are_measured_has_an_effect_and_nobody_else(two_teams: Company):
    report = check(two_teams, ON)

    effects = {leader.leader_id: leader.effect for leader in with_effects(report, two_teams).leaders}

    assert {leader for leader, effect in effects.items() if effect is not None} == {LEADER, NEW_LEADER}
    assert CHIEF in effects
    for effect in (effects[LEADER], effects[NEW_LEADER]):
        assert isinstance(effect, EffectFound)
        assert effect.low < effect.estimate < effect.high


def test_everything_else_stays_as_it_was(two_teams: Company):
    report = check(two_teams, ON)

    found = with_effects(report, two_teams)

    assert (found.gaps, found.summary, found.as_of) == (report.gaps, report.summary, report.as_of)
    assert [leader.duties for leader in found.leaders] == [leader.duties for leader in report.leaders]


def test_where_only_leaders_are_measured_there_is_no_effect():
    expectations = tables()["expectations"].with_columns(role_id=pl.lit("leads"))
    of_leaders = company(measurements=measurements({LEADER: steady(1.0)}), expectations=expectations)
    report = check(of_leaders, ON)

    assert with_effects(report, of_leaders) == report
