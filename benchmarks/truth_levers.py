"""How honest what is said of levers is, where the truth is known; writes a section of docs/reference/validation.md."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from answerable.engine.attainment import read_panel
from answerable.engine.levers import lever_effects
from answerable.engine.worlds import simulate, world
from answerable.findings.check import gap_settings, measured_until
from answerable.panel.frames import company_from_frames
from answerable.rules.policy import default_policy
from written_pages import REFERENCE, measured_on, put_section

PAGE = REFERENCE / "validation.md"
TITLE = "Levers"
SEEDS = 200
MONTHS = 24


@dataclass(frozen=True, slots=True)
class Size:
    """A world to look at: its name, how many people, and what support adds in it."""

    world: str
    people: int
    effect: float


# At 340 and 680 people about 150 episodes with coaching, or with training.
SIZES = (
    Size("regression_to_the_mean", 300, 0.0),
    Size("regression_to_the_mean", 340, 0.05),
    Size("regression_to_the_mean", 680, 0.05),
    Size("worst_first", 300, 0.05),
    Size("hopeful_first", 300, 0.05),
    Size("hopeful_first", 300, 0.0),
)


def said_of(task: tuple[Size, int]) -> pl.DataFrame:
    """What is said of the levers of one company, and of the programs."""
    size, seed = task
    made = simulate(replace(world(size.world, size.people, MONTHS, seed), training_effect=size.effect))
    company = company_from_frames(made.tables)
    found = lever_effects(company, measured_until(read_panel(company)), gap_settings(default_policy()))
    return found.levers.with_columns(seed=pl.lit(seed))


def rows(size: Size, said: Sequence[pl.DataFrame]) -> list[str]:
    """One line of the table for each lever, over the companies in which it could be looked at."""
    every = pl.concat(said).with_columns(
        useful=pl.col("known") & (pl.col("effect") > 0),
        closes_more=pl.col("more_known") & (pl.col("more_closed") > 0),
        cannot_tell=(pl.col("reason") == "chosen").fill_null(value=False),
        hold=(pl.col("effect_low") <= size.effect) & (pl.col("effect_high") >= size.effect),
    )
    anywhere = every.group_by("seed").agg(pl.col("useful").any())["useful"]
    lines = []
    for lever in ("coaching", "training"):
        own = every.filter(pl.col("name").is_null() & ~pl.col("unit_wide") & (pl.col("lever") == lever))
        told = own.filter(pl.col("effect").is_not_null())
        off = told.filter(~pl.col("cannot_tell"))["effect"] - size.effect
        cells = (
            f"{100 * size.effect:.0f}",
            str(size.people),
            lever,
            str(len(told)),
            f"{told['episodes'].mean():.0f}",
            f"{100 * told['before_after'].mean():.1f}",
            f"{100 * told['effect'].mean():.1f}",
            _share(told["hold"]),
            _share(told["useful"]),
            _share(told["closes_more"]),
            _share(anywhere),
            _share(told["cannot_tell"]),
            f"{100 * off.mean():+.1f}",
        )
        lines.append(f"| {size.world} | {' | '.join(cells)} |")
    return lines


def _share(flags: pl.Series) -> str:
    """A share of companies with its standard error."""
    share = flags.mean()
    return f"{100 * share:.1f} ± {100 * np.sqrt(share * (1 - share) / len(flags)):.1f} %"


def fooled(said: Sequence[pl.DataFrame]) -> float:
    """The share of companies in which a plain comparison before and after says that some lever helps.

    It is taken to say so where the mean gain of at least 20 episodes is beyond two standard errors, these taken
    generously for 20 points an episode.
    """
    every = pl.concat(said).filter(pl.col("name").is_null() & (pl.col("episodes") >= 20))
    helps = pl.col("before_after") > 2 * 0.2 / pl.col("episodes").sqrt()
    return float(every.group_by("seed").agg(helps.any().alias("any"))["any"].mean())


HEAD = """\
What [is said of levers](../methods/levers.md) in companies made up with known truth, over 24 months. Figures are points
of attainment. "Before": what a plain comparison before and after says. "Says": the mean estimate. "Hold": 95 %
intervals that hold the truth (bar: 93 to 97 %). "Useful": companies in which the lever is said to add something; where
it adds nothing, that is wrong (bar: at most 5 %), where it adds 5 points, it should be (bar: 80 % at 150 episodes).
"More": companies in which more episodes are said to have closed than would have by themselves. "Any": companies in
which any lever or program is said to be useful. "Choice": companies in which it is said that the choice of people
and the lever cannot be told apart. "Off": how far the mean estimate is off where that is not said (bar: 1.5).

| world | truth | people | lever | companies | episodes | before | says | hold | useful | more | any | choice | off |
|---|---|---|---|---|---|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=SEEDS, help="companies of each world and size")
    options.add_argument("--workers", type=int, default=2, help="processes")
    options.add_argument("--print", action="store_true", help="print, and leave the page alone")
    asked = options.parse_args()
    lines, trapped = [], 0.0
    with ProcessPoolExecutor(asked.workers) as pool:
        for size in SIZES:
            said = list(pool.map(said_of, [(size, seed) for seed in range(asked.seeds)]))
            lines += rows(size, said)
            print("\n".join(lines[-2:]), flush=True)
            if not size.effect and size.world == "regression_to_the_mean":
                trapped = fooled(said)
                print(trapped, flush=True)
    more = f"Where support does nothing, before and after alone says it helps in {100 * trapped:.0f} % of companies."
    if not asked.print:
        put_section(
            PAGE, TITLE, HEAD + "\n".join(lines) + "\n\n" + more + "\n\n" + measured_on("numpy", "scipy", "polars")
        )


if __name__ == "__main__":
    main()
