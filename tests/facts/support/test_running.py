"""What runs is seen by the person, by their leaders of now, by the unit, and by its people partner."""

from datetime import date, timedelta

import pytest

from answerable.facts.levers.models import Lever
from answerable.facts.people.models import Person, Unit
from answerable.facts.support import progress, running, write
from answerable.facts.support.models import Measure
from answerable.facts.support.running import Said, Used
from answerable.facts.support.write import FromLibrary
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def lever() -> int:
    return Lever.objects.get(key="ours-one-skill-a-week").pk


def begin(
    person: str | None = "seller-2",
    *,
    unit: str | None = None,
    leader: str = "leader",
    on: date = TODAY,
    until: date | None = None,
    expectation: str | None = None,
) -> str:
    return write.begin_measure(
        leader=Person.objects.get(key=leader).pk,
        person=None if person is None else Person.objects.get(key=person).pk,
        unit=None if unit is None else Unit.objects.get(key=unit).pk,
        lever="coaching",
        name="Calls",
        expectation=expectation,
        on=on,
        at=AT,
        library=FromLibrary(lever(), until),
    )


def finish(key: str, ended_as: str = "done") -> None:
    ending = progress.Ending(ended_as, TODAY, reason="Enough.")
    assert progress.end(asker("leader"), key=key, ending=ending, at=AT).allowed


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("seller", False),
        ("peer", True),
        ("leader", True),
        ("director", True),
        ("chief", True),
        ("north-partner", True),
        ("new leader", False),
        ("moved", False),
        ("stranger", False),
        ("partner", False),
        ("administrator", False),
    ],
)
def test_what_runs_for_a_person_is_seen_by_them_their_leaders_and_partner(who: str, *, sees: bool):
    key = begin("seller-2")

    assert (running.measure(asker(who), key) is not None) is sees
    assert len(running.running(asker(who)).measures) == sees


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("seller", True),
        ("leader", True),
        ("chief", True),
        ("north-partner", True),
        ("moved", False),
        ("new leader", False),
    ],
)
def test_what_runs_for_a_unit_is_seen_by_everybody_in_it_and_above(who: str, *, sees: bool):
    key = begin(None, unit="north")

    assert (running.measure(asker(who), key) is not None) is sees


def test_a_leader_of_then_sees_nothing_of_what_runs_now():
    key = begin("seller-6")

    assert running.measure(asker("leader"), key) is None
    assert running.measure(asker("new leader"), key) is not None


def test_everything_there_is_to_say_is_shown():
    key = begin("seller-2", until=TODAY + timedelta(days=41), expectation="bookings")

    shown = running.measure(asker("leader"), key)

    assert shown is not None
    assert (shown.kind, shown.name, shown.library, shown.whom, shown.person_key) == (
        "coaching",
        "Calls",
        lever(),
        "Seller-2",
        "seller-2",
    )
    assert (shown.leader, shown.expectation, shown.starts_on, shown.planned_until) == (
        "Lee Okoro",
        "bookings",
        TODAY,
        date(2026, 2, 22),
    )
    assert (shown.progress, shown.ended_as, shown.is_here, shown.recorded_on) == (None, "", True, TODAY)


def test_a_unit_is_whom_it_is_for_and_its_leader_answers():
    shown = running.measure(asker("leader"), begin(None, unit="north"))

    assert shown is not None
    assert (shown.whom, shown.unit_key, shown.person, shown.answers) == (
        "North",
        "north",
        "",
        Person.objects.get(key="leader").pk,
    )


def test_the_list_begins_with_what_is_overdue_and_is_read_a_page_at_a_time():
    late = begin("seller-1", on=TODAY - timedelta(days=20), until=TODAY - timedelta(days=1))
    soon = begin("seller-2", until=TODAY + timedelta(days=5))
    open_ = begin("seller-3")
    finish(begin("seller-4"))

    first = running.running(asker("leader"), limit=2)
    rest = running.running(asker("leader"), skip=2, limit=2)

    assert ([one.key for one in first.measures], first.more) == ([late, soon], True)
    assert ([one.key for one in rest.measures], rest.more) == ([open_], False)
    assert [one.is_overdue(TODAY) for one in first.measures] == [True, False]
    assert running.running(asker("leader"), lever=0).measures == ()
    assert len(running.running(asker("leader"), lever=lever()).measures) == 3


def test_what_was_brought_with_an_import_is_seen_and_reported_on_nowhere():
    Measure.objects.create(
        key="i-1",
        lever="tool",
        person=Person.objects.get(key="seller-2"),
        starts_on=TODAY,
        ends_on=TODAY + timedelta(days=1),
        recorded_at=AT,
    )

    shown = running.measure(asker("leader"), "i-1")

    assert shown is not None
    assert (shown.is_here, shown.is_over(TODAY), shown.is_over(TODAY + timedelta(days=1))) == (False, False, True)
    assert not running.may_report(asker("leader"), shown)


@pytest.mark.parametrize(
    ("who", "reports", "ends"),
    [("peer", True, False), ("leader", True, True), ("director", True, True), ("north-partner", False, False)],
)
def test_the_person_and_leaders_report_and_leaders_alone_end_it(who: str, *, reports: bool, ends: bool):
    shown = running.measure(asker(who), begin("seller-2"))

    assert shown is not None
    assert (running.may_report(asker(who), shown), running.may_end(asker(who), shown)) == (reports, ends)


@pytest.mark.parametrize(("who", "may"), [("seller", False), ("leader", True), ("chief", True)])
def test_of_a_unit_its_leader_and_those_above_report(who: str, *, may: bool):
    shown = running.measure(asker(who), begin(None, unit="north"))

    assert shown is not None
    assert (running.may_report(asker(who), shown), running.may_end(asker(who), shown)) == (may, may)


def test_what_was_said_of_its_progress_is_read_the_latest_first():
    key = begin("seller-2")
    progress.report(asker("peer"), key=key, share=10, note="Two calls.", at=AT)
    progress.report(asker("leader"), key=key, share=30, note="", at=AT + timedelta(hours=1))

    shown = running.measure(asker("leader"), key)

    assert shown is not None
    assert shown.progress == 30
    assert running.progress_of(shown) == (
        Said(30, "", "Lee Okoro", TODAY),
        Said(10, "Two calls.", "Seller-2", TODAY),
    )


def test_how_often_a_lever_was_used_is_counted_over_all_of_the_company():
    begin("seller-1")
    finish(begin("seller-2"))
    finish(begin("seller-3"), "stopped")
    begin("seller-6", leader="new-leader")

    found = running.used([lever(), 0])

    assert found == {lever(): Used(started=4, done=1, stopped=1)}
    assert found[lever()].running == 2


def test_for_whom_a_lever_is_at_work_is_known():
    begin("seller-1")
    finish(begin("seller-2"))
    begin(None, unit="north")
    numbers = {key: Person.objects.get(key=key).pk for key in ("seller-1", "seller-2", "seller-3")}

    assert running.at_work(lever(), numbers.values(), TODAY) == {numbers["seller-1"]}
    assert running.is_at_work_for(lever(), Unit.objects.get(key="north").pk, TODAY)
    assert not running.is_at_work_for(lever(), Unit.objects.get(key="south").pk, TODAY)


@pytest.mark.parametrize(
    ("other", "is_given"), [(None, True), ("bookings", True), ("pipeline", False)], ids=["for all", "same", "another"]
)
def test_whether_something_else_is_given_for_the_same(other: str | None, *, is_given: bool):
    taken = running.measure(asker("leader"), begin("seller-2", expectation="bookings"))
    assert taken is not None
    assert not running.is_given(taken, "bookings", TODAY)

    begin("seller-2", expectation=other)

    assert running.is_given(taken, "bookings", TODAY) is is_given


def test_for_a_unit_likewise():
    taken = running.measure(asker("leader"), begin(None, unit="north"))
    assert taken is not None
    begin(None, unit="south")
    assert not running.is_given(taken, "bookings", TODAY)

    begin(None, unit="north")

    assert running.is_given(taken, "bookings", TODAY)


def test_what_ends_first_comes_first_and_what_runs_for_a_unit_before_what_runs_for_people():
    later, for_one, sooner = begin(), begin("seller-3", until=TODAY), begin("seller-4", until=TODAY - timedelta(days=1))
    for_unit = begin(None, unit="north", until=TODAY)

    found = running.running(asker("leader")).measures

    assert [one.key for one in found] == [sooner, for_unit, for_one, later]
