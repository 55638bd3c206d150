"""Sentences that say why something is a gap."""

from collections.abc import Mapping
from typing import Any

from answerable.rules.wording import spoken


def percent(share: float) -> str:
    """Write a share as a whole percentage.

    Args:
        share: 0.834, say.

    Returns:
        Such as "83 %".
    """
    return f"{100 * share:.0f} %"


def sureness(probability: float) -> str:
    """Say how sure something is, without claiming certainty.

    Args:
        probability: between 0 and 1.

    Returns:
        A percentage, at most "more than 99 %".
    """
    return "more than 99 %" if probability > 0.99 else f"{100 * probability:.0f} %"


def why_a_gap(row: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    """Say why an open gap is one.

    Args:
        row: the engine's row of the gap, by column of `engine.gaps.table.GAP_SCHEMA`.
        names: display names by id.

    Returns:
        Sentences: where the level stands, how sure, since when, what is shared, how it moves.
    """
    subject = names.get(row["person_id"] or row["unit_id"], "")
    expectation = names.get(row["expectation_id"], row["expectation_id"])
    level = (
        f"{subject} reaches {percent(row['attainment'])} of what is expected in {expectation} "
        f"(between {percent(row['low'])} and {percent(row['high'])}); the standard is {percent(row['standard'])}."
    )
    periods = f"{row['periods']} {row['cadence']}{'s' * (row['periods'] > 1)}"
    sure = (
        f"Below it since {spoken(row['since'])}, {periods} in a row; "
        f"{sureness(row['probability'])} sure that this is not chance."
    )
    return (level, sure, *_movement(row))


def _movement(row: Mapping[str, Any]) -> tuple[str, ...]:
    if row["trend_low"] > 0:
        return (f"It is closing, by {percent(row['trend'])} a {row['cadence']}.",)
    if row["trend_high"] < 0:
        return (f"It is widening, by {percent(-row['trend'])} a {row['cadence']}.",)
    return ()


def too_few_results(person: str, results: int) -> str:
    """Say that a record is too short to tell.

    Args:
        person: whose.
        results: how many of their results could be used.

    Returns:
        A sentence.
    """
    noun = "result" if results == 1 else "results"
    return f"The record of {person} is short, {results} {noun}: a lasting difference cannot be told from a bad spell."


def nobody_moved(leader: str) -> str:
    """Say that a leader cannot be compared with others.

    Args:
        leader: whose people were measured under nobody else.

    Returns:
        A sentence.
    """
    return (
        f"Nobody under {leader} was also measured under another leader: what is the leader's and what the people bring "
        "themselves can hardly be told apart."
    )
