"""Points of attainment in words: how much, and how far it may lie from there."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


def whole(share: float) -> int:
    """A share of the target in whole points, its sign kept.

    Args:
        share: 0.05 is five points.

    Returns:
        The nearest whole number.
    """
    return round(100 * share)


def points(share: float) -> str:
    """How many points a share is, its sign left out.

    Args:
        share: 0.05, say.

    Returns:
        Such as "5 points".
    """
    number = abs(whole(share))
    return ngettext("%(n)d point", "%(n)d points", number) % {"n": number}


def between(low: float, high: float) -> str:
    """The interval of a number whose sign was said in words.

    Args:
        low: its lower end.
        high: its upper end.

    Returns:
        Such as "between 3 and 15"; of two ends below zero the signs are left out, as was the number's.
    """
    ends = (-high, -low) if high < 0 else (low, high)
    first, last = (f"{whole(end)}".replace("-", "−") for end in ends)
    return _("between %(low)s and %(high)s") % {"low": first, "high": last}


def decimals(share: float) -> str:
    """A share of the target in points with one digit, its sign kept.

    Args:
        share: 0.012 is 1.2 points.

    Returns:
        Such as "1.2" or "−0.4".
    """
    text = f"{100 * share:.1f}"
    return "0.0" if text == "-0.0" else text.replace("-", "−")
