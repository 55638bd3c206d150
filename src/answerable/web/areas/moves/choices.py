"""What the forms of moves offer, and what they send."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict

from answerable.decisions.moves import openings
from answerable.decisions.moves.openings import Draft
from answerable.decisions.moves.write import Wanted
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.rules.moves import MoveKind
from answerable.rules.wording import spoken
from answerable.web.areas.moves.wording import KINDS
from answerable.web.numbers import day, whole_number

MOST_OPENINGS = 200


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen.

    Attributes:
        kinds: where to, by kind.
        roles: keys and titles.
        units: keys and names.
        leaders: ids and names of leaders who are near.
        openings: numbers, and what each is.
        today: the day it is.
    """

    kinds: tuple[tuple[str, str], ...]
    roles: tuple[tuple[str, str], ...]
    units: tuple[tuple[str, str], ...]
    leaders: tuple[tuple[str, str], ...]
    openings: tuple[tuple[str, str], ...]
    today: date


def choices(who: Asker) -> Choices:
    """Read what can be chosen.

    Args:
        who: who asks.

    Returns:
        The choices; of leaders those near the asker, any other is named by name or id.
    """
    open_now, _more = openings.listed(state=openings.OPEN, limit=MOST_OPENINGS)
    return Choices(
        kinds=tuple(KINDS.items()),
        roles=tuple((one.key, one.title) for one in roles.roles()),
        units=people.unit_keys(),
        leaders=_leaders(who),
        openings=tuple(
            (str(one.number), f"{one.role}, {one.unit}, {one.leader}, {spoken(one.starts_on)}") for one in open_now
        ),
        today=who.on,
    )


def _leaders(who: Asker) -> tuple[tuple[str, str], ...]:
    if who.person is None:
        return ()
    below = people.leaders_below(who.person, levels=2) if who.leads else ()
    own = ((who.viewer.person_id, who.name),) if who.leads else ()
    return (*own, *((one.key, one.name) for one in below))


def sent(form: QueryDict) -> dict[str, str]:
    """What was written into a form, by field.

    Args:
        form: what was sent.

    Returns:
        The last value of each field.
    """
    return {name: str(form.get(name, "")) for name in form}


def wanted(form: QueryDict) -> Wanted | None:
    """Read where to somebody should move.

    Args:
        form: what was sent. Of leaving the day is the last one; of all else the first.

    Returns:
        Where to; None where the kind or the day is none.
    """
    when, kind = day(form.get("day", "").strip()), form.get("kind", "")
    if when is None or kind not in KINDS:
        return None
    leaves = kind == MoveKind.LEAVING.value
    opening = whole_number(form.get("opening", ""), otherwise=0) or None
    return Wanted(
        MoveKind(kind),
        when + timedelta(days=1) if leaves and when < date.max else when,
        form.get("role", ""),
        form.get("leader", "").strip(),
        form.get("unit", ""),
        None if leaves else opening,
    )


def draft(form: QueryDict) -> Draft | None:
    """Read an opening.

    Args:
        form: what was sent.

    Returns:
        The opening as it was written; None where its day is none.
    """
    starts_on = day(form.get("day", "").strip())
    if starts_on is None:
        return None
    places = whole_number(form.get("places", ""), otherwise=0)
    note = form.get("note", "")
    return Draft(form.get("role", ""), form.get("unit", ""), form.get("leader", "").strip(), starts_on, places, note)
