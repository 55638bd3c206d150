"""The seats of a company of any size."""

import numpy as np
import pytest

from answerable.engine.worlds.structure import ROLE_IDS, build_structure


def structure_of(people: int):
    return build_structure(people, np.random.default_rng(1))


@pytest.mark.parametrize(
    ("people", "levels"), [(40, 4), (99, 4), (100, 4), (300, 5), (3_000, 6), (100_000, 7), (500_000, 7)]
)
def test_a_company_has_four_to_seven_levels_by_its_size(people: int, levels: int):
    structure = structure_of(people)

    assert structure.seats == people
    assert len(structure.layers) - 1 == levels


@pytest.mark.parametrize("people", [40, 99, 100, 777, 3_000])
def test_everybody_reports_to_the_level_above_and_every_leader_leads_somebody(people: int):
    structure = structure_of(people)

    level = np.searchsorted(structure.layers, np.arange(people), side="right")
    assert structure.parent[0] == -1
    assert np.array_equal(level[structure.parent[1:]], level[1:] - 1)
    assert set(structure.parent[1:].tolist()) == set(range(structure.leaders))


def test_teams_have_about_six_to_ten_people_of_one_role():
    structure = structure_of(3_000)

    size = np.bincount(structure.team)[structure.first_line]
    roles = {
        (int(team), int(role)) for team, role in zip(structure.team, structure.role[structure.leaders :], strict=True)
    }
    assert size.min() >= 5
    assert size.max() <= 11
    assert size.mean() == pytest.approx(7.8, abs=0.3)
    assert len(roles) == len(size)


def test_there_are_sales_marketing_service_and_operations_under_one_chief_executive():
    structure = structure_of(300)

    roles = [ROLE_IDS[code] for code in structure.role]
    assert roles[0] == "chief_executive"
    assert roles[1:5] == ["vice_president"] * 4
    assert structure.function[:5].tolist() == [-1, 0, 1, 2, 3]
    assert {
        "account_executive",
        "content_marketer",
        "support_specialist",
        "operations_analyst",
        "sales_manager",
        "marketing_manager",
        "service_manager",
        "operations_manager",
        "director",
    } < set(roles)


def test_a_small_company_has_one_vice_president_for_sales_and_marketing_and_one_for_the_rest():
    structure = structure_of(40)

    assert [ROLE_IDS[code] for code in structure.role[:8]] == [
        "chief_executive",
        "vice_president",
        "vice_president",
        "sales_manager",
        "sales_manager",
        "marketing_manager",
        "service_manager",
        "operations_manager",
    ]
    assert structure.parent[:8].tolist() == [-1, 0, 0, 1, 1, 1, 2, 2]


def test_the_seats_of_a_role_lie_side_by_side():
    structure = structure_of(300)

    seats = structure.seats_of(ROLE_IDS.index("content_marketer"))

    own = structure.role[structure.leaders :] == ROLE_IDS.index("content_marketer")
    assert np.flatnonzero(own).tolist() == list(range(seats.start, seats.stop))


def test_a_leaders_unit_is_the_one_they_lead_and_a_persons_is_their_team():
    structure = structure_of(40)

    assert structure.unit[:8].tolist() == list(range(8))
    assert structure.unit[8:].tolist() == structure.team.tolist()
