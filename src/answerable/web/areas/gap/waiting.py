"""What closed gaps like this one, and what waiting costs, in sentences."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from answerable.decisions.cases.read import CaseShown
from answerable.facts.roles.read import Expected
from answerable.findings.helped import Amount, Help
from answerable.findings.sentences import percent
from answerable.findings.waited import Foreseen, GapWaiting, Waited
from answerable.rules.wording import spoken
from answerable.web.amounts import around, weeks
from answerable.web.lever_words import adds, closed, kind_called, kind_of, known_first
from answerable.web.points import between, points

MOST_LEVERS = 2


@dataclass(frozen=True, slots=True)
class WaitingHere:
    """The section.

    Attributes:
        levers: what closed gaps like this one, as sentences.
        cost: what waiting has cost so far.
        ahead: the next 13 weeks, without action and with.
        reckoned: of which day it is; empty where it was not reckoned.
    """

    levers: tuple[str, ...]
    cost: str
    ahead: tuple[str, ...]
    reckoned: str


def waiting_here(case: CaseShown, waited: Waited, expected: Expected | None, *, is_over: bool) -> WaitingHere:
    """Say what waiting for a gap costs.

    Args:
        case: the gap taken up.
        waited: what was reckoned.
        expected: what is short.
        is_over: whether the gap has closed.

    Returns:
        The section.
    """
    levers = _levers(waited.helps, unit_wide=case.is_unit)
    if waited.gap is None:
        text = _("What waiting costs here has not been reckoned yet. That is done once a week, at night.")
        return WaitingHere(levers, _("What waiting cost here was not reckoned.") if is_over else text, (), "")
    return WaitingHere(
        levers=levers,
        cost=_cost(waited.gap, expected),
        ahead=() if is_over else _ahead(waited.gap, expected),
        reckoned=_("Reckoned on %(day)s, with what was known then; 90 %% sure of what stands in brackets.")
        % {"day": spoken(waited.gap.as_of)},
    )


def _levers(helps: tuple[Help, ...], *, unit_wide: bool) -> tuple[str, ...]:
    fit = tuple(one for one in helps if one.unit_wide == unit_wide)
    found = known_first(fit)[:MOST_LEVERS]
    if found:
        return tuple(f"{capfirst(kind_of(one))}: {closed(one)} {adds(one)}" for one in found)
    if fit:
        return (_("Not known yet: of no lever can it be told apart from what passes by itself."),)
    return (_("Not known yet: too few people who were short have been helped so far."),)


def _cost(gap: GapWaiting, expected: Expected | None) -> str:
    said = {"weeks": weeks(gap.weeks), "since": spoken(gap.signal_on), "cost": _lost(gap, expected)}
    if gap.first_action_on is None:
        return _("Nobody has acted for %(weeks)s, since %(since)s, when it could be known. %(cost)s") % said
    if gap.first_action_on <= gap.signal_on:
        return _("Somebody acted as soon as it could be known, on %(since)s: waiting cost nothing.") % said
    said |= {"acted": spoken(gap.first_action_on)}
    return _("It could be known on %(since)s; %(weeks)s later, on %(acted)s, somebody acted. %(cost)s") % said


def _lost(gap: GapWaiting, expected: Expected | None) -> str:
    if gap.shortfall is None:
        return _("What that cost cannot be told: nothing was due in that time.")
    short = {"points": points(gap.shortfall.value), "between": between(gap.shortfall.low, gap.shortfall.high)}
    level = _("on average %(points)s below target (%(between)s)") % short
    lost = _short(gap.lost, expected, adds_up=gap.adds_up)
    said = (
        _("In that time the result was %(lost)s: %(level)s.") if lost else _("In that time the result was %(level)s.")
    )
    cost = said % {"lost": lost, "level": level}
    if gap.money is None:
        return cost
    money = _("In money that is %(amount)s.") % {"amount": around(gap.money, gap.currency)}
    return f"{cost} {money}"


def _ahead(gap: GapWaiting, expected: Expected | None) -> tuple[str, ...]:
    if gap.without is None:
        return (_("What comes cannot be foreseen."),)
    foreseen = _foreseen(gap.without, gap, expected)
    without = _("The next 13 weeks, if things go on as they did: %(foreseen)s.") % {"foreseen": foreseen}
    if gap.acted is None:
        return without, _("What action would change is not known yet: it takes a lever that is known to add something.")
    said = {"lever": kind_called(gap.helped_by), "foreseen": _foreseen(gap.acted, gap, expected)}
    return without, _("With %(lever)s, as it helped others: %(foreseen)s.") % said


def _foreseen(foreseen: Foreseen, gap: GapWaiting, expected: Expected | None) -> str:
    level = foreseen.attainment
    said = {"level": percent(level.value), "low": percent(level.low), "high": percent(level.high)}
    text = _("%(level)s of target (%(low)s to %(high)s)") % said
    lost = _short(foreseen.lost, expected, adds_up=gap.adds_up)
    money = (
        "" if foreseen.money is None else _("in money %(amount)s") % {"amount": around(foreseen.money, gap.currency)}
    )
    return ", ".join(filter(None, (text, lost, money)))


def _short(lost: Amount | None, expected: Expected | None, *, adds_up: bool) -> str:
    """An amount in the expectation's own unit; empty where sums of it say nothing."""
    if lost is None or expected is None or not adds_up or not expected.unit:
        return ""
    said = {"amount": around(lost, expected.unit)}
    return _("%(amount)s too much") % said if expected.direction == "lower" else _("%(amount)s short") % said
