"""Who may read a role, change it, and ask those who hold it to agree."""

from dataclasses import dataclass

from answerable.rules.verdicts import Verdict


@dataclass(frozen=True, slots=True)
class RoleStanding:
    """How somebody stands to a role.

    Attributes:
        holds: whether they hold it.
        in_line: how many who hold it are in their line.
        in_units: how many who hold it work in units they are people partner of.
        held_by: how many hold it at all.
        leads: whether anybody reports to them.
        is_partner: whether they are people partner of any unit.
        is_administrator: whether they look after the system.
    """

    holds: bool = False
    in_line: int = 0
    in_units: int = 0
    held_by: int = 0
    leads: bool = False
    is_partner: bool = False
    is_administrator: bool = False


NOT_TO_READ = "A role is read by those who hold it, their leaders, their people partner, and administrators."
NOT_TO_CHANGE = (
    "A role is changed by the leaders of those who hold it, their people partner, and administrators. "
    "You hold it, or nobody in your line does."
)
NOT_TO_ASK = "Those who hold a role are asked to agree by their leaders and their people partner."


def may_create(standing: RoleStanding) -> Verdict:
    """Say whether somebody may describe a new role.

    Args:
        standing: who they are.

    Returns:
        Allowed to whoever leads, to people partners and to administrators.
    """
    if standing.is_administrator:
        return Verdict(allowed=True, reasons=("You look after the system.",))
    if standing.leads:
        return Verdict(allowed=True, reasons=("You lead people.",))
    if standing.is_partner:
        return Verdict(allowed=True, reasons=("You are a people partner.",))
    return Verdict(allowed=False, reasons=("New roles are described by leaders, people partners and administrators.",))


def may_change(standing: RoleStanding) -> Verdict:
    """Say whether somebody may change a role.

    Args:
        standing: how they stand to it.

    Returns:
        The verdict with its reason; what nobody holds yet is changed by whoever may describe a new one.
    """
    if standing.in_line:
        return Verdict(allowed=True, reasons=("People in your line hold it.",))
    if standing.in_units:
        return Verdict(allowed=True, reasons=("You are the people partner of people who hold it.",))
    if standing.is_administrator:
        return Verdict(allowed=True, reasons=("You look after the system.",))
    if not standing.held_by:
        return may_create(standing)
    return Verdict(allowed=False, reasons=(NOT_TO_CHANGE,))


def may_read(standing: RoleStanding) -> Verdict:
    """Say whether somebody may read a role.

    Args:
        standing: how they stand to it.

    Returns:
        The verdict with its reason.
    """
    if standing.holds:
        return Verdict(allowed=True, reasons=("You hold it.",))
    change = may_change(standing)
    return change if change.allowed else Verdict(allowed=False, reasons=(NOT_TO_READ,))


def may_ask(standing: RoleStanding) -> Verdict:
    """Say whether somebody may ask those who hold a role to agree on what is expected.

    Args:
        standing: how they stand to it.

    Returns:
        Allowed to leaders for their line and to people partners for their units; they ask nobody else.
    """
    if standing.in_line or standing.in_units:
        return may_change(standing)
    return Verdict(allowed=False, reasons=(NOT_TO_ASK,))
