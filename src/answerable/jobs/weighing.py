"""A look at fairness that somebody asked for: whether it is under way, and the work itself."""

from datetime import date, datetime

from django.core.cache import cache

from answerable.decisions import fairness

KEY = "fairness-under-way"
# Should the worker be stopped in between, it counts as broken off after this.
LONGEST_SECONDS = 900


def ask() -> bool:
    """Note that it was asked for.

    Returns:
        Whether it was not under way already.
    """
    return bool(cache.add(KEY, value=True, timeout=LONGEST_SECONDS))


def is_under_way() -> bool:
    """Whether it was asked for and is not done."""
    return cache.get(KEY) is not None


def work(*, on: date, at: datetime) -> None:
    """Do it.

    Args:
        on: the day.
        at: when this happens.
    """
    try:
        fairness.weigh(on=on, at=at)
    finally:
        cache.delete(KEY)
