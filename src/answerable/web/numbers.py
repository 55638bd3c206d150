"""Numbers and days as they come in from a form."""

from datetime import date


def whole_number(text: str, *, otherwise: int) -> int:
    """Read a whole number from 1 on.

    Args:
        text: what was sent.
        otherwise: what stands where that is none.

    Returns:
        The number.
    """
    return int(text) if text.isascii() and text.isdigit() and 0 < int(text) < 10**9 else otherwise


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
