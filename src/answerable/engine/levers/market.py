"""What everybody in a role does together in a period, taken out of figures and of support alike."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.attainment import Block

Floats = NDArray[np.float64]

FEWEST_PEOPLE = 4
NO_MARKET = 1e9


@dataclass(frozen=True, slots=True)
class Common:
    """What a block's people have in common, period by period.

    Attributes:
        measured: where somebody was measured, shape (series, periods).
        weight: how much of a mean over those measured is believed to be common, shape (periods,).
    """

    measured: NDArray[np.bool_]
    weight: Floats

    def of(self, values: Floats) -> Floats:
        """The common part of some values.

        Args:
            values: shape (..., series, periods).

        Returns:
            Their means over those measured, drawn towards zero, shape (..., 1, periods).
        """
        count = np.maximum(self.measured.sum(axis=0), 1)
        total = np.where(self.measured, values, 0.0).sum(axis=-2)
        return np.asarray((total / count * self.weight)[..., None, :])


def people_worth_a_market(blocks: list[Block]) -> float:
    """Say how many people it takes for the mean of a role to tell as much of its market as of their own chance.

    Args:
        blocks: all expectations of one cadence.

    Returns:
        That number; very large where nothing in common can be seen.

    Source:
        The method of moments: the mean change from one period to the next of n people varies by what is common plus
        the variance of one person's change divided by n.
    """
    common, own, periods = 0.0, 0.0, 0
    for block in blocks:
        change = np.diff(block.attainment, axis=1)
        count = np.sum(~np.isnan(change), axis=0)
        enough = count >= FEWEST_PEOPLE
        if not enough.any():
            continue
        there = change[:, enough]
        mean = np.nanmean(there, axis=0)
        variance = float(np.nansum(np.square(there - mean)) / np.sum(count[enough] - 1))
        common += float(np.sum(np.square(mean) - variance / count[enough]))
        own += variance * int(enough.sum())
        periods += int(enough.sum())
    if periods == 0 or common <= own / NO_MARKET:
        return NO_MARKET
    return own / common


def common_parts(block: Block, people: float) -> Common:
    """Prepare to take out what a block's people have in common.

    Args:
        block: the expectation's series.
        people: as `people_worth_a_market` says.

    Returns:
        Weights by period. In a small role the mean is hardly more than the people's own chance and little is taken out.
    """
    measured = ~np.isnan(block.attainment)
    count = measured.sum(axis=0)
    return Common(measured, count / (count + people))
