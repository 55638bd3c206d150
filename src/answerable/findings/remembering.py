"""What was said of a block of series is remembered until the block changes: from one day to the next few do."""

import hashlib

import numpy as np

from answerable.engine.attainment import Block
from answerable.engine.gaps.find import Judging
from answerable.engine.gaps.settings import GapSettings
from answerable.engine.gaps.shared import UnitGaps, UnitTree
from answerable.engine.gaps.signal import Judgement

Said = tuple[Judgement, UnitGaps]


def remembered(judging: Judging) -> Judging:
    """Let somebody who judges blocks answer from memory where they are asked the same again.

    Args:
        judging: depends on nothing but what it is given.

    Returns:
        As `judging`; of each expectation it remembers the last answer.
    """
    last: dict[str, tuple[str, Said]] = {}

    def judge(block: Block, tree: UnitTree, settings: GapSettings) -> Said:
        question, expectation_id = _fingerprint(block, tree, settings), block.expectation["expectation_id"]
        if expectation_id not in last or last[expectation_id][0] != question:
            last[expectation_id] = question, judging(block, tree, settings)
        return last[expectation_id][1]

    return judge


def _fingerprint(block: Block, tree: UnitTree, settings: GapSettings) -> str:
    """A SHA-256 over everything a judge is given."""
    plain = (sorted(block.expectation.items()), block.cadence, block.first_period, settings)
    digest = hashlib.sha256(repr(plain).encode())
    for array in (
        block.person,
        block.attainment,
        block.held,
        block.unit,
        block.leader,
        block.new_leadership,
        block.supported,
        tree.parent,
    ):
        digest.update(repr((array.shape, array.dtype)).encode())
        digest.update(np.ascontiguousarray(array).data)
    return digest.hexdigest()
