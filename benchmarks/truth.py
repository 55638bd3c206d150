"""How honest what is said of gaps is, where the truth is known; writes docs/reference/validation.md."""

from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.worlds import WORLDS, simulate, world
from answerable.kernel.periods import Cadence, period_end, period_index
from judged import STANDARD, Judged, judged
from oracle import company_oracle, series_oracle
from written_pages import put_section

Floats = NDArray[np.float64]

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "validation.md"
TEMPLATE = Path(__file__).with_name("validation.md")
WORKERS = 2

# A unit below this is short beyond doubt.
CLEAR = 0.85

# Companies of a world that are looked at, by their size.
SEEDS = {40: 40, 300: 20, 600: 6, 3000: 3}

# The worlds whose parts add up without remembering what happened before; of the others there is no exact oracle.
EXACT = (
    "null",
    "typical",
    "sticky",
    "few_movers",
    "regression_to_the_mean",
    "territory",
    "small_company",
    "shared_cause",
)
BARRED = ("null", "typical", "sticky")
DEPTHS = ((0.80, 0.90), (0.70, 0.80), (-np.inf, 0.70))


@dataclass(frozen=True, slots=True)
class Told:
    """What was said of the person-months of one company, beside what is true; each of shape (cells,).

    Attributes:
        probability: said of being below the standard.
        opened: whether a gap was open, of the person or of a unit around.
        level: the true level.
        certain: whether a gap was open with at least the certainty it opened at.
    """

    probability: Floats
    opened: NDArray[np.bool_]
    level: Floats
    certain: NDArray[np.bool_]


def told_of(blocks: Sequence[Judged]) -> Told:
    """Put together what was said of all people of a company."""
    parts = []
    for each in blocks:
        where = each.counted
        probability = each.judgement.levels.probability_below(1 - each.block.expectation["tolerance"])
        own = each.judgement.is_open
        parts.append((probability[where], own[where], each.level[where], (own & (probability >= 0.9))[where]))
    return Told(*(np.concatenate(column) for column in zip(*parts, strict=True)))


def seen(task: tuple[str, int, int]) -> Told:
    """Judge one company, person by person."""
    name, people, seed = task
    return told_of(judged(simulate(world(name, people, 24, seed))))


def exact(each: Judged) -> bool:
    """Whether an oracle can be exact: the expectation is monthly, and has no edge beyond which nothing counts."""
    return each.block.cadence is Cadence.MONTH and each.block.expectation["direction"] != "band"


def beside_oracles(task: tuple[str, int, int]) -> tuple[float, float, float]:
    """Brier scores of one company: ours, the oracle's of single series, the oracle's of the whole company."""
    name, people, seed = task
    parameters = world(name, people, 24, seed)
    made = simulate(parameters)
    blocks = [each for each in judged(made) if exact(each)]
    truth = np.concatenate([each.level[each.counted] < STANDARD for each in blocks])
    ours = [each.judgement.levels.probability_below(1 - each.block.expectation["tolerance"]) for each in blocks]
    scores = []
    for said in (ours, series_oracle(made, parameters, blocks), company_oracle(made, parameters, blocks)):
        cells = np.concatenate([array[each.counted] for array, each in zip(said, blocks, strict=True)])
        scores.append(float(np.mean((cells - truth) ** 2)))
    return scores[0], scores[1], scores[2]


@dataclass(frozen=True, slots=True)
class Hit:
    """What became of the units that a common cause hit in one company.

    Attributes:
        delay: months from the cause to the month whose end showed the unit's gap, looked at on the day; infinite where
            it never did, shape (units,).
        level: their mean true level from then on, same shape.
        blamed: months in which somebody in a unit with an open gap had one of their own besides.
        wrongly: of these, months in which they were no further below than their unit.
        months: months of people in units with an open gap.
    """

    delay: Floats
    level: Floats
    blamed: int
    wrongly: int
    months: int


def hit(task: tuple[str, int, int]) -> Hit:
    """Look at the units of one company that a common cause made short, on the first day of every month."""
    name, people, seed = task
    made = simulate(world(name, people, 24, seed))
    last = made.tables["measurements"]["period"].max()
    shown: dict[str, int] = {}
    final: list[Judged] = []
    for month in range(period_index(date(2024, 6, 1), Cadence.MONTH), period_index(last, Cadence.MONTH) + 1):
        final = judged(made, period_end(month, Cadence.MONTH))
        for each in final:
            open_now = {each.units[unit] for unit in each.shared.unit[each.shared.judgement.is_open[:, -1]]}
            for unit in open_now - set(shown):
                shown[unit] = month
    short = short_units(made.truth["units"], final)
    delay = [_delay(each, shown, final) for each in short]
    counts = np.sum([_besides(each) for each in final], axis=0)
    return Hit(
        np.array(delay), np.array([each.level for each in short]), int(counts[0]), int(counts[1]), int(counts[2])
    )


@dataclass(frozen=True, slots=True)
class ShortUnit:
    """A unit that a common cause brought below the standard.

    Attributes:
        unit: its id.
        since: from when.
        level: the mean true level of its people from then on.
    """

    unit: str
    since: date
    level: float


def short_units(units: pl.DataFrame, blocks: Sequence[Judged]) -> list[ShortUnit]:
    """Units of three people or more that a common cause brought below the standard."""
    found = []
    for unit, since in units.filter(pl.col("shared_from").is_not_null()).select("unit_id", "shared_from").iter_rows():
        for each in blocks:
            first = period_index(since, Cadence.MONTH) - each.block.first_period
            inside = each.block.unit[:, first:] == each.units.index(unit)
            levels = np.where(inside, each.level[:, first:], np.nan)
            people = np.sum(~np.isnan(levels[:, :3]), axis=0)
            if people.min(initial=99) >= 3 and np.nanmean(levels) < STANDARD:
                found.append(ShortUnit(unit, since, float(np.nanmean(levels))))
    return found


def around(unit: str, blocks: Sequence[Judged]) -> list[str]:
    """A unit and those it is part of."""
    names, tree = blocks[0].units, blocks[0].tree
    code, found = names.index(unit), []
    while code >= 0:
        found.append(names[code])
        code = int(tree.parent[code])
    return found


def _delay(short: ShortUnit, shown: dict[str, int], blocks: Sequence[Judged]) -> float:
    """Months until the gap of the unit, or of one around it, was shown."""
    first = period_index(short.since, Cadence.MONTH)
    months = [shown[unit] for unit in around(short.unit, blocks) if shown.get(unit, -1) >= first]
    return float(min(months, default=np.inf)) - first + 1


def _besides(each: Judged) -> tuple[int, int, int]:
    """Gaps people have beside their unit's: how many, how many of them wrongly, and of how many months."""
    periods = np.arange(each.level.shape[1])
    expected = each.shared.expected[each.block.unit, periods]
    inside = (expected < 1) & (each.block.unit >= 0) & each.counted
    blamed = inside & each.judgement.is_open
    wrongly = blamed & (each.level >= STANDARD)
    return int(blamed.sum()), int(wrongly.sum()), int(inside.sum())


def share(hits: Sequence[int], of: Sequence[int]) -> str:
    """A share over companies with its standard error, companies being the units of chance."""
    hits_, of_ = np.array(hits, dtype=float), np.array(of, dtype=float)
    value = hits_.sum() / max(of_.sum(), 1)
    error = np.sqrt(np.sum((hits_ - value * of_) ** 2)) / max(of_.sum(), 1)
    return f"{100 * value:.1f} ± {100 * error:.1f} %"


def tasks(name: str, people: int) -> list[tuple[str, int, int]]:
    """The companies of a world and size."""
    return [(name, people, seed) for seed in range(SEEDS[people])]


def false_gaps(run: Callable[..., list[Told]]) -> list[str]:
    """The rows of the table of false gaps."""
    rows = []
    for name in WORLDS:
        for people in (40,) if name == "small_company" else (300, 3000) if name in BARRED else (300,):
            told = run(seen, tasks(name, people))
            false = share([int(np.sum(t.opened & (t.level >= STANDARD))) for t in told], [t.opened.sum() for t in told])
            sure = share(
                [int(np.sum(t.certain & (t.level >= STANDARD))) for t in told], [t.certain.sum() for t in told]
            )
            said = 100 * (1 - np.concatenate([t.probability[t.opened] for t in told]).mean())
            rows.append(f"| {name} | {people:,} | {len(told)} | {false} | {said:.1f} % | {sure} |")
            print(rows[-1], flush=True)
    return rows


def calibration(told: Sequence[Told]) -> list[str]:
    """The rows of the calibration table."""
    said = np.concatenate([t.probability for t in told])
    true = np.concatenate([t.level < STANDARD for t in told])
    rows = []
    for low in np.arange(0, 1, 0.1):
        inside = (said >= low) & ((said < low + 0.1) | (low > 0.85))
        span = f"{100 * low:.0f} to {100 * low + 10:.0f} %"
        rows.append(
            f"| {span} | {inside.sum():,} | {100 * said[inside].mean():.1f} % | {100 * true[inside].mean():.1f} % |"
        )
    return rows


def found_by_depth(told: Sequence[Told]) -> list[str]:
    """The rows of the table of what is found."""
    level = np.concatenate([t.level for t in told])
    opened = np.concatenate([t.opened for t in told])
    rows = []
    for low, high in DEPTHS:
        inside = (level >= low) & (level < high)
        span = f"{100 * low:.0f} to {100 * high:.0f} %" if low > 0 else f"below {100 * high:.0f} %"
        rows.append(f"| {span} | {inside.sum():,} | {100 * opened[inside].mean():.0f} % |")
    return rows


def scores(run: Callable[..., list[tuple[float, float, float]]]) -> list[str]:
    """The rows of the table of Brier scores."""
    rows = []
    for name in EXACT:
        people = 40 if name == "small_company" else 300
        found = np.array(run(beside_oracles, tasks(name, people)))
        ours, series, company = found.mean(axis=0)
        error = (found[:, 0] - found[:, 2]).std(ddof=1) / np.sqrt(len(found))
        more = f"{ours - series:+.4f} | {ours - company:+.4f} ± {error:.4f}"
        rows.append(f"| {name} | {len(found)} | {ours:.4f} | {series:.4f} | {company:.4f} | {more} |")
        print(rows[-1], flush=True)
    return rows


def shared_causes(hits: Sequence[Hit]) -> str:
    """What is said of units hit by a common cause."""
    delay = np.concatenate([each.delay for each in hits])
    clear = np.concatenate([each.level for each in hits]) < CLEAR
    rows = [
        f"| found {name} | {100 * np.mean(delay <= months):.0f} % | {100 * np.mean(delay[clear] <= months):.0f} % |"
        for name, months in (
            ("within 2 months of the cause", 2),
            ("within 3 months", 3),
            ("within 6 months", 6),
            ("by the end", 99),
        )
    ]
    besides = share([each.blamed for each in hits], [each.months for each in hits])
    wrongly = share([each.wrongly for each in hits], [each.months for each in hits])
    return SHARED.format(
        units=len(delay),
        clear=int(clear.sum()),
        companies=len(hits),
        rows="\n".join(rows),
        besides=besides,
        wrongly=wrongly,
    )


def main() -> None:
    with ProcessPoolExecutor(WORKERS) as pool:

        def run(job: Callable[..., object], of: list[tuple[str, int, int]]) -> list[object]:
            return list(pool.map(job, of))

        typical = run(seen, tasks("typical", 300))
        hits = run(hit, tasks("shared_cause", 600))
        page = TEMPLATE.read_text(encoding="utf-8").format(
            false="\n".join(false_gaps(run)),
            brier="\n".join(scores(run)),
            calibration="\n".join(calibration(typical)),
            found="\n".join(found_by_depth(typical)),
            shared=shared_causes(hits),
        )
    # Sections about leaders are written by truth_leaders.py.
    for section in page.split("\n## ")[1:]:
        title, text = section.split("\n", 1)
        put_section(PAGE, title, text)


SHARED = """\
| of {units} units in {companies} companies of 600 people | all | the {clear} of them below 85 % |
|---|---|---|
{rows}

In {besides} of the months of people in a unit with an open gap they had one besides, for what goes beyond the
unit's; in {wrongly} although their level was not below the standard at all."""

if __name__ == "__main__":
    main()
