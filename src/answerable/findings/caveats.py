"""What limits an evaluation, said plainly beside it."""

from datetime import date

from answerable.engine.gaps import Gaps
from answerable.panel.company import Company
from answerable.rules.wording import spoken


def caveats(company: Company, gaps: Gaps, on: date) -> tuple[str, ...]:
    """Say what limits the figures of an evaluation.

    Args:
        company: the canonical tables.
        gaps: what was found, with what it rests on.
        on: the day looked at.

    Returns:
        Sentences, the weightiest first.
    """
    found = []
    if "activities" not in company.given:
        found.append(
            "No conversations are on record (there is no activities table): whether they were held is not known, so no "
            "such duty counts for or against anybody, and gaps climb only because they last."
        )
    if "interventions" not in company.given:
        found.append(
            "No plans or decisions are on record (there is no interventions table): such duties count for nobody and "
            "against nobody."
        )
    waiting = sum(entry.people - entry.judged for entry in gaps.coverage)
    if waiting:
        found.append(f"{waiting} times somebody who holds a role was not measured lately enough to be judged.")
    holes = sum(entry.not_measured for entry in gaps.coverage)
    if holes:
        found.append(f"{holes} expected measurements are missing; a missing one is not counted as zero.")
    without = sum(entry.no_target for entry in gaps.coverage)
    if without:
        found.append(f"In {without} periods nothing was expected of somebody in the role: a leader owes that first.")
    outside = sum(entry.outside for entry in gaps.coverage)
    if outside:
        found.append(
            f"{outside} measurements are of periods in which the role was not held from first to last day; "
            "they are left out."
        )
    old = [entry for entry in gaps.coverage if (on - entry.measured_until).days > 100]
    found.extend(f"{entry.expectation_id} was last measured up to {spoken(entry.measured_until)}." for entry in old)
    return tuple(found)
