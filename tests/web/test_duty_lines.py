"""Duties as lines of a page: what is needed, by when, why, and what can be done about it there."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.models import Case
from answerable.decisions.duties.read import DutyShown
from answerable.rules.clocks import DutyKind
from answerable.web import duty_lines
from answerable.web.components.duty_line.props import Action, DutyLine, Field
from staged import TODAY

DAY = Field("date", "day", "When", "2026-01-12", most="2026-01-12")
MINUTES = Field("number", "minutes", "Minutes", "30", least="1", most="600")


def duty(kind: DutyKind, *, case: int | None = None, is_unit: bool = False, came_from: str | None = None) -> DutyShown:
    return DutyShown(
        number=7,
        kind=kind,
        leader_key="leader",
        leader="Lee Okoro",
        subject_key="north" if is_unit else "seller-1",
        subject="North" if is_unit else "Seller-1",
        is_unit=is_unit,
        case=case,
        arises_on=date(2025, 12, 24),
        due_on=date(2026, 1, 7),
        kept_on=None,
        lapsed_on=None,
        ended_on=None,
        came_from=came_from,
    )


def test_a_one_on_one_says_when_they_last_talked():
    talked = {"seller-1": date(2025, 12, 8)}

    lines = duty_lines.duty_lines([duty(DutyKind.ONE_ON_ONE)], {}, {}, talked, TODAY)

    kinds = (("one_on_one", "one-on-one"), ("coaching", "coaching"))
    log = Action(
        "Log the conversation",
        "/duties/7/talk/",
        (DAY, Field("select", "kind", "What", "one_on_one", kinds), MINUTES),
        "Log it",
    )
    assert lines == (
        DutyLine(
            number=7,
            sentence="Seller-1 needs a one-on-one with you by Wednesday 7 January.",
            url="/people/seller-1/",
            due="5 days over",
            is_over=True,
            evidence="You last talked on 8 December 2025.",
            came_from="",
            actions=(log,),
            more_url="",
            more_label="",
            go_url="/people/seller-1/conversations/",
            go_label="Prepare the conversation",
        ),
    )


def test_an_agreement_needs_no_reason_and_no_field():
    line = duty_lines.duty_lines([duty(DutyKind.EXPECTATIONS_AGREED)], {}, {}, {}, date(2026, 1, 7))[0]

    assert line.sentence == "Seller-1 needs to agree with you what is expected, by Wednesday 7 January."
    assert (line.due, line.is_over, line.evidence) == ("due today", False, "")
    assert line.actions == (Action("Say that you agree", "/people/seller-1/agree/", (), "We agree"),)
    assert (line.go_url, line.go_label) == (
        "/people/seller-1/expected/",
        "What is expected, and what was said of it",
    )


@pytest.mark.django_db
def test_what_a_gap_asks_for_says_why_leads_there_and_says_who_let_it_lapse():
    case = cases.numbered([Case.objects.get().pk])[Case.objects.get().pk]
    owed = duty(DutyKind.PLAN, case=case.number, came_from="Dana Reyes")

    line = duty_lines.duty_lines([owed], {case.number: case}, {"bookings": "Bookings"}, {}, TODAY)[0]

    assert line.sentence == "Seller-1 needs a plan for Bookings by Wednesday 7 January."
    assert line.evidence == "Below standard since August 2025; more than 99 % sure that it is not chance."
    assert line.came_from == "Dana Reyes"
    assert (line.more_url, line.more_label) == (f"/gaps/{case.number}/", "Why, and who answers")
    assert (line.go_url, line.go_label) == (f"/gaps/{case.number}/plan/", "Make the plan")
    assert line.url == "/people/seller-1/"


@pytest.mark.django_db
def test_the_plan_of_a_sustained_gap_is_not_made_in_passing():
    sustained = cases.numbered([Case.objects.get().pk])[Case.objects.get().pk]
    early = replace(sustained, sustained_on=None)
    owed = duty(DutyKind.PLAN, case=sustained.number)

    first, second = (duty_lines.duty_lines([owed], {one.number: one}, {}, {}, TODAY)[0] for one in (sustained, early))

    assert first.actions == ()
    assert [action.label for action in second.actions] == ["Put the plan on record"]


@pytest.mark.django_db
def test_what_a_unit_is_owed_leads_to_its_gap_and_what_has_no_name_is_called_by_its_key():
    case = cases.numbered([Case.objects.get().pk])[Case.objects.get().pk]
    owed = duty(DutyKind.CONVERSATION, case=case.number, is_unit=True)

    line = duty_lines.duty_lines([owed], {case.number: case}, {}, {}, TODAY)[0]

    assert line.sentence == "North needs to talk with you about bookings by Wednesday 7 January."
    assert line.url == f"/gaps/{case.number}/"


@pytest.mark.parametrize("kind", [DutyKind.ONE_ON_ONE, DutyKind.CONVERSATION, DutyKind.REVIEW])
def test_a_whole_unit_is_talked_with_as_a_team(kind: DutyKind):
    action = duty_lines.action(duty(kind, is_unit=True), TODAY)

    assert action.fields == (DAY, Field("select", "kind", "What", "team", (("team", "with the team"),)), MINUTES)


@pytest.mark.parametrize(
    ("kind", "label", "levers"),
    [
        (
            DutyKind.PLAN,
            "Put the plan on record",
            (
                ("coaching", "Coaching"),
                ("training", "Training"),
                ("process", "A new process"),
                ("program", "A program"),
                ("tool", "A tool"),
            ),
        ),
        (
            DutyKind.DECISION,
            "Put the decision on record",
            (
                ("role_change", "Another role"),
                ("manager_change", "Another leader"),
                ("expectation_change", "Another expectation"),
            ),
        ),
    ],
)
def test_a_plan_and_a_decision_offer_what_they_can_be(kind: DutyKind, label: str, levers: tuple[tuple[str, str], ...]):
    action = duty_lines.action(duty(kind, case=1), TODAY)

    assert action == Action(
        label,
        "/duties/7/measure/",
        (
            Field("select", "lever", "What", levers[0][0], levers),
            Field("text", "name", "In a few words"),
            Field("date", "day", "From", "2026-01-12", most="2026-01-12"),
        ),
        "Put on record",
    )


@pytest.mark.parametrize("kind", [DutyKind.LEADING_AGREED, DutyKind.PEOPLE_INTRODUCED])
def test_what_a_new_leader_is_told_needs_a_day(kind: DutyKind):
    found = duty_lines.action(duty(kind), TODAY)

    assert found == Action("Put it on record", "/duties/7/first-days/", (DAY,), "Put on record")


def test_a_new_leader_is_taught_by_something_with_a_name():
    found = duty_lines.action(duty(DutyKind.LEADING_TRAINED), TODAY)

    levers = (("training", "Training"), ("coaching", "Coaching"), ("program", "A program"))
    fields = (Field("select", "lever", "What", "training", levers), Field("text", "name", "In a few words"), DAY)
    assert found == Action("Begin it", "/duties/7/first-days/", fields, "Put on record")


def test_a_look_back_is_a_talk_of_some_minutes_and_support_is_any_talk():
    look = duty_lines.action(duty(DutyKind.LEADING_REVIEW), TODAY)
    support = duty_lines.action(duty(DutyKind.LEADER_SUPPORTED), TODAY)

    assert look == Action("Log the look back", "/duties/7/first-days/", (DAY, MINUTES), "Put on record")
    assert (support.label, support.url) == ("Log the conversation", "/duties/7/talk/")


@pytest.mark.parametrize("kind", list(duty_lines.FIRST_DAYS))
def test_what_a_new_leader_needs_comes_with_why(kind: DutyKind):
    (line,) = duty_lines.duty_lines([duty(kind)], {}, {}, {}, TODAY)

    assert line.evidence == duty_lines.FIRST_DAYS[kind]
