"""The front door: from a company's tables to whose its performance is."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.engine.attribution.caveats import caveats_of
from answerable.engine.attribution.composition import Composition, compose
from answerable.engine.attribution.cross_check import CrossCheck, Typical, cross_check
from answerable.engine.attribution.elimination import Design, lay_out
from answerable.engine.attribution.mixed import DRAWS, drawn, method_for, solving_by
from answerable.engine.attribution.places import lay_places
from answerable.engine.attribution.posterior import Mixture, mix
from answerable.engine.attribution.reml import Belief, Solved, search
from answerable.engine.attribution.result import LEADER_SCHEMA, PEOPLE_SCHEMA, SHARE_SCHEMA, Attribution
from answerable.engine.attribution.spells import collapse
from answerable.kernel.problems import UsageError
from answerable.panel.company import Company

# What is believed of every component before the data are seen: its standard deviation is about half the noise's.
BELIEF = Belief(0.5)
START, STEP = 0.3, 1e-2
# A leader is named where the chance that the sign is wrong is no more than this; on average it is then less, and with it
# the share of leaders falsely named.
MOST_FALSE = 0.05
LONGEST_CHAIN = 10


def attribute(company: Company, chain: int = 2, *, as_of: date | None = None, seed: int = 0) -> Attribution:
    """Say how much of performance is person, leader, chain, unit, role and market, and chance.

    Attainment = role and period (fixed) + person + manager + line_2 + ... + unit + match of person and manager + noise,
    all but the first random. People who lead others are left out while they do: their result is that of their people.

    Args:
        company: the canonical tables, wherever they live; they are collapsed there.
        chain: how many leaders up the line have an effect of their own: 1 for the direct one only.
        as_of: the day on which one looks, later periods are not used; by default all that was measured is.
        seed: of the draws behind the cross-check and, in large companies, behind the intervals.

    Returns:
        Shares, leaders, people, and what it takes to explain a gap.

    Raises:
        UsageError: nothing had been measured by then, or the chain has no sensible length.

    Source:
        docs/methods/attribution.md.
    """
    if not 1 <= chain <= LONGEST_CHAIN:
        raise UsageError(f"A chain of {chain} leaders was asked for. Expected 1 to {LONGEST_CHAIN}.")
    spells = collapse(company, as_of or date.max, chain)
    if not len(spells.parts):
        raise UsageError("Nothing had been measured of anybody who leads nobody. Choose a later day, or bring more.")
    made = compose(spells, collect(company["expectations"].select("expectation_id", "weight")), chain)
    design = lay_out(made.cells)
    fitted = _fitted(design, seed)
    check = _checked(made, fitted.solved, seed)
    leaders = _leaders(made, fitted.mixture)
    places = lay_places(made, design, fitted.solved, fitted.mixture)
    return Attribution(
        as_of=as_of or _day_after(spells.parts["last_on"]),
        chain=chain,
        seed=seed,
        shares=_shares(made, fitted),
        leaders=leaders,
        people=_people(made, places),
        cross_check=check,
        caveats=caveats_of(made, leaders, check),
        places=places.with_columns(current=pl.col("last_on") >= pl.col("last_on").max()),
        market=_market(made, fitted.solved),
    )


@dataclass(frozen=True, slots=True)
class _Fitted:
    solved: Solved
    mixture: Mixture


def _fitted(design: Design, seed: int) -> _Fitted:
    method = method_for(design)
    solving = solving_by(design, method, seed=seed)
    start = np.full(len(design.cells.groups), START)
    found = search(design, solving, start, STEP, BELIEF, exact=method == "direct")

    def ready(solved: Solved) -> Solved:
        return drawn(design, solved, DRAWS, seed)

    mixture = mix(design, found, BELIEF, solving, ready)
    return _Fitted(ready(found.solved), mixture)


def _checked(made: Composition, solved: Solved, seed: int) -> CrossCheck | None:
    groups = made.cells.groups
    if "manager" not in groups:
        return None
    variance = {name: gamma * solved.noise for name, gamma in solved.gamma.items()}
    typical = Typical(variance["person"], variance["manager"], variance["match"], solved.noise)
    role = made.cells.fixed @ solved.kept[: made.cells.fixed.shape[1]]
    return cross_check(
        made.cells.mean - role, made.cells.weight, groups["person"], groups["manager"], typical=typical, seed=seed
    )


def _shares(made: Composition, fitted: _Fitted) -> pl.DataFrame:
    names = [*made.cells.groups, "noise"]
    variances = fitted.mixture.weight @ fitted.mixture.variances
    parts = fitted.mixture.variances / fitted.mixture.variances.sum(axis=1, keepdims=True)
    low, high = fitted.mixture.share_quantiles(0.025, 0.975)
    columns = {
        "component": names,
        "variance": variances,
        "share": fitted.mixture.weight @ parts,
        "low": low,
        "high": high,
    }
    return pl.DataFrame(columns, schema=SHARE_SCHEMA)


def _leaders(made: Composition, mixture: Mixture) -> pl.DataFrame:
    tables = [pl.DataFrame(schema=LEADER_SCHEMA)]
    for name in made.cells.groups:
        if name == "manager" or name.startswith("line_"):
            below = mixture.below(name)
            wrong = np.minimum(below, 1 - below)
            columns = {
                "leader_id": made.ids[name],
                "component": pl.repeat(name, len(made.ids[name]), dtype=pl.String, eager=True),
                "estimate": mixture.estimate(name),
                "sd": mixture.spread(name),
                "low": mixture.quantile(name, 0.025),
                "high": mixture.quantile(name, 0.975),
                "lfsr": wrong,
                "named": wrong <= MOST_FALSE,
            }
            led = _led(made.keys.select("person_id", pl.col(f"{name}_id").alias("leader_id")))
            tables.append(pl.DataFrame(columns).join(led, on="leader_id", how="left").select(*LEADER_SCHEMA))
    return pl.concat(tables).sort("leader_id", "component")


def _led(pairs: pl.DataFrame) -> pl.DataFrame:
    """How many people each leader led, and how many of them were led by others as well."""
    pairs = pairs.drop_nulls().unique()
    others = pairs.group_by("person_id").agg(several=pl.len() > 1)
    led = pairs.join(others, on="person_id").group_by("leader_id")
    return led.agg(people=pl.len().cast(pl.Int64), identified_by=pl.col("several").sum().cast(pl.Int64))


def _people(made: Composition, places: pl.DataFrame) -> pl.DataFrame:
    rests = made.keys.group_by("person_id").agg(
        leaders=pl.col("manager_id").drop_nulls().n_unique().cast(pl.Int64), results=pl.col("n").sum()
    )
    return (
        places.join(rests, on="person_id", how="left")
        .join(_role_means(made), on="role_id", how="left")
        .select(
            "person_id",
            "role_id",
            "manager_id",
            "unit_id",
            estimate="person",
            sd="person_sd",
            expected=pl.col("role_mean") + pl.col("under_typical"),
            expected_sd="under_typical_sd",
            leaders="leaders",
            results="results",
        )
        .select(*PEOPLE_SCHEMA)
    )


def _role_means(made: Composition) -> pl.DataFrame:
    """The mean attainment of each role over all periods."""
    level = (pl.col("mean") + pl.col("shift")) * pl.col("n")
    return made.market.periods.group_by("role_id").agg(role_mean=level.sum() / pl.col("n").sum())


def _market(made: Composition, solved: Solved) -> pl.DataFrame:
    """The level of a typical person in each role and period: under typical leaders, in a typical unit."""
    roles = pl.DataFrame({"role_id": made.roles, "role": solved.kept[: len(made.roles)]})
    periods = made.market.periods.join(roles, on="role_id", how="left").sort("expectation_id", "period")
    level = pl.col("mean") + pl.col("shift") + pl.col("role")
    return periods.select("expectation_id", "role_id", "period", level=level)


def _day_after(last_on: pl.Series) -> date:
    latest: date = last_on.dt.offset_by("1d").max()  # type: ignore[assignment]
    return latest
