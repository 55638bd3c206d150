"""Duties as lines of a page, with what can be done about them in place."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import because, last_talk, needed, time_left
from answerable.findings.sentences import sureness
from answerable.rules.clocks import DutyKind
from answerable.web.components.duty_line.props import Action, DutyLine, Field

TALKS = (DutyKind.ONE_ON_ONE, DutyKind.CONVERSATION, DutyKind.REVIEW, DutyKind.LEADER_SUPPORTED)
FIRST_DAYS = {
    DutyKind.LEADING_AGREED: "Nobody is born a leader: say together what their people are owed by them.",
    DutyKind.PEOPLE_INTRODUCED: "Go through each of their people with them: record, expectations, gaps, promises.",
    DutyKind.LEADING_TRAINED: "Choose what teaches them to lead, or who stands by them as a mentor.",
    DutyKind.LEADING_REVIEW: "What goes well, what does not yet, and what do they need from you?",
    DutyKind.LEADER_SUPPORTED: "They let lapse what they owed a new leader, for the first time: that opens support.",
}
TAUGHT_BY = ("training", "coaching", "program")
PLAN_LEVERS = ("coaching", "training", "process", "program", "tool")
DECISION_LEVERS = ("role_change", "manager_change", "expectation_change")
LEVER_NAMES = {
    "coaching": "Coaching",
    "training": "Training",
    "process": "A new process",
    "program": "A program",
    "tool": "A tool",
    "role_change": "Another role",
    "manager_change": "Another leader",
    "expectation_change": "Another expectation",
}


def duty_lines(
    duties: Iterable[DutyShown],
    cases: Mapping[int, CaseShown],
    names: Mapping[str, str],
    talked: Mapping[str, date],
    on: date,
) -> tuple[DutyLine, ...]:
    """Lay duties out for the leader who owes them.

    Args:
        duties: what is owed.
        cases: the cases they belong to, by number.
        names: what expectations are called, by key.
        talked: by person, the day the leader last talked with them.
        on: today.

    Returns:
        A line a duty, in the same order.
    """
    return tuple(_line(duty, cases.get(duty.case or 0), names, talked, on) for duty in duties)


def _line(
    duty: DutyShown, case: CaseShown | None, names: Mapping[str, str], talked: Mapping[str, date], on: date
) -> DutyLine:
    expectation = names.get(case.expectation, case.expectation) if case is not None else ""
    gap_url = reverse("gap", args=[case.number]) if case is not None else ""
    if case is not None:
        evidence = because(case.facts, sureness(case.facts["probability"]))
    elif duty.kind is DutyKind.ONE_ON_ONE:
        evidence = last_talk(talked.get(duty.subject_key))
    else:
        evidence = _(FIRST_DAYS[duty.kind]) if duty.kind in FIRST_DAYS else ""
    go_url, go_label = _further(duty, case)
    return DutyLine(
        number=duty.number,
        sentence=f"{needed(duty, expectation)}.",
        url=gap_url if duty.is_unit else reverse("person", args=[duty.subject_key]),
        due=time_left(duty.due_on, on),
        is_over=duty.due_on < on,
        evidence=evidence,
        came_from=duty.came_from or "",
        actions=() if _takes_both(duty, case) else (action(duty, on),),
        more_url=gap_url,
        more_label=_("Why, and who answers") if gap_url else "",
        go_url=go_url,
        go_label=go_label,
    )


def _further(duty: DutyShown, case: CaseShown | None) -> tuple[str, str]:
    """Where what takes more than a line is prepared, and what that is called; empty where there is no such place."""
    if case is not None and duty.kind is DutyKind.PLAN:
        return reverse("plan", args=[case.number]), _("Make the plan")
    if duty.kind in TALKS and not duty.is_unit:
        return reverse("conversations-with", args=[duty.subject_key]), _("Prepare the conversation")
    if duty.kind is DutyKind.EXPECTATIONS_AGREED:
        return reverse("expected", args=[duty.subject_key]), _("What is expected, and what was said of it")
    return "", ""


def _takes_both(duty: DutyShown, case: CaseShown | None) -> bool:
    """Whether what is owed is a plan that takes a commitment of the leader's own, which is not made in passing."""
    return duty.kind is DutyKind.PLAN and case is not None and case.sustained_on is not None


def action(duty: DutyShown, on: date) -> Action:
    """What a leader can do about a duty where it is shown.

    Args:
        duty: what is owed.
        on: today.

    Returns:
        The form.
    """
    if duty.kind in TALKS:
        kinds = (
            (("team", _("with the team")),)
            if duty.is_unit
            else (("one_on_one", _("one-on-one")), ("coaching", _("coaching")))
        )
        fields = (
            Field("date", "day", _("When"), on.isoformat(), most=on.isoformat()),
            Field("select", "kind", _("What"), kinds[0][0], kinds),
            Field("number", "minutes", _("Minutes"), "30", least="1", most="600"),
        )
        return Action(_("Log the conversation"), reverse("duty-talk", args=[duty.number]), fields, _("Log it"))
    if duty.kind in FIRST_DAYS:
        return _first_days(duty, on)
    if duty.kind is DutyKind.EXPECTATIONS_AGREED:
        return Action(_("Say that you agree"), reverse("agree", args=[duty.subject_key]), (), _("We agree"))
    levers = PLAN_LEVERS if duty.kind is DutyKind.PLAN else DECISION_LEVERS
    label = _("Put the plan on record") if duty.kind is DutyKind.PLAN else _("Put the decision on record")
    fields = (
        Field("select", "lever", _("What"), levers[0], tuple((lever, _(LEVER_NAMES[lever])) for lever in levers)),
        Field("text", "name", _("In a few words")),
        Field("date", "day", _("From"), on.isoformat(), most=on.isoformat()),
    )
    return Action(label, reverse("duty-measure", args=[duty.number]), fields, _("Put on record"))


def _first_days(duty: DutyShown, on: date) -> Action:
    """What can be done about something owed to a new leader."""
    fields = [Field("date", "day", _("When"), on.isoformat(), most=on.isoformat())]
    label = _("Put it on record")
    if duty.kind is DutyKind.LEADING_REVIEW:
        label = _("Log the look back")
        fields.append(Field("number", "minutes", _("Minutes"), "30", least="1", most="600"))
    elif duty.kind is DutyKind.LEADING_TRAINED:
        label = _("Begin it")
        options = tuple((lever, _(LEVER_NAMES[lever])) for lever in TAUGHT_BY)
        fields.insert(0, Field("select", "lever", _("What"), TAUGHT_BY[0], options))
        fields.insert(1, Field("text", "name", _("In a few words")))
    return Action(label, reverse("first-days", args=[duty.number]), tuple(fields), _("Put on record"))
