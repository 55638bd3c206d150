"""What each leader adds to attainment, beside what they are answerable for."""

from dataclasses import replace

import polars as pl

from answerable.engine.attribution import attribute
from answerable.findings.report import EffectFound, Report
from answerable.kernel.problems import UsageError
from answerable.panel.company import Company


def with_effects(report: Report, company: Company) -> Report:
    """Say beside each leader what they add to the attainment of those who report to them directly.

    It takes about as long again as the check itself, which is why that does without.

    Args:
        report: an evaluation.
        company: the canonical tables it was made of.

    Returns:
        The same, with effects: on the day looked at, and none for who led nobody measured who leads nobody.
    """
    try:
        known = attribute(company, as_of=report.as_of).leaders
    except UsageError:
        return report
    direct = known.filter(pl.col("component") == "manager").select("leader_id", "estimate", "low", "high")
    effects = {leader_id: EffectFound(*figures) for leader_id, *figures in direct.iter_rows()}
    leaders = tuple(replace(leader, effect=effects.get(leader.leader_id)) for leader in report.leaders)
    return replace(report, leaders=leaders)
