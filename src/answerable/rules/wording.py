"""How rules speak: dates, counts and lists as people say them."""

from collections.abc import Sequence
from datetime import date


def spoken(day: date) -> str:
    """Write a date as people say it.

    Args:
        day: any day.

    Returns:
        Such as "3 June 2026".
    """
    return f"{day.day} {day:%B %Y}"


def counted(number: int, noun: str) -> str:
    """Write a number with its noun.

    Args:
        number: how many.
        noun: of what, in the singular.

    Returns:
        Such as "1 month" or "3 months".
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(parts: Sequence[str]) -> str:
    """Write several things one after the other.

    Args:
        parts: of the list, none of them empty.

    Returns:
        Such as "a, b and c".
    """
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)
