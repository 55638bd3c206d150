"""The front door: from a company's tables to whose its performance is."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from scipy.special import logsumexp

from answerable.engine.attainment.coding import collect
from answerable.engine.attribution.caveats import caveats_of
from answerable.engine.attribution.composition import Composition, compose
from answerable.engine.attribution.cross_check import CrossCheck, Typical, cross_check
from answerable.engine.attribution.elimination import Design, lay_out
from answerable.engine.attribution.mixed import DRAWS, drawn, method_for, solving_by
from answerable.engine.attribution.places import lay_places
from answerable.engine.attribution.posterior import Mixture, mix, together
from answerable.engine.attribution.reml import Found, Solved, Solving, log_likelihood, search
from answerable.engine.attribution.result import LEADER_SCHEMA, PEOPLE_SCHEMA, SHARE_SCHEMA, Attribution
from answerable.engine.attribution.spells import Spells, collapse
from answerable.engine.attribution.stories import Story, stories_of
from answerable.kernel.periods import Cadence, period_end, period_index
from answerable.kernel.problems import UsageError
from answerable.panel.company import Company

START, PRECISION = 0.3, 3e-2
# A story whose best explanation is this much worse, as a logarithm, is not looked at any closer.
OUT_OF_QUESTION = 12.0
# A leader is named where the chance that the sign is wrong is no more than this, so that the interval keeps to one side
# of zero; on average the chance is then less, and with it the share of leaders falsely named.
MOST_FALSE = 0.025
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
    expectations = collect(company["expectations"].select("expectation_id", "weight", "cadence"))
    made = compose(spells, expectations.drop("cadence"), chain)
    fitted = _fitted(made, seed)
    check = _checked(made, fitted, seed)
    leaders = _leaders(made, fitted.mixture)
    places = lay_places(made, fitted.design, fitted.solved, fitted.mixture)
    return Attribution(
        as_of=as_of or _measured_until(spells, expectations),
        chain=chain,
        seed=seed,
        shares=_shares(made, fitted),
        leaders=leaders,
        people=_people(made, places),
        cross_check=check,
        caveats=caveats_of(made, leaders, check, fitted.stories),
        stories=fitted.stories,
        places=places.with_columns(current=pl.col("last_on") >= pl.col("last_on").max()),
        market=_market(made, fitted.solved),
    )


@dataclass(frozen=True, slots=True)
class _Fitted:
    """The likeliest story's equations, and what is known of effects over all stories."""

    design: Design
    solved: Solved
    mixture: Mixture
    stories: dict[str, float]


def _fitted(made: Composition, seed: int) -> _Fitted:
    """Fit every story; look closely at those that explain the figures about as well as the best one."""
    plain, *others = stories_of(made)
    begun = [_begun(made, plain, dict.fromkeys(plain.groups, START), seed)]
    begun += [_begun(made, story, begun[0].found.solved.gamma, seed) for story in others]
    best = max(each.height for each in begun)
    likely = [each for each in begun if each.height >= best - OUT_OF_QUESTION]
    mixed = [mix(each.design, each.found, each.solving, each.ready, each.story) for each in likely]
    height = np.array([height + np.log(each.story.prior) for (_, height), each in zip(mixed, likely, strict=True)])
    shares = np.exp(height - logsumexp(height))
    first = likely[int(np.argmax(shares))]
    told = dict.fromkeys((each.story.name for each in begun), 0.0)
    told |= dict(zip((each.story.name for each in likely), shares.tolist(), strict=True))
    mixture = together([mixture for mixture, _ in mixed], shares)
    return _Fitted(first.design, first.ready(first.found.solved), mixture, told)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A story at its likeliest variances.

    Attributes:
        story: how the figures are taken to have come about.
        design: the equations' layout.
        solving: makes a solver of the kept equations.
        ready: lets the solver of a solution tell how much is unknown.
        found: the likeliest variances.
        height: how well they explain the figures, as a logarithm.
    """

    story: Story
    design: Design
    solving: Solving
    ready: Callable[[Solved], Solved]
    found: Found
    height: float


def _begun(made: Composition, story: Story, start: dict[str, float], seed: int) -> _Begun:
    design = lay_out(replace(made.cells, groups=story.groups, levels=story.levels), story.more)
    method = method_for(design)
    solving = solving_by(design, method, seed=seed)
    first = np.array([start.get(name, START) for name in design.cells.groups])
    found = search(design, solving, first, PRECISION, story.belief, exact=method == "direct")

    def ready(solved: Solved) -> Solved:
        return drawn(design, solved, DRAWS, seed)

    height = log_likelihood(design, found.solved) + float(np.log(story.prior))
    return _Begun(story, design, solving, ready, found, height)


def _checked(made: Composition, fitted: _Fitted, seed: int) -> CrossCheck | None:
    groups = made.cells.groups
    if "manager" not in groups:
        return None
    names = [*groups, "noise"]
    variance = dict(zip(names, (fitted.mixture.weight @ fitted.mixture.variances).tolist(), strict=True))
    typical = Typical(variance["person"], variance["manager"], variance["match"], variance["noise"])
    solved = fitted.solved
    market = made.cells.fixed @ solved.kept[: made.cells.fixed.shape[1]]
    return cross_check(
        made.cells.mean - market, made.cells.weight, groups["person"], groups["manager"], typical=typical, seed=seed
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
        .select(
            "person_id",
            "role_id",
            "manager_id",
            "unit_id",
            estimate="person",
            sd="person_sd",
            expected="under_typical",
            expected_sd="under_typical_sd",
            leaders="leaders",
            results="results",
        )
        .select(*PEOPLE_SCHEMA)
    )


def _market(made: Composition, solved: Solved) -> pl.DataFrame:
    """The level of a typical person in each role and period: under typical leaders, in a typical unit."""
    level = made.levels(solved.kept[: made.cells.fixed.shape[1]])
    columns = made.periods.select("expectation_id", "role_id", "period", level=pl.Series(level))
    return columns.sort("expectation_id", "period")


def _measured_until(spells: Spells, expectations: pl.DataFrame) -> date:
    """The first day after the last period measured."""
    last = spells.periods.group_by("expectation_id").agg(pl.col("period").max()).join(expectations, on="expectation_id")
    return max(
        period_end(period_index(day, Cadence(cadence)), Cadence(cadence))
        for day, cadence in last.select("period", "cadence").iter_rows()
    )
