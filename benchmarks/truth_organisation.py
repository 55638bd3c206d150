"""How honest what is said of the size of teams is, where the truth is known; writes a section of validation.md."""

import argparse
from collections.abc import Callable, Iterable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attribution import attribute
from answerable.engine.organisation import Organisation, organisation
from answerable.engine.worlds import simulate, world
from answerable.panel.company import Company
from answerable.panel.frames import company_from_frames
from written_pages import REFERENCE, measured_on, put_section

Floats = NDArray[np.float64]
Talks = list[tuple[str, str, datetime, float, str | None]]

PAGE = REFERENCE / "validation.md"
TITLE = "How large a team can be"
SEEDS, WORKERS = 200, 1
AS_OF, BEGAN, FIRST = date(2025, 12, 31), date(2024, 1, 1), date(2025, 7, 3)
EVERY, STRETCHES = 14, 13
SMALLEST, LARGEST = 3, 14
TURN, LEVEL = 8, 0.7


@dataclass(frozen=True, slots=True)
class Truth:
    """What leaders do: a level up to a size, a loss for each person more beyond, and how far they lie apart."""

    turn: float
    loss: float
    spread: Callable[[Floats, np.random.Generator], Floats]


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one company: whether anything, whether of the one-on-ones kept, and what holds the truth."""

    anything: bool
    told: bool
    serves: bool
    loss: bool
    level: bool
    width: float


def even(size: Floats, rng: np.random.Generator) -> Floats:
    """Leaders lie apart as much in small teams as in large ones."""
    return rng.normal(0, 0.1, len(size))


def wider(size: Floats, rng: np.random.Generator) -> Floats:
    """Leaders of large teams lie further apart."""
    return rng.normal(0, 0.01 * size)


def skewed(size: Floats, rng: np.random.Generator) -> Floats:
    """Most leaders are alike; a few hardly ever sit down with anybody."""
    return np.where(rng.random(len(size)) < 0.12, -0.75, 0.05)


TRUTHS = {
    "no relation": Truth(TURN, 0.0, even),
    "no relation, larger teams vary more": Truth(TURN, 0.0, wider),
    "no relation, some never sit down with anybody": Truth(TURN, 0.0, skewed),
    "level up to 8, then 7 points less for each": Truth(TURN, 0.07, even),
    "level up to 8, then 3 points less for each": Truth(TURN, 0.03, even),
}
LEADERS = (20, 40, 120)


def nine(day: date) -> datetime:
    """A day at nine o'clock."""
    return datetime.combine(day, time(9))


def company_of(truth: Truth, leaders: int, seed: int) -> Company:
    """A company in which leaders keep what they truly do, by the dice."""
    rng = np.random.default_rng(seed)
    size = rng.integers(SMALLEST, LARGEST + 1, leaders).astype(np.float64)
    beyond = np.maximum(size - truth.turn, 0)
    habit = truth.spread(size, rng)
    share = np.clip(LEVEL - truth.loss * beyond + habit, 0, 1)
    held = [rng.random((int(people), STRETCHES)) < kept for people, kept in zip(size, share, strict=True)]
    rows: list[tuple[str, str | None]] = [("chief", None)]
    # Of the chief nothing is on record: there is only one, whose level would be mixed into that of leaders.
    talks: Talks = []
    for number, met in enumerate(held):
        leader = f"leader-{number:03}"
        rows.append((leader, "chief"))
        talks.append((leader, "report", nine(AS_OF), 60.0, None))
        for place, own in enumerate(met):
            rows.append((person := f"{leader}-{place:02}", leader))
            days = (FIRST + timedelta(days=int(EVERY * stretch)) for stretch in np.flatnonzero(own))
            talks += [(leader, "one_on_one", nine(day), 30.0, person) for day in days]
    return company_from_frames(_tables(rows, talks))


def _tables(rows: list[tuple[str, str | None]], talks: Talks) -> dict[str, pl.DataFrame]:
    names = [name for name, _manager in rows]
    assignments = pl.DataFrame(rows, schema=["person_id", "manager_id"], orient="row")
    columns = ["leader_id", "kind", "at", "minutes", "person_id"]
    kinds = {"at": pl.Datetime("us"), "person_id": pl.String}
    one = {"expectation_id": ["done"]}
    return {
        "people": pl.DataFrame({"person_id": names, "name": names}),
        "roles": pl.DataFrame({"role_id": ["works"], "title": ["Works"]}),
        "assignments": assignments.with_columns(role_id=pl.lit("works"), starts_on=pl.lit(BEGAN)),
        "expectations": pl.DataFrame(
            one | {"role_id": ["works"], "name": ["Done"], "direction": ["higher"], "cadence": ["month"]}
        ),
        "measurements": pl.DataFrame(one | {"person_id": names[:1], "period": [date(2025, 1, 1)], "actual": [1.0]}),
        "activities": pl.DataFrame(talks, schema=columns, schema_overrides=kinds, orient="row"),
    }


def said_of(task: tuple[str, int, int]) -> Said:
    """Look at one company made for a truth."""
    name, leaders, seed = task
    truth = TRUTHS[name]
    return _held_against(organisation(company_of(truth, leaders, seed), AS_OF, EVERY), truth)


def said_of_world(seed: int) -> Said:
    """Look at a company in which habits and effects of leaders have nothing to do with the size of teams."""
    company = company_from_frames(simulate(world("typical", 300, 24, seed)).tables)
    whose = attribute(company)
    variance = whose.shares.filter(pl.col("component") == "manager")["variance"].sum()
    effects = whose.leaders.filter(pl.col("component") == "manager").select("leader_id", "estimate", "sd")
    effects = effects.with_columns(variance=pl.lit(variance))
    return _held_against(organisation(company, AS_OF, EVERY, effects=effects), TRUTHS["no relation"])


def _held_against(found: Organisation, truth: Truth) -> Said:
    anything = any(one.fall is not None for one in found.relations)
    kept = next(one.fall for one in found.relations if one.measure == "kept")
    if kept is None:
        return Said(anything, told=False, serves=False, loss=False, level=False, width=float("nan"))
    ends = ((kept.serves, truth.turn), (kept.loss, truth.loss), (kept.level, LEVEL))
    serves, loss, level = (one.low <= value <= one.high for one, value in ends)
    width = kept.serves.high - kept.serves.low
    return Said(anything, told=True, serves=serves, loss=loss, level=level, width=width)


HEAD = """\
What is said of [how large a team a leader can serve](../methods/organisation.md) in companies made up with known
truth: leaders of 3 to 14 people who keep 70 % of the one-on-ones owed, each more or less than others, and in some
companies less in larger teams. "Said": companies in which anything is said of one-on-ones, time or results (bar: at
most 5 % where there is no relation). "Found": the loss is found in the one-on-ones. "Hold": 95 % intervals that hold
the true size, loss and level (bar: 93 to 97 %). "Width": of the interval of the size, in people, as a rule. In the
typical world, in which the size of teams does nothing, what leaders add is looked at too.

| truth | leaders | companies | said | found | size holds | loss holds | level holds | width |
|---|---|---|---|---|---|---|---|---|
"""


def row(name: str, leaders: str, said: list[Said], *, is_true: bool) -> str:
    """One line of the table."""
    told = [one for one in said if one.told]
    cells = ["-"] * 5
    if is_true and told:
        shares = [np.mean([getattr(one, key) for one in told]) for key in ("serves", "loss", "level")]
        cells = [percent(len(told) / len(said)), *(percent(float(share)) for share in shares)]
        cells.append(f"{np.median([one.width for one in told]):.1f}")
    anything = percent(float(np.mean([one.anything for one in said])))
    return f"| {name} | {leaders} | {len(said)} | {anything} | {' | '.join(cells)} |"


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def lines(seeds: int, pool: ProcessPoolExecutor) -> Iterable[str]:
    """Look at all truths, and at the typical world."""
    for name, truth in TRUTHS.items():
        for leaders in LEADERS:
            said = list(pool.map(said_of, [(name, leaders, seed) for seed in range(seeds)], chunksize=10))
            yield row(name, str(leaders), said, is_true=truth.loss > 0)
    said = list(pool.map(said_of_world, range(seeds), chunksize=5))
    yield row("typical world, no relation", "about 40", said, is_true=False)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=SEEDS, help="companies of each kind")
    options.add_argument("--print", action="store_true", help="print, and leave the page alone")
    asked = options.parse_args()
    written = []
    with ProcessPoolExecutor(WORKERS) as pool:
        for line in lines(asked.seeds, pool):
            print(line, flush=True)
            written.append(line)
    if not asked.print:
        put_section(PAGE, TITLE, HEAD + "\n".join(written) + "\n\n" + measured_on("numpy", "polars"))


if __name__ == "__main__":
    main()
