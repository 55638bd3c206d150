"""What limits an attribution, in sentences a leader can act on."""

from collections.abc import Mapping

import polars as pl

from answerable.engine.attribution.composition import Composition
from answerable.engine.attribution.cross_check import CrossCheck

FEWEST_LEADERS = 10
FEWEST_MOVERS = 20
SHORTEST_MONTHS = 12
LIKELY = 0.5
_TOLD = {
    "placed": "It looks as if leaders were put in charge of units for how hard these are, so a leader is not judged by "
    "how a unit did that nobody else ever led.",
    "lasting": "It looks as if what a leader teaches stays with those who move on, so the next leader is not credited "
    "with it.",
}


def caveats_of(
    made: Composition, leaders: pl.DataFrame, check: CrossCheck | None, stories: Mapping[str, float]
) -> tuple[str, ...]:
    """Say what the figures cannot tell, and why.

    Args:
        made: the company's figures.
        leaders: as `Attribution.leaders`.
        check: the cross-check, None where there are no leaders to compare.
        stories: how likely each way is in which the figures could have come about.

    Returns:
        Sentences, the gravest first.
    """
    if check is None:
        return ("Nobody measured has a leader on record, so nothing can be said of leaders. Add who reports to whom.",)
    direct = leaders.filter(pl.col("component") == "manager")
    movers = made.keys.group_by("person_id").agg(pl.col("manager_id").drop_nulls().n_unique())
    moved = int((movers["manager_id"] > 1).sum())
    unmoved = int((direct["identified_by"] == 0).sum())
    first, last = made.keys.select(pl.col("first_on").min(), pl.col("last_on").max()).row(0)
    months = round((last - first).days / 30.44) + 1
    found = []
    if len(direct) < FEWEST_LEADERS:
        found.append(f"{_only(len(direct))}: too few to say how much leaders differ here.")
    if moved < FEWEST_MOVERS:
        found.append(
            f"{_movers(moved)} worked under more than one leader: what is the leader's and what is the team's own "
            "can hardly be told apart."
        )
    if unmoved:
        found.append(
            f"{_apart(unmoved, len(direct))} with another leader; they are compared with others only by taking "
            "their people to be like everybody else's."
        )
    if months < SHORTEST_MONTHS:
        found.append(f"The record covers {_months(months)}: too short to tell lasting differences from a good spell.")
    if check.sorted_to_leaders:
        together = (
            "good people tend to be with leaders who add more"
            if check.covariance > 0
            else ("good people tend to be with leaders who add less")
        )
        found.append(
            f"People are not spread over leaders by chance: {together} (correlation {check.correlation:.2f}, "
            f"p = {check.p_value:.3f}). Part of what the people bring may be counted as the leader's, or the reverse."
        )
    if check.sorted_to_leaders is None:
        found.append("Whether good people are with good leaders cannot be told: too few people changed leaders.")
    found += [sentence for name, sentence in _TOLD.items() if stories.get(name, 0.0) >= LIKELY]
    return tuple(found)


def _only(leaders: int) -> str:
    return "There is only one leader" if leaders == 1 else f"There are only {leaders} leaders"


def _movers(people: int) -> str:
    return {0: "Nobody", 1: "Only one person"}.get(people, f"Only {people} people")


def _apart(unmoved: int, leaders: int) -> str:
    if unmoved == leaders:
        return "The one leader shares no person" if leaders == 1 else f"None of the {leaders} leaders shares a person"
    return f"{'One' if unmoved == 1 else unmoved} of {leaders} leaders share{'s' * (unmoved == 1)} no person"


def _months(months: int) -> str:
    return "one month" if months == 1 else f"{months} months"
