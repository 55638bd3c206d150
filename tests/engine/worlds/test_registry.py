"""The worlds by name."""

import pytest

from answerable.engine.worlds import WORLDS, WorldParameters, world
from answerable.kernel.problems import UsageError


def test_every_world_has_a_line_about_it_and_can_be_made():
    made = {name: world(name, seed=5, months=12) for name in WORLDS}

    assert list(WORLDS) == [
        "null",
        "typical",
        "sorted",
        "sticky",
        "territory",
        "few_movers",
        "small_company",
        "regression_to_the_mean",
        "lasting",
        "erosion",
        "many_roles",
        "worst_first",
        "hopeful_first",
        "shared_cause",
    ]
    assert {(parameters.seed, parameters.months) for parameters in made.values()} == {(5, 12)}


def test_a_world_has_the_size_asked_for_and_its_own_where_none_is():
    assert world("typical").people == 300
    assert world("small_company").people == 40
    assert world("small_company", people=60).people == 60


def test_the_typical_world_is_the_default_one():
    assert world("typical") == WorldParameters()


def test_an_unknown_world_is_refused_with_the_names_of_those_there_are():
    with pytest.raises(UsageError) as refused:
        world("flat")

    assert str(refused.value) == f"There is no world 'flat'. The worlds are {', '.join(WORLDS)}."
