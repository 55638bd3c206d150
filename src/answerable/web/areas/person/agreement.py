"""How far a person and their leader have agreed on what is expected, in words."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.agreements import read as agreements
from answerable.facts.agreements.read import ExpectedOf, Stand
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Spent, Subject
from answerable.findings.sentences import percent
from answerable.rules.agreeing import Agreement as State
from answerable.rules.agreeing import Outcome, Side
from answerable.rules.wording import spoken
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.targets import target_of


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the two have agreed on what is expected.

    Attributes:
        sentence: how it stands.
        url: where to say that one agrees; empty where the asker is none of the two or has said so.
        more_url: where all of it is read, and said.
    """

    sentence: str
    url: str
    more_url: str


def agreement_of(
    who: Asker, subject: Subject, role: Spent | None, leader: Spent | None, wanted: tuple[ExpectedOf, ...]
) -> Agreement | None:
    """Say how far a person and their leader have agreed on what is expected.

    Args:
        who: who asks; they may see the person.
        subject: the person.
        role: what the person does now, None for nothing.
        leader: their direct leader now, None where nobody leads them.
        wanted: what is expected.

    Returns:
        How it stands; None where there is nobody to agree with, or nothing to agree on.
    """
    if role is None or leader is None:
        return None
    version = wanted[0].version if wanted else 1
    stand = agreements.stand_of(subject.pk, leader.key, role.key, version)
    side = side_of(who, subject, leader)
    said = stand.last(side) if side is not None else None
    may = side is not None and (said is None or said.outcome is Outcome.DISAGREED)
    return Agreement(
        sentence=how_it_stands(stand, subject.name, leader.name),
        url=reverse("agree", args=[subject.key]) if may else "",
        more_url=reverse("expected", args=[subject.key]),
    )


def side_of(who: Asker, subject: Subject, leader: Spent) -> Side | None:
    """Which of the two the asker is; None for anybody else."""
    if who.person == subject.pk:
        return Side.PERSON
    return Side.LEADER if who.viewer.person_id == leader.key else None


def how_it_stands(stand: Stand, person: str, leader: str) -> str:
    """Say how far two have agreed.

    Args:
        stand: what they said.
        person: the person's name.
        leader: the leader's name.

    Returns:
        A sentence or two.
    """
    day = spoken(stand.on) if stand.on is not None else ""
    said = {"person": person, "leader": leader, "day": day}
    by_person = stand.last(Side.PERSON)
    disagrees = leader if by_person is None or by_person.outcome is not Outcome.DISAGREED else person
    sentences = {
        State.OPEN: _("Neither has said here yet that they agree on it."),
        State.WAITS_FOR_LEADER: _("%(person)s has agreed; it waits for %(leader)s.") % said,
        State.WAITS_FOR_PERSON: _("%(leader)s has agreed; it waits for %(person)s.") % said,
        State.AGREED: _("Agreed by both on %(day)s.") % said,
        State.DISAGREED: _("%(name)s does not agree, said on %(day)s; it waits for an answer.")
        % {**said, "name": disagrees},
        State.STANDS: _("%(person)s does not agree; %(leader)s has answered and stands by it, on %(day)s.") % said,
    }
    sentence = sentences[stand.state]
    earlier = [one for one in stand.said if not one.counts and one.outcome is Outcome.AGREED]
    if stand.state in {State.AGREED, State.STANDS} or not earlier:
        return sentence
    before = _("What is expected has changed since %(day)s, when it was agreed last.") % {
        "day": spoken(earlier[-1].day)
    }
    return f"{before} {sentence}"


def expected_table(wanted: tuple[ExpectedOf, ...]) -> DataTable | None:
    """What is expected of a person, as a table.

    Args:
        wanted: the expectations as they stand for the person.

    Returns:
        The table; None without any.
    """
    rows = tuple(
        (
            Cell(one.expected.name),
            Cell(target_of(one)),
            Cell(_("every %(cadence)s") % {"cadence": one.expected.cadence}),
            Cell(percent(1 - one.expected.tolerance)),
        )
        for one in wanted
    )
    headers = (_("What"), _("Target"), _("Measured"), _("The standard"))
    return DataTable(_("What is expected in this role"), headers, rows) if rows else None
