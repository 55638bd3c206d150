"""What a lever of the company's library has to say, and who keeps the library."""

from dataclasses import dataclass
from decimal import Decimal

from answerable.kernel.money import NO_CURRENCY, is_currency
from answerable.panel.schema import CAUSES, FACETS
from answerable.rules.verdicts import Verdict

KINDS = ("coaching", "training", "process", "program", "tool")
EXPECTATION_KINDS = ("result", "behaviour")
COST_PER = ("person", "start")
LONGEST_NAME, LONGEST_SUMMARY, LONGEST_STEPS, LONGEST_DAYS = 120, 600, 20_000, 730
MOST_COST = Decimal(10_000_000)

_ALLOWED = Verdict(allowed=True, reasons=())


@dataclass(frozen=True, slots=True)
class LeverText:
    """What a lever says of itself.

    Attributes:
        kind: one of KINDS.
        name: what it is called.
        causes: of which causes it is a remedy, from `panel.schema.CAUSES`.
        facets: which facets it builds, from `panel.schema.FACETS`.
        expectation_kinds: for which kinds of expectation it is meant, from EXPECTATION_KINDS.
        summary: what it is, in two or three sentences.
        steps: what to do, a paragraph a step, parted by line breaks.
        days: how long it takes, in days; None where that is open.
        cost: what it usually costs, in `currency`; None where nobody has said.
        currency: three letters, empty without a cost.
        cost_per: for what that is paid, one of COST_PER; empty without a cost.
    """

    kind: str
    name: str
    causes: tuple[str, ...]
    summary: str
    steps: str
    facets: tuple[str, ...] = ()
    expectation_kinds: tuple[str, ...] = ()
    days: int | None = None
    cost: Decimal | None = None
    currency: str = ""
    cost_per: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The steps, each by itself."""
        return tuple(line.strip() for line in self.steps.splitlines() if line.strip())


def complete(text: LeverText) -> Verdict:
    """Say whether a lever says enough for a leader to act on it tomorrow.

    Args:
        text: what it says.

    Returns:
        Refused with all that is missing or makes no sense.
    """
    reasons = tuple(sentence for is_so, sentence in (*_words(text), *_figures(text)) if is_so)
    return Verdict(allowed=not reasons, reasons=reasons)


def _words(text: LeverText) -> tuple[tuple[bool, str], ...]:
    lists = ((CAUSES, text.causes), (FACETS, text.facets), (EXPECTATION_KINDS, text.expectation_kinds))
    known = all({*choices} >= {*chosen} for choices, chosen in lists)
    return (
        (text.kind not in KINDS, "Choose what kind of lever it is."),
        (not text.name.strip(), "Give it a name."),
        (len(text.name) > LONGEST_NAME, f"Expected a name of at most {LONGEST_NAME} characters."),
        (not text.causes, "Say which causes it is for: at least one."),
        (
            not known or not {*EXPECTATION_KINDS} >= {*text.expectation_kinds},
            "Choose causes and facets from the lists.",
        ),
        (not text.summary.strip(), "Say in two or three sentences what it is."),
        (len(text.summary) > LONGEST_SUMMARY, f"Expected a summary of at most {LONGEST_SUMMARY} characters."),
        (not text.paragraphs, "Write down the steps: what does a leader do first?"),
        (len(text.steps) > LONGEST_STEPS, f"Expected steps of at most {LONGEST_STEPS} characters in all."),
    )


def _figures(text: LeverText) -> tuple[tuple[bool, str], ...]:
    has_cost = text.cost is not None
    days = f"Expected 1 to {LONGEST_DAYS} days, or none where that is open."
    return (
        (text.days is not None and not 1 <= text.days <= LONGEST_DAYS, days),
        (text.cost is not None and not 0 <= text.cost <= MOST_COST, "Expected a cost from 0 on, or none."),
        (has_cost and not is_currency(text.currency), NO_CURRENCY),
        (has_cost and text.cost_per not in COST_PER, "Say whether the cost is for each person or for each start."),
    )


@dataclass(frozen=True, slots=True)
class Keeper:
    """Somebody who wants to change the library, as far as it matters here.

    Attributes:
        leads: whether anybody reports to them.
        is_partner: whether they are people partner of a unit.
        is_owner: whether they own the lever.
        leads_owner: whether whoever owns the lever is in their line.
        has_owner: whether anybody owns the lever.
    """

    leads: bool
    is_partner: bool
    is_owner: bool = False
    leads_owner: bool = False
    has_owner: bool = False


def may_write(keeper: Keeper) -> Verdict:
    """Say whether somebody may add to the library and change what it says.

    Args:
        keeper: who.

    Returns:
        Allowed to leaders and people partners.
    """
    if keeper.leads or keeper.is_partner:
        return _ALLOWED
    return Verdict(allowed=False, reasons=("Leaders and people partners keep the library.",))


def may_retire(keeper: Keeper) -> Verdict:
    """Say whether somebody may take a lever out of the library, or bring it back.

    Args:
        keeper: who.

    Returns:
        Allowed to whoever owns it, to the leaders above them and to people partners.
    """
    if keeper.is_partner or keeper.is_owner or keeper.leads_owner:
        return _ALLOWED
    if not keeper.has_owner:
        reason = "Nobody owns this lever. Name an owner first, or ask a people partner to retire it."
        return Verdict(allowed=False, reasons=(reason,))
    reason = "Only whoever owns this lever, the leaders above them and people partners retire it."
    return Verdict(allowed=False, reasons=(reason,))
