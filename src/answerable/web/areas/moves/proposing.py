"""Proposing a move."""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.moves import read
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.findings import prospects
from answerable.findings.prospects import ProspectShown
from answerable.web.areas.moves.choices import Choices, choices
from answerable.web.numbers import whole_number
from answerable.web.prospect_cards import sentences


@dataclass(frozen=True, slots=True)
class ProposePage:
    """The page.

    Attributes:
        key: of whoever would move.
        name: theirs.
        is_own: whether it is the asker.
        undecided: the number of a move of theirs that is under way; None without one.
        choices: what can be chosen.
        gaps: the open gaps it can come from: number, and in what.
        expected: what is to be expected of them there, as sentences; none where nothing was reckoned.
        typed: what was written.
        problems: what is wrong with that.
    """

    key: str
    name: str
    is_own: bool
    undecided: int | None
    choices: Choices
    gaps: tuple[tuple[str, str], ...]
    expected: tuple[str, ...]
    typed: dict[str, str]
    problems: tuple[str, ...]

    def refused(self, problems: tuple[str, ...]) -> "ProposePage":
        """The same page with what is wrong."""
        return replace(self, problems=problems)


def propose_page(who: Asker, typed: dict[str, str], problems: tuple[str, ...]) -> ProposePage | None:
    """Put the page together.

    Args:
        who: who proposes.
        typed: what was written, the person's key among it.
        problems: what is wrong with that.

    Returns:
        What the page shows; None where the asker may not propose a move of this person.
    """
    subject = people.subject(typed.get("person", ""))
    if subject is None or not read.toward(who, subject.pk).may_propose:
        return None
    is_own = who.person == subject.pk
    prospect = _reckoned(who, subject.key, typed)
    open_cases = [one for one in cases.of_people([subject.pk]) if one.closed_on is None]
    names = roles.expectations({one.expectation for one in open_cases})
    gaps = tuple(
        (str(one.number), names[one.expectation].name if one.expectation in names else one.expectation)
        for one in open_cases
    )
    return ProposePage(
        key=subject.key,
        name=subject.name if not is_own else _("I"),
        is_own=is_own,
        undecided=read.undecided_of(subject.pk),
        choices=choices(who),
        gaps=gaps,
        expected=() if prospect is None else tuple(sentences(prospect)),
        typed=typed if prospect is None else {"conditions": "\n".join(prospect.conditions), **typed},
        problems=problems,
    )


def _reckoned(who: Asker, key: str, typed: dict[str, str]) -> ProspectShown | None:
    """What was reckoned of the person in the role, where the proposal begins there."""
    number = whole_number(typed.get("reckoned", ""), otherwise=0)
    found = prospects.numbered(who, number) if number else None
    return found if found is not None and found.key == key else None
