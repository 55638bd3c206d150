"""What is owed by somebody and to somebody, shown to whom it concerns."""

from datetime import date

import pytest

from answerable.decisions.duties import read
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Unit
from answerable.rules.clocks import DutyKind
from asking import asker
from staged import TODAY

pytestmark = pytest.mark.django_db

Line = tuple[str, str, date]


def lines(shown: tuple[read.DutyShown, ...]) -> list[Line]:
    return [(duty.kind.value, duty.subject_key, duty.due_on) for duty in shown]


def number_of(key: str) -> int:
    return Person.objects.get(key=key).pk


def test_a_leader_owes_every_one_of_their_people_a_one_on_one():
    # Nobody talked with seller-1; with the others on 5 January, so two weeks from there.
    assert lines(read.owed_by(asker("leader"))) == [
        ("one_on_one", "seller-1", date(2026, 1, 7)),
        *(("one_on_one", f"seller-{number}", date(2026, 1, 19)) for number in range(2, 6)),
    ]


def test_what_lapsed_below_is_owed_at_the_top_beside_their_own():
    assert sorted(lines(read.owed_by(asker("chief")))) == [
        ("conversation", "seller-1", date(2025, 10, 7)),
        ("decision", "seller-1", date(2025, 12, 15)),
        ("one_on_one", "director", date(2026, 1, 19)),
        ("one_on_one", "partner", date(2026, 1, 7)),
        ("one_on_one", "stranger", date(2026, 1, 7)),
        ("plan", "seller-1", date(2025, 10, 7)),
    ]


def test_a_duty_says_everything_there_is_to_say_of_it():
    first = read.owed_by(asker("chief"))[0]

    row = Duty.objects.get(pk=first.number)
    assert first == read.DutyShown(
        number=row.pk,
        kind=DutyKind.CONVERSATION,
        leader_key="chief",
        leader="Cleo Chief",
        subject_key="seller-1",
        subject="Seller-1",
        is_unit=False,
        case=row.case,
        arises_on=date(2025, 9, 30),
        due_on=date(2025, 10, 7),
        kept_on=None,
        lapsed_on=date(2025, 10, 15),
        ended_on=None,
        came_from="Dana Reyes",
    )


def test_a_duty_to_a_unit_is_shown_with_the_unit_s_name():
    row = Duty.objects.create(
        leader=Person.objects.get(key="leader"),
        unit=Unit.objects.get(key="north"),
        kind="plan",
        case=99,
        arises_on=TODAY,
        due_on=date(2026, 2, 2),
        lapses_on=date(2026, 2, 10),
    )

    shown = read.duty_owed(asker("leader"), row.pk)

    assert shown is not None
    assert (shown.subject_key, shown.subject, shown.is_unit, shown.came_from) == ("north", "North", True, None)


def test_a_person_sees_what_they_are_owed_and_a_leader_what_they_are():
    assert lines(read.owed_to(asker("seller"))) == [
        ("conversation", "seller-1", date(2025, 10, 7)),
        ("plan", "seller-1", date(2025, 10, 7)),
        ("decision", "seller-1", date(2025, 12, 15)),
        ("one_on_one", "seller-1", date(2026, 1, 7)),
    ]
    assert lines(read.owed_to(asker("leader"))) == [("one_on_one", "leader", date(2026, 1, 19))]
    assert read.owed_to(asker("chief")) == ()


@pytest.mark.parametrize("name", ["seller", "peer", "stranger", "moved", "north-partner", "administrator"])
def test_whoever_leads_nobody_owes_nothing(name: str):
    assert read.owed_by(asker(name)) == ()


def test_an_account_of_nobody_is_owed_nothing():
    assert read.owed_to(asker("administrator")) == ()


def test_one_duty_is_shown_to_whoever_owes_it_and_to_nobody_else():
    row = Duty.objects.get(leader__key="chief", kind="plan")

    shown = read.duty_owed(asker("chief"), row.pk)

    assert shown is not None
    assert (shown.kind, shown.subject) == (DutyKind.PLAN, "Seller-1")
    others = ("leader", "director", "new leader", "seller", "peer", "stranger", "north-partner", "administrator")
    assert [read.duty_owed(asker(name), row.pk) for name in others] == [None] * len(others)


def test_a_duty_that_has_ended_is_owed_by_nobody():
    row = Duty.objects.get(leader__key="leader", kind="plan")

    assert read.duty_owed(asker("leader"), row.pk) is None
    assert read.duty_owed(asker("leader"), 0) is None


def test_of_a_person_come_the_open_ones_and_what_fell_due_since_a_day():
    shown = read.of_person(number_of("seller-1"), until=None, since=date(2025, 12, 20))

    assert lines(shown) == [
        ("conversation", "seller-1", date(2025, 10, 7)),
        ("plan", "seller-1", date(2025, 10, 7)),
        ("decision", "seller-1", date(2025, 12, 15)),
        ("one_on_one", "seller-1", date(2025, 12, 24)),
        ("one_on_one", "seller-1", date(2026, 1, 7)),
    ]
    assert {duty.subject_key for duty in shown} == {"seller-1"}


def test_of_a_person_who_moved_a_leader_before_sees_what_arose_in_their_time():
    last = date(2025, 11, 30)

    shown = read.of_person(number_of("seller-6"), until=last, since=date(2025, 12, 1))

    assert [(duty.leader_key, duty.arises_on, duty.ended_on) for duty in shown] == [
        ("leader", date(2025, 11, 24), None)
    ]


def test_of_a_case_come_all_its_duties_or_those_of_a_time():
    case = Duty.objects.get(leader__key="chief", kind="plan").case
    assert case is not None

    everything, then = read.of_case(case, until=None), read.of_case(case, until=date(2025, 9, 16))

    assert [(duty.kind.value, duty.leader_key) for duty in everything] == [
        ("conversation", "leader"),
        ("plan", "leader"),
        ("conversation", "director"),
        ("conversation", "chief"),
        ("plan", "chief"),
        ("decision", "leader"),
        ("decision", "chief"),
    ]
    assert [(duty.kind.value, duty.leader_key) for duty in then] == [
        ("conversation", "leader"),
        ("plan", "leader"),
        ("conversation", "director"),
        ("decision", "leader"),
    ]
