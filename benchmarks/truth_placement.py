"""How placement does where the truth is known; writes a section of docs/reference/validation.md."""

import argparse
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attribution import Attribution, attribute
from answerable.engine.placement import Learned, Opening, Place, learn, place, predicted_in
from answerable.engine.worlds import World, simulate, world
from answerable.panel.company import Company
from answerable.panel.frames import company_from_frames
from written_pages import REFERENCE, measured_on, put_section

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]

PAGE = REFERENCE / "validation.md"
TITLE = "Placement in companies of 300 people"
PEOPLE, MONTHS, SEEDS, WORKERS = 300, 24, 200, 2
NAMES = ("many_roles", "typical")
# Forecasts are made six months before the end, for everybody who changed roles since.
SINCE = date(2025, 7, 1)
OPENINGS, CANDIDATES = 15, 40
FEWEST_RESULTS = 3


@dataclass(frozen=True, slots=True)
class Said:
    """What was said of one company, beside what is true.

    Attributes:
        covered: of those who changed roles after the forecast, whether its 90 % interval holds what was measured.
        error: of the same, measured less expected.
        carry: the carry-over of two roles nobody has moved between: expected, and its 90 % interval.
        movers: how many people had held several roles.
        pairs: of pairs of roles with movers, whether the 90 % interval holds the truth.
        gain: true attainment gained by each proposal.
        told: of which of them it was said that it can be told.
        expected: the gain that was expected of each proposal.
        held: whether its 90 % interval holds the true gain.
        at_random: true attainment gained on average by people put into the same openings at random.
    """

    covered: Truths
    error: Floats
    carry: tuple[float, float, float]
    movers: int
    pairs: Truths
    gain: Floats
    told: Truths
    expected: Floats
    held: Truths
    at_random: float


def said_of(task: tuple[str, int, int]) -> Said:
    """Look at one company."""
    name, people, seed = task
    parameters = world(name, people, MONTHS, seed)
    made = simulate(parameters)
    company = company_from_frames(made.tables)
    before = attribute(company, as_of=SINCE) if parameters.role_moves_per_year else None
    return judged(made, company, before, attribute(company), seed)


def judged(made: World, company: Company, before: Attribution | None, now: Attribution, seed: int) -> Said:
    """Hold what is said of a company against what is true of it."""
    covered, error = (
        (np.empty(0, dtype=bool), np.empty(0)) if before is None else came_true(made, learn(company, before))
    )
    learned = learn(company, now)
    carry = learned.carry.table()
    truth = float(dict(made.truth["parameters"].iter_rows())["role_carry"])
    gain, told, expected, held, at_random = placed(made, company, learned, np.random.default_rng(seed))
    pairs = carry[1:]
    return Said(
        covered=covered,
        error=error,
        carry=carry.select("carry", "low", "high").row(0),
        movers=int(carry["movers"][0]),
        pairs=((pairs["low"] <= truth) & (truth <= pairs["high"])).to_numpy(),
        gain=gain,
        told=told,
        expected=expected,
        held=held,
        at_random=at_random,
    )


def came_true(made: World, learned: Learned) -> tuple[Truths, Floats]:
    """Forecasts of people who changed roles since, held against their results under the first leader they came to."""
    held = made.tables["assignments"].sort("person_id", "starts_on")
    held = held.with_columns(was=pl.col("role_id").shift(1).over("person_id"))
    moved = held.filter((pl.col("starts_on") >= SINCE) & (pl.col("was") != pl.col("role_id")))
    moved = moved.unique("person_id", keep="first", maintain_order=True)
    results = attained(made, moved)
    keys = ("person_id", "role_id", "manager_id", "unit_id")
    seen = results.group_by(keys).agg(n=pl.len(), measured=pl.col("attainment").mean()).sort(keys)
    seen = seen.filter(pl.col("n") >= FEWEST_RESULTS, pl.col("person_id").is_in(list(learned.code)))
    found = [(np.empty(0, dtype=bool), np.empty(0))]
    for (count,), rows in seen.group_by("n", maintain_order=True):
        said = predicted_in(learned, [Place(*row) for row in rows.select(keys).iter_rows()], results=int(str(count)))
        error = (rows["measured"] - said["expected"]).to_numpy()
        found.append((np.abs(error) <= ((said["high"] - said["low"]) / 2).to_numpy(), error))
    return np.concatenate([hit for hit, _ in found]), np.concatenate([error for _, error in found])


def attained(made: World, moved: pl.DataFrame) -> pl.DataFrame:
    """Attainment in the main result in each month of some spells, which begin with a new role and its ramp."""
    expectations = made.tables["expectations"].select("expectation_id", "role_id", "direction")
    keys = ["person_id", "expectation_id", "period"]
    rows = made.tables["measurements"].join(made.tables["targets"], on=keys).join(expectations, on="expectation_id")
    day, began = pl.col("period"), pl.col("starts_on")
    rows = rows.join(moved, on=["person_id", "role_id"])
    rows = rows.filter(day >= began, pl.col("ends_on").is_null() | (day < pl.col("ends_on")))
    months = (day.dt.year() - began.dt.year()) * 12 + day.dt.month().cast(pl.Int32) - began.dt.month() + 1
    share, ramp = pl.col("actual") / pl.col("target"), (months / 3).clip(upper_bound=1.0)
    return rows.with_columns(
        attainment=pl.when(pl.col("direction") == "higher").then(share / ramp).otherwise(2 - share)
    )


def placed(
    made: World, company: Company, learned: Learned, rng: np.random.Generator
) -> tuple[Floats, Truths, Floats, Truths, float]:
    """Place some people over some seats, and see what they would truly attain there."""
    now = learned.attribution.places.filter("current").sort("person_id")
    seats = now.filter(pl.col("manager_id").is_not_null())
    seats = seats[rng.choice(len(seats), OPENINGS, replace=False)]
    people = now[rng.choice(len(now), CANDIDATES, replace=False)]["person_id"].to_list()
    openings = [
        Opening(f"{at:02d}", *row)
        for at, row in enumerate(seats.select("role_id", "unit_id", "manager_id").iter_rows())
    ]
    found = place(company, learned, people, openings).proposals
    true = truly(made, learned)
    gain = np.array([true(*row) for row in found.select("person_id", "role_id", "manager_id").iter_rows()])
    held = (found["difference_low"].to_numpy() <= gain) & (gain <= found["difference_high"].to_numpy())
    chosen = rng.choice(people, OPENINGS, replace=False)
    chance = [true(person, each.role_id, each.manager_id) for person, each in zip(chosen, openings, strict=True)]
    told = (found["told"] == "better").to_numpy()
    return gain, told, found["difference"].to_numpy(), held, float(np.mean(chance))


def truly(made: World, learned: Learned) -> Callable[[str, str, str | None], float]:
    """What somebody would truly gain in a role under a leader, against the place they were measured in last."""
    leaders = made.truth["leaders"]
    manager = dict(leaders.select("leader_id", pl.col("manager_effect").fill_null(0.0)).iter_rows())
    line = dict(leaders.select("leader_id", pl.col("line_effect").fill_null(0.0)).iter_rows())
    everybody = dict(made.truth["people"].iter_rows())
    abilities = made.truth.get("abilities", pl.DataFrame(schema=["person_id", "role_id", "effect"]))
    of_role = {(person, role): effect for person, role, effect in abilities.iter_rows()}
    last = {row["person_id"]: row for row in learned.attribution.people.iter_rows(named=True)}

    def level(person: str, role: str, leader: str | None) -> float:
        above = learned.lines.get(leader or "", {}).get("line_2", "")
        own = of_role.get((person, role), everybody[person])
        return float(own + manager.get(leader, 0.0) + line.get(above, 0.0))

    def gain(person: str, role: str, leader: str | None) -> float:
        here = last[person]
        return level(person, role, leader) - level(person, here["role_id"], here["manager_id"])

    return gain


HEAD = f"""\
How [placement](../methods/placement.md) does in companies made up with known truth, {MONTHS} months each. In
`many_roles` what people bring to two roles is alike by 0.6, and about a fifth change roles in a year. In `typical`
nobody changes roles and everybody brings the same to every role, which nobody can know from the record.

Forecasts: of everybody who changed roles in the last half year, the 90 % intervals said before that hold what was
measured of at least {FEWEST_RESULTS} results (bar: 87 to 93 %); the carry-over said of two roles nobody has moved
between, on average with its 90 % interval; how often that interval, and those of pairs of roles with movers, hold the
truth.

| world | companies | changed roles | forecasts hold | carry-over | holds | of pairs |
|---|---|---|---|---|---|---|
"""
MORE = f"""\
Placement: {OPENINGS} openings, the seats of people drawn at random, over {CANDIDATES} people drawn at random. "Gain" is
what those proposed would truly gain, in points of attainment against where they are, with its 95 % interval over
companies, beside what was expected; "at random" is the same of people put into the openings by lot; leaving everybody
where they are is 0. "Held" is of the 90 % intervals of gains. "Told" is the share of proposals of which it was said
that it can be told, "so" how many of those truly gain, and then what these and the others truly gain.

| world | proposals | gain | expected | at random | held | told | so | gain, told | gain, cannot tell |
|---|---|---|---|---|---|---|---|---|---|
"""


def together(said: Sequence[Said], key: str) -> NDArray[Any]:
    """One of their entries, of all companies."""
    return np.concatenate([getattr(each, key) for each in said])


def line(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def forecasts_row(name: str, said: Sequence[Said]) -> str:
    """One line of the first table."""
    carry, low, high = np.array([each.carry for each in said]).mean(axis=0)
    truth = world(name, PEOPLE).role_carry
    holds = np.array([each.carry[1] <= truth <= each.carry[2] for each in said if each.movers])
    covered = together(said, "covered")
    return line(
        name,
        str(len(said)),
        f"{len(covered):,}",
        shares(covered),
        f"{carry:.2f} ({low:.2f} to {high:.2f})",
        shares(holds),
        shares(together(said, "pairs")),
    )


def gains_row(name: str, said: Sequence[Said]) -> str:
    """One line of the second table."""
    gain, told = together(said, "gain"), together(said, "told")
    return line(
        name,
        f"{len(gain):,}",
        points([each.gain.mean() for each in said if len(each.gain)]),
        f"{100 * together(said, 'expected').mean():.1f}",
        points([each.at_random for each in said]),
        shares(together(said, "held")),
        shares(told),
        shares(gain[told] > 0),
        f"{100 * gain[told].mean():.1f}",
        f"{100 * gain[~told].mean():.1f}",
    )


def shares(hits: Truths) -> str:
    """A share with its standard error; what there was none of is a dash."""
    if not len(hits):
        return "-"
    return f"{100 * hits.mean():.1f} ± {100 * hits.std() / np.sqrt(len(hits)):.1f} %"


def points(of_companies: Sequence[float]) -> str:
    """A mean in points with its 95 % interval over companies."""
    values = 100 * np.array(of_companies)
    reach = 1.96 * values.std(ddof=1) / np.sqrt(len(values)) if len(values) > 1 else np.nan
    return f"{values.mean():.1f} ({values.mean() - reach:.1f} to {values.mean() + reach:.1f})"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--seeds", type=int, default=SEEDS, help="companies of each world")
    options.add_argument("--workers", type=int, default=WORKERS, help="processes")
    options.add_argument("--print", action="store_true", help="print, and leave the page alone")
    asked = options.parse_args()
    forecasts, gains = [], []
    with ProcessPoolExecutor(asked.workers) as pool:
        for name in NAMES:
            said = list(pool.map(said_of, [(name, PEOPLE, seed) for seed in range(asked.seeds)]))
            forecasts.append(forecasts_row(name, said))
            gains.append(gains_row(name, said))
            print(forecasts[-1], gains[-1], sep="\n", flush=True)
    if not asked.print:
        put_section(PAGE, TITLE, written(forecasts, gains))


def written(forecasts: Sequence[str], gains: Sequence[str]) -> str:
    """The section."""
    tables = HEAD + "\n".join(forecasts) + "\n\n" + MORE + "\n".join(gains)
    return tables + "\n\n" + measured_on("numpy", "scipy", "polars")


if __name__ == "__main__":
    main()
