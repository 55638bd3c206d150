"""How honest what is said of leaders is, where the truth is known; writes sections of docs/reference/validation.md."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attainment import read_panel
from answerable.engine.attainment.coding import collect
from answerable.engine.attribution import Attribution, attribute
from answerable.engine.gaps import find_gaps
from answerable.engine.leaders import badly_managed
from answerable.engine.worlds import WORLDS, World, simulate, world
from answerable.findings.check import gap_settings, measured_until
from answerable.panel.company import Company
from answerable.panel.frames import company_from_frames
from answerable.rules.policy import default_policy
from written_pages import REFERENCE, measured_on, put_section

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

PAGE = REFERENCE / "validation.md"
TITLE = "Leaders in companies of {people:,} people"
SEEDS = {40: 200, 300: 200, 3000: 20}
WORKERS = 2
MONTHS = 24
# The worlds of the method; small_company is `typical` at 40 people.
NAMES = [name for name in WORLDS if name != "small_company"]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of the direct leaders of one company, beside what is true; each of shape (leaders,).

    Attributes:
        truth: what each leader truly adds.
        large: whether that is beyond 1.5 standard deviations of leaders.
        covered: whether the interval holds it.
        named: whether the leader is named.
        wrong: of these, with the wrong sign, or where there is nothing to name.
        costs: named as costing.
        hard: whether the leader's unit has a market more than one standard deviation below the others.
        sorted_: what the cross-check says, None where it cannot tell.
        potential: people named as badly managed, and how many of them truly are.
    """

    truth: Floats
    large: Truths
    covered: Truths
    named: Truths
    wrong: Truths
    costs: Truths
    hard: Truths
    sorted_: bool | None
    potential: tuple[int, int]


def said_of(task: tuple[str, int, int, int]) -> Said:
    """Attribute one company."""
    name, people, months, seed = task
    parameters = world(name, people, months, seed)
    made = simulate(parameters)
    company = company_from_frames(made.tables)
    found = attribute(company)
    rows = found.leaders.filter(pl.col("component") == "manager")
    rows = rows.join(made.truth["leaders"], on="leader_id", how="left", maintain_order="left")
    truth = rows["manager_effect"].fill_null(0.0).to_numpy()
    named, estimate = rows["named"].to_numpy(), rows["estimate"].to_numpy()
    return Said(
        truth=truth,
        large=np.abs(truth) > 1.5 * parameters.sd(parameters.share_manager),
        covered=(rows["low"].to_numpy() <= truth) & (truth <= rows["high"].to_numpy()),
        named=named,
        wrong=named & (estimate * truth <= 0),
        costs=named & (estimate < 0),
        hard=_hard(rows["leader_id"], made),
        sorted_=found.cross_check.sorted_to_leaders if found.cross_check else None,
        potential=_potential(company, found, made),
    )


def _hard(leaders: pl.Series, made: World) -> Truths:
    """Leaders of units whose market is bad."""
    units = made.truth["units"].filter(pl.col("effect") != 0)
    if units.is_empty():
        return np.zeros(len(leaders), dtype=bool)
    bad = units.filter(pl.col("effect") < units["effect"].mean() - units["effect"].std())["unit_id"]
    led = made.truth["spells"].filter(pl.col("unit_id").is_in(bad.implode()))["manager_id"].unique()
    return leaders.is_in(led.implode()).to_numpy()


def _potential(company: Company, found: Attribution, made: World) -> tuple[int, int]:
    panel = read_panel(company)
    gaps = find_gaps(panel, collect(company["units"]), measured_until(panel), gap_settings(default_policy())).open
    named = badly_managed(found, gaps)
    spells = made.truth["spells"].filter(pl.col("ends_on").is_null() | (pl.col("ends_on") >= found.as_of))
    leaders = made.truth["leaders"]
    true = named.join(spells, on="person_id", how="inner").join(leaders, on="leader_id", how="left")
    line = leaders.select(line_id="leader_id", above="line_effect")
    true = true.join(line, on="line_id", how="left").unique("person_id")
    under_typical = true["level"] - true["manager_effect"].fill_null(0) - true["above"].fill_null(0)
    good = (under_typical >= 0.9) & (true["manager_effect"] < 0)
    return len(true), int(good.sum())


def row(name: str, months: int, said: Sequence[Said]) -> str:
    """One line of the table."""
    truth = np.concatenate([each.truth for each in said])
    covered = np.array([each.covered.mean() for each in said if len(each.covered)])
    named = np.array([each.named.sum() for each in said])
    wrong = np.array([each.wrong.sum() for each in said])
    large = np.concatenate([each.large for each in said])
    found = np.concatenate([each.named for each in said])[large]
    false = f"{100 * wrong.sum() / named.sum():.1f} %" if named.sum() else "none named"
    power = f"{100 * found.mean():.0f} %" if len(found) else "-"
    told = [each.sorted_ for each in said]
    sorts = f"{100 * np.mean([each is True for each in told]):.0f} %"
    error = 100 * covered.std(ddof=1) / np.sqrt(len(covered)) if len(covered) > 1 else np.nan
    hold = 100 * np.concatenate([each.covered for each in said]).mean()
    return (
        f"| {name} | {months} | {len(said)} | {len(truth):,} | {hold:.1f} ± {error:.1f} % | {named.sum():,} | "
        f"{false} | {100 * np.mean(named > 0):.0f} % | {power} | {sorts} |"
    )


def besides(said: dict[tuple[str, int], list[Said]]) -> str:
    """What else was looked at: the trap of the territory, and people who are badly managed."""
    lines = []
    for (name, months), companies in said.items():
        if name == "territory":
            costs, hard = (np.concatenate([getattr(each, key) for each in companies]) for key in ("costs", "hard"))
            trapped, others = 100 * costs[hard].mean(), 100 * costs[~hard].mean()
            lines.append(f"- Territory: {trapped:.1f} % of the leaders of bad markets are named as costing, ")
            lines[-1] += f"{others:.1f} % of all others."
        if name == "typical":
            named, good = np.sum([each.potential for each in companies], axis=0)
            share = f"{100 * good / named:.0f} %" if named else "-"
            lines.append(f"- Typical, {months} months: {named:,} people said to be badly managed; truly so: {share}.")
    return "\n".join(lines)


HEAD = """\
What [is said of leaders](../methods/attribution.md) in companies made up with known truth. "Hold": 95 % intervals of
what direct leaders add that hold the truth (bar: 93 to 97 %). "Wrong": of those named, with the wrong sign; in the null
world, where no leader matters, all (bar: at most 5 %). "Any": companies in which anybody is named (bar: at most 10 % in
the null world). "Found": leaders whose true effect is beyond 1.5 standard deviations who are named (bar: 60 % in the
typical world at 3,000 people and 36 months). "Sorted": companies of which the cross-check says that people are sorted
to leaders. In the null world every leader's true effect is exactly what everybody is shrunken to, so intervals hold
nearly always: that is how it should be, and the bar of 97 % does not apply.

| world | months | companies | leaders | hold | named | wrong | any | found | sorted |
|---|---|---|---|---|---|---|---|---|---|
"""


def measure(people: int, worlds: list[str], seeds: int, pool: ProcessPoolExecutor) -> str:
    """Look at all worlds of one size."""
    sizes = [(name, MONTHS) for name in worlds]
    if people == 3000 and "typical" in worlds:
        sizes.append(("typical", 36))
    lines, said = [], {}
    for name, months in sizes:
        tasks = [(name, people, months, seed) for seed in range(seeds)]
        said[name, months] = list(pool.map(said_of, tasks))
        lines.append(row(name, months, said[name, months]))
        print(people, lines[-1], flush=True)
    more = besides(said)
    print(more)
    return HEAD + "\n".join(lines) + "\n\n" + more + "\n\n" + measured_on("numpy", "scipy", "polars")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--people", type=int, nargs="+", default=list(SEEDS), help="sizes of companies")
    options.add_argument("--seeds", type=int, help="companies of each world and size; 200, and 20 of 3,000 people")
    options.add_argument("--worlds", nargs="+", default=NAMES, help="which worlds")
    options.add_argument("--print", action="store_true", help="print, and leave the page alone")
    asked = options.parse_args()
    with ProcessPoolExecutor(WORKERS) as pool:
        for people in asked.people:
            text = measure(people, asked.worlds, asked.seeds or SEEDS.get(people, 20), pool)
            if not asked.print:
                put_section(PAGE, TITLE.format(people=people), text)


if __name__ == "__main__":
    main()
