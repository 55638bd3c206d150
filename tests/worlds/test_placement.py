"""Placement against known truth, small: where roles differ, and where nobody has changed roles."""

import numpy as np
import pytest

from answerable.engine.attribution import attribute
from answerable.engine.placement import learn
from answerable.engine.worlds import simulate, world
from answerable.panel import company_from_frames
from truth_placement import SINCE, Said, came_true, judged, placed


@pytest.fixture(scope="module")
def many_roles() -> Said:
    """Of a company of 150 in which people change roles and bring along 0.6 of what they are good at."""
    made = simulate(world("many_roles", 150, 24, 1))
    company = company_from_frames(made.tables)
    return judged(made, company, attribute(company, as_of=SINCE), attribute(company), 1)


def test_nearly_all_who_changed_roles_come_out_where_they_were_expected(many_roles: Said):
    assert len(many_roles.covered) >= 3
    assert many_roles.covered.mean() >= 0.7
    # Six people: their mean is off by five points, typically.
    assert abs(many_roles.error.mean()) <= 0.15


def test_how_much_goes_along_is_not_missed(many_roles: Said):
    expected, low, high = many_roles.carry

    assert low <= 0.6 <= high
    assert 0.2 <= expected <= 0.9
    assert many_roles.pairs.mean() >= 0.8


def test_people_gain_where_they_are_proposed_and_nothing_by_chance(many_roles: Said):
    assert many_roles.told.sum() >= 3
    assert (many_roles.gain[many_roles.told] > 0).mean() >= 0.8
    assert many_roles.gain.mean() > many_roles.at_random + 0.05
    assert many_roles.held.mean() >= 0.7


def test_where_nobody_changed_roles_nothing_is_known_of_how_much_goes_along():
    made = simulate(world("typical", 120, 12, 2))
    company = company_from_frames(made.tables)

    learned = learn(company, attribute(company))

    assert learned.carry.people == 0
    assert learned.carry.table()["high"][0] - learned.carry.table()["low"][0] > 0.8
    gain, told, expected, _, _ = placed(made, company, learned, np.random.default_rng(1))
    assert told.sum() <= len(gain)
    assert gain.mean() > 0.3 * expected.mean()
    assert came_true(made, learned)[0].size == 0
