"""Gaps become cases, are brought up to date and closed, each change with its entry."""

from datetime import date
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries

from answerable.decisions.cases import read, write
from answerable.decisions.cases.models import Answerability, Below, Case, Response
from answerable.facts.people.models import Account, Person
from answerable.findings.models import GapFinding
from answerable.findings.report import GapFound
from answerable.ledger import read as ledger
from answerable.ledger.entries import NewEntry
from answerable.rules.escalation import Answer
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

OPENED = date(2026, 1, 1)
CHAIN = ("leader", "director", "chief")
FIRST = Answer("leader", 1, OPENED, (), at_top=False, reasons=("It opened.",))
CLIMBED = Answer("director", 2, date(2026, 1, 20), ("leader",), at_top=False, reasons=("It opened.", "It climbed."))


def gap(
    answer: Answer = FIRST,
    *,
    person_id: str | None = "seller-2",
    unit_id: str | None = None,
    sustained_on: date | None = None,
    chain: tuple[str, ...] = CHAIN,
) -> GapFound:
    facts: dict[str, Any] = {"opened_on": OPENED, "sustained_on": sustained_on}
    return GapFound(person_id, unit_id, "bookings", facts, answer, chain, duties=(), reasons=())


def finding(number: int = 0) -> int:
    return GapFinding.objects.order_by("pk")[number].pk


def take_up(*found: GapFound, on: date = TODAY, rests_on: int = 0) -> tuple[list[write.Taken], list[NewEntry]]:
    """Take gaps up beside that of the stage, which is left alone."""
    standing = {key: case for key, case in write.open_cases().items() if key[0] != "seller-1"}
    findings = {(one.subject_id, one.expectation_id): finding(rests_on) for one in found}
    return write.take_up(found, standing, on=on, findings=findings)


def case_of(subject: str) -> Case:
    return write.open_cases()[subject, "bookings"]


def held(case: Case) -> list[tuple[str | None, int, date, date]]:
    rows = Answerability.objects.filter(case=case).order_by("pk")
    return list(rows.values_list("leader__key", "level", "since", "recorded_on"))


def test_the_open_cases_are_known_by_whose_they_are_and_what_is_short():
    assert {key: case.pk for key, case in write.open_cases().items()} == {
        ("seller-1", "bookings"): Case.objects.get().pk
    }


def test_a_new_gap_opens_a_case_that_its_direct_leader_answers_for():
    found = gap()

    taken, entries = take_up(found)

    case = case_of("seller-2")
    said = {"case": case.pk, "expectation": "bookings"}
    assert taken == [write.Taken(case.pk, found)]
    assert (case.opened_on, case.sustained_on, case.closed_on) == (OPENED, None, None)
    assert case.answerable is not None
    assert (case.answerable.key, case.level, case.since, case.at_top) == ("leader", 1, OPENED, False)
    assert (case.beside, case.reasons) == ([], ["It opened."])
    assert (case.finding_id, case.latest_id) == (finding(), finding())
    assert held(case) == [("leader", 1, OPENED, TODAY)]
    opened = said | {"opened_on": "2026-01-01", "finding": finding()}
    moved = said | {"leader": "leader", "level": 1, "since": "2026-01-01", "beside": [], "why": ["It opened."]}
    assert entries == [
        NewEntry("case.opened", TODAY, "clock", "seller-2", opened),
        NewEntry("answerability.moved", TODAY, "clock", "seller-2", moved),
    ]


def test_a_unit_s_gap_opens_a_case_of_the_unit():
    take_up(gap(person_id=None, unit_id="north"))

    case = case_of("north")
    assert case.unit is not None
    assert (case.unit.key, case.person) == ("north", None)


def test_a_gap_that_is_sustained_when_it_opens_says_so():
    _taken, entries = take_up(gap(sustained_on=date(2026, 1, 5)))

    assert [entry.kind for entry in entries] == ["case.opened", "case.sustained", "answerability.moved"]
    assert entries[1].body["since"] == "2026-01-05"
    assert case_of("seller-2").sustained_on == date(2026, 1, 5)


def test_the_same_gap_again_changes_nothing():
    take_up(gap())
    case, entries = case_of("seller-2"), take_up(gap())[1]

    assert entries == []
    assert held(case) == [("leader", 1, OPENED, TODAY)]
    assert Case.objects.count() == 2


def test_a_later_finding_is_the_case_s_latest_and_the_first_one_stays():
    take_up(gap())

    _taken, entries = take_up(gap(), rests_on=1)

    case = case_of("seller-2")
    assert (case.finding_id, case.latest_id) == (finding(), finding(1))
    assert entries == []


def test_answerability_that_moves_is_a_row_and_an_entry_of_its_own():
    take_up(gap())

    _taken, entries = take_up(gap(CLIMBED), on=date(2026, 1, 20))

    case = case_of("seller-2")
    assert held(case) == [("leader", 1, OPENED, TODAY), ("director", 2, date(2026, 1, 20), date(2026, 1, 20))]
    assert (case.level, case.beside, case.reasons) == (2, ["leader"], ["It opened.", "It climbed."])
    body = {"leader": "director", "level": 2, "since": "2026-01-20", "beside": ["leader"], "why": list(CLIMBED.reasons)}
    said = {"case": case.pk, "expectation": "bookings", **body}
    assert entries == [NewEntry("answerability.moved", date(2026, 1, 20), "clock", "seller-2", said)]


def test_other_words_for_the_same_answer_move_nothing():
    take_up(gap())
    reworded = Answer("leader", 1, OPENED, (), at_top=False, reasons=("It opened, and Lee leads.",))

    _taken, entries = take_up(gap(reworded))

    assert entries == []
    assert case_of("seller-2").reasons == ["It opened, and Lee leads."]
    assert len(held(case_of("seller-2"))) == 1


def test_a_case_is_sustained_once_and_stays_so():
    take_up(gap())

    first, second = take_up(gap(sustained_on=date(2026, 1, 10)))[1], take_up(gap(sustained_on=date(2026, 1, 11)))[1]
    take_up(gap())

    assert [entry.kind for entry in first] == ["case.sustained"]
    assert second == []
    assert case_of("seller-2").sustained_on == date(2026, 1, 10)


def test_a_gap_that_nobody_is_left_for_is_answered_by_nobody():
    nobody = Answer(None, 0, OPENED, (), at_top=True, reasons=("Nobody is left.",))

    take_up(gap(nobody, chain=()))

    case = case_of("seller-2")
    assert (case.answerable, case.level, case.at_top) == (None, 0, True)
    assert held(case) == [(None, 0, OPENED, TODAY)]


def test_cases_whose_gaps_have_closed_are_closed_in_a_settled_order():
    take_up(gap(), gap(person_id="seller-3"), gap(person_id=None, unit_id="north"))
    numbers = {key: case.pk for (key, _expectation), case in write.open_cases().items()}

    taken, entries = take_up(on=date(2026, 2, 1))

    def closed(subject: str) -> NewEntry:
        body = {"case": numbers[subject], "expectation": "bookings", "opened_on": "2026-01-01"}
        return NewEntry("case.closed", date(2026, 2, 1), "clock", subject, body)

    assert taken == []
    assert entries == [closed("north"), closed("seller-2"), closed("seller-3")]
    assert [key for key, _expectation in write.open_cases()] == ["seller-1"]
    assert Case.objects.filter(closed_on=date(2026, 2, 1)).count() == 3


def test_a_gap_that_comes_back_is_a_case_of_its_own():
    take_up(gap())
    first = case_of("seller-2").pk
    take_up()

    take_up(gap())

    assert case_of("seller-2").pk != first


def test_what_a_person_says_stands_beside_the_claim_and_in_the_ledger_without_its_words():
    case, seller = Case.objects.get(), asker("seller")

    write.respond(seller, case=case.pk, subject="seller-1", text="My accounts were split.", at=AT)

    row, entry = Response.objects.get(), ledger.history(["seller-1"], until=None, limit=1)[0]
    assert read.responses(case.pk) == (read.Said("Seller-1", TODAY, "My accounts were split."),)
    assert row.account == Account.objects.get(email="seller@example.com")
    assert (entry.kind, entry.actor, entry.day, entry.at) == ("case.answered", "seller-1", TODAY, AT)
    assert entry.body == {"case": case.pk, "response": row.pk}


def below(key: str) -> tuple[int, int, int] | None:
    return Below.objects.filter(leader__key=key).values_list("people", "gaps", "sustained").first()


def test_what_is_below_a_leader_is_counted_anew_where_it_changed_and_only_there():
    Below.objects.filter(leader__key="leader").update(people=99)
    Below.objects.filter(leader__key="director").delete()
    Below.objects.create(leader=Person.objects.get(key="seller-1"), people=1, gaps=0, sustained=0)

    write.count_below()

    assert [below(key) for key in ("chief", "director", "leader", "seller-1")] == [
        (11, 1, 1),
        (8, 1, 1),
        (5, 1, 1),
        None,
    ]


def test_nothing_is_written_where_nothing_below_anybody_changed(django_assert_num_queries: DjangoAssertNumQueries):
    # The lock with its savepoint, places, cases, what is stored; and not one more.
    with django_assert_num_queries(6) as asked:
        write.count_below()

    assert not [query for query in asked if query["sql"].startswith(("INSERT", "DELETE", "UPDATE"))]
