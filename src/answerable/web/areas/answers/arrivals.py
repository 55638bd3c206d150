"""What has come to a leader from below: one sentence each, with the choices in place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.answers import read as answers
from answerable.decisions.answers.read import ChoiceShown
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import owed, time_left
from answerable.decisions.hearings import named
from answerable.facts.people.accounts import Asker
from answerable.rules.answering import OF_A_PERSON, Choice
from answerable.rules.wording import spoken

FIRST = 3
CHOICES = {
    Choice.HELP: "I help: I commit to do something myself",
    Choice.EXTEND: "More time for the decision",
    Choice.CHANGE_ROLE: "Another role for the person",
    Choice.EXIT: "A role outside the company",
    Choice.EXPECTATION_WRONG: "The expectation was wrong",
}
SHORT = {
    Choice.HELP: "help",
    Choice.EXTEND: "more time for the decision",
    Choice.CHANGE_ROLE: "another role for the person",
    Choice.EXIT: "a role outside the company",
    Choice.EXPECTATION_WRONG: "that the expectation was wrong",
}


@dataclass(frozen=True, slots=True)
class ChoiceForm:
    """What one can choose about a gap, where it is shown.

    Attributes:
        case: the number of the gap.
        options: what can be chosen.
        on: today, the first day that can be named.
        sent: what stood in it, where it was refused.
        reasons: why it was.
    """

    case: int
    options: tuple[tuple[str, str], ...]
    on: date
    sent: Mapping[str, str] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()

    @property
    def today(self) -> str:
        """Today, as a form takes it."""
        return self.on.isoformat()


@dataclass(frozen=True, slots=True)
class Arrival:
    """A gap that came from below.

    Attributes:
        case: its number.
        sentence: whose it is, in what, and since when it is here.
        url: where everything about it stands.
        due: how the first of what is asked stands with time, empty where nothing is.
        is_over: whether that day is over.
        why: why it came.
        asked: what is asked of whoever it came to, and by when.
        chosen: what was chosen last, empty for nothing.
        support: what a leader below needs to lead, where it is a first lapse.
        form: what can be chosen.
    """

    case: int
    sentence: str
    url: str
    due: str
    is_over: bool
    why: str
    asked: str
    chosen: str
    support: tuple[str, ...]
    form: ChoiceForm


@dataclass(frozen=True, slots=True)
class Arrivals:
    """What came from below: those due soonest, and the others folded."""

    first: tuple[Arrival, ...]
    folded: tuple[Arrival, ...]


def arrivals(
    who: Asker, answered: Iterable[CaseShown], own: Iterable[DutyShown], names: Mapping[str, str]
) -> Arrivals | None:
    """Lay out what has come to a leader from below.

    Args:
        who: the leader.
        answered: the open gaps they answer for.
        own: what they owe.
        names: what expectations are called, by key.

    Returns:
        What came, that which is due first before the others; None for nothing.
    """
    came = [case for case in answered if case.level > 1]
    if not came:
        return None
    asked: dict[int, list[DutyShown]] = {case.number: [] for case in came}
    for duty in own:
        if duty.case in asked and duty.came_from is not None:
            asked[duty.case].append(duty)
    chosen = answers.latest_of(list(asked))
    lapsed = named.first_lapses(list(asked), but=who.person or 0)
    came.sort(key=lambda case: (min((duty.due_on for duty in asked[case.number]), default=date.max), case.number))
    found = tuple(
        arrival(who, case, asked[case.number], names, (chosen.get(case.number), lapsed.get(case.number, ())))
        for case in came
    )
    return Arrivals(found[:FIRST], found[FIRST:])


def arrival(
    who: Asker,
    case: CaseShown,
    asked: list[DutyShown],
    names: Mapping[str, str],
    told: tuple[ChoiceShown | None, tuple[str, ...]],
) -> Arrival:
    """Lay out one gap that came from below.

    Args:
        who: to whom.
        case: the gap.
        asked: what of it came to them.
        names: what expectations are called, by key.
        told: what was chosen last, and the leaders for whom it is a first lapse.

    Returns:
        What is shown of it.
    """
    expectation = names.get(case.expectation, case.expectation)
    said = {"whose": case.subject, "what": expectation, "day": spoken(case.since)}
    due_on = min((duty.due_on for duty in asked), default=None)
    chosen, lapsed = told
    return Arrival(
        case=case.number,
        sentence=_("%(whose)s is short in %(what)s: you answer for it since %(day)s.") % said,
        url=reverse("answering", args=[case.number]),
        due="" if due_on is None else time_left(due_on, who.on),
        is_over=due_on is not None and due_on < who.on,
        why=why_it_came(case),
        asked=_asked(asked, expectation),
        chosen="" if chosen is None else last_chosen(chosen),
        support=tuple(_("First lapse: what does %(name)s need to lead?") % {"name": name} for name in lapsed),
        form=choice_form(who, case),
    )


def why_it_came(case: CaseShown) -> str:
    """The step by which answerability reached its level: the last one, but for the remark that nobody is above.

    Args:
        case: the gap.

    Returns:
        A sentence; empty where none is on record.
    """
    steps = case.reasons[:-1] if case.at_top else case.reasons
    return steps[-1] if steps else ""


def choice_form(
    who: Asker, case: CaseShown, *, sent: Mapping[str, str] | None = None, reasons: tuple[str, ...] = ()
) -> ChoiceForm:
    """What can be chosen about a gap.

    Args:
        who: the leader it came to.
        case: the gap.
        sent: what stood in the form, where it was refused.
        reasons: why it was.

    Returns:
        The form; about a unit nothing is chosen that is about one person.
    """
    left_out = OF_A_PERSON if case.is_unit else ()
    options = tuple((one.value, _(words)) for one, words in CHOICES.items() if one not in left_out)
    return ChoiceForm(case.number, options, who.on, sent or {}, reasons)


def last_chosen(one: ChoiceShown) -> str:
    """What was chosen, as a sentence.

    Args:
        one: the choice.

    Returns:
        Who chose what when, and until when.
    """
    said = {"name": one.leader, "what": _(SHORT[one.choice]), "day": spoken(one.on)}
    if one.due_on is None:
        return _("%(name)s chose %(what)s on %(day)s.") % said
    said["until"] = spoken(one.due_on)
    if one.choice is Choice.EXTEND:
        return _("%(name)s chose %(what)s on %(day)s: it is due by %(until)s.") % said
    if one.done_on is not None:
        return _("%(name)s chose %(what)s on %(day)s, and did it on %(done)s.") % {**said, "done": spoken(one.done_on)}
    return _("%(name)s chose %(what)s on %(day)s: it is done by %(until)s.") % said


def _asked(asked: list[DutyShown], expectation: str) -> str:
    if not asked:
        return _("Nothing is asked of you by a day. Say what comes of it.")
    what = _(" and ").join(
        _("%(what)s by %(day)s") % {"what": owed(duty.kind, expectation), "day": spoken(duty.due_on)}
        for duty in sorted(asked, key=lambda duty: (duty.due_on, duty.number))
    )
    return _("Asked of you: %(what)s.") % {"what": what}
