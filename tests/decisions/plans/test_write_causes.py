"""What a plan sets to work is on record against the cause that was agreed when it began, for the figures to tell by."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps

from answerable.decisions.plans.causes import say_cause
from answerable.facts.support import progress
from answerable.facts.support.models import Measure
from answerable.facts.support.progress import Ending
from answerable.sources.intake.read import company_on_record
from asking import asker
from plans_made import case_number, run
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

FILLING = import_module("answerable.decisions.plans.migrations.0002_causes_of_measures")


def say(name: str, *causes: str, on: date = TODAY) -> None:
    assert say_cause(asker(name, on), case=case_number(), causes=causes, evidence="I saw it.", at=AT).allowed


def on_record() -> list[str | None]:
    """The causes of what is at work, as the engine is given them."""
    return list(company_on_record()["interventions"].collect().to_polars()["cause"].to_list())


def test_the_cause_both_sides_name_goes_along_to_the_figures():
    say("seller", "process")
    say("leader", "process", "resources")

    run()

    assert Measure.objects.get().cause == "process"
    assert on_record() == ["process"]


def test_where_they_differ_and_where_nobody_said_anything_it_is_not_known():
    say("seller", "process")
    say("leader", "skill")

    run()

    assert on_record() == [None]


def test_what_is_thought_of_the_cause_later_changes_nothing_and_its_end_keeps_it():
    say("leader", "skill")
    run()
    key = Measure.objects.get().key

    say("leader", "drive")
    progress.end(asker("leader"), key=key, ending=Ending("done", TODAY), at=AT + timedelta(hours=1))

    assert Measure.standing.get().ended_as == "done"
    assert on_record() == ["skill"]


def test_what_plans_set_to_work_before_is_filled_with_what_was_agreed_on_its_first_day():
    say("seller", "process", on=date(2026, 1, 11))
    say("leader", "process", "resources")
    run()
    Measure.objects.update(cause=None)

    FILLING.fill_causes(apps, None)
    filled = on_record()
    Measure.objects.update(cause=None, starts_on=date(2026, 1, 10))
    FILLING.fill_causes(apps, None)

    assert filled == ["process"]
    assert on_record() == [None]
