"""What was said of a block is said again without another look, as long as the block is the same."""

from dataclasses import replace
from datetime import date

import numpy as np

from answerable.engine.attainment import Block, read_panel
from answerable.engine.attainment.series import attainment_blocks
from answerable.engine.gaps.find import Judging, judge
from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.shared import UnitGaps, UnitTree, unit_tree
from answerable.engine.gaps.signal import Judgement
from answerable.findings.check import gap_settings
from answerable.findings.remembering import remembered
from answerable.rules.policy import default_policy
from cast import company

SETTINGS = gap_settings(default_policy())
TREE = unit_tree(np.array([-1, 0]))


class Counting:
    """A judge who counts how often they are asked."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, block: Block, tree: UnitTree, settings: GapSettings) -> tuple[Judgement, UnitGaps]:
        self.asked += 1
        return judge(block, tree, settings)


def block() -> Block:
    return next(iter(attainment_blocks(read_panel(company()), date(2026, 1, 1))))


def asked_after(judging: Judging, counting: Counting, *asked: Block) -> list[int]:
    counts = []
    for one in asked:
        judging(one, TREE, SETTINGS)
        counts.append(counting.asked)
    return counts


def test_the_same_block_is_judged_once_though_it_was_worked_out_anew():
    counting = Counting()

    counts = asked_after(remembered(counting), counting, block(), block())

    assert counts == [1, 1]


def test_a_block_that_differs_in_anything_is_judged_anew():
    counting, first = Counting(), block()
    attainment, leader, held = first.attainment.copy(), first.leader.copy(), first.held.copy()
    attainment[0, 0] += 1e-9
    leader[0, 0] = -1
    held[0, 0] = not held[0, 0]
    changed = [replace(first, attainment=attainment), replace(first, leader=leader), replace(first, held=held)]
    stricter = replace(first, expectation={**first.expectation, "tolerance": 0.01})

    counts = asked_after(remembered(counting), counting, first, *changed, stricter, first)

    assert counts == [1, 2, 3, 4, 5, 6]


def test_other_settings_are_another_question():
    counting = Counting()
    judging = remembered(counting)

    judging(block(), TREE, SETTINGS)
    judging(block(), TREE, replace(SETTINGS, certainty=0.95))

    assert counting.asked == 2


def test_what_is_remembered_is_what_was_said():
    judging = remembered(judge)
    judging(block(), TREE, SETTINGS)

    judgement, shared = judging(block(), TREE, SETTINGS)

    expected, of_units = judge(block(), TREE, SETTINGS)
    np.testing.assert_array_equal(judgement.probability, expected.probability)
    np.testing.assert_array_equal(shared.expected, of_units.expected)
