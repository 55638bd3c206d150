"""Answering: who answers for a gap now, how it came to them, what they chose."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.answers import read as answers
from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown, Held
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import owed, standing
from answerable.decisions.hearings import read as hearings
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.facts.roles import read as roles
from answerable.rules.answering import OF_A_PERSON, Choice
from answerable.rules.wording import spoken
from answerable.web.areas.answers.arrivals import ChoiceForm, choice_form, last_chosen
from answerable.web.components.data_table.props import Cell, DataTable


@dataclass(frozen=True, slots=True)
class ChoiceLine:
    """One choice: a sentence, the reason, what was promised, and whether the asker can say that it is done."""

    number: int
    sentence: str
    reason: str
    commitment: str
    may_say_done: bool


@dataclass(frozen=True, slots=True)
class AnsweringPage:
    """The page.

    Attributes:
        number: of the gap.
        title: whose gap in what.
        until: for leaders of then, the last day shown.
        answers: who answers now, as a sentence.
        contested: that its figures are contested, as a sentence; empty where they are not.
        owed: what the gap asks for now, and of whom.
        form: what the asker can choose; None where it has not come to them from below.
        choices: what was chosen, the latest first.
        history: who was answerable when, as recorded.
        next_url: where what was chosen is carried out, empty for nowhere.
        next_label: what that is.
    """

    number: int
    title: str
    until: date | None
    answers: str
    contested: str
    owed: DataTable | None
    form: ChoiceForm | None
    choices: tuple[ChoiceLine, ...]
    history: tuple[Held, ...]
    next_url: str
    next_label: str


def answering_page(
    who: Asker, case: CaseShown, sight: Sight, reasons: tuple[str, ...] = (), sent: Mapping[str, str] | None = None
) -> AnsweringPage:
    """Put the page together.

    Args:
        who: who asks.
        case: the gap.
        sight: what they may see of it.
        reasons: why what they chose was refused; empty where it was not.
        sent: what stood in the form then.

    Returns:
        What the page shows.
    """
    names = roles.expectations([case.expectation])
    expectation = names[case.expectation].name if case.expectation in names else case.expectation
    chosen = answers.choices_of(case.number, until=sight.until)
    came = may_choose_here(who, case, sight)
    form = choice_form(who, case, sent=sent, reasons=reasons) if came else None
    next_url, next_label = next_step(case, chosen[0].choice) if came and chosen else ("", "")
    return AnsweringPage(
        number=case.number,
        title=f"{case.subject}: {expectation}",
        until=sight.until,
        answers=who_answers(case),
        contested=_contested(case, sight),
        owed=_owed(duties.of_case(case.number, until=sight.until), expectation, sight.until or who.on),
        form=form,
        choices=tuple(
            ChoiceLine(
                number=one.number,
                sentence=last_chosen(one),
                reason=one.reason,
                commitment=one.commitment,
                may_say_done=bool(one.commitment) and one.done_on is None and one.leader_key == who.viewer.person_id,
            )
            for one in chosen
        ),
        history=cases.history(case.number, until=sight.until),
        next_url=next_url,
        next_label=next_label,
    )


def may_choose_here(who: Asker, case: CaseShown, sight: Sight) -> bool:
    """Whether a gap has come from below to whoever asks.

    Args:
        who: who asks.
        case: the gap.
        sight: what they may see of it.

    Returns:
        True where the choice is theirs.
    """
    is_theirs = sight.until is None and case.closed_on is None and case.level > 1
    return is_theirs and case.answerable_key == who.viewer.person_id


def who_answers(case: CaseShown) -> str:
    """Who answers for what is owed because of a gap, as a sentence.

    Args:
        case: the gap.

    Returns:
        Their name, level and since when.
    """
    if case.answerable is None:
        return _("Nobody above holds a role: there is no leader left whom this could fall to.")
    said = {"name": case.answerable, "level": case.level, "day": spoken(case.since)}
    if case.level == 1:
        return _("%(name)s, the direct leader, answers for it since %(day)s.") % said
    return _("%(name)s, level %(level)d of the chain, answers for it since %(day)s.") % said


def _contested(case: CaseShown, sight: Sight) -> str:
    since = hearings.contested([case.number]).get(case.number)
    if since is None or (sight.until is not None and since > sight.until):
        return ""
    return _("Contested since %(day)s: a fair hearing ended so.") % {"day": spoken(since)}


def _owed(found: tuple[DutyShown, ...], expectation: str, on: date) -> DataTable | None:
    rows = tuple(
        (
            Cell(owed(duty.kind, expectation)),
            Cell(duty.leader),
            Cell(duty.came_from or ""),
            Cell(spoken(duty.due_on)),
            Cell(standing(duty, on)),
        )
        for duty in found
        if duty.ended_on is None
    )
    headers = (_("What"), _("Who answers now"), _("Came from"), _("Due"), _("How it stands"))
    return DataTable(_("What is owed now, and by whom"), headers, rows) if rows else None


def next_step(case: CaseShown, choice: Choice) -> tuple[str, str]:
    """Where what was chosen is carried out.

    Args:
        case: the gap.
        choice: what was chosen.

    Returns:
        The address, and what it is called; empty where nothing is left to do.
    """
    if choice not in OF_A_PERSON:
        return "", ""
    kind = "leaving" if choice is Choice.EXIT else "role"
    sent = urlencode({"person": case.subject_key, "case": case.number, "kind": kind})
    return f"{reverse('propose-move')}?{sent}", _("Propose the move")
