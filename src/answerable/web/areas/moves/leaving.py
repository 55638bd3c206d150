"""The way out: what both write, what is to be done, what became of the person."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.moves import exits
from answerable.decisions.moves.exits import PathShown, StepShown
from answerable.decisions.moves.shown import MoveShown
from answerable.rules.wording import spoken
from answerable.web.components.breadcrumbs.props import Breadcrumbs, Crumb
from answerable.web.components.facts.props import Facts

SIDES = {"person": "the person", "leader": "the leader", "above": "the leader above", "partner": "the people partner"}
STEP_KINDS = {"handover": "to hand over", "reference": "a reference", "other": "to do"}


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to do.

    Attributes:
        step: it.
        what: its kind and who does it.
        standing: by when, or since when it is done.
        agreed: who agreed to it; empty for what is no reference.
        may_agree: whether the asker can agree to it.
    """

    step: StepShown
    what: str
    standing: str
    agreed: str
    may_agree: bool


@dataclass(frozen=True, slots=True)
class ExitPage:
    """The page.

    Attributes:
        move: the move.
        crumbs: the way here.
        path: the way out.
        facts: notice, last day, who walks it.
        steps: what is to be done.
        is_of_two: whether the asker is one of the two who agree on the message.
        is_mine: whether it is the asker who leaves.
        agreed: how far the message is agreed, as a sentence.
        may_agree: whether the asker can agree to it now.
        may_note: whether the asker can note what became of the person.
        sides: who can do something.
        kinds: what there is to do.
        today: the day it is.
        typed: what was written into a form that was refused.
        problems: why.
    """

    move: MoveShown
    crumbs: Breadcrumbs
    path: PathShown
    facts: Facts
    steps: tuple[Step, ...]
    is_of_two: bool
    is_mine: bool
    agreed: str
    may_agree: bool
    may_note: bool
    sides: tuple[tuple[str, str], ...]
    kinds: tuple[tuple[str, str], ...]
    today: date
    typed: dict[str, str]
    problems: tuple[str, ...]


def exit_page(move: MoveShown, path: PathShown, on: date, typed: dict[str, str], problems: tuple[str, ...]) -> ExitPage:
    """Put the page together.

    Args:
        move: the move.
        path: the way out, as the asker walks it.
        on: today.
        typed: what was written into a form that was refused.
        problems: why it was.

    Returns:
        What the page shows.
    """
    is_of_two = path.side in {exits.PERSON, exits.LEADER}
    mine = path.agreed_by_person_on if path.side == exits.PERSON else path.agreed_by_leader_on
    return ExitPage(
        move=move,
        crumbs=Breadcrumbs(
            (Crumb(_("Moves"), reverse("moves")), Crumb(move.name, reverse("move", args=[move.number]))),
            _("The way out"),
        ),
        path=path,
        facts=_facts(move, path),
        steps=tuple(_step(one, path) for one in path.steps),
        is_of_two=is_of_two,
        is_mine=path.side == exits.PERSON,
        agreed=_agreed(move, path),
        may_agree=is_of_two and bool(path.message.text) and mine is None,
        may_note=path.side != exits.PERSON and move.took_effect_on is not None,
        sides=tuple((key, _(name)) for key, name in SIDES.items()),
        kinds=tuple((key, _(name)) for key, name in STEP_KINDS.items()),
        today=on,
        typed=typed,
        problems=problems,
    )


def _facts(move: MoveShown, path: PathShown) -> Facts:
    rows = [(_("Notice"), spoken(path.notice_on))] if path.notice_on is not None else []
    rows.append((_("Last day"), spoken(move.terms.last_on)))
    rows.append((_("Account"), _("can be used up to the last day, and is closed after it")))
    return Facts(tuple(rows))


def _agreed(move: MoveShown, path: PathShown) -> str:
    if not path.message.text:
        return _("There is no message yet. Either of you can begin it.")
    said = {"person": move.name, "leader": move.before[1]}
    both = (path.agreed_by_person_on, path.agreed_by_leader_on)
    if both[0] is not None and both[1] is not None:
        return _("Agreed by both on %(day)s.") % {"day": spoken(max(both[0], both[1]))}
    if both[0] is not None:
        return _("%(person)s has agreed; it waits for %(leader)s.") % said
    if both[1] is not None:
        return _("%(leader)s has agreed; it waits for %(person)s.") % said
    return _("Neither has agreed to it yet.")


def _step(one: StepShown, path: PathShown) -> Step:
    is_reference = one.kind == exits.REFERENCE
    mine = one.agreed_by_person_on if path.side == exits.PERSON else one.agreed_by_leader_on
    day = one.done_on or one.due_on
    return Step(
        step=one,
        what=f"{_(STEP_KINDS[one.kind])}, {_(SIDES[one.side])}",
        standing=(_("by %(day)s") if one.done_on is None else _("done on %(day)s")) % {"day": spoken(day)},
        agreed=_reference(one) if is_reference else "",
        may_agree=is_reference and path.side in {exits.PERSON, exits.LEADER} and mine is None,
    )


def _reference(one: StepShown) -> str:
    if one.agreed_by_person_on is not None and one.agreed_by_leader_on is not None:
        return _("agreed by both")
    if one.agreed_by_person_on is not None or one.agreed_by_leader_on is not None:
        return _("agreed by one of the two")
    return _("not agreed yet")
