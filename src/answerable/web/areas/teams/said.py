"""What the record says about the size of teams, in sentences."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answerable.findings.organisation import FEWEST_LEADERS, Built, Estimate, Fall, Relation
from answerable.findings.sentences import percent
from answerable.web.points import points, whole

_LEVEL: dict[str, Promise] = {
    "kept": gettext_lazy(
        "One-on-ones: %(level)s of those owed are kept in teams of up to %(size)s; "
        "%(loss)s less with each person beyond."
    ),
    "minutes": gettext_lazy(
        "Time: %(level)s with each person in four weeks in teams of up to %(size)s; "
        "%(loss)s less with each person beyond."
    ),
    "added": gettext_lazy(
        "Results: what leaders add stays as it is in teams of up to %(size)s; %(loss)s less with each person beyond."
    ),
}
_FALLING: dict[str, Promise] = {
    "kept": gettext_lazy(
        "One-on-ones: fewer of those owed are kept the larger the team, from the smallest on: with each person more, "
        "%(loss)s less."
    ),
    "minutes": gettext_lazy(
        "Time: there is less for each person the larger the team, from the smallest on: with each person more, "
        "%(loss)s less in four weeks."
    ),
    "added": gettext_lazy(
        "Results: leaders add less the larger the team, from the smallest on: with each person more, %(loss)s less."
    ),
}
_CANNOT: dict[str, Promise] = {
    "kept": gettext_lazy("One-on-ones: whether fewer of those owed are kept in larger teams cannot be told:"),
    "minutes": gettext_lazy("Time: whether there is less for each person in larger teams cannot be told:"),
    "added": gettext_lazy("Results: whether leaders add less in larger teams cannot be told:"),
}


def headline(built: Built) -> str:
    """Say first what can be said of how large a team can be.

    Args:
        built: how the company is built.

    Returns:
        A sentence.
    """
    if are_few(built):
        said = {"least": FEWEST_LEADERS, "leaders": max(one.leaders for one in built.relations)}
        why = _("it takes %(least)d leaders of whom enough is on record, and there are %(leaders)d.") % said
        return f"{_('How large a team a leader here can serve cannot be told yet:')} {why}"
    if built.fall is None:
        return _("How large a team a leader here can serve cannot be told from the record.")
    if built.fall.from_smallest:
        return _("The larger the team, the less a leader here has for each person in it, from the smallest teams on.")
    return _(
        "Up to %(size)s, a leader here serves each person as well as in a smaller team; in larger ones each gets less."
    ) % {"size": size_of(built.fall)}


def are_few(built: Built) -> bool:
    """Whether there are too few leaders to say anything of anything."""
    return all(one.reason == "few" for one in built.relations)


def size_of(fall: Fall) -> str:
    """The size up to which a record is level, such as "8 people (7 to 9)"."""
    return _around(people(round(fall.serves.value)), f"{round(fall.serves.low)}", f"{round(fall.serves.high)}")


def people(number: int) -> str:
    """So many people, in words."""
    return ngettext("%(n)d person", "%(n)d people", number) % {"n": number}


def said_of(relation: Relation) -> str:
    """Say what the record says of one thing that leaders do.

    Args:
        relation: how it goes with the size of their teams.

    Returns:
        A sentence: what is known with its intervals, or why it cannot be told.
    """
    measure, fall = relation.measure, relation.fall
    if fall is None:
        return f"{_CANNOT[measure]} {_why_not(relation)}"
    sentence = _FALLING[measure] if fall.from_smallest else _LEVEL[measure]
    return str(sentence) % {
        "size": size_of(fall),
        "level": value_of(measure, fall.level),
        "loss": _change_of(measure, fall.loss),
    }


def value_of(measure: str, estimate: Estimate) -> str:
    """A value of one of the measures with its interval, such as "86 % (82 % to 90 %)" or "+3 points (−1 to +7)"."""
    ends = (estimate.low, estimate.high)
    if measure == "kept":
        return _around(percent(estimate.value), *(percent(end) for end in ends))
    if measure == "added":
        number = ngettext("%(n)s point", "%(n)s points", abs(whole(estimate.value)))
        return _around(number % {"n": _signed(estimate.value)}, *(_signed(end) for end in ends))
    return _change_of(measure, estimate)


def _signed(share: float) -> str:
    number = whole(share)
    return f"{number:+d}".replace("-", "−") if number else "0"


def _change_of(measure: str, estimate: Estimate) -> str:
    low, high = (f"{round(end) if measure == 'minutes' else whole(end)}" for end in (estimate.low, estimate.high))
    return _around(_amount(measure, estimate.value), low, high)


def _around(said: str, low: str, high: str) -> str:
    return _("%(said)s (%(low)s to %(high)s)") % {"said": said, "low": low, "high": high}


def _amount(measure: str, amount: float) -> str:
    if measure != "minutes":
        return points(amount)
    number = round(abs(amount))
    return ngettext("%(n)d minute", "%(n)d minutes", number) % {"n": number}


def _why_not(relation: Relation) -> str:
    smallest, largest, slope = relation.smallest, relation.largest, relation.slope
    if smallest is None or largest is None:
        said = {"leaders": relation.leaders, "least": FEWEST_LEADERS}
        return _("it takes %(least)d leaders of whom enough is on record, and there are %(leaders)d.") % said
    if slope is None:
        said = {"smallest": round(smallest), "largest": round(largest)}
        return _("teams hardly differ in size (most have %(smallest)d to %(largest)d people).") % said
    low, high = _direction(relation.measure, slope.low), _direction(relation.measure, slope.high)
    return _("with each person more it may be anything between %(low)s and %(high)s.") % {"low": low, "high": high}


def _direction(measure: str, change: float) -> str:
    """Such as "3 points less" or "1 minute more"."""
    said = {"amount": _amount(measure, change)}
    return _("%(amount)s less") % said if change < 0 else _("%(amount)s more") % said
