"""What would have to be true for a person to attain in another place what is expected of them there, as sentences."""

from collections.abc import Mapping, Sequence
from typing import Any

from answerable.engine.placement import Learned
from answerable.engine.placement.fit import SHORT, UNKNOWN
from answerable.findings.sentences import percent
from answerable.rules.wording import listed, spoken

FEWEST_MOVERS = 20


def conditions_of(
    learned: Learned, facts: Mapping[str, Any], items: Sequence[Mapping[str, Any]], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Say what would have to be true.

    Args:
        learned: what the company's record tells.
        facts: a row of what was compared, by column of `engine.placement.COMPARED_SCHEMA`.
        items: what the role asks for, by column of `engine.placement.FIT_SCHEMA`.
        names: display names by id.

    Returns:
        Sentences: what carries over, who leads there, where, and what is not known of what the role asks for.
    """
    return (*_carried(learned, facts, names), *_led(learned, facts, names), *_asked_for(items))


def caveats_of(
    learned: Learned, people: Sequence[str], roles: Sequence[str], names: Mapping[str, str]
) -> tuple[str, ...]:
    """Say what limits proposals.

    Args:
        learned: what the company's record tells.
        people: who was looked at.
        roles: which roles were asked about.
        names: display names by id.

    Returns:
        Sentences.
    """
    moved, found = learned.carry.people, []
    if moved == 0:
        found.append("Nobody on record has changed roles: how much people bring along is not known, only believed.")
    elif moved < FEWEST_MOVERS:
        who = "Only one person on record has" if moved == 1 else f"Only {moved} people on record have"
        found.append(f"{who} changed roles: how much people bring along is hardly known.")
    unmeasured = [names.get(role, role) for role in roles if role not in learned.levels]
    if unmeasured:
        found.append(f"Nothing was measured in the role {listed(unmeasured)}: nobody can be proposed for it.")
    unknown = sum(person not in learned.code for person in set(people))
    if unknown:
        who = "one person" if unknown == 1 else f"{unknown} people"
        found.append(f"Of {who} nothing was measured that is their own, so nothing can be expected of them anywhere.")
    return tuple(found)


def _carried(learned: Learned, facts: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    if facts["carry"] is None:
        return ()
    here, there = (names.get(facts[name], facts[name]) for name in ("from_role_id", "role_id"))
    person = names.get(facts["person_id"], facts["person_id"])
    between = f"between {percent(facts['carry_low'])} and {percent(facts['carry_high'])} of it"
    if facts["based_on"]:
        before = "one person" if facts["based_on"] == 1 else f"{facts['based_on']} people"
        told = f"as it did for {before} before ({between})"
    elif learned.carry.people:
        told = f"as it does between other roles here; nobody has held both of these yet ({between})"
    else:
        told = f"nobody here has changed roles yet, so how much does is not known ({between})"
    return (f"What {person} shows as {here} carries over to {there}: {told}.",)


def _led(learned: Learned, facts: Mapping[str, Any], names: Mapping[str, str]) -> tuple[str, ...]:
    around = learned.solved.record.places
    found = []
    if "manager" in around:
        leader = facts["manager_id"]
        if leader is None:
            found.append("The leader there is a typical one.")
        elif leader in around["manager"]:
            found.append(f"{names.get(leader, leader)} adds there what they have added so far.")
        else:
            found.append(f"{names.get(leader, leader)}, of whom nothing is on record, leads as a typical leader does.")
    if "unit" in around and facts["unit_id"] not in around["unit"]:
        found.append("The unit there is a typical one.")
    return tuple(found)


def _asked_for(items: Sequence[Mapping[str, Any]]) -> tuple[str, ...]:
    if not items:
        return ("What the role asks for is not written down, and has been looked at.",)
    found = []
    for item in items:
        name, required = f"“{item['item']}”", f"{item['required']:g}"
        if item["state"] == UNKNOWN:
            found.append(f"{name}, not yet assessed, is at {required} or above.")
        elif item["state"] == SHORT:
            found.append(f"{name}, seen at {item['seen']:g}, comes to {required}.")
        elif item["old"]:
            found.append(f"{name}, last assessed on {spoken(item['assessed_on'])}, is still at {required} or above.")
    return tuple(found)
