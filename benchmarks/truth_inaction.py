"""How honest what is said of waiting is, where the truth is known; writes a section of docs/reference/validation.md."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attainment import Panel, attainment_blocks, read_panel
from answerable.engine.inaction import Change, cost_of_waiting, judge_company
from answerable.engine.inaction.lines import Lines, lines_of
from answerable.engine.worlds import World, simulate, world
from answerable.findings.check import gap_settings
from answerable.kernel.periods import Cadence, period_index, period_start
from answerable.panel.frames import company_from_frames
from answerable.rules.policy import default_policy
from written_pages import REFERENCE, measured_on, put_section

Truths = NDArray[np.bool_]

PAGE = REFERENCE / "validation.md"
TITLE = "What waiting costs"
NAMES = ("typical", "sticky", "erosion", "regression_to_the_mean", "null", "territory")
PEOPLE, MONTHS, AHEAD, SEEDS, WORKERS = 300, 24, 3, 200, 2
GAP = ["person_id", "expectation_id"]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one company three months before its record ends, beside what is true.

    Attributes:
        alone: of people nobody helped in these months, whether what was measured lies in the forecast's interval.
        everybody: the same of all, true effects of help taken out of what was measured.
        error: measured less expected, of all.
        cost: whether what was truly lost lies in the interval.
        deepens: what is said of gaps that deepen while nobody acts.
        spreads: what is said of those that spread.
    """

    alone: Truths
    everybody: Truths
    error: NDArray[np.float64]
    cost: Truths
    deepens: Change
    spreads: Change


def said_of(task: tuple[str, int, int]) -> Said:
    """Look at one company."""
    name, people, seed = task
    made = simulate(world(name, people, MONTHS, seed))
    panel = read_panel(company_from_frames(made.tables))
    end = period_index(made.tables["measurements"]["period"].max(), Cadence.MONTH)
    cut = period_start(end + 1 - AHEAD, Cadence.MONTH)
    judged = judge_company(panel, made.tables["units"], cut, gap_settings(default_policy()))
    told = cost_of_waiting(judged)
    forecast = told.ahead.filter(pl.col("action") == "without").join(measured_then(panel, made, cut), on=GAP)
    inside = pl.col("measured").is_between("attainment_low", "attainment_high")
    without = (pl.col("measured") - pl.col("helped")).is_between("attainment_low", "attainment_high")
    lost = told.gaps.join(lost_then(told.gaps, list(lines_of(judged)), made), on=[*GAP, "since"])
    return Said(
        alone=forecast.filter(~pl.col("acted")).select(inside).to_series().to_numpy(),
        everybody=forecast.select(without).to_series().to_numpy(),
        error=forecast.select(pl.col("measured") - pl.col("helped") - pl.col("attainment")).to_series().to_numpy(),
        cost=lost.select(pl.col("true").is_between("shortfall_low", "shortfall_high")).to_series().to_numpy(),
        deepens=told.erosion.deepens,
        spreads=told.erosion.spreads,
    )


def measured_then(panel: Panel, made: World, cut: date) -> pl.DataFrame:
    """Who stayed in the role for three months and was measured in each, what came of it, and what help added."""
    frames = []
    given = made.tables["interventions"].join(made.truth["interventions"], on="intervention_id")
    given = given.filter(pl.col("starts_on") >= cut).select("person_id", "unit_id", "starts_on", "effect")
    for block in attainment_blocks(panel, date.max.replace(year=2100)):
        first = period_index(cut, Cadence.MONTH) - block.first_period
        if block.cadence is not Cadence.MONTH or block.attainment.shape[1] < first + AHEAD:
            continue
        window = slice(first, first + AHEAD)
        stayed = np.flatnonzero(block.held[:, window].all(axis=1) & ~np.isnan(block.attainment[:, window]).any(axis=1))
        months = [period_start(block.first_period + column, Cadence.MONTH) for column in range(first, first + AHEAD)]
        cells = pl.DataFrame(
            {
                "person_id": panel.codes.people[np.repeat(block.person[stayed], AHEAD)],
                "expectation_id": block.expectation["expectation_id"],
                "month": pl.Series(months * len(stayed), dtype=pl.Date),
                "in_unit": panel.codes.units[block.unit[stayed, window].ravel()],
                "measured": block.attainment[stayed, window].ravel(),
            }
        )
        frames.append(_helped(cells, given))
    return pl.concat(frames)


def _helped(cells: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """What help that began in these months added to the mean of what was measured in them."""
    began = given.with_columns(month=pl.col("starts_on").dt.truncate("1mo"))
    last = cells["month"].max()
    found = pl.concat(
        [
            cells.join(began.drop("unit_id"), on=["person_id", "month"]),
            cells.join(
                began.filter(pl.col("unit_id").is_not_null()).drop("person_id"),
                left_on=["in_unit", "month"],
                right_on=["unit_id", "month"],
            ),
        ],
        how="diagonal",
    )
    later = (last.year * 12 + last.month) - (pl.col("month").dt.year() * 12 + pl.col("month").dt.month())
    helped = found.group_by(GAP).agg(helped=(pl.col("effect") * later).sum() / AHEAD)
    people = cells.group_by(GAP).agg(pl.col("measured").mean()).join(helped, on=GAP, how="left")
    return people.with_columns(pl.col("helped").fill_null(0.0), acted=pl.col("helped").is_not_null())


def lost_then(gaps: pl.DataFrame, lines: Sequence[Lines], made: World) -> pl.DataFrame:
    """What people with monthly expectations truly fell short of, on average over the time they were left waiting."""
    monthly = {each.expectation["expectation_id"] for each in lines if each.span.cadence is Cadence.MONTH}
    main = set(made.truth["spells"]["expectation_id"]) & monthly
    waited = gaps.filter(pl.col("person_id").is_not_null(), pl.col("expectation_id").is_in(main), pl.col("weeks") > 0)
    levels = made.truth["levels"].with_columns(until=pl.col("period").dt.offset_by("1mo"))
    until = pl.col("signal_on") + pl.duration(days=(pl.col("weeks") * 7).round().cast(pl.Int64))
    cells = waited.with_columns(waited_until=until).join(levels, on=GAP)
    days = pl.min_horizontal("until", "waited_until") - pl.max_horizontal("period", "signal_on")
    share = days.dt.total_days().clip(0) / (pl.col("until") - pl.col("period")).dt.total_days()
    return (
        cells.with_columns(share=share)
        .filter(pl.col("share") > 0)
        .group_by(*GAP, "since")
        .agg(true=((1 - pl.col("level")) * pl.col("share")).sum() / pl.col("share").sum())
    )


def row(name: str, said: Sequence[Said]) -> str:
    """One line of the table."""
    shares = " | ".join(covered([getattr(each, what) for each in said]) for what in ("alone", "everybody", "cost"))
    error = 100 * np.concatenate([each.error for each in said]).mean()
    falls = [100 * np.mean([getattr(each, what).falls is True for each in said]) for what in ("deepens", "spreads")]
    found = [each.deepens.per_month for each in said if each.deepens.per_month is not None]
    per_month = 100 * np.mean(found) if found else np.nan
    gaps = sum(len(each.everybody) for each in said)
    return (
        f"| {name} | {len(said)} | {gaps:,} | {shares} | {error:+.1f} | {falls[0]:.0f} % | {per_month:+.2f} | "
        f"{falls[1]:.0f} % |"
    )


def covered(each: Sequence[Truths]) -> str:
    """A share over companies with its standard error, companies being the units of chance."""
    hits, of = np.array([one.sum() for one in each], dtype=float), np.array([len(one) for one in each], dtype=float)
    value = hits.sum() / max(of.sum(), 1)
    error = np.sqrt(np.sum((hits - value * of) ** 2)) / max(of.sum(), 1)
    return f"{100 * value:.1f} ± {100 * error:.1f} %"


HEAD = """\
What [is said of waiting](../methods/inaction.md) in companies of {people} people made up with known truth, looked at
three months before their record of 24 months ends. Forecasts of these three months are made for everybody with an open
gap, and held against what was measured of those who stayed in the role. "Left alone": 90 % intervals that hold it where
nobody acted in these months. Whoever is left alone is so for a reason: low results call for help, so those who got none
did somewhat better by chance. "All": of everybody, with the true effect of what was done taken out. "Cost": intervals
of what was lost so far that hold what true levels fell short of. The bar of all three is 87 to 93 %. "Error": measured
less expected, in points of attainment. "Deepen": companies in which gaps are said to deepen while nobody acts (bar:
80 % in the erosion world, at most 5 % in the typical one), and by how many points of attainment a month on average; the
erosion world takes 1.5 from everybody below standard. "Spread": companies in which gaps are said to spread to the team,
which they do in no world.

| world | companies | gaps | left alone | all | cost | error | deepen | a month | spread |
|---|---|---|---|---|---|---|---|---|---|
"""


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=SEEDS, help="companies of each world")
    options.add_argument("--worlds", nargs="+", default=NAMES, help="which worlds")
    options.add_argument("--workers", type=int, default=WORKERS, help="processes")
    options.add_argument("--print", action="store_true", help="print, and leave the page alone")
    asked = options.parse_args()
    lines = []
    with ProcessPoolExecutor(asked.workers) as pool:
        for name in asked.worlds:
            tasks = [(name, PEOPLE, seed) for seed in range(asked.seeds)]
            lines.append(row(name, list(pool.map(said_of, tasks))))
            print(lines[-1], flush=True)
    if not asked.print:
        text = HEAD.format(people=PEOPLE) + "\n".join(lines) + "\n\n" + measured_on("numpy", "scipy", "polars")
        put_section(PAGE, TITLE, text)


if __name__ == "__main__":
    main()
