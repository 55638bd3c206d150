"""How rules speak: dates and counts as people say them."""

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
