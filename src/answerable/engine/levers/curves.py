"""How long gaps stay open with a lever and without, where other ends compete with closing."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.levers.comparison import compare
from answerable.engine.levers.ends import ENDS, MONTHS, NONE
from answerable.engine.levers.episodes import Episodes
from answerable.engine.stats.incidence import cumulative_incidence

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# 95 % of a normal distribution lie within so many standard deviations.
REACH = 1.959964

CURVE_SCHEMA: dict[str, Any] = {
    "lever": pl.String,
    "unit_wide": pl.Boolean,
    "supported": pl.Boolean,
    "end": pl.String,
    "months": pl.Int64,
    "share": pl.Float64,
    "low": pl.Float64,
    "high": pl.Float64,
}


def curves_of(episodes: Episodes, kind: int, lever: str, *, unit_wide: bool) -> pl.DataFrame:
    """Follow gaps with and without one lever for a year.

    Without: gaps that had not been supported, weighed to be like those with it, followed until support begins.

    Args:
        episodes: all of them; those with a gap open count.
        kind: the kind of support that is the lever.
        lever: its name.
        unit_wide: whether it was for whole units.

    Returns:
        For each side, end and month, the share of gaps that had come to the end by then with its 95 % interval; no rows
        where there is nothing to compare.
    """
    of_gaps = episodes.of(episodes.gap)
    comparison = compare(of_gaps, of_gaps.started[:, kind], of_gaps.history)
    if comparison is None:
        return pl.DataFrame(schema=CURVE_SCHEMA)
    months, end, helped = of_gaps.following.T
    alone = np.minimum(months, helped - 1)
    person = np.unique(of_gaps.person, return_inverse=True)[1]
    with_it = _came_to(months, end, comparison.with_support.astype(np.float64), person)
    without = _came_to(alone, np.where(alone < months, NONE, end), comparison.weight, person)
    both = pl.concat(
        [with_it.with_columns(supported=pl.lit(value=True)), without.with_columns(supported=pl.lit(value=False))]
    )
    return both.with_columns(lever=pl.lit(lever), unit_wide=pl.lit(unit_wide)).select(list(CURVE_SCHEMA))


def _came_to(months: Ints, end: Ints, weight: Floats, person: Ints) -> pl.DataFrame:
    counts = weight > 0
    found = cumulative_incidence(
        months[counts], end[counts], len(ENDS), MONTHS, weight=weight[counts], cluster=person[counts]
    )
    share, reach = found.share.ravel(), REACH * found.sd.ravel()
    return pl.DataFrame(
        {
            "end": np.repeat(ENDS, MONTHS),
            "months": np.tile(np.arange(1, MONTHS + 1), len(ENDS)),
            "share": share,
            "low": np.clip(share - reach, 0, 1),
            "high": np.clip(share + reach, 0, 1),
        }
    )
