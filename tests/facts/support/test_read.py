"""What was given to people, and how leaders spent their week."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import override_settings

from answerable.facts.people.models import Person, Unit
from answerable.facts.roles.models import Role
from answerable.facts.support import read, write
from answerable.facts.support.models import Activity, Agreement, Assessment, Measure, Progress
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def number_of(key: str) -> int:
    return Person.objects.get(key=key).pk


def talk(
    leader: str, person: str | None, at: datetime, kind: str = "one_on_one", minutes: float = 30, **more: object
) -> int:
    subject = None if person is None else number_of(person)
    values = {"person_id": subject, "kind": kind, "at": at, "minutes": minutes, "recorded_at": AT, **more}
    row: Activity = Activity.objects.create(leader_id=number_of(leader), **values)
    return row.pk


def measure(key: str, starts_on: date, ends_on: date | None = None, **more: object) -> Measure:
    values = {"lever": "coaching", "name": "Calls", "leader": Person.objects.get(key="leader"), **more}
    return Measure.objects.create(key=key, starts_on=starts_on, ends_on=ends_on, recorded_at=AT, **values)


def test_conversations_with_a_person_and_measures_for_them_come_the_latest_first():
    person = Person.objects.get(key="seller-2")
    measure("running", date(2025, 12, 1), person=person)
    measure("over", date(2025, 11, 1), date(2025, 12, 1), person=person)
    measure("nameless", date(2026, 1, 2), person=person, name=None, leader=None, lever="tool")
    talk("director", "seller-2", datetime(2026, 1, 6, 9, tzinfo=UTC), "coaching", 60)
    talk("leader", "seller-2", datetime(2026, 1, 7, 9, tzinfo=UTC), "report")
    talk("leader", "seller-2", datetime(2026, 1, 8, 9, tzinfo=UTC), replaced_at=AT)

    found = read.given_to(person.pk, since=date(2025, 12, 1), until=None)

    by_leader = {"ends_on": None, "name": "", "by": "Lee Okoro", "minutes": 30.0}
    assert found == (
        read.Given("coaching", date(2026, 1, 6), None, "", "Dana Reyes", 60.0),
        read.Given("one_on_one", date(2026, 1, 5), **by_leader),
        read.Given("tool", date(2026, 1, 2), None, "", "", None),
        read.Given("one_on_one", date(2025, 12, 22), **by_leader),
        read.Given("one_on_one", date(2025, 12, 8), **by_leader),
        read.Given("coaching", date(2025, 12, 1), None, "Calls", "Lee Okoro", None),
    )


def test_what_came_after_the_last_day_somebody_may_see_is_left_out():
    person = Person.objects.get(key="seller-2")
    measure("later", date(2025, 12, 9), person=person)
    talk("leader", "seller-2", datetime(2025, 12, 8, 23, 59, tzinfo=UTC), "coaching")

    found = read.given_to(person.pk, since=date(2025, 12, 1), until=date(2025, 12, 8))

    assert [(one.kind, one.on) for one in found] == [
        ("one_on_one", date(2025, 12, 8)),
        ("coaching", date(2025, 12, 8)),
    ]


def test_measures_for_a_unit_come_the_latest_first_while_they_run():
    north, south = Unit.objects.get(key="north"), Unit.objects.get(key="south")
    measure("older", date(2025, 11, 1), date(2025, 12, 2), unit=north)
    measure("newer", date(2025, 12, 1), unit=north, name=None, leader=None, lever="process")
    measure("over", date(2025, 10, 1), date(2025, 12, 1), unit=north)
    measure("theirs", date(2025, 12, 1), unit=south)

    assert read.measures_for_unit("north", since=date(2025, 12, 1)) == (
        read.Given("process", date(2025, 12, 1), None, "", "", None),
        read.Given("coaching", date(2025, 11, 1), date(2025, 12, 2), "Calls", "Lee Okoro", None),
    )
    assert read.measures_for_unit("company", since=date(2025, 12, 1)) == ()


def test_a_measure_says_how_far_it_was_by_the_last_day_somebody_may_see():
    person, leader = Person.objects.get(key="seller-2"), Person.objects.get(key="leader")
    row = measure("here-1", date(2025, 12, 1), date(2026, 1, 11), person=person, ended_as="done")
    for share, day in ((20, date(2025, 12, 5)), (70, date(2025, 12, 20))):
        Progress.objects.create(measure=row, share=share, said_by=leader, on=day, at=AT + (day - date(2026, 1, 12)))

    now = read.given_to(person.pk, since=date(2025, 12, 31), until=None)[-1]
    then = read.given_to(person.pk, since=date(2025, 11, 30), until=date(2025, 12, 6))[-1]

    assert (now.key, now.progress, now.is_over, now.ends_on) == ("here-1", 70, True, date(2026, 1, 11))
    assert (then.key, then.progress, then.is_over, then.ends_on) == ("here-1", 20, False, None)


@pytest.mark.parametrize(
    ("changed", "runs"),
    [({}, True), ({"is_over": True}, False), ({"ends_on": TODAY}, False), ({"key": ""}, False)],
)
def test_what_runs_is_a_measure_that_has_not_ended(changed: dict[str, Any], *, runs: bool):
    one = read.Given("coaching", date(2026, 1, 2), date(2026, 2, 1), "Calls", "Lee Okoro", None, "here-1")

    assert replace(one, **changed).runs(TODAY) is runs


def test_when_a_leader_last_talked_with_everybody():
    talk("leader", None, datetime(2026, 1, 9, 9, tzinfo=UTC), "team")
    talk("leader", "seller-1", datetime(2026, 1, 9, 9, tzinfo=UTC), "customer")

    found = read.last_conversations(asker("leader"))

    # Every other Monday up to 5 January; with seller-6 up to the last before they moved; with seller-1 never.
    others = {f"seller-{number}": date(2026, 1, 5) for number in range(2, 6)}
    assert found == others | {"seller-6": date(2025, 11, 24)}
    assert read.last_conversations(asker("seller")) == {}
    assert read.last_conversations(asker("administrator")) == {}


def test_the_very_same_record_is_found():
    brought = Activity.objects.get(
        leader__key="leader", person__key="seller-2", at=datetime(2026, 1, 5, 10, tzinfo=UTC)
    )
    same = {"leader": number_of("leader"), "person": number_of("seller-2"), "kind": "one_on_one", "minutes": 30.0}
    day = date(2026, 1, 5)

    assert read.logged(**same, day=day) == brought.pk
    assert read.logged(**same, day=day + timedelta(days=1)) is None
    assert read.logged(**same | {"minutes": 31.0}, day=day) is None
    assert read.logged(**same | {"kind": "coaching"}, day=day) is None
    assert read.logged(**same | {"leader": number_of("director")}, day=day) is None
    assert read.logged(**same | {"person": None}, day=day) is None


def test_the_first_conversation_of_some_days_is_found_with_whom_it_counts():
    seller, leader, director = (number_of(key) for key in ("seller-2", "leader", "director"))
    coached = talk("director", "seller-2", datetime(2025, 12, 30, 23, 59, tzinfo=UTC), "coaching")
    team = talk("leader", None, datetime(2025, 12, 30, 9, tzinfo=UTC), "team")
    since, until = date(2025, 12, 30), date(2026, 1, 5)

    anybody = read.first_talk(person=seller, leaders=None, since=since, until=until)
    own = read.first_talk(person=seller, leaders={leader}, since=since, until=until)

    assert anybody == read.Talk(coached, date(2025, 12, 30))
    assert own is not None
    assert own.on == date(2026, 1, 5)
    assert read.first_talk(person=seller, leaders={leader}, since=since, until=date(2026, 1, 4)) is None
    assert read.first_talk(person=None, leaders={leader}, since=since, until=until) == read.Talk(team, since)
    assert read.first_talk(person=None, leaders={director}, since=since, until=until) is None


def test_a_week_is_time_with_people_time_on_paper_and_the_rest():
    talk("leader", None, datetime(2026, 1, 8, 9, tzinfo=UTC), "team", 45)
    talk("leader", "seller-1", datetime(2026, 1, 9, 9, tzinfo=UTC), "coaching", 20)
    talk("leader", None, datetime(2026, 1, 9, 9, tzinfo=UTC), "upward", 25)
    talk("leader", None, datetime(2026, 1, 12, 23, tzinfo=UTC), "customer", 120)
    talk("leader", None, datetime(2026, 1, 13, 0, tzinfo=UTC), "customer", 500)

    # The Monday before is seven days ago: no longer of this week. The report took 90 minutes.
    assert read.week_of(asker("leader")) == read.Week(people=65.0, paper=115.0, other=120.0)
    # A day earlier it was of the week: four people, half an hour each.
    assert read.week_of(asker("leader", TODAY - timedelta(days=1))) == read.Week(people=185.0, paper=115.0, other=0.0)


def test_a_week_of_which_nothing_is_on_record_is_empty():
    assert read.week_of(asker("seller")) == read.Week(0.0, 0.0, 0.0)
    assert read.week_of(asker("administrator")) == read.Week(0.0, 0.0, 0.0)


@override_settings(TIME_ZONE="Pacific/Auckland")
def test_days_are_the_same_wherever_it_runs():
    logged = write.log_conversation(
        leader=number_of("leader"),
        person=number_of("seller-1"),
        kind="coaching",
        day=date(2026, 1, 5),
        minutes=15,
        at=AT,
    )

    found = read.given_to(number_of("seller-1"), since=date(2026, 1, 5), until=date(2026, 1, 5))

    assert [one.on for one in found] == [date(2026, 1, 5)]
    assert read.given_to(number_of("seller-1"), since=date(2026, 1, 6), until=None) == ()
    assert read.week_of(asker("leader")).people == 0.0
    first = read.first_talk(person=number_of("seller-1"), leaders=None, since=date(2026, 1, 5), until=date(2026, 1, 5))
    assert first == read.Talk(logged, date(2026, 1, 5))


def test_what_was_seen_of_somebody_last_counts():
    person = Person.objects.get(key="seller-1")
    for item, level, day, evidence in (
        ("calls", 2, date(2025, 6, 1), "Ten calls heard."),
        ("calls", 3, date(2025, 12, 1), None),
        ("writing", 4, date(2025, 7, 1), "Two offers."),
    ):
        Assessment.objects.create(
            person=person, facet="skill", item=item, level=level, assessed_on=day, evidence=evidence, recorded_at=AT
        )

    assert read.assessments(person.pk, until=None) == {
        ("skill", "calls"): read.Seen(3.0, date(2025, 12, 1), ""),
        ("skill", "writing"): read.Seen(4.0, date(2025, 7, 1), "Two offers."),
    }
    assert read.assessments(person.pk, until=date(2025, 6, 30)) == {
        ("skill", "calls"): read.Seen(2.0, date(2025, 6, 1), "Ten calls heard.")
    }
    assert read.assessments(number_of("seller-2"), until=None) == {}


def test_an_agreement_stands_from_the_day_the_second_side_agreed():
    row = Agreement.objects.create(
        person=Person.objects.get(key="seller-1"),
        leader=Person.objects.get(key="leader"),
        role=Role.objects.get(key="sells"),
        agreed_by_person_at=AT,
    )

    half = read.agreement(number_of("seller-1"), "leader", "sells")
    Agreement.objects.update(agreed_by_leader_at=datetime(2026, 1, 14, tzinfo=UTC))
    whole = read.agreement(number_of("seller-1"), "leader", "sells")

    assert half == read.Agreed(row.pk, by_leader=False, by_person=True, leader_key="leader", on=None)
    assert whole == read.Agreed(row.pk, by_leader=True, by_person=True, leader_key="leader", on=date(2026, 1, 14))


def test_an_agreement_is_with_one_leader_in_one_role_and_may_end():
    Agreement.objects.create(
        person=Person.objects.get(key="seller-1"),
        leader=Person.objects.get(key="leader"),
        role=Role.objects.get(key="sells"),
        agreed_by_person_at=AT,
        ends_at=AT,
    )

    assert read.agreement(number_of("seller-1"), "leader", "sells") is None
    Agreement.objects.update(ends_at=None)
    assert read.agreement(number_of("seller-1"), "new-leader", "sells") is None
    assert read.agreement(number_of("seller-1"), "leader", "advises") is None
    assert read.agreement(number_of("seller-2"), "leader", "sells") is None
