"""Numbers and days as they come in from a form."""

from datetime import date

LONGEST = 9


def whole_number(text: str, *, otherwise: int) -> int:
    """Read a whole number from 1 on.

    Args:
        text: what was sent.
        otherwise: what stands where that is none.

    Returns:
        The number.
    """
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST
    return int(text) if is_number and int(text) > 0 else otherwise


def day(text: str) -> date | None:
    """Read a day.

    Args:
        text: what was sent, ISO.

    Returns:
        The day; None where it is none.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
