"""The library that comes with the product: every lever of it can be acted on tomorrow."""

from collections import Counter

import pytest

from answerable.facts.levers.library import read_library, shipped
from answerable.kernel.problems import UsageError
from answerable.panel.schema import CAUSES
from answerable.rules.levers import KINDS, complete

ONE = """
[calls]
kind = "coaching"
name = "Calls"
causes = ["skill"]
summary = "Two calls a week."
days = 42
steps = ["Choose a skill.", "Hear two calls."]
"""


def test_there_are_enough_of_each_kind_and_none_too_many():
    kinds = Counter(one.kind for one in shipped().values())

    assert 18 <= kinds.total() <= 25
    assert set(kinds) == set(KINDS)
    assert min(kinds.values()) >= 3


def test_for_every_cause_a_leader_can_work_on_there_is_one():
    found = {cause for one in shipped().values() for cause in one.causes}

    assert found == set(CAUSES)


@pytest.mark.parametrize("key", shipped())
def test_each_can_be_acted_on(key: str):
    one = shipped()[key]

    assert complete(one).allowed
    assert len(one.paragraphs) >= 5
    assert all(30 <= len(step) <= 300 and step[0].isupper() and step[-1] in ".?”" for step in one.paragraphs)
    assert 80 <= len(one.summary) <= 250
    assert one.days is not None
    assert (one.cost, one.currency, one.cost_per) == (None, "", "")
    assert len(set(one.causes)) == len(one.causes)


def test_no_two_are_called_the_same():
    names = [one.name for one in shipped().values()]

    assert len(set(names)) == len(names)


def test_a_step_is_a_line():
    assert read_library(ONE)["calls"].steps == "Choose a skill.\nHear two calls."


def test_a_lever_that_says_too_little_is_refused_by_name():
    with pytest.raises(UsageError) as refused:
        read_library(ONE.replace('["skill"]', "[]").replace('"coaching"', '"coach"'))

    assert str(refused.value) == (
        "The lever “calls” cannot be used as it is. Choose what kind of lever it is. "
        "Say which causes it is for: at least one."
    )
