"""What people, leaders, units, pairs and markets add."""

import numpy as np
import pytest

from answerable.engine.worlds import WorldParameters
from answerable.engine.worlds.effects import Effects, draw_effects
from answerable.engine.worlds.setting import Setting, setting_of
from answerable.engine.worlds.spells import spells_of


def drawn(**parameters: float) -> tuple[Setting, Effects]:
    setting = setting_of(WorldParameters(people=4000, **parameters))
    return setting, draw_effects(setting, spells_of(setting, levels=1), np.random.default_rng(1))


def test_effects_are_as_large_as_their_shares_say():
    _, effects = drawn()

    assert effects.person.std() == pytest.approx(0.2 * np.sqrt(0.35), rel=0.05)
    assert effects.manager.std() == pytest.approx(0.2 * np.sqrt(0.20), rel=0.05)
    assert effects.line.std() == pytest.approx(0.2 * np.sqrt(0.08), rel=0.05)
    assert np.all(effects.unit == 0)
    assert effects.match.size == 0


def test_bad_territories_lie_under_good_leaders_where_they_are_to():
    setting, effects = drawn(share_unit=0.15, share_noise=0.22, unit_leader_correlation=-0.8)

    teams = setting.structure.first_line
    first_leader = effects.manager[setting.staffing.occupant[0, teams]]
    assert effects.unit[teams].std() == pytest.approx(0.2 * np.sqrt(0.15), rel=0.1)
    assert np.corrcoef(effects.unit[teams], first_leader)[0, 1] == pytest.approx(-0.8, abs=0.06)
    assert np.all(effects.unit[: teams.start] == 0)


def test_a_pair_that_meets_again_has_the_same_effect():
    setting, effects = drawn(share_match=0.07, share_noise=0.30, moves_per_year=2.0)

    who = setting.staffing.occupant[:, setting.structure.leaders :]
    pair = who * 10**5 + setting.staffing.occupant[:, setting.structure.team]
    _, first, again = np.unique(pair, return_index=True, return_inverse=True)
    assert effects.match.shape == who.shape
    assert np.array_equal(effects.match.ravel(), effects.match.ravel()[first][again.ravel()])
    assert effects.match.ravel()[first].std() == pytest.approx(0.2 * np.sqrt(0.07), rel=0.05)


def test_a_common_cause_hits_the_share_of_teams_it_is_to_in_the_middle_of_the_time():
    setting, effects = drawn(shared_share=0.2, shared_shift=-0.25)

    hit = effects.shared_from < 24
    assert hit[setting.structure.first_line].mean() == pytest.approx(0.2, abs=0.06)
    assert not hit[: setting.structure.first_line.start].any()
    assert effects.shared_from[hit].min() >= 8
    assert effects.shared_from[hit].max() <= 16
    assert set(effects.shared_shift[hit]) == {-0.25}
    assert set(effects.shared_shift[~hit]) == {0.0}


def test_a_market_remembers_the_month_before():
    _, effects = drawn(market_sd=0.05, months=1200)

    now, before = effects.market[:, 1:].ravel(), effects.market[:, :-1].ravel()
    assert effects.market.std() == pytest.approx(0.05, rel=0.05)
    assert np.corrcoef(now, before)[0, 1] == pytest.approx(0.8, abs=0.02)


def test_what_people_bring_to_two_roles_is_alike_as_far_as_it_is_to_be():
    _, effects = drawn(role_carry=0.6)

    own = effects.person[:, None] + effects.in_role
    assert own.std() == pytest.approx(0.2 * np.sqrt(0.35), rel=0.05)
    assert np.corrcoef(own[:, 0], own[:, 3])[0, 1] == pytest.approx(0.6, abs=0.05)


def test_all_other_effects_are_the_same_whether_roles_matter_or_not():
    (_, plain), (_, apart) = drawn(), drawn(role_carry=0.6)

    assert plain.in_role.size == 0
    assert np.array_equal(plain.manager, apart.manager)
    assert np.array_equal(plain.market, apart.market)
    assert apart.person == pytest.approx(np.sqrt(0.6) * plain.person)
