"""Whether gaps deepen and spread while nobody acts, in sentences."""

from django.utils.translation import gettext as _

from answerable.findings.helped import Amount
from answerable.findings.waited_under import FEWEST_LEADERS, FEWEST_PEOPLE, FEWEST_SHOWN, Change
from answerable.web.points import decimals


def deepens(change: Change) -> str:
    """Say whether gaps deepen while nobody acts.

    Args:
        change: what happens to somebody with an open gap.

    Returns:
        A sentence.
    """
    if change.per_month is None:
        return f"{_('Whether gaps deepen while nobody acts cannot be told yet:')} {_few(change)}"
    said = _interval(change.per_month)
    if change.per_month.high < 0:
        text = _("Gaps deepen while nobody acts: by %(points)s points a month (%(low)s to %(high)s, 95 %% sure).")
        return text % said
    text = _(
        "That gaps deepen while nobody acts cannot be seen here: levels change by %(change)s points a month "
        "(%(from)s to %(to)s, 95 %% sure)."
    )
    return text % said


def spreads(change: Change) -> str:
    """Say whether gaps spread to others under the same leader while nobody acts.

    Args:
        change: what happens to these others.

    Returns:
        A sentence.
    """
    if change.per_month is None:
        return f"{_('Whether they spread to others under the same leader cannot be told yet:')} {_few(change)}"
    said = _interval(change.per_month)
    if change.per_month.high < 0:
        text = _(
            "They spread: others under the same leader lose %(points)s points a month "
            "(%(low)s to %(high)s, 95 %% sure)."
        )
        return text % said
    text = _(
        "That they spread to others under the same leader cannot be seen here: their levels change by %(change)s "
        "points a month (%(from)s to %(to)s, 95 %% sure)."
    )
    return text % said


def _few(change: Change) -> str:
    said = {
        "people": change.people,
        "leaders": change.leaders,
        "fewest": FEWEST_PEOPLE,
        "least": FEWEST_LEADERS,
    }
    if change.people < FEWEST_SHOWN:
        return (
            _("it takes %(fewest)d people under %(least)d leaders to see it in; so far there are fewer than five.")
            % said
        )
    text = _("it takes %(fewest)d people under %(least)d leaders to see it in; so far: %(people)d under %(leaders)d.")
    return text % said


def _interval(found: Amount) -> dict[str, str]:
    return {
        "points": decimals(-found.value),
        "low": decimals(-found.high),
        "high": decimals(-found.low),
        "change": decimals(found.value),
        "from": decimals(found.low),
        "to": decimals(found.high),
    }
