"""The main job without a server: a company's tables in, who is answerable for what out."""

from collections.abc import Callable
from datetime import date

import polars as pl

from answerable.engine.attainment import Panel, read_panel
from answerable.engine.attainment.coding import collect
from answerable.engine.gaps import Gaps, GapSettings, find_gaps
from answerable.findings.answering import answer_for_gaps
from answerable.findings.caveats import caveats
from answerable.findings.leading import leaders_found
from answerable.findings.line import read_line
from answerable.findings.report import GapFound, LeaderFound, Report
from answerable.findings.situation import Situation
from answerable.findings.support import read_support
from answerable.kernel.periods import Cadence, period_end, period_index
from answerable.kernel.problems import UsageError
from answerable.panel.company import Company
from answerable.rules.policy import Policy, default_policy


def check(
    company: Company,
    as_of: date | None = None,
    policy: Policy | None = None,
    progress: Callable[[str], None] = lambda _: None,
) -> Report:
    """Say who is answerable for what in a company, since when, and why.

    Args:
        company: the canonical tables.
        as_of: the day to look at; by default the day the measurements run to.
        policy: the rules' figures; the default policy where none is given.
        progress: is told of each step as a short phrase.

    Returns:
        Every open gap with the leader answerable for it, and every leader's duties.

    Raises:
        UsageError: nothing had been measured by `as_of`.
    """
    rules = policy or default_policy()
    progress("reading the company")
    panel = read_panel(company)
    day = as_of or measured_until(panel)
    gaps = find_gaps(
        panel, collect(company["units"]), day, gap_settings(rules), lambda name: progress(f"judging {name}")
    )
    if not gaps.coverage:
        raise UsageError(f"Nothing had been measured by {day}. Choose a later day, or leave --as-of out.")
    progress("asking who is answerable")
    situation = Situation(day, read_line(company).on(day), read_support(company).until(day), rules)
    found = answer_for_gaps(gaps.open, situation)
    leaders = leaders_found(company, found, situation)
    return Report(
        as_of=day,
        policy=rules.describe(),
        gaps=found,
        leaders=leaders,
        names=situation.line.names,
        summary=_summary(gaps, found, leaders),
        caveats=caveats(company, gaps, day),
    )


def steps(company: Company) -> int:
    """Count how often `check` tells of its progress at most: before, once an expectation, and after.

    Args:
        company: the canonical tables.

    Returns:
        The number of steps.
    """
    return collect(company["expectations"].select("expectation_id")).height + 2


def measured_until(panel: Panel) -> date:
    """Name the first day on which all that was measured could be known: the end of the last period measured.

    Args:
        panel: the company as numbers.

    Returns:
        The first day after the latest period with a measurement.

    Raises:
        UsageError: there is no measurement at all.
    """
    if not len(panel.measurements.day):
        raise UsageError("There are no measurements: nothing can be said of anybody yet.")
    last = (
        pl.DataFrame({"expectation": panel.measurements.expectation, "day": panel.measurements.day})
        .group_by("expectation")
        .agg(pl.col("day").max().cast(pl.Int32).cast(pl.Date))
        .join(panel.codes.expectations.select("expectation", "cadence"), on="expectation")
    )
    ends = (
        period_end(period_index(day, Cadence(cadence)), Cadence(cadence))
        for day, cadence in last.select("day", "cadence").iter_rows()
    )
    return max(ends)


def gap_settings(policy: Policy) -> GapSettings:
    """Hand the engine the figures of a policy it needs.

    Args:
        policy: the rules' figures.

    Returns:
        The engine's settings.
    """
    return GapSettings(
        certainty=policy.certainty,
        release=policy.release,
        sustained_after={Cadence(name): periods for name, periods in policy.sustained_after.items()},
        consistent_open=policy.consistent_open,
        consistent_of=policy.consistent_of,
        consistent_episodes=policy.consistent_episodes,
        shared_share=policy.shared_share,
        shared_min_people=policy.shared_min_people,
    )


def _summary(gaps: Gaps, found: tuple[GapFound, ...], leaders: tuple[LeaderFound, ...]) -> dict[str, int]:
    return {
        "expectations": len(gaps.coverage),
        "series_judged": sum(entry.judged for entry in gaps.coverage),
        "gaps": len(found),
        "gaps_of_people": sum(gap.person_id is not None for gap in found),
        "gaps_of_units": sum(gap.unit_id is not None for gap in found),
        "sustained": sum(gap.facts["sustained_on"] is not None for gap in found),
        "climbed": sum(gap.answer.level > 1 for gap in found),
        "at_top": sum(gap.answer.at_top for gap in found),
        "leaders": len(leaders),
        "duties_due": sum(leader.duties.due for leader in leaders),
        "duties_missing": sum(leader.duties.missing for leader in leaders),
    }
