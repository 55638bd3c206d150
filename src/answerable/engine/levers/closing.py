"""How many more episodes closed within 90 days than would have by themselves."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from answerable.engine.levers.blips import clustered_variance
from answerable.engine.levers.comparison import Comparison, difference
from answerable.engine.levers.episodes import Episodes

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# Less difference in support than this between the two sides tells nothing of support.
LEAST_EXPOSURE = 0.2


@dataclass(frozen=True, slots=True)
class MoreClosed:
    """How many more episodes with support closed than would have by themselves.

    Attributes:
        more: the number.
        sd: its standard deviation.
    """

    more: float
    sd: float


def more_closed(
    episodes: Episodes, comparison: Comparison, cluster: Ints, count: int, choice: tuple[float, float]
) -> MoreClosed | None:
    """Compare how often episodes closed with support of one kind and without.

    Those without are lifted first by as much as those chosen stood apart by themselves. Whoever was supported later
    counts as supported for the rest of the 90 days.

    Args:
        episodes: all of them.
        comparison: those with support of the kind, and what they are compared with.
        cluster: the number of the person or unit of every episode.
        count: how many episodes with support there were.
        choice: how far those chosen stood apart, and the standard deviation of that.

    Returns:
        The difference; None where the two sides were supported nearly alike.

    Source:
        As `engine.levers.blips.attainment_effects`; for a chance instead of a figure it holds nearly.
    """
    apart, doubt = choice
    supported = difference(comparison, episodes.supported.sum(axis=1).clip(max=1.0))
    if supported.mean < LEAST_EXPOSURE:
        return None
    ended, higher, lower = (
        difference(comparison, _closed_if_lifted(episodes, comparison, apart + step)) for step in (0.0, doubt, -doubt)
    )
    share = ended.mean / supported.mean
    variance = clustered_variance(ended.parts - share * supported.parts, cluster)
    variance += ((higher.mean - lower.mean) / 2) ** 2
    return MoreClosed(count * share, count * float(np.sqrt(variance)) / supported.mean)


def _closed_if_lifted(episodes: Episodes, comparison: Comparison, lifted: float) -> Floats:
    return np.where(comparison.with_support, episodes.closed(), episodes.closed(lifted)).astype(np.float64)
