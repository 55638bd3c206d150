"""Role and market: what happens to everybody in a role in one period, told from within spells."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from answerable.engine.attribution.cells import Floats, Ints
from answerable.engine.attribution.spells import BLOCK, Spells


@dataclass(frozen=True, slots=True)
class Market:
    """What role and period add, and what is left within spells once it is taken out.

    Attributes:
        shift: what is to be taken from each part's mean, shape (parts,).
        periods: `role_id`, `expectation_id`, `period`, `number`, `n` and `mean`, and with them `shift`: what each period
            adds beyond the role's mean figure in it, for people coming and going.
        series: of each part, which role and expectation it belongs to, shape (parts,).
        squares: by role and expectation, the sum of squares left within spells, shape (series,).
        df: by role and expectation, its degrees of freedom, shape (series,).
    """

    shift: Floats
    periods: pl.DataFrame
    series: Ints
    squares: Floats
    df: Floats


def take_out_market(spells: Spells) -> Market:
    """Estimate what each period does to a role's figures from how they change within spells.

    People come and go, so the mean of a period also moves with who is there. Within a spell nobody does: least
    squares with an effect for each spell and each period tells the two apart. It is exact: months of one spell and
    which months they are is all it takes.

    Args:
        spells: the collapsed panel.

    Returns:
        What to take from the means, and what is left.
    """
    keys = ["role_id", "expectation_id"]
    named = spells.parts.select(keys).unique().sort(keys).with_row_index("series")
    parts = spells.parts.join(named, on=keys, how="left", maintain_order="left")
    periods = spells.periods.join(named, on=keys, how="inner", maintain_order="left")
    series, shift = parts["series"].to_numpy().astype(np.int64), np.zeros(len(parts))
    moved = np.zeros(len(periods))
    squares, df = np.zeros(len(named)), np.zeros(len(named))
    for number in range(len(named)):
        rows = np.flatnonzero(series == number)
        there = np.flatnonzero((periods["series"] == number).to_numpy())
        own = _Series(parts[rows], periods["number"][there].to_numpy())
        effect, shift[rows] = own.effects()
        moved[there] = effect
        squares[number], df[number] = own.left(effect)
    return Market(shift, periods.drop("series").with_columns(shift=pl.Series(moved)), series, squares, df)


class _Series:
    """One expectation of one role."""

    def __init__(self, parts: pl.DataFrame, numbers: Ints) -> None:
        self.n = parts["n"].to_numpy().astype(np.float64)
        self.mean = parts["total"].to_numpy() / self.n
        self.inside = float(np.sum(parts["squares"].to_numpy() - self.n * self.mean**2))
        first = parts["block"].to_numpy() * BLOCK
        bit = numbers[None, :] - first[:, None]
        mask = parts["mask"].to_numpy()
        self.measured = (bit >= 0) & (bit < BLOCK) & ((mask[:, None] >> np.clip(bit, 0, BLOCK - 1)) & 1).astype(bool)
        shares = self.measured / self.n[:, None]
        self.normal = np.diag(self.measured.sum(axis=0)) - self.measured.T.astype(np.float64) @ shares
        self.right = -(self.measured.T @ self.mean)

    def effects(self) -> tuple[Floats, Floats]:
        """What each period adds, and its mean over each part's periods."""
        effect = np.linalg.lstsq(self.normal, self.right, rcond=1e-9)[0]
        return effect, (self.measured @ effect) / self.n

    def left(self, effect: Floats) -> tuple[float, float]:
        """The sum of squares left within parts, and its degrees of freedom."""
        rank = int(np.linalg.matrix_rank(self.normal, hermitian=True, rtol=1e-9)) if len(effect) else 0
        df = float(np.sum(self.n - 1)) - rank
        return max(self.inside - float(effect @ self.right), 0.0), max(df, 0.0)
