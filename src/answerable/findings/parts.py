"""The parts of a gap, and how far each may be told apart by whoever looks."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import asdict, dataclass
from math import sqrt
from typing import Any

CHANCE, MARKET = "chance", "market"
# What is led and where, taken together; with chance, where there is nothing else to take it together with.
LED, LED_OR_CHANCE = "led", "led_or_chance"
_NOBODY_S = {CHANCE, MARKET, LED_OR_CHANCE}
_WHERE = {"unit", "match"}


@dataclass(frozen=True, slots=True)
class PartShown:
    """One part of a gap.

    Attributes:
        component: as in `engine.attribution.explain.Part`; `led` for how it is led and where, taken together.
        key: of the role, unit, leader or person behind it; empty where that is nobody, or several.
        name: what they are called.
        estimate: how much of the shortfall it is, as a share of the target; below zero where it makes the gap smaller.
        low: lower end of its 95 % interval.
        high: upper end.
    """

    component: str
    key: str
    name: str
    estimate: float
    low: float
    high: float

    @property
    def is_leader_s(self) -> bool:
        """Whether it is what a leader adds."""
        return self.component == "manager" or self.component.startswith("line_")

    @property
    def is_sure(self) -> bool:
        """Whether its interval keeps to one side of zero, and it is neither the market nor chance."""
        return self.component not in _NOBODY_S and (self.low > 0 or self.high < 0)


def as_told(parts: Iterable[PartShown], seen: Collection[str]) -> tuple[PartShown, ...]:
    """Take together what somebody may not see apart: what leaders add stands with the unit and the pair.

    Args:
        parts: the parts of a gap.
        seen: the keys of the leaders whose effects the viewer may see.

    Returns:
        Parts that add up to the same. At least two stand together, so that none can be worked out from the others. The
        interval of a sum is taken as if its parts were independent; they lean against each other, so it is rather wide.
    """
    rows = tuple(parts)
    hidden = [one for one in rows if one.is_leader_s and one.key not in seen]
    if not hidden:
        return rows
    together = [one for one in rows if one in hidden or one.component in _WHERE]
    component = LED
    if len(together) == 1:
        together, component = [one for one in rows if one in hidden or one.component == CHANCE], LED_OR_CHANCE
    summed = _sum(component, together)
    first = rows.index(together[0])
    before = tuple(one for one in rows[:first] if one not in together)
    return (*before, summed, *(one for one in rows[first:] if one not in together))


def _sum(component: str, parts: list[PartShown]) -> PartShown:
    estimate = sum(one.estimate for one in parts)
    reach = sqrt(sum(((one.high - one.low) / 2) ** 2 for one in parts))
    return PartShown(component, "", "", estimate, estimate - reach, estimate + reach)


def plain(parts: Iterable[PartShown]) -> list[dict[str, Any]]:
    """Parts as they are stored."""
    return [asdict(one) for one in parts]


def from_plain(rows: Iterable[Mapping[str, Any]]) -> tuple[PartShown, ...]:
    """Parts as they were stored."""
    return tuple(PartShown(**row) for row in rows)
