"""What may be said of each kind of support: an effect with its interval, or why it is not known yet."""

from dataclasses import replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray
from scipy.special import stdtrit

from answerable.engine.levers.blips import attainment_effects
from answerable.engine.levers.closing import MoreClosed, more_closed
from answerable.engine.levers.comparison import FEWEST_EPISODES, Comparison, compare
from answerable.engine.levers.episodes import Episodes
from answerable.engine.stats.hierarchy import shrink_together

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Ints = NDArray[np.int64]

LEVER_SCHEMA: dict[str, Any] = {
    "lever": pl.String,
    "name": pl.String,
    "cause": pl.String,
    "unit_wide": pl.Boolean,
    "episodes": pl.Int64,
    "people": pl.Int64,
    "closed": pl.Int64,
    "compared": pl.Int64,
    "effect": pl.Float64,
    "effect_low": pl.Float64,
    "effect_high": pl.Float64,
    "shrunken": pl.Float64,
    "shrunken_low": pl.Float64,
    "shrunken_high": pl.Float64,
    "more_closed": pl.Float64,
    "more_low": pl.Float64,
    "more_high": pl.Float64,
    "more_known": pl.Boolean,
    "chosen": pl.Float64,
    "chosen_low": pl.Float64,
    "chosen_high": pl.Float64,
    "before_after": pl.Float64,
    "known": pl.Boolean,
    "reason": pl.String,
}

SURE = 0.95
# Those chosen are said to have stood apart only when chance would show as much once in a hundred times.
SURE_OF_CHOICE = 0.99
# How much levers may well add in general, and how far they may well lie apart, in attainment.
CENTRE_SD = 0.05
SPREAD = 0.05
# Two kinds that begin together so often cannot be told apart.
MOSTLY_TOGETHER = 0.8


def no_episodes(table: pl.DataFrame) -> pl.DataFrame:
    """Say of kinds of support that nobody was short whom they could have helped.

    Args:
        table: the kinds.

    Returns:
        A row each, with the reason `few`.
    """
    nothing = {"episodes": 0, "people": 0, "closed": 0, "compared": 0, "more_known": False, "known": False}
    said = table.with_columns(reason=pl.lit("few"), **{name: pl.lit(value) for name, value in nothing.items()})
    return _in_schema(said)


def said_of_kinds(episodes: Episodes, table: pl.DataFrame) -> pl.DataFrame:
    """Estimate what each kind of support adds, and say what is known.

    Kinds with too few episodes are taken together as one, so that what they add is not credited to the others.

    Args:
        episodes: all of them.
        table: the kinds, in the order in which the episodes number them.

    Returns:
        A row a kind, columns as `LEVER_SCHEMA`.
    """
    clusters = [_clusters(episodes, unit_wide=unit_wide) for unit_wide in table["unit_wide"]]
    kinds = list(range(len(table)))
    compared = {kind: compare(episodes, episodes.started[:, kind], episodes.history) for kind in _apart(episodes)}
    told = {kind: comparison for kind, comparison in compared.items() if comparison is not None}
    rows = [_counts(episodes, kind, told.get(kind)) for kind in kinds]
    if told:
        estimated = _estimates(episodes, told, clusters)
        rows = [row | estimated.get(kind, {}) for kind, row in enumerate(rows)]
    columns = {name: [row.get(name) for row in rows] for name in LEVER_SCHEMA if name not in table.columns}
    schema = {name: LEVER_SCHEMA[name] for name in columns}
    return _in_schema(pl.concat([table, pl.DataFrame(columns, schema=schema)], how="horizontal"))


def _apart(episodes: Episodes) -> list[int]:
    """Kinds of support that did not mostly begin together with one other."""
    started = episodes.started.astype(np.int64)
    both = started.T @ started
    count = np.diag(both)
    shared = both / np.maximum(count[:, None], 1)
    shared[np.diag_indices(len(count))] = 0
    return np.flatnonzero(shared.max(axis=1, initial=0.0) <= MOSTLY_TOGETHER).tolist()


def _estimates(episodes: Episodes, told: dict[int, Comparison], clusters: list[Ints]) -> dict[int, dict[str, Any]]:
    """Effects of the kinds that can be compared, by kind."""
    columns = list(told)
    others = np.setdiff1d(np.arange(episodes.started.shape[1]), columns)
    started, exposure = episodes.started[:, columns], episodes.exposure[:, columns]
    comparisons, chosen_clusters = list(told.values()), [clusters[kind] for kind in columns]
    any_other = np.any(episodes.started[:, others], axis=1, keepdims=True)
    rest = compare(episodes, any_other[:, 0], episodes.history)
    if rest is not None:
        started = np.hstack([started, any_other])
        exposure = np.hstack([exposure, episodes.exposure[:, others].sum(axis=1, keepdims=True)])
        comparisons.append(rest)
        chosen_clusters.append(_clusters(episodes, unit_wide=False))
    found = attainment_effects(replace(episodes, started=started, exposure=exposure), comparisons, chosen_clusters)
    size = len(columns)
    effect, covariance = found.effect[:size], found.covariance[:size, :size]
    shrunken = shrink_together(effect, covariance, CENTRE_SD, SPREAD, SURE)
    said = {}
    for at, kind in enumerate(columns):
        freedom, comparison = _freedom(told[kind], clusters[kind]), told[kind]
        choice, count = (float(found.apart[at]), float(found.apart_sd[at])), int(episodes.started[:, kind].sum())
        closed = more_closed(episodes, comparison, clusters[kind], count, choice)
        said[kind] = _verdict(
            _closing(closed, freedom),
            effect=_interval(effect[at], np.sqrt(covariance[at, at]), freedom, SURE),
            chosen=_interval(found.chosen[at], found.chosen_sd[at], freedom, SURE_OF_CHOICE),
            shrunken=(shrunken.mean[at], shrunken.low[at], shrunken.high[at]),
        )
    return said


Interval = tuple[float, float, float]


def _verdict(closing: dict[str, Any], *, effect: Interval, chosen: Interval, shrunken: Interval) -> dict[str, Any]:
    if _beyond_zero(chosen):
        reason = "chosen"
    elif _beyond_zero(effect) and _beyond_zero(shrunken):
        reason = None
    else:
        reason = "spans_zero"
    figures = {"effect": effect, "chosen": chosen, "shrunken": shrunken}
    ends = ("", "_low", "_high")
    said = {f"{name}{end}": value for name, values in figures.items() for end, value in zip(ends, values, strict=True)}
    more_known = closing.get("more_known", False) and reason != "chosen"
    return closing | said | {"more_known": more_known, "known": reason is None, "reason": reason}


def _interval(mean: float, sd: float, freedom: int, sure: float) -> Interval:
    reach = float(stdtrit(freedom, (1 + sure) / 2)) * float(sd)
    return float(mean), float(mean) - reach, float(mean) + reach


def _beyond_zero(interval: Interval) -> bool:
    _, low, high = interval
    return low > 0 or high < 0


def _counts(episodes: Episodes, kind: int, comparison: Comparison | None) -> dict[str, Any]:
    started = episodes.started[:, kind]
    gain = episodes.gain[started]
    few = int(started.sum()) < FEWEST_EPISODES
    return {
        "episodes": int(started.sum()),
        "people": len(np.unique(episodes.person[started])),
        "closed": int(episodes.closed()[started].sum()),
        "compared": 0 if comparison is None else round(comparison.compared),
        "before_after": float(gain.mean()) if len(gain) else None,
        "more_known": False,
        "known": False,
        "reason": "few" if few else "no_comparison",
    }


def _closing(found: MoreClosed | None, freedom: int) -> dict[str, Any]:
    if found is None:
        return {}
    interval = _interval(found.more, found.sd, freedom, SURE)
    named = dict(zip(("more_closed", "more_low", "more_high"), interval, strict=True))
    return named | {"more_known": _beyond_zero(interval)}


def _freedom(comparison: Comparison, cluster: Ints) -> int:
    return max(len(np.unique(cluster[comparison.with_support])) - 1, 1)


def _clusters(episodes: Episodes, *, unit_wide: bool) -> Ints:
    """Whose figures hang together: a person's, or a unit's where support was for whole units."""
    found = np.unique(episodes.unit if unit_wide else episodes.person, return_inverse=True)[1]
    return np.asarray(found, dtype=np.int64)


def _in_schema(table: pl.DataFrame) -> pl.DataFrame:
    absent = [pl.lit(None, kind).alias(name) for name, kind in LEVER_SCHEMA.items() if name not in table.columns]
    return table.with_columns(absent).select(pl.col(name).cast(kind) for name, kind in LEVER_SCHEMA.items())
