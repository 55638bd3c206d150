"""Attainment month by month, and the support that answers it."""

import numpy as np
import pytest

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.draft import Draft, draft_of
from answerable.engine.worlds.setting import setting_of

ALONE = {
    "share_person": 1 - 1e-9,
    "share_manager": 0.0,
    "share_line": 0.0,
    "share_noise": 1e-9,
    "market_sd": 0.0,
    "interventions_per_year": 0.0,
    "acts_on_lows": 0.0,
}


def draft(**parameters: float) -> Draft:
    return draft_of(setting_of(WorldParameters(**{"people": 600, "seed": 4, **parameters})))


def who(world: Draft):
    return world.setting.staffing.occupant[:, world.setting.structure.leaders :]


def test_the_level_is_the_sum_of_its_parts():
    world = draft(share_unit=0.05, share_match=0.05, share_noise=0.27, training_effect=0.0)
    structure, occupant, effects = world.setting.structure, world.setting.staffing.occupant, world.effects

    month = 20
    leader = structure.team
    parts = 1.0 + effects.person[occupant[month, structure.leaders :]] + effects.manager[occupant[month, leader]]
    parts += effects.line[occupant[month, structure.parent[leader]]] + effects.unit[leader] + effects.match[month]
    parts += effects.market[structure.role[structure.leaders :], month]

    assert world.performance.level[month] == pytest.approx(parts)


@pytest.mark.parametrize("correlation", [0.0, 0.5])
def test_chance_is_as_large_and_lingers_as_long_as_it_is_to(correlation: float):
    world = draft(people=2000, noise_correlation=correlation, leave_per_year=0.0, moves_per_year=0.0)

    chance = world.performance.attainment - world.performance.level

    # 41,000 values; the standard error of the correlation is 0.005.
    assert chance.std() == pytest.approx(0.2 * np.sqrt(0.37), rel=0.02)
    assert np.corrcoef(chance[1:].ravel(), chance[:-1].ravel())[0, 1] == pytest.approx(correlation, abs=0.02)


def test_only_whole_months_count():
    world = draft(leave_per_year=0.5)
    staffing, calendar = world.setting.staffing, world.setting.calendar

    part_way = staffing.hired[who(world)] > calendar.first_days[:-1, None]

    assert part_way.sum() > 50
    assert np.array_equal(np.isnan(world.performance.attainment), part_way)


def test_a_common_cause_shifts_everybody_in_the_team_from_its_month_on():
    world = draft(**ALONE, leave_per_year=0.0, moves_per_year=0.0, shared_share=0.3, shared_shift=-0.25)
    hit = world.effects.shared_from[world.setting.structure.team]

    change = world.performance.level - world.performance.level[0]

    assert (hit < 24).sum() > 50
    assert change == pytest.approx(np.where(np.arange(24)[:, None] >= hit, -0.25, 0.0))


def test_support_works_from_the_month_after_it_began():
    world = draft(
        **(ALONE | {"interventions_per_year": 0.5}), leave_per_year=0.0, moves_per_year=0.0, training_effect=0.1
    )
    structure, support = world.setting.structure, world.performance.support

    expected = np.zeros(world.performance.level.shape)
    for month, seat in zip(support.month, support.seat, strict=True):
        cells = structure.team == seat if seat < structure.leaders else [seat - structure.leaders]
        expected[month + 1 :, cells] += 0.1

    assert len(support.month) > 100
    assert world.performance.level - world.performance.level[0] == pytest.approx(expected - expected[0])
    assert set(support.effect) == {0.1}


def test_nobody_is_given_support_again_within_half_a_year():
    support = draft(acts_on_lows=1.0, leave_per_year=0.0, moves_per_year=0.0).performance.support

    personal = support.seat >= draft(acts_on_lows=1.0).setting.structure.leaders
    for seat in np.unique(support.seat[personal]):
        assert np.all(np.diff(support.month[personal & (support.seat == seat)]) >= 6)


def test_support_follows_low_months_where_leaders_act_on_them():
    world = draft(people=2000, acts_on_lows=0.5, interventions_per_year=0.0, leave_per_year=0.0, moves_per_year=0.0)
    support = world.performance.support

    place = support.seat - world.setting.structure.leaders
    before = np.stack([world.performance.attainment[support.month - back, place] for back in (1, 2)])

    assert len(place) > 300
    assert before.mean(axis=0).max() < 0.9


def test_what_a_leader_taught_stays_in_part_with_those_who_move_on():
    world = draft(
        **(ALONE | {"share_person": 0.5, "share_manager": 0.5 - 1e-9}),
        lasting=0.6,
        leave_per_year=0.0,
        moves_per_year=1.0,
    )
    people, leader = who(world), world.setting.staffing.occupant[:, world.setting.structure.team]
    place = int(np.flatnonzero((people[5] != people[0]) & (people[:5] == people[0]).all(axis=0))[0])
    person, first = people[0, place], leader[0, place]

    now = int(np.flatnonzero(people[5] == person)[0])

    second = leader[5, now]
    effect = world.effects.manager
    expected = 1.0 + world.effects.person[person] + effect[second] + 0.6 * 5 / 12 * effect[first]
    assert world.performance.level[5, now] == pytest.approx(expected)


def test_a_level_below_standard_sinks_while_nobody_acts():
    world = draft(**ALONE, erosion=0.02, leave_per_year=0.0, moves_per_year=0.0)
    start = 1.0 + world.effects.person[who(world)[0]]

    months = np.arange(1, 25)[:, None]

    sunk = np.where(start < 0.9, np.minimum(0.02 * months, 0.3), 0.0)
    assert world.performance.level == pytest.approx(start - sunk)


def test_support_stops_the_sinking_for_half_a_year():
    world = draft(
        **(ALONE | {"acts_on_lows": 1.0}), erosion=0.02, training_effect=0.0, leave_per_year=0.0, moves_per_year=0.0
    )
    low = 1.0 + world.effects.person[who(world)[0]] < 0.87

    change = np.diff(world.performance.level[:, low], axis=0)

    # Low in months 0 and 1, given support in month 2, which holds through month 7; then support again at once.
    assert change[0] == pytest.approx(-0.02)
    assert change[1:] == pytest.approx(0.0)


@pytest.mark.parametrize("favour", ["worst_first", "hopeful_first"])
def test_leaders_who_favour_some_still_help_the_low_and_among_them_more_often_those(favour: str):
    steady = {"people": 2000, "acts_on_lows": 0.3, "interventions_per_year": 0.0, "training_effect": 0.0}
    still = {"leave_per_year": 0.0, "moves_per_year": 0.0}
    evenly, favoured = draft(**steady, **still), draft(**steady, **still, **{favour: 3.0})

    def helped(world: Draft) -> tuple[float, float]:
        """Mean of what was last measured of those who were helped, and of where they truly stood."""
        performance, first = world.performance, world.setting.structure.leaders
        month, place = performance.support.month, performance.support.seat - first
        lately = (performance.attainment[month - 1, place] + performance.attainment[month - 2, place]) / 2
        assert (lately < 0.9).all()
        return float(lately.mean()), float(performance.level[month, place].mean())

    (even_lately, even_truly), (lately, truly) = helped(evenly), helped(favoured)
    if favour == "worst_first":
        assert lately < even_lately - 0.01
    else:
        assert truly > even_truly + 0.03
        assert truly - lately > even_truly - even_lately
