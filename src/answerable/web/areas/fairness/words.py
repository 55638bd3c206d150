"""What each kind of decision, and each rule, is called on the page."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from answerable.findings.fairness import TableShown, Told


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind is spoken of.

    Attributes:
        title: as a heading.
        could: on whom it could have fallen, after "people".
        did: what happened to those on whom it fell.
    """

    title: str
    could: str
    did: str


_OWED = "who were in the company"
_WITH_GAP = "who had a gap"
_ENDED = "whose plan ended"

_RULES = {
    "gap_opened": ("A gap opened", "who were measured", "had a gap opened"),
    "gap_climbed": ("A gap climbed to the next leader", _WITH_GAP, "had one that climbed"),
}
_DECISIONS = {
    "lever_given": ("A lever set to work", _WITH_GAP, "were given a lever"),
    "plan_closed": ("A plan ended with the gap closed", _ENDED, "saw the gap closed"),
    "plan_elsewhere": ("A plan ended with the cause found elsewhere", _ENDED, "saw the cause found elsewhere"),
    "plan_moved": ("A plan ended with another role or leader", _ENDED, "got another role or leader"),
    "plan_left": ("A plan ended with leaving", _ENDED, "left"),
    "claim_held": ("A hearing ended with the claim held", "who were heard", "heard that the claim holds"),
    "wish_granted": ("A move by own wish granted", "whose wish to move was decided", "had it granted"),
    "opening_filled": ("Moved into an opening", _OWED, "were moved into an opening"),
    "moved_unasked": ("Moved without having asked", _OWED, "were moved without having asked"),
    "left_unasked": ("Left by decision of a leader", _OWED, "were decided to leave"),
}
_DUTIES = {
    "expectations_agreed": "expectations agreed",
    "one_on_one": "a one-on-one",
    "conversation": "a conversation about a gap",
    "plan": "a plan",
    "review": "a review of a plan",
    "decision": "a decision on a gap",
}


def words_of(kind: str) -> Words:
    """How a kind is spoken of.

    Args:
        kind: as `decisions.fairness.happened` names it.

    Returns:
        The words, translated.
    """
    known = _RULES.get(kind) or _DECISIONS.get(kind)
    if known is not None:
        return Words(*(_(text) for text in known))
    deed, _sign, duty = kind.partition("_")
    said = {"duty": _(_DUTIES[duty])}
    if deed == "raised":
        return Words(_("Owed %(duty)s") % said, _(_OWED), _("were owed %(duty)s") % said)
    return Words(
        _("Got %(duty)s in time, when owed") % said,
        _("who were owed %(duty)s") % said,
        _("got each one before it lapsed"),
    )


def is_decision(kind: str) -> bool:
    """Whether somebody decided it, rather than a rule raising it."""
    return kind in _DECISIONS


def verdict(told: Told) -> str:
    """What can be told, in a few words."""
    said = {
        Told.TOO_FEW: _("too few to tell"),
        Told.NO_SIGN: _("no sign of adverse impact"),
        Told.LESS: _("fares less well, within four fifths"),
        Told.BELOW: _("below four fifths, and more than chance"),
    }
    return said[told]


def sentence(table: TableShown) -> str:
    """What a table says, in one sentence or two.

    Args:
        table: with its groups.

    Returns:
        On how many it fell, and the lowest ratio with its interval.
    """
    words, beside = words_of(table.kind), [one for one in table.groups if one.ratio is not None]
    selected = sum(one.selected for one in table.groups)
    said = {"people": table.people, "could": words.could, "selected": selected, "did": words.did}
    first = _("Of %(people)d people %(could)s, %(selected)d %(did)s.") % said
    if not beside:
        return f"{first} {_('Nobody fared well, so there is no ratio: too few to tell.')}"
    lowest = min(beside, key=lambda one: one.ratio or 0.0)
    found = {
        "group": lowest.group,
        "best": table.best,
        "ratio": ratio(lowest.ratio),
        "low": ratio(lowest.low),
        "high": ratio(lowest.high),
        "verdict": verdict(lowest.told or Told.TOO_FEW),
    }
    if table.adverse:
        second = _(
            "Of not having it, the ratio of %(group)s to %(best)s is %(ratio)s, between %(low)s and %(high)s: "
            "%(verdict)s."
        )
    else:
        second = _("The ratio of %(group)s to %(best)s is %(ratio)s, between %(low)s and %(high)s: %(verdict)s.")
    return f"{first} {second % found}"


def ratio(value: float | None) -> str:
    """A ratio as it is written: two places, a dash for none, a sign for one without end."""
    if value is None:
        return "–"
    return "∞" if value == float("inf") else f"{value:.2f}"
