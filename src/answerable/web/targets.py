"""How targets are spoken on pages."""

from typing import Protocol

from django.utils.translation import gettext as _

from answerable.facts.agreements.read import ExpectedOf, Tailored
from answerable.rules.profiles import figure
from answerable.rules.wording import spoken


class Aimed(Protocol):
    """Whatever has a target."""

    @property
    def target(self) -> float | None:
        """What is expected; the lower edge of a band."""

    @property
    def target_high(self) -> float | None:
        """The upper edge of a band."""

    @property
    def direction(self) -> str:
        """Whether more is better, less, or a band."""

    @property
    def unit(self) -> str:
        """In what."""


def target_words(one: Aimed) -> str:
    """Say what is expected.

    Args:
        one: an expectation.

    Returns:
        Such as "at least 50,000 EUR".
    """
    return _words(one.target, one.target_high, one.direction, one.unit)


def target_of(one: ExpectedOf) -> str:
    """Say what is expected of one person, and of everybody else where that is another target.

    Args:
        one: an expectation as it stands for the person.

    Returns:
        The target; tailored with since when and why.
    """
    usual, own = target_words(one.expected), one.tailored
    if own is None:
        return usual
    said = {"own": tailored_words(one, own), "usual": usual, "days": days_of(own), "reason": own.reason}
    return _("%(own)s, %(days)s, instead of %(usual)s: %(reason)s") % said


def tailored_words(one: ExpectedOf, own: Tailored) -> str:
    """Say what is expected of one person by itself.

    Args:
        one: the expectation.
        own: what was tailored.

    Returns:
        The target.
    """
    return _words(own.target, own.target_high, one.expected.direction, one.expected.unit)


def days_of(own: Tailored) -> str:
    """Say from when to when something is tailored.

    Args:
        own: what was tailored.

    Returns:
        Such as "from 1 January 2026 until 1 April 2026".
    """
    if own.ends_on is None:
        return _("from %(day)s") % {"day": spoken(own.starts_on)}
    return _("from %(day)s until %(end)s") % {"day": spoken(own.starts_on), "end": spoken(own.ends_on)}


def _words(target: float | None, high: float | None, direction: str, unit: str) -> str:
    if target is None:
        return _("agreed person by person")
    if high is not None:
        return f"{figure(target)} – {figure(high)} {unit}".strip()
    bound = {"higher": _("at least"), "lower": _("at most")}.get(direction, "")
    return f"{bound} {figure(target)} {unit}".strip()
