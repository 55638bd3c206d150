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

TALKS = (DutyKind.ONE_ON_ONE, DutyKind.CONVERSATION, DutyKind.REVIEW)
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
    else:
        evidence = last_talk(talked.get(duty.subject_key)) if duty.kind is DutyKind.ONE_ON_ONE else ""
    return DutyLine(
        number=duty.number,
        sentence=f"{needed(duty, expectation)}.",
        url=gap_url if duty.is_unit else reverse("person", args=[duty.subject_key]),
        due=time_left(duty.due_on, on),
        is_over=duty.due_on < on,
        evidence=evidence,
        came_from=duty.came_from or "",
        actions=(action(duty, on),),
        more_url=gap_url,
        more_label=_("Why, and who answers") if gap_url else "",
    )


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
