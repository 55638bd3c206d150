"""How many have come to which end by when, where several ends compete and some have not come to any yet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

LEAST, ALL = 1e-12, 1e-12


@dataclass(frozen=True, slots=True)
class Incidence:
    """Cumulative incidence of each end.

    Attributes:
        share: share of all that came to each end by each time, shape (ends, times).
        sd: its standard deviation, same shape.
    """

    share: Floats
    sd: Floats


def cumulative_incidence(
    time: Ints, end: Ints, ends: int, times: int, *, weight: Floats | None = None, cluster: Ints | None = None
) -> Incidence:
    """Estimate how many have come to each of several ends by each time.

    Whoever has come to one end can come to no other. To take the other ends for "not known yet" would say too much of
    each.

    Args:
        time: when each was seen last, from 1 on, shape (rows,).
        end: which end that was, from 0 on; -1 for none yet, shape (rows,).
        ends: how many ends there are.
        times: up to which time to look.
        weight: how much each row counts, shape (rows,); all alike when not given.
        cluster: whose rows hang together, numbers from 0 on, shape (rows,); each row by itself when not given.

    Returns:
        Shares with their standard deviations. With weights, a row counts for as many as the weights are worth; the
        rows of a cluster for no more than one of their weight together.

    Source:
        O. O. Aalen and S. Johansen (1978), An empirical transition matrix for non-homogeneous Markov chains based on
        censored observations, Scandinavian Journal of Statistics 5(3); the variance by the delta method, as E. Marubini
        and M. G. Valsecchi (1995), Analysing survival data from clinical trials and observational studies, chapter 10.
    """
    counts = np.ones(len(time)) if weight is None else weight
    at_risk = np.array([counts[time > step].sum() for step in range(times)])
    whose = np.arange(len(time)) if cluster is None else cluster
    squares = np.array([np.square(np.bincount(whose, counts * (time > step))).sum() for step in range(times)])
    ended = np.zeros((ends, times))
    known = (end >= 0) & (time <= times)
    np.add.at(ended, (end[known], time[known] - 1), counts[known])
    risk = np.maximum(at_risk, LEAST)
    still = np.cumprod(1 - ended.sum(axis=0) / risk)
    before = np.concatenate([[1.0], still[:-1]])
    share = np.cumsum(before * ended / risk, axis=1)
    steps = _Steps(share, before, risk, ended, squares / risk)
    variance = np.stack([steps.variance(step) for step in range(times)], axis=1)
    return Incidence(share, np.sqrt(np.maximum(variance, 0.0)))


@dataclass(frozen=True, slots=True)
class _Steps:
    """Time by time: shares so far, who had come to no end before, who could, who did, and what a count is worth."""

    share: Floats
    before: Floats
    risk: Floats
    ended: Floats
    worth: Floats

    def variance(self, step: int) -> Floats:
        past = slice(0, step + 1)
        before, risk, own = self.before[past], self.risk[past], self.ended[:, past]
        any_end = own.sum(axis=0)
        to_come = self.share[:, step][:, None] - self.share[:, past]
        # Once all who are left come to an end at the same time, nothing is to come: zero times infinity is zero here.
        left = np.maximum(risk - any_end, 0.0)
        hazard = np.divide(any_end, risk * left, out=np.zeros_like(risk), where=left > ALL * risk)
        terms = np.square(to_come) * hazard + np.square(before) * own * (risk - own) / risk**3
        terms -= 2 * to_come * before * own / risk**2
        return np.asarray((terms * self.worth[past]).sum(axis=1))
