"""What is promised of the mixed model's speed and memory, and whether a run of the race kept it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from attribution_peers import OURS, WIDE, Taken

Results = dict[tuple[int, str], Taken]
Side = Literal["at least", "at most"]

# With unit and match, twice of what the bars allow is allowed.
ALLOWANCE = {OURS: 1.0, WIDE: 2.0}


@dataclass(frozen=True, slots=True)
class Bar:
    """One promise and what was measured of it.

    Attributes:
        promise: what it is about.
        side: on which side of the limit a figure has to be.
        limit: the figure promised.
        measured: the figure found; None where it could not be measured.
        beyond: a peer was stopped at the limit, so that the figure found is at least what stands there.
    """

    promise: str
    side: Side
    limit: float
    measured: float | None
    beyond: bool = False

    @property
    def is_kept(self) -> bool | None:
        """Whether it is kept; None where that is not known."""
        if self.measured is None:
            return None
        kept = self.measured >= self.limit if self.side == "at least" else self.measured <= self.limit
        return None if self.beyond and not kept else kept

    def __str__(self) -> str:
        found = "" if self.measured is None else f"{'over ' if self.beyond else ''}{self.measured:.2f}"
        said = {True: "met", False: "**not met**", None: "not known" if found else "not measured"}[self.is_kept]
        return f"| {self.promise} | {self.side} {self.limit:g} | {found} | {said} |"


def times_faster(results: Mapping[tuple[int, str], Taken], ours: str, peer: str, people: int, limit: float) -> Bar:
    """How much longer a peer takes than ours."""
    mine, other = results.get((people, ours)), results.get((people, peer))
    known = mine and other and not mine.problem and other.seconds
    return Bar(
        promise=f"{ours}, times faster than {peer} at {people:,} people",
        side="at least",
        limit=limit / ALLOWANCE[ours],
        measured=other.seconds / mine.seconds if mine and other and known else None,
        beyond=bool(other and other.problem),
    )


def times_longer(results: Mapping[tuple[int, str], Taken], ours: str, few: int, many: int, limit: float) -> Bar:
    """How much longer many people take than few take without unit and match."""
    base, mine = results.get((few, OURS)), results.get((many, ours))
    known = base and mine and not base.problem and not mine.problem
    return Bar(
        promise=f"{ours}, {many:,} people, times the seconds of {OURS} at {few:,}",
        side="at most",
        limit=limit * ALLOWANCE[ours],
        measured=mine.seconds / base.seconds if base and mine and known else None,
    )


def memory(results: Mapping[tuple[int, str], Taken], ours: str, people: int, limit: float) -> Bar:
    mine = results.get((people, ours))
    return Bar(
        promise=f"{ours}, GB at {people:,} people",
        side="at most",
        limit=limit * ALLOWANCE[ours],
        measured=mine.memory if mine and not mine.problem else None,
    )


def growth(results: Mapping[tuple[int, str], Taken], ours: str, least: int, limit: float) -> Bar:
    """The exponent with which seconds grow in people: the slope of their logarithms."""
    points = [
        (float(np.log(people)), float(np.log(result.seconds)))
        for (people, solver), result in results.items()
        if solver == ours and people >= least and not result.problem
    ]
    slope = float(np.polyfit([x for x, _ in points], [y for _, y in points], 1)[0]) if len(points) >= 3 else None
    return Bar(f"{ours}, exponent of growth from {least:,} people on", "at most", limit, slope)


def all_bars(results: Mapping[tuple[int, str], Taken]) -> list[Bar]:
    """Every promise, without and with unit and match."""
    found = []
    for ours in (OURS, WIDE):
        found += [
            times_faster(results, ours, "mixedlm", 10_000, 4),
            times_faster(results, ours, "lme4", 10_000, 15),
            times_faster(results, ours, "gpboost", 100_000, 30),
            times_longer(results, ours, 100_000, 1_000_000, 12),
            memory(results, ours, 1_000_000, 3),
        ]
    return [*found, growth(results, OURS, 10_000, 1.15)]


def bars(results: Mapping[tuple[int, str], Taken]) -> str:
    """The table of promises."""
    head = "| promise | limit | measured | |\n|---|---|---|---|\n"
    return head + "\n".join(str(bar) for bar in all_bars(results))


def verdict(results: Mapping[tuple[int, str], Taken]) -> str:
    """A sentence or two on what is kept, what is not and what is not known."""
    found = all_bars(results)
    missed = "; ".join(
        f"{bar.promise} ({bar.measured:.2f}, {bar.side} {bar.limit:g})" for bar in found if bar.is_kept is False
    )
    unknown = "; ".join(bar.promise for bar in found if bar.is_kept is None)
    said = [f"Not met: {missed}." if missed else "No promise that was measured is broken."]
    return " ".join([*said, f"Not known: {unknown}."] if unknown else said)
