"""Levers at work: one is set to work for people or a unit, how far it is, that it ended, and who may see it."""

from datetime import date, timedelta
from urllib.parse import quote

import pytest
from django.http import HttpResponse

from answerable.decisions.cases.models import Case
from answerable.facts.levers.models import Lever
from answerable.facts.people.models import Assignment, Person, Unit
from answerable.facts.people.write import rewrite_places
from answerable.facts.support import write as support
from answerable.facts.support.models import Measure, Progress
from answerable.facts.support.write import FromLibrary
from answerable.rules.plans import NO_LEADER
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def number_of(key: str = "discovery-questions") -> int:
    return Lever.objects.get(key=f"ours-{key}").pk


def read(who: str, address: str = "/levers/") -> str:
    return words(visitor(who).get(address))


def send(who: str, address: str, sent: dict[str, object] | None = None) -> HttpResponse:
    given = visitor(who).post(address, sent or {}, follow=True)
    assert isinstance(given, HttpResponse)
    return given


def begin(person: str | None = "seller-2", *, unit: str | None = None, until: date | None = None) -> str:
    return support.begin_measure(
        leader=Person.objects.get(key="leader").pk,
        person=None if person is None else Person.objects.get(key=person).pk,
        unit=None if unit is None else Unit.objects.get(key=unit).pk,
        lever="training",
        name="Discovery",
        expectation="bookings",
        on=TODAY - timedelta(days=5),
        at=AT,
        library=FromLibrary(number_of(), until),
    )


def at_work(key: str, deed: str = "") -> str:
    return f"/levers/running/{quote(key)}/{deed}"


def test_a_leader_sets_a_lever_to_work_for_several_people():
    sent = {"people": ["seller-2", "seller-3"], "expectation": "bookings", "first": "2026-01-12", "last": "2026-02-08"}

    text = words(send("leader", f"/levers/{number_of()}/start/", sent | {"start": "1"}))

    assert "Set to work for Seller-2, Seller-3." in text
    assert "Seller-2 Discovery: questions that find the need 12 January 2026 8 February 2026 nothing said yet" in text
    assert Measure.standing.count() == 2


def test_the_form_begins_with_today_and_the_end_the_lever_says():
    page = source(visitor("leader").get(f"/levers/{number_of()}/start/?people=seller-3&expectation=bookings"))

    assert 'name="first" value="2026-01-12"' in page
    assert 'name="last" value="2026-02-08"' in page
    assert 'value="seller-3" checked' in page
    assert '<option value="bookings" selected>' in page
    assert 'value="seller-2">' in page
    assert "Seller-6" not in page


def test_people_are_found_by_words_and_whoever_is_chosen_stays_chosen():
    sent = {"people": ["seller-3"], "q": "seller-4", "find": "1", "first": "2026-01-14"}

    given = visitor("leader").post(f"/levers/{number_of()}/start/", sent)

    assert given.status_code == 200
    assert 'value="seller-3" checked' in source(given)
    assert 'value="seller-4">' in source(given)
    assert "Seller-5" not in source(given)
    assert 'name="first" value="2026-01-14"' in source(given)
    nobody = visitor("leader").post(f"/levers/{number_of()}/start/", {"q": "unheard-of", "find": "1"})
    assert "Nobody else in your line fits these words." in words(nobody)
    assert not Measure.objects.exists()


def test_whoever_looks_at_a_measure_of_somebody_is_named_on_their_page():
    key = begin("seller-2")

    read("leader", at_work(key))
    read("peer", at_work(key))

    assert "Lee Okoro a measure for me 12 January 2026" in read("peer", "/me/")
    assert "Seller-2 a measure for me" not in read("peer", "/me/")


def test_a_long_line_is_shown_in_part():
    leader, role = Person.objects.get(key="leader"), Assignment.standing.get(person__key="seller-2").role
    for number in range(61):
        person = Person.objects.create(key=f"p-{number:02}", name=f"Person {number:02}")
        Assignment.objects.create(person=person, role=role, manager=leader, starts_on=TODAY, recorded_at=AT)
    rewrite_places()

    page = visitor("leader").get(f"/levers/{number_of()}/start/")

    assert source(page).count('name="people"') == 60
    assert "There are more. Look for a name, a role or a unit; whom you have chosen stays chosen." in words(page)


def test_where_a_lasting_gap_has_no_plan_the_reason_and_the_way_to_it_are_given():
    case = Case.objects.get().pk

    alone = visitor("leader").post(
        f"/levers/{number_of()}/start/", {"people": ["seller-1"], "expectation": "bookings", "start": "1"}
    )
    among = send(
        "leader",
        f"/levers/{number_of()}/start/",
        {"people": ["seller-1", "seller-2"], "expectation": "bookings", "start": "1"},
    )

    assert alone.status_code == 422
    assert f"Nothing was changed. {NO_LEADER}" in words(alone)
    assert f'href="/gaps/{case}/plan/"' in source(alone)
    assert "Set to work for Seller-2." in words(among)
    assert f"Not for Seller-1 : {NO_LEADER} Make the plan for Seller-1" in words(among)
    assert f'href="/gaps/{case}/plan/"' in source(among)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({}, "Choose for whom: people of your line, or a unit of it."),
        ({"people": ["seller-2"], "first": "soon"}, "Expected a day such as 2026-01-12, found “soon”."),
        ({"people": ["seller-2"], "first": ""}, "Expected a day such as 2026-01-12, found “”."),
        ({"people": ["seller-2"], "last": "2026-01-01"}, "It cannot be planned to end before it begins."),
        ({"people": ["seller-6"]}, "This is nobody of your line now."),
    ],
)
def test_a_start_that_makes_no_sense_says_why(sent: dict[str, object], sentence: str):
    given = visitor("leader").post(f"/levers/{number_of()}/start/", sent | {"start": "1"})

    assert given.status_code == 422
    assert f"Nothing was changed. {sentence}" in words(given)
    assert not Measure.objects.exists()


def test_a_process_is_set_to_work_for_a_unit_and_its_people_read_it():
    send("leader", f"/levers/{number_of('territory-week')}/start/", {"unit": "north", "start": "1"})

    key = Measure.standing.get().key
    assert "North Weekly territory planning" in read("seller", "/levers/running/")
    page = read("seller", at_work(key))
    assert "Weekly territory planning, for North" in page
    assert "Say how far it is" not in page


def test_what_was_set_to_work_by_mistake_is_taken_back():
    send("leader", f"/levers/{number_of()}/start/", {"people": ["seller-2"], "start": "1"})
    key = Measure.standing.get().key

    text = words(send("leader", at_work(key, "take-back/")))
    again = words(send("leader", at_work(key, "take-back/")))

    assert "Taken back. What it had kept is owed again." in text
    assert "Nothing runs" in text
    assert "Only whoever set it to work takes it back, on the same day." in again


def test_the_person_says_how_far_it_is_and_the_leader_reads_it():
    key = begin(until=TODAY - timedelta(days=1))

    mine = words(send("peer", at_work(key, "report/"), {"share": "40", "note": "Four calls heard."}))

    assert "On record. Discovery, for Seller-2 overdue" in mine
    theirs = read("leader", at_work(key))
    assert "12 January 2026 40 % Seller-2 Four calls heard." in theirs
    assert "Read by Seller-2, the leaders above, and the people partner of the unit." in theirs
    assert "It has ended" in theirs
    assert "It has ended" not in mine
    overdue = read("leader", "/levers/running/")
    assert "Meant to be done by now" in overdue
    assert "Seller-2 Discovery 7 January 2026 11 January 2026, over 40 %" in overdue


def test_a_progress_that_is_none_is_refused_and_loses_no_text():
    key = begin()

    given = visitor("peer").post(at_work(key, "report/"), {"share": "all", "note": "Four calls."})

    assert given.status_code == 422
    assert "Nothing was changed. Expected 0 to 100 percent." in words(given)
    assert "Four calls.</textarea>" in source(given)
    assert not Progress.objects.exists()


def test_a_leader_says_that_it_is_done_and_what_it_cost():
    key = begin()

    text = words(
        send("leader", at_work(key, "end/"), {"as": "done", "day": "2026-01-12", "cost": "350", "currency": "eur"})
    )

    assert "On record. Discovery, for Seller-2 done, last day 12 January 2026" in text
    assert "It cost 350 EUR" in text
    assert "Say how far it is" not in text
    assert "Nothing runs" in read("leader", "/levers/running/")
    assert "Set to work 1 Running 0 Done 1 Stopped 0" in read("seller", f"/levers/{number_of()}/")


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"as": "stopped", "reason": ""}, "Say in a few words why it was stopped."),
        ({"as": "done", "day": "soon"}, "Expected a day such as 2026-01-12, found “soon”."),
        ({"as": "done", "cost": "much"}, "Expected an amount such as 1200 or 49.90, found “much”."),
    ],
)
def test_an_end_that_makes_no_sense_says_why(sent: dict[str, object], sentence: str):
    key = begin()

    given = visitor("leader").post(at_work(key, "end/"), {"currency": "EUR"} | sent)

    assert given.status_code == 422
    assert f"Nothing was changed. {sentence}" in words(given)
    assert Measure.standing.get().ended_as == ""


def test_why_it_was_stopped_is_read_by_the_person():
    key = begin()
    send("leader", at_work(key, "end/"), {"as": "stopped", "reason": "The product is sold no more."})

    assert "Why it was stopped The product is sold no more." in read("peer", at_work(key))


def test_what_is_still_to_begin_says_so_and_asks_for_nothing():
    key = begin()
    Measure.objects.update(starts_on=TODAY + timedelta(days=2))

    page = read("peer", at_work(key))

    assert "begins on 14 January 2026" in page
    assert "Say how far it is" not in page


@pytest.mark.parametrize("who", ["seller", "moved", "new leader", "stranger", "partner"])
def test_whoever_may_not_see_the_person_sees_nothing_of_it(who: str):
    key = begin()

    assert visitor(who).get(at_work(key)).status_code == 404
    assert "Nothing runs" in read(who, "/levers/running/")
    assert visitor(who).post(at_work(key, "report/"), {"share": "5"}).status_code == 404
    assert not Progress.objects.exists()


def test_whoever_sees_it_and_may_not_say_how_far_it_is_is_refused():
    key = begin()

    assert visitor("north-partner").post(at_work(key, "report/"), {"share": "5"}).status_code == 403
    assert visitor("peer").post(at_work(key, "end/"), {"as": "done"}).status_code == 403
    assert not Progress.objects.exists()


def test_the_list_of_what_runs_has_pages():
    for _number in range(51):
        begin()

    first, second = read("leader", "/levers/running/"), read("leader", "/levers/running/?page=2")

    assert (first.count("Discovery"), second.count("Discovery")) == (50, 1)
    assert ("Further" in first, "Back" in second) == (True, True)


def test_what_runs_for_me_stands_on_me_and_on_my_page_for_my_leader():
    key = begin(until=TODAY + timedelta(days=20))
    send("peer", at_work(key, "report/"), {"share": "40"})

    mine, theirs = visitor("peer").get("/me/"), visitor("leader").get("/people/seller-2/")

    assert "What is running for me What is running What Set to work by" in words(mine)
    assert "Discovery Lee Okoro 1 February 2026 40 %" in words(mine)
    assert "What is running What Set to work by Meant to be done How far Discovery Lee Okoro" in words(theirs)
    assert all(at_work(key) in source(page) for page in (mine, theirs))
    assert "What is running for me" not in read("seller", "/me/")


def test_a_leader_of_then_reads_of_it_without_a_way_to_it():
    key = begin("seller-6")
    Measure.objects.update(starts_on=date(2025, 11, 1))

    page = visitor("leader").get("/people/seller-6/")

    assert "What is running What Set to work by" in words(page)
    assert at_work(key) not in source(page)
