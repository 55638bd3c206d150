"""Where estimates and their intervals are drawn: one scale for all of them, zero on it."""

from dataclasses import dataclass
from math import ceil, floor

WIDTH, EDGE = 320, 12
LEAST = 0.05
STEPS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0)
MOST_TICKS = 6


@dataclass(frozen=True, slots=True)
class Drawn:
    """An estimate with its interval.

    Attributes:
        zero: where zero is.
        x: the left edge of the bar from zero to the estimate.
        width: how long that bar is.
        at: where the estimate is.
        low: the left end of the interval.
        high: its right end.
    """

    zero: float
    x: float
    width: float
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the scale."""

    at: float
    label: str


def drawn(estimate: float, low: float, high: float, span: tuple[float, float]) -> Drawn:
    """Place an estimate.

    Args:
        estimate: the estimate.
        low: lower end of its interval.
        high: upper end.
        span: the least and the greatest of all that share the scale, zero between them.

    Returns:
        Where it is drawn, of a width of 320.
    """
    zero, at = _place(0.0, span), _place(estimate, span)
    return Drawn(zero, min(zero, at), round(abs(at - zero), 1), at, _place(low, span), _place(high, span))


def ticks(span: tuple[float, float]) -> tuple[Tick, ...]:
    """The marks of a scale, in points.

    Args:
        span: as in `drawn`.

    Returns:
        At most six round numbers, zero among them.
    """
    low, high = _ends(span)
    for step in STEPS:
        first, last = ceil(low / step), floor(high / step)
        if last - first < MOST_TICKS:
            break
    numbers = range(first, last + 1)
    return tuple(
        Tick(_place(number * step, span), f"{100 * number * step:.0f}".replace("-", "−")) for number in numbers
    )


def _ends(span: tuple[float, float]) -> tuple[float, float]:
    low, high = span
    return (low, high) if high - low >= LEAST else (low - LEAST / 2, high + LEAST / 2)


def _place(share: float, span: tuple[float, float]) -> float:
    low, high = _ends(span)
    return round(EDGE + (WIDTH - 2 * EDGE) * (share - low) / (high - low), 1)
