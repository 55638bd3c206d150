"""Duties follow the rules from day to day, each change entered once."""

from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.decisions.duties import write
from answerable.decisions.duties.models import Duty
from answerable.decisions.duties.write import Wanted
from answerable.facts.people import write as people
from answerable.facts.people.models import Assignment
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger.entries import NewEntry
from answerable.rules import clocks
from answerable.rules.clocks import DutyKind
from staged import AT

pytestmark = pytest.mark.django_db

FIRST, ON = date(2026, 2, 1), date(2026, 3, 1)
CASE = 99
CASES = {"seller-1": CASE, "seller-2": 98}
STATE = ("leader__key", "person__key", "kind", "arises_on", "kept_on", "lapsed_on", "ended_on")


def wanted(
    arises_on: date = date(2026, 2, 20),
    *,
    leader: str = "leader",
    subject: str = "seller-2",
    kept_on: date | None = None,
    stays: bool = True,
    case: int | None = None,
    is_unit: bool = False,
    came_from: str | None = None,
) -> Wanted:
    """A duty with a fortnight and a week of grace: of 20 February, due on 6 March, lapsed on the 14th."""
    kind = DutyKind.ONE_ON_ONE if case is None else DutyKind.CONVERSATION
    due_on = arises_on + timedelta(days=14)
    clock = clocks.Duty(kind, arises_on, due_on, due_on + timedelta(days=8), kept_on, recorded=True)
    return Wanted(leader, subject, clock, stays, is_unit=is_unit, case=case, came_from=came_from)


def standing() -> dict[write.Key, Duty]:
    """As the clock gives them, without those of the stage."""
    return {write.row_key(row): row for row in write.standing_duties(CASES.values()) if row.arises_on >= FIRST}


def settle(duties: Iterable[Wanted], on: date = ON) -> list[NewEntry]:
    return write.settle(duties, standing(), on=on)


def rows() -> list[tuple[object, ...]]:
    return list(Duty.objects.filter(arises_on__gte=FIRST).order_by("pk").values_list(*STATE))


def said(**more: object) -> dict[str, object]:
    return {"leader": "leader", "duty": "one_on_one", "case": None, "arose_on": "2026-02-20", **more}


def test_a_new_duty_is_raised_with_its_days():
    entries = settle([wanted()])

    row = Duty.objects.get(arises_on=date(2026, 2, 20))
    assert (row.leader.key, row.due_on, row.lapses_on) == ("leader", date(2026, 3, 6), date(2026, 3, 14))
    assert row.person is not None
    assert (row.person.key, row.unit, row.case, row.came_from) == ("seller-2", None, None, None)
    body = said(due_on="2026-03-06", **{"from": None})
    assert entries == [NewEntry("duty.raised", ON, "clock", "seller-2", body)]


def test_a_duty_to_a_unit_that_came_from_below_says_so():
    entries = settle([wanted(leader="director", subject="north", case=CASE, is_unit=True, came_from="leader")])

    row = Duty.objects.get(case=CASE)
    assert row.unit is not None
    assert row.came_from is not None
    assert (row.leader.key, row.unit.key, row.person, row.came_from.key) == ("director", "north", None, "leader")
    assert (entries[0].subject, entries[0].body["from"], entries[0].body["case"]) == ("north", "leader", CASE)


def test_a_duty_is_known_by_case_leader_subject_kind_and_first_day():
    settle([wanted(subject="north", case=CASE, is_unit=True)])

    key = (CASE, "leader", "north", "conversation", date(2026, 2, 20))
    assert write.key_of(wanted(subject="north", case=CASE, is_unit=True)) == key
    assert list(standing()) == [key]


def test_a_duty_done_in_time_is_kept_and_has_ended():
    settle([wanted()])

    entries = settle([wanted(kept_on=date(2026, 2, 27))])

    assert rows()[0][4:] == (date(2026, 2, 27), None, ON)
    assert entries == [NewEntry("duty.kept", ON, "clock", "seller-2", said(kept_on="2026-02-27"))]


def test_what_is_done_later_than_the_day_looked_at_is_not_known_yet():
    settle([wanted(kept_on=date(2026, 3, 2))])

    assert rows()[0][4:] == (None, None, None)


def test_a_duty_undone_after_the_grace_has_lapsed_and_stays_where_it_has_nowhere_to_go():
    settle([wanted()])

    entries = settle([wanted()], date(2026, 3, 14))

    assert rows()[0][4:] == (None, date(2026, 3, 14), None)
    assert entries == [NewEntry("duty.lapsed", date(2026, 3, 14), "clock", "seller-2", said(due_on="2026-03-06"))]
    assert settle([wanted()], date(2026, 3, 20)) == []


def test_a_lapsed_duty_that_went_to_another_has_ended():
    settle([wanted(case=CASE, stays=False)])

    settle([wanted(case=CASE, stays=False)], date(2026, 3, 16))

    assert rows()[0][4:] == (None, date(2026, 3, 14), date(2026, 3, 16))


def test_a_duty_done_after_the_grace_has_lapsed_and_is_kept():
    settle([wanted()])

    entries = settle([wanted(kept_on=date(2026, 3, 15))], date(2026, 3, 16))

    assert rows()[0][4:] == (date(2026, 3, 15), date(2026, 3, 14), date(2026, 3, 16))
    assert [entry.kind for entry in entries] == ["duty.lapsed", "duty.kept"]


def test_a_duty_the_rules_no_longer_speak_of_ends():
    settle([wanted()])

    entries = settle([])

    assert rows()[0][4:] == (None, None, ON)
    assert entries == [NewEntry("duty.ended", ON, "clock", "seller-2", said())]


def test_what_ended_in_a_case_is_not_raised_again():
    settle([wanted(case=CASE)])
    settle([])
    before = rows()

    assert settle([wanted(case=CASE)], date(2026, 3, 2)) == []

    assert rows() == before


def test_a_one_on_one_that_ended_undone_is_owed_again_once_the_rules_speak_of_it():
    settle([wanted()])
    settle([])

    entries = settle([wanted()], date(2026, 3, 2))

    assert rows() == [("leader", "seller-2", "one_on_one", date(2026, 2, 20), None, None, None)]
    assert entries == [NewEntry("duty.reopened", date(2026, 3, 2), "clock", "seller-2", said(due_on="2026-03-06"))]


@pytest.mark.parametrize(
    "settled", [wanted(kept_on=date(2026, 2, 27)), wanted(date(2026, 2, 1), stays=False)], ids=["kept", "lapsed"]
)
def test_a_one_on_one_that_was_settled_stays_as_it_was(settled: Wanted):
    settle([settled])
    before = rows()
    assert before[0][-1] == ON

    assert settle([settled], date(2026, 3, 2)) == []

    assert rows() == before


def test_many_that_change_alike_are_saved_at_once_in_pieces(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(write, "BATCH", 2)
    everybody = [wanted(subject=f"seller-{number}") for number in range(1, 6)]

    raised, ended, again = settle(everybody), settle([]), settle(everybody)

    assert [len(entries) for entries in (raised, ended, again)] == [5, 5, 5]
    assert {row[4:] for row in rows()} == {(None, None, None)}


def test_a_move_that_never_was_is_corrected_and_the_first_leader_owes_what_they_owed():
    moved = Assignment.standing.filter(person__key="seller-6")
    moved.filter(ends_on=None).update(replaced_at=AT)
    moved.update(ends_on=None)
    people.rewrite_places()

    tick(in_force.record(), on=date(2026, 1, 13), at=AT)

    owed = Duty.objects.filter(person__key="seller-6", ended_on__isnull=True)
    # Last talked with on 24 November: due on 8 and 22 December and on 5 January, each with seven days of grace.
    assert [(row.leader.key, row.due_on) for row in owed] == [("leader", date(2026, 1, 5))]
    last = Duty.objects.filter(person__key="seller-6", leader__key="leader", due_on__gte=date(2025, 12, 1))
    assert [(row.due_on, row.lapsed_on) for row in last.order_by("due_on")] == [
        (date(2025, 12, 8), date(2025, 12, 16)),
        (date(2025, 12, 22), date(2025, 12, 30)),
        (date(2026, 1, 5), date(2026, 1, 13)),
    ]


@st.composite
def duties(draw: st.DrawFn) -> Wanted:
    """Any duty of two people; a case is about one of them."""
    subject = draw(st.sampled_from(sorted(CASES)))
    return wanted(
        draw(st.dates(FIRST, date(2026, 2, 27))),
        leader=draw(st.sampled_from(["leader", "new-leader"])),
        subject=subject,
        kept_on=draw(st.none() | st.dates(date(2026, 2, 3), date(2026, 3, 5))),
        stays=draw(st.booleans()),
        case=draw(st.sampled_from([None, CASES[subject]])),
    )


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(duties(), max_size=6))
def test_the_same_day_again_changes_nothing(today: list[Wanted]):
    with transaction.atomic():
        settle(today)
        before = rows()

        assert settle(today) == []

        assert rows() == before
        transaction.set_rollback(True)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(duties(), max_size=6), st.lists(duties(), max_size=6))
def test_what_was_wrong_for_a_while_leaves_the_one_on_ones_owed_as_they_were(now: list[Wanted], wrong: list[Wanted]):
    # A duty that is said to be kept, or to stay, on one of the two days and not on the other is another matter.
    keys = {write.key_of(one) for one in now}
    others = [one for one in wrong if write.key_of(one) not in keys]
    with transaction.atomic():
        settle(now)
        before = [row for row in rows() if row[2] == "one_on_one" and row[-1] is None]

        settle(others)
        settle(now)

        assert [row for row in rows() if row[2] == "one_on_one" and row[-1] is None] == before
        transaction.set_rollback(True)


def test_that_somebody_leads_is_known_from_their_first_day_or_from_the_day_it_was_first_looked_at():
    Duty.objects.filter(person__key="new-leader", kind__startswith="leading").delete()
    began = {"new-leader": date(2026, 2, 2)}

    assert write.first_days_known(began, None, ON) == {"new-leader": date(2026, 2, 2)}
    assert write.first_days_known(began, date(2026, 2, 1), ON) == {"new-leader": date(2026, 2, 2)}
    assert write.first_days_known(began, date(2026, 2, 2), ON) == {"new-leader": ON}


def test_since_when_it_was_known_that_somebody_leads_stays_as_it_was_recorded():
    first = Duty.objects.filter(person__key="new-leader", kind="leading_agreed").order_by("arises_on")[0]

    known = write.first_days_known({"new-leader": date(2025, 1, 1)}, ON, ON)

    assert known == {"new-leader": first.arises_on}
