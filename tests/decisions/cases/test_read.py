"""Cases, shown to whom they concern."""

from datetime import UTC, date, datetime

import pytest

from answerable.decisions.cases import read
from answerable.decisions.cases.models import Answerability, Case, Response
from answerable.facts.people.models import Account, Assignment, Person, Unit
from answerable.facts.people.read import Sight
from answerable.findings.models import Evaluation, GapFinding
from asking import asker
from more_cases import take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "chief",
    "director",
    "leader",
    "new leader",
    "seller",
    "peer",
    "moved",
    "stranger",
    "partner",
    "north-partner",
    "administrator",
)


def keys(shown: tuple[read.CaseShown, ...]) -> list[str]:
    return [case.subject_key for case in shown]


def number_of(key: str) -> int:
    return Person.objects.get(key=key).pk


def test_a_case_says_whose_gap_it_is_who_answers_and_why():
    shown = read.numbered([Case.objects.get().pk])[Case.objects.get().pk]

    assert (shown.subject_key, shown.subject, shown.is_unit) == ("seller-1", "Seller-1", False)
    assert shown.subject_number == number_of("seller-1")
    # Below from August on; the first month's figures are in on 1 September, the third month's on 1 November.
    assert (shown.expectation, shown.opened_on, shown.sustained_on, shown.closed_on) == (
        "bookings",
        date(2025, 9, 1),
        date(2025, 11, 1),
        None,
    )
    assert (shown.answerable_key, shown.answerable, shown.level, shown.since) == (
        "chief",
        "Cleo Chief",
        3,
        date(2025, 9, 30),
    )
    assert (shown.at_top, shown.beside) == (True, ())
    assert shown.reasons[1] == (
        "No conversation was held by 15 September 2025 (due 8 September 2025, 7 days of grace): "
        "answerability moved from Lee Okoro to Dana Reyes on 16 September 2025."
    )
    assert shown.reasons[-1] == "Nobody is above Cleo Chief: it stays there."
    assert shown.facts["since"] == "2025-08-01"
    assert shown.why[1].startswith("Below it since 1 August 2025, 5 months in a row")
    # The figures of December came in on 1 January; it was first looked at on the Tuesday after.
    assert shown.found_on == date(2026, 1, 6)


def test_only_whoever_answers_now_has_it_among_their_own():
    found = {name: keys(tuple(read.on_the_mind_of(asker(name), (), limit=9).values())) for name in EVERYBODY}

    assert found == {name: ["seller-1"] if name == "chief" else [] for name in EVERYBODY}


def test_a_closed_case_is_answered_for_by_nobody():
    Case.objects.update(closed_on=TODAY)

    assert read.on_the_mind_of(asker("chief"), (), limit=9) == {}
    assert read.in_line(number_of("chief"), limit=9) == ()
    assert read.in_units(["north"], limit=9) == ()
    assert keys(read.of_people([number_of("seller-1")])) == ["seller-1"]


def test_no_number_is_no_case():
    assert read.numbered([]) == {}
    assert read.numbered([0]) == {}


def test_of_people_come_all_their_cases_or_those_opened_by_a_day():
    take_up(person="seller-1", answers="leader", expectation="calls")
    people = [number_of("seller-1"), number_of("seller-2")]

    assert [case.expectation for case in read.of_people(people)] == ["bookings", "calls"]
    assert [case.expectation for case in read.of_people(people, until=date(2025, 9, 1))] == ["bookings"]
    assert read.of_people(people, until=date(2025, 8, 31)) == ()


def test_a_unit_s_case_is_shown_to_whoever_leads_it():
    take_up(unit="north", answers="leader")

    found = {name: keys(read.of_units_led(asker(name))) for name in EVERYBODY}

    assert found == {name: ["north"] if name == "leader" else [] for name in EVERYBODY}
    assert read.of_units_led(asker("leader"))[0].is_unit


@pytest.mark.parametrize(
    ("name", "sight"),
    [
        ("seller", Sight(allowed=True, reason="It is about you.", until=None)),
        ("leader", Sight(allowed=True, reason="This person is in your line.", until=None)),
        ("director", Sight(allowed=True, reason="This person is in your line.", until=None)),
        ("chief", Sight(allowed=True, reason="This person is in your line.", until=None)),
        ("north-partner", Sight(allowed=True, reason="You are the people partner of this person's unit.", until=None)),
    ],
)
def test_a_person_s_case_is_seen_by_them_their_line_and_their_partner(name: str, sight: Sight):
    found = read.seen(asker(name), Case.objects.get().pk)

    assert found is not None
    assert found == (read.numbered([found[0].number])[found[0].number], sight)


@pytest.mark.parametrize("name", ["peer", "moved", "new leader", "stranger", "partner", "administrator"])
def test_a_person_s_case_is_hidden_from_everybody_else(name: str):
    found = read.seen(asker(name), Case.objects.get().pk)

    assert found is not None
    assert (found[1].allowed, found[1].until) == (False, None)


def test_a_leader_before_sees_the_case_as_it_was_in_their_time():
    case = take_up(person="seller-6", answers="leader", opened_on=date(2025, 11, 1))
    Answerability.objects.create(
        case=case,
        leader=Person.objects.get(key="new-leader"),
        level=1,
        since=date(2025, 12, 1),
        recorded_on=date(2025, 12, 1),
    )
    case.sustained_on, case.closed_on, case.answerable = date(2025, 12, 20), date(2026, 1, 5), None
    case.save()

    found = read.seen(asker("leader"), case.pk)

    reason = "This person was in your line on 30 November 2025."
    assert found is not None
    shown, sight = found
    assert sight == Sight(allowed=True, reason=reason, until=date(2025, 11, 30))
    assert (shown.answerable_key, shown.sustained_on, shown.closed_on) == ("leader", None, None)
    assert read.of_people([case.person_id or 0], until=date(2025, 11, 30)) == (shown,)


def test_what_was_found_after_their_time_is_not_shown_to_a_leader_before():
    case = take_up(person="seller-6", answers="leader", opened_on=date(2025, 11, 1))
    later = GapFinding.objects.create(
        evaluation=Evaluation.objects.filter(as_of__gt=date(2025, 12, 1)).order_by("-as_of")[0],
        person=case.person,
        expectation="bookings",
        facts=case.latest.facts | {"attainment": 0.42},
        reasons=["Seller-6 reaches 42 %."],
    )
    Case.objects.filter(pk=case.pk).update(latest=later)

    then, now = read.seen(asker("leader"), case.pk), read.seen(asker("new leader"), case.pk)

    assert now is not None
    assert then is not None
    assert now[0].why == ("Seller-6 reaches 42 %.",)
    assert then[0].why == tuple(case.latest.reasons)
    assert then[0].found_on <= date(2025, 11, 30)


def test_a_case_taken_up_after_their_time_is_none_of_a_leader_before():
    case = take_up(person="seller-6", answers="new-leader")

    found = read.seen(asker("leader"), case.pk)

    assert found is not None
    assert found[1] == Sight(allowed=False, reason="This gap was taken up after your time.", until=None)
    assert read.of_people([case.person_id or 0], until=date(2025, 11, 30)) == ()


def test_there_is_no_case_of_an_unknown_number():
    assert read.seen(asker("chief"), 0) is None


@pytest.mark.parametrize(
    ("name", "sight"),
    [
        ("north-partner", Sight(allowed=True, reason="You are the people partner of this unit.", until=None)),
        ("peer", Sight(allowed=True, reason="It is about your unit.", until=None)),
        ("leader", Sight(allowed=True, reason="It is about your unit.", until=None)),
        ("director", Sight(allowed=True, reason="This person is in your line.", until=None)),
        ("chief", Sight(allowed=True, reason="This person is in your line.", until=None)),
    ],
)
def test_a_unit_s_case_is_seen_by_its_people_their_leaders_and_their_partner(name: str, sight: Sight):
    found = read.seen(asker(name), take_up(unit="north", answers="leader").pk)

    assert found is not None
    assert (found[0].subject, found[1]) == ("North", sight)


@pytest.mark.parametrize("name", ["moved", "new leader", "stranger", "partner", "administrator"])
def test_a_unit_s_case_is_hidden_from_other_units(name: str):
    found = read.seen(asker(name), take_up(unit="north", answers="leader").pk)

    assert found is not None
    assert not found[1].allowed


def test_a_unit_s_leader_sees_its_case_without_working_in_it():
    Assignment.standing.filter(person__key="leader").update(unit=Unit.objects.get(key="company"))

    found = read.seen(asker("leader"), take_up(unit="north", answers="leader").pk)

    assert found is not None
    assert found[1] == Sight(allowed=True, reason="It is about you.", until=None)


def test_a_unit_without_a_leader_is_in_nobody_s_line():
    case = take_up(unit="north", answers=None)
    Unit.objects.filter(key="north").update(leader=None)

    found = read.seen(asker("director"), case.pk)

    assert found is not None
    assert (found[0].answerable_key, found[0].answerable) == (None, None)
    assert found[1] == Sight(allowed=False, reason="This unit is not in your line.", until=None)


def test_who_answered_is_told_in_order_and_no_further_than_somebody_may_see():
    case = Case.objects.get()

    held = read.history(case.pk, until=None)

    # The clock is looked at on Tuesdays, and both days on which it moved are one.
    assert held == (
        read.Held("Lee Okoro", 1, date(2025, 9, 1), date(2025, 9, 1)),
        read.Held("Dana Reyes", 2, date(2025, 9, 16), date(2025, 9, 16)),
        read.Held("Cleo Chief", 3, date(2025, 9, 30), date(2025, 9, 30)),
    )
    assert read.history(case.pk, until=date(2025, 9, 29)) == held[:2]
    assert read.history(0, until=None) == ()


def test_that_nobody_was_left_to_answer_is_told_as_well():
    case = Case.objects.get()
    case.answerabilities.create(leader=None, level=0, since=TODAY, recorded_on=TODAY)

    assert read.history(case.pk, until=None)[-1] == read.Held(None, 0, TODAY, TODAY)


def test_what_the_person_said_to_a_case_comes_in_order_and_nothing_that_others_said():
    case, seller = Case.objects.get(), Account.objects.get(email="seller@example.com")
    nobody = Account.objects.get(email="administrator@example.com")
    Response.objects.create(case=case, account=seller, text="My accounts were split.", at=AT)
    Response.objects.create(case=case, account=nobody, text="Entered on paper.", at=datetime(2026, 1, 13, tzinfo=UTC))
    Response.objects.create(case=case, account=seller, text="Twice.", at=datetime(2026, 1, 13, tzinfo=UTC))

    assert read.responses(case.pk) == (
        read.Said("Seller-1", TODAY, "My accounts were split."),
        read.Said("Seller-1", date(2026, 1, 13), "Twice."),
    )
    assert read.responses(0) == ()


def test_only_whoever_it_is_about_may_respond():
    person = read.numbered([Case.objects.get().pk])[Case.objects.get().pk]
    unit = take_up(unit="north", answers="leader").pk
    shared = read.numbered([unit])[unit]

    assert [name for name in EVERYBODY if read.may_respond(asker(name), person)] == ["seller"]
    assert [name for name in EVERYBODY if read.may_respond(asker(name), shared)] == []


def test_in_a_line_come_the_cases_of_its_people_and_units_the_highest_climbed_first():
    take_up(person="seller-6", answers="new-leader")
    take_up(unit="north", answers="director", level=2, opened_on=date(2025, 12, 1))
    take_up(unit="south", answers="director", level=2, opened_on=date(2025, 11, 1))

    def line(name: str, limit: int = 9) -> list[str]:
        return keys(read.in_line(number_of(name), limit=limit))

    assert line("chief") == ["seller-1", "south", "north", "seller-6"]
    assert line("director") == ["seller-1", "south", "north", "seller-6"]
    assert line("director", 2) == ["seller-1", "south"]
    # The leader led seller-6 until 1 December: that is over.
    assert line("leader") == ["seller-1", "north"]
    assert line("new-leader") == ["south", "seller-6"]
    assert [line(nobody) for nobody in ("seller-1", "seller-2", "stranger")] == [[], [], []]


def test_in_units_come_their_cases_and_those_of_the_people_who_are_there_now():
    take_up(person="seller-6", answers="new-leader")
    take_up(unit="north", answers="director", level=2)

    assert keys(read.in_units(["north"], limit=9)) == ["seller-1", "north"]
    assert keys(read.in_units(["north", "south"], limit=9)) == ["seller-1", "north", "seller-6"]
    assert keys(read.in_units(["north"], limit=1)) == ["seller-1"]
    assert read.in_units([], limit=9) == ()


def test_beside_what_somebody_answers_for_come_the_cases_asked_for_and_no_more_than_the_limit():
    long_open = take_up(person="seller-2", answers="leader", opened_on=date(2025, 10, 1))
    take_up(person="seller-3", answers="leader", opened_on=date(2025, 11, 1))
    asked_for = take_up(person="seller-6", answers="new-leader")

    found = read.on_the_mind_of(asker("leader"), [asked_for.pk], limit=1)

    assert list(found) == [long_open.pk, asked_for.pk]
