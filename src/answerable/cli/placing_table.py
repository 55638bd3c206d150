"""Where people would attain more, as a page to read in a terminal."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape

from answerable.engine.placement.fit import MET, SHORT, UNKNOWN
from answerable.engine.placement.place import BETTER, CANNOT_TELL
from answerable.findings.placing import Placing, Proposal
from answerable.findings.sentences import percent, sureness
from answerable.rules.wording import listed, spoken

MOST = 20


def print_placing(found: Placing, console: Console) -> None:
    """Print proposals, each with what would have to be true, then what limits them.

    Args:
        found: where people would attain more.
        console: where to.
    """
    console.print(f"\n[bold]Where people would attain more[/], as of {spoken(found.as_of)}\n")
    console.print("A reason to talk with somebody, no verdict: nobody is ranked, and nothing is decided.\n")
    for proposal in found.proposals[:MOST]:
        _print_proposal(proposal, found, console)
    hidden = len(found.proposals) - MOST
    if hidden > 0:
        console.print(f"... and {hidden} more: --format json has all.\n", highlight=False)
    if not found.proposals:
        console.print("Nobody is expected to do better elsewhere.\n", highlight=False)
    _print_without(found, console)
    for caveat in found.caveats:
        console.print(f"[dim]Note: {escape(caveat)}[/]")


def _print_proposal(proposal: Proposal, found: Placing, console: Console) -> None:
    facts = proposal.facts
    person, role = (found.names.get(facts[name], facts[name]) for name in ("person_id", "role_id"))
    opening = "" if proposal.opening_id is None else f"{proposal.opening_id}: "
    console.print(f"[bold]{escape(f'{opening}{person} as {role}')}[/]", highlight=False)
    for line in _lines(proposal, found):
        console.print(f"  {escape(line)}", highlight=False)
    console.print("  What would have to be true:", highlight=False)
    for condition in proposal.conditions:
        console.print(f"  · {escape(condition)}", highlight=False)
    others = found.others.get(proposal.opening_id or "", ())
    if others:
        names = sorted(found.names.get(person_id, person_id) for person_id in others)
        console.print(
            f"  Also told to attain more there than where they are: {escape(listed(names))}.", highlight=False
        )
    console.print()


def _lines(proposal: Proposal, found: Placing) -> Iterable[str]:
    facts = proposal.facts
    here = found.names.get(facts["here_role_id"], facts["here_role_id"])
    yield f"There {_level(facts, '')}; as {here}, {_level(facts, 'here_')}."
    yield _difference(facts)
    counts = {state: proposal.count(state) for state in (MET, SHORT, UNKNOWN)}
    yield f"Of what the role asks for, {counts[MET]} met, {counts[SHORT]} short, {counts[UNKNOWN]} not yet known."


def _level(facts: dict[str, Any], of: str) -> str:
    expected, low, high = (percent(facts[f"{of}{name}"]) for name in ("expected", "low", "high"))
    return f"{expected} is to be expected, between {low} and {high}"


def _difference(facts: dict[str, Any]) -> str:
    points, low, high = (round(100 * facts[name]) for name in ("difference", "difference_low", "difference_high"))
    span = f"{points:+d} points, between {low:+d} and {high:+d}"
    if facts["told"] == CANNOT_TELL:
        return f"Whether that is more cannot be told: {span}."
    sure = facts["better"] if facts["told"] == BETTER else 1 - facts["better"]
    return f"That is {'more' if facts['told'] == BETTER else 'less'}: {span}; {sureness(sure)} sure."


def _print_without(found: Placing, console: Console) -> None:
    if found.unfilled:
        console.print(f"No proposal for {escape(listed(found.unfilled))}.\n", highlight=False)
    if found.nowhere:
        names = sorted(found.names.get(person, person) for person in found.nowhere)
        console.print(f"No other role found for {escape(listed(names))}.\n", highlight=False)
