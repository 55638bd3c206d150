"""My people: one row a person, by name; nobody is ranked."""

from datetime import date

import pytest

from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.write import rewrite_places
from answerable.facts.roles.models import Role
from answerable.findings.models import LevelFinding
from more_cases import take_up
from staged import AT
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def hire(number: int) -> None:
    """So many more people who report to the leader: Ann 01, Ann 02 and so on."""
    leader, role = Person.objects.get(key="leader"), Role.objects.get(key="sells")
    for one in range(1, number + 1):
        person = Person.objects.create(key=f"ann-{one:02}", name=f"Ann {one:02}")
        Assignment.objects.create(person=person, role=role, manager=leader, starts_on=date(2026, 1, 1), recorded_at=AT)
    rewrite_places()


def test_a_row_says_how_they_do_what_is_open_when_they_last_talked_and_what_is_owed_next():
    text = words(visitor("leader").get("/people/"))

    assert text.startswith(
        "My people 5 people report to me, by name. "
        "Seller-1 Account Executive, North Bookings: 60 %, 12 periods Bookings 60 % gap Bookings "
        "No conversation is on record. Owed next: a one-on-one, 5 days over "
        "Seller-2 Account Executive, North Bookings: 97 %, 12 periods Bookings 97 % "
        "You last talked on 5 January 2026. Owed next: a one-on-one, due in 7 days Seller-3 "
    )


def test_what_a_gap_asks_for_is_named_with_what_it_is_in():
    chief = Person.objects.get(key="chief")
    Assignment.standing.filter(person__key="seller-1").update(manager=chief)
    rewrite_places()

    text = words(visitor("chief").get("/people/"))

    assert "Owed next: a conversation about Bookings, 97 days over" in text


def test_people_in_whose_role_nothing_is_measured_are_there_all_the_same():
    text = words(visitor("director").get("/people/"))

    assert text.startswith(
        "My people 2 people report to me, by name. Lee Okoro Sales Manager, North Not measured yet "
        "You last talked on 5 January 2026. Owed next: a one-on-one, due in 7 days Nia Wolf"
    )


def test_a_single_person_is_spoken_of_as_one():
    assert words(visitor("new leader").get("/people/")).startswith("My people 1 person reports to me. Seller-6")


def test_what_everybody_misses_is_the_unit_s_gap_and_nobody_s_own():
    take_up(unit="north", answers="director")
    LevelFinding.objects.filter(person__key="seller-2").update(shared=0.1)

    text = words(visitor("leader").get("/people/"))

    assert "Shared by my whole unit What everybody in a unit misses is one gap of the unit" in text
    assert "Unit In Reaches It is real Answerable North Bookings 60 % more than 99 % sure Dana Reyes" in text
    assert "Each of them Seller-1" in text
    assert text.count("as the whole unit") == 1
    assert "Bookings 97 % as the whole unit" in text


def test_a_shared_gap_for_which_nobody_is_left_says_so_and_one_without_a_name_is_called_by_its_key():
    take_up(unit="north", expectation="calls")

    text = words(visitor("leader").get("/people/"))

    assert "North calls 60 % more than 99 % sure nobody is left" in text


@pytest.mark.parametrize("name", ["seller", "partner", "north-partner", "administrator"])
def test_whoever_leads_nobody_is_shown_their_own_page(name: str):
    response = visitor(name).get("/people/")

    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("seller-3", ["Seller-3"]),
        ("EXECUTIVE 2", ["Seller-2"]),
        ("north", [f"Seller-{number}" for number in range(1, 6)]),
        ("  seller-3  ", ["Seller-3"]),
    ],
)
def test_people_are_found_by_name_role_or_unit(query: str, expected: list[str]):
    html = source(visitor("leader").get("/people/", {"q": query}))

    assert [name for name in (f"Seller-{number}" for number in range(1, 7)) if f">{name}</a>" in html] == expected
    assert 'role="search"' in html


def test_when_nobody_fits_the_page_says_so():
    text = words(visitor("leader").get("/people/", {"q": "Zoë <b>"}))

    assert "Nobody here Nobody who reports to you fits. Look for something else." in text


def test_fifty_stand_on_a_page_and_the_pages_keep_what_was_looked_for():
    hire(50)
    client = visitor("leader")

    first, second = source(client.get("/people/")), source(client.get("/people/", {"page": "2"}))
    found = source(client.get("/people/", {"q": "a&n"})), source(client.get("/people/", {"q": "ann"}))

    assert first.count('<section class="person-row"') == 50
    assert second.count('<section class="person-row"') == 5
    assert '<a href="?q=&amp;page=2" aria-current="page">2</a>' in second
    # All of them are called Ann: fifty fit on one page.
    assert [html.count('<section class="person-row"') for html in found] == [0, 50]
    assert 'class="pager"' not in found[1]


def test_what_was_looked_for_goes_into_the_addresses_as_it_is():
    hire(60)
    Person.objects.filter(key__startswith="ann").update(name="R&D #1")

    html = source(visitor("leader").get("/people/", {"q": "R&D #1"}))

    assert '<a href="?q=R%26D+%231&amp;page=2">2</a>' in html


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 5000])
def test_a_page_that_is_none_is_the_first(page: str):
    assert "Seller-1" in words(visitor("leader").get("/people/", {"page": page}))


def test_a_page_after_the_last_is_empty_and_says_so():
    assert "Nobody here" in words(visitor("leader").get("/people/", {"page": "7"}))


def test_keys_a_company_brought_may_hold_anything():
    Person.objects.filter(key="seller-3").update(key="EU/17 #3?")
    client = visitor("leader")

    html = source(client.get("/people/"))

    assert '<a href="/people/EU/17%20%233%3F/">Seller-3</a>' in html
    assert words(client.get("/people/EU/17%20%233%3F/")).startswith("Seller-3 Account Executive · led by Lee Okoro")
    assert words(client.get("/people/EU/17%20%233%3F/support/")).startswith("Seller-3 Over time")
    assert words(client.get("/chain/EU/17%20%233%3F/")).startswith(
        "Lee Okoro Seller-3 Under Seller-3 The line Roll-up by leader Roll-up by unit Teams Waiting How this leader is "
        "doing"
    )
