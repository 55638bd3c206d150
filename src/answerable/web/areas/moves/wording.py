"""How moves are spoken of."""

from django.utils.translation import gettext as _

from answerable.decisions.moves.shown import AS_PROPOSED, DECLINED, OTHERWISE, MoveShown, Terms
from answerable.rules.moves import MoveKind, MoveState
from answerable.rules.wording import spoken

KINDS = {"role": "Another role", "leader": "Another leader", "leaving": "Leaving the company"}
STATES = {
    MoveState.PROPOSED: "proposed, the person is not told yet",
    MoveState.TOLD: "the person was told",
    MoveState.HEARD: "the person was heard",
    MoveState.DECIDED: "decided",
    MoveState.DECLINED: "declined",
    MoveState.WITHDRAWN: "withdrawn",
}
OUTCOMES = {
    AS_PROPOSED: "decided as it was proposed",
    OTHERWISE: "decided otherwise than it was proposed",
    DECLINED: "declined",
}
BASES = {
    "typical_leader": "what is to be expected of them under a typical leader",
    "level_now": "where they stood when it was decided",
    "not_measured": "No forecast could be made: nothing had been measured of them.",
    "other_measures": "No forecast could be made: what the new role expects had not been measured of them.",
    "leaves": "No forecast is made of somebody who leaves.",
}
OPENING_STATES = {"open": "open", "filled": "filled", "withdrawn": "withdrawn"}


def where(terms: Terms) -> str:
    """Say where to somebody moves.

    Args:
        terms: where to.

    Returns:
        Such as "Account Executive under Nia Wolf, South, from 1 February 2026".
    """
    if terms.kind is MoveKind.LEAVING:
        return _("out of the company; the last day is %(day)s") % {"day": spoken(terms.last_on)}
    place = _("%(role)s under %(leader)s") % {"role": terms.role, "leader": terms.leader}
    place = f"{place}, {terms.unit}" if terms.unit else place
    return _("%(place)s, from %(day)s") % {"place": place, "day": spoken(terms.starts_on)}


def standing(move: MoveShown) -> str:
    """Say how far a move is.

    Args:
        move: the move.

    Returns:
        Such as "the person was told".
    """
    if move.took_effect_on is not None:
        return _("in effect since %(day)s") % {"day": spoken(move.took_effect_on)}
    if move.state is MoveState.DECIDED:
        return _("decided, from %(day)s") % {"day": spoken(move.terms.starts_on)}
    if move.own_wish and move.state is MoveState.HEARD:
        return _("asked for by the person")
    return _(STATES[move.state])
