"""Figures and episodes made by hand, for the parts that ask which lever helps."""

from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import ArrayLike

from answerable.engine.attainment import Block
from answerable.engine.gaps.signal import Judgement
from answerable.engine.levers.episodes import TIMES, Episodes
from answerable.engine.levers.figures import Figures
from answerable.engine.levers.market import Common
from answerable.engine.stats.dynamics import Dynamics
from answerable.engine.stats.levels import Levels
from answerable.kernel.periods import Cadence, period_index
from cast import month

STANDARD = 0.9
STAYS = np.iinfo(np.int32).max


def block(attainment: ArrayLike, cadence: Cadence = Cadence.MONTH, **changed: object) -> Block:
    """People 10, 11, ... in unit 0 under leader 1, measured from January 2025 on."""
    y = np.asarray(attainment, dtype=np.float64)
    nothing = np.zeros(y.shape, dtype=bool)
    usual: dict[str, Any] = {
        "expectation": {"expectation": 3, "expectation_id": "bookings", "tolerance": 1 - STANDARD, "role": 0},
        "cadence": cadence,
        "first_period": period_index(date(2025, 1, 6), cadence),
        "person": np.arange(10, 10 + len(y)),
        "attainment": y,
        "held": ~nothing,
        "unit": np.zeros(y.shape, dtype=np.int32),
        "leader": np.ones(y.shape, dtype=np.int32),
        "new_leadership": nothing,
        "supported": nothing,
        "not_measured": 0,
        "no_target": 0,
        "outside": 0,
        "due": np.ones(y.shape),
    }
    return Block(**{**usual, **changed})


def figures(
    attainment: ArrayLike,
    *,
    began: ArrayLike | None = None,
    is_open: ArrayLike | None = None,
    cadence: Cadence = Cadence.MONTH,
    leaves: ArrayLike | None = None,
    market: float = 0.0,
    **changed: object,
) -> Figures:
    """Figures of people whose level is 0.8 whatever is measured; support of one kind, none of no kind."""
    made = block(attainment, cadence, **changed)
    y = made.attainment
    nothing = np.zeros(y.shape, dtype=bool)
    support = np.stack([nothing if began is None else np.asarray(began, dtype=bool), nothing])
    levels = Levels(
        np.full(y.shape, 0.8), np.full(y.shape, 0.1), np.full(len(y), 9.0), np.ones(len(y)), Dynamics(1, 1, 1)
    )
    gaps = nothing if is_open is None else np.asarray(is_open, dtype=bool)
    judgement = Judgement(y, levels, np.full(y.shape, STANDARD), np.zeros(y.shape), gaps)
    common = Common(~np.isnan(y), np.full(y.shape[1], market))
    return Figures(made, judgement, common, support, np.full(99, STAYS) if leaves is None else np.asarray(leaves))


def episodes(outcome: ArrayLike, started: ArrayLike, **changed: object) -> Episodes:
    """One episode a person, all in expectation 0 and unit 0, with one figure of history.

    Whoever was supported from the beginning is exposed at all three later times.
    """
    y, began = np.asarray(outcome, dtype=np.float64), np.asarray(started, dtype=bool)
    rows, kinds = began.shape
    exposure = np.zeros((rows, kinds, TIMES))
    exposure[:, :, 1:] = began[:, :, None]
    usual: dict[str, Any] = {
        "history": np.zeros((rows, 1)),
        "expectation": np.zeros(rows, dtype=np.int64),
        "person": np.arange(rows),
        "unit": np.zeros(rows, dtype=np.int64),
        "outcome": y,
        "exposure": exposure,
        "supported": changed.get("exposure", exposure)[:, :, 1:].mean(axis=2),
        "started": began,
        "any_start": began.any(axis=1),
        "gap": np.ones(rows, dtype=bool),
        "beyond": y[:, 1:].mean(axis=1) - STANDARD,
        "still_open": np.zeros(rows, dtype=bool),
        "gain": y[:, 1:].mean(axis=1) - 0.7,
        "following": np.tile([3, 0, 13], (rows, 1)),
    }
    return Episodes(**{**usual, **changed})


def helped(
    *, seed: int, effect: float = 0.05, rows: int = 400, apart: float = 0.0, noise: float = 0.1, units: int = 1
) -> Episodes:
    """Episodes with one kind of support that goes to the low, or to those who stand apart by what no figure shows.

    Outcomes follow history in a straight line; support adds the same at each later time.
    """
    rng = np.random.default_rng(seed)
    history = rng.standard_normal((rows, 2))
    hidden = apart * rng.standard_normal(rows)
    odds = -history[:, 0] + (3 * hidden / apart if apart else 0.0)
    started = rng.random(rows) < 1 / (1 + np.exp(-odds + 0.5))
    outcome = 0.85 + history @ [0.05, 0.02] + hidden + noise * rng.standard_normal((TIMES, rows))
    outcome[1:] += effect * started
    return episodes(outcome.T, started[:, None], history=history, unit=np.arange(rows) % units)


def interventions(*rows: tuple[str, int, str | None, str | None, str | None], **more: list[str | None]) -> pl.DataFrame:
    """The table of interventions: lever, number of the month it began in, person, unit, name; and further columns."""
    table = pl.DataFrame(
        [(f"I{at}", lever, month(number), *rest) for at, (lever, number, *rest) in enumerate(rows)],
        schema={
            "intervention_id": pl.String,
            "lever": pl.String,
            "starts_on": pl.Date,
            "person_id": pl.String,
            "unit_id": pl.String,
            "name": pl.String,
        },
        orient="row",
    )
    return table.with_columns(pl.Series(name, values, pl.String) for name, values in more.items())
