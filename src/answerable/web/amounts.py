"""What was lost, in words: amounts in an expectation's own unit, weeks, and weeks of a target."""

from math import floor, log10

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.findings.helped import Amount

DIGITS = 2


def number(value: float) -> str:
    """Write an amount with as many digits as it is worth: an estimate of 28,100.98 is not known to the cent.

    Args:
        value: any.

    Returns:
        Such as "28,000", "3.2" or "0".
    """
    if value == 0:
        return "0"
    places = DIGITS - 1 - floor(log10(abs(value)))
    rounded = round(value, places)
    text = f"{rounded:,.{max(places, 0)}f}".replace("-", "−")
    return text.rstrip("0").rstrip(".") if "." in text else text


def around(amount: Amount, unit: str = "") -> str:
    """Write an amount with its interval.

    Args:
        amount: the amount.
        unit: of what, empty for nothing.

    Returns:
        Such as "28 accounts (22 to 34)".
    """
    said = {"value": number(amount.value), "low": number(amount.low), "high": number(amount.high), "unit": unit}
    if unit:
        return _("%(value)s %(unit)s (%(low)s to %(high)s)") % said
    return _("%(value)s (%(low)s to %(high)s)") % said


def weeks(count: float) -> str:
    """Write a stretch of time in whole weeks.

    Args:
        count: how many weeks.

    Returns:
        Such as "3 weeks", "1 week" or "less than a week".
    """
    whole = round(count)
    if whole == 0:
        return _("less than a week")
    return ngettext("%(n)d week", "%(n)d weeks", whole) % {"n": whole}
