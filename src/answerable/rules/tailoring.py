"""What is expected of one person instead of what the role expects: what has to be said, how far it may reach back."""

import math
from dataclasses import dataclass
from datetime import date, timedelta

BACK_DAYS = 60
LONGEST_REASON = 2_000


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is meant to be expected of one person.

    Attributes:
        expectation: the key of the expectation.
        target: what is expected of them, the lower edge of a band; None where nothing readable was sent.
        reason: why.
        starts_on: first day; None where nothing readable was sent.
        ends_on: first day no longer, None while it lasts.
    """

    expectation: str
    target: float | None
    reason: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class Band:
    """Whether and how wide an expectation is a band.

    Attributes:
        width: the upper edge less the lower one; 0 where it is no band.
    """

    width: float


def faults(wanted: Wanted, band: Band | None, on: date, *, is_expected: bool = True) -> dict[str, str]:
    """Say what is wrong with what was sent.

    Args:
        wanted: what was sent.
        band: how wide the expectation is; None where it is no band.
        on: today.
        is_expected: whether the role expects this at all.

    Returns:
        By field, what was expected instead; empty where all is well.
    """
    found: dict[str, str] = {}
    if not is_expected:
        found["expectation"] = "Choose one of the expectations of this role."
    if wanted.target is None or not math.isfinite(wanted.target):
        found["target"] = "Expected a number such as 50000."
    elif wanted.target == 0 and band is None:
        found["target"] = "A target of zero has no attainment: nothing can be a share of it."
    elif band is not None and wanted.target + band.width / 2 == 0:
        found["target"] = "A band around zero has no attainment."
    if not wanted.reason.strip():
        found["reason"] = "Give the reason: the person reads it, and whoever leads them after you."
    elif len(wanted.reason) > LONGEST_REASON:
        found["reason"] = f"Expected at most {LONGEST_REASON} characters."
    if wanted.starts_on is None:
        found["starts_on"] = "Expected a day such as 2026-01-12."
    elif wanted.starts_on < on - timedelta(days=BACK_DAYS):
        found["starts_on"] = f"This reaches back more than {BACK_DAYS} days. Bring older targets with an import."
    elif wanted.ends_on is not None and wanted.ends_on <= wanted.starts_on:
        found["ends_on"] = "It has to end after it begins."
    return found
