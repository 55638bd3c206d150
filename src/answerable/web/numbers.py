"""Numbers and days as they come in from a form."""

from datetime import date
from decimal import Decimal, InvalidOperation

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


def amount(value: Decimal) -> str:
    """Write an amount of money, without decimals where it has none."""
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.2f}"


def money(text: str) -> Decimal | None:
    """Read an amount of money.

    Args:
        text: what was sent.

    Returns:
        The amount, in cents at the finest; None where it is none.
    """
    plain = text.replace(" ", "").replace("\N{NO-BREAK SPACE}", "")
    # Between groups of three figures a comma groups them; else it stands where others write a point.
    is_grouping = "." in plain or plain[-4:].startswith(",")
    plain = plain.replace(",", "" if is_grouping else ".")
    try:
        value = Decimal(plain)
    except InvalidOperation:
        return None
    return value.quantize(Decimal("0.01")) if value.is_finite() and abs(value) < Decimal(10**9) else None
