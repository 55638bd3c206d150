"""How often a page asks the database: counted, kept, and the same however many people there are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.write import rewrite_places
from staged import SELLERS
from visiting import visitor

pytestmark = pytest.mark.django_db

MOST = 15

# Who opens what: how many questions the page asks. A change here is looked at twice; more than MOST is too many.
BASELINE = {
    "leader /today/": 9,
    "chief /today/": 10,
    "leader /people/": 10,
    "leader /people/seller-1/": 14,
    "leader /people/seller-6/": 14,
    "seller /people/seller-1/": 13,
    "leader /people/seller-1/support/": 14,
    "leader /people/seller-1/record/": 7,
    "leader /gaps/case/": 15,
    "leader /chain/": 14,
    "chief /chain/": 14,
    "chief /chain/leader/": 15,
    "north-partner /chain/": 9,
    "seller /me/": 15,
    "chief /me/": 13,
    "leader /find/?q=seller": 4,
    "leader /settings/": 4,
    "administrator /company/": 9,
    "administrator /company/access/": 7,
}


def questions(name: str, url: str) -> int:
    """How many questions a page asks when it is opened again: that somebody looked is noted once a day."""
    client, address = visitor(name), url.replace("case", str(Case.objects.get().pk))
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        response = client.get(address)
    assert response.status_code == 200
    return len(asked)


def lead(keys: set[str]) -> None:
    """Leave the leader with some of the sellers and what these are owed; the others go to the new leader."""
    leaders = {one.key: one for one in Person.objects.filter(key__in=("leader", "new-leader"))}
    for key in SELLERS:
        manager = leaders["leader" if key in keys else "new-leader"]
        Assignment.standing.filter(person__key=key, ends_on=None).update(manager=manager)
        Duty.objects.filter(person__key=key, kind="one_on_one", ended_on=None).update(leader=manager)
    rewrite_places()


@pytest.mark.parametrize("page", BASELINE)
def test_a_page_asks_as_often_as_it_did_and_never_too_often(page: str):
    name, url = page.split()

    asked = questions(name, url)

    assert asked == BASELINE[page]
    assert asked <= MOST


@pytest.mark.parametrize("url", ["/today/", "/people/", "/chain/", "/find/?q=seller"])
def test_a_page_asks_as_often_for_one_person_as_for_six(url: str):
    lead({"seller-1"})
    one = questions("leader", url)

    lead(set(SELLERS))
    six = questions("leader", url)

    assert six == one


@pytest.mark.parametrize("path", ["", "support/", "record/"])
def test_a_person_s_page_asks_as_often_however_much_is_on_record(path: str):
    little = questions("leader", f"/people/seller-2/{path}")
    duty = Duty.objects.filter(person__key="seller-2", ended_on=None).order_by("pk")[0]
    for number in range(20):
        duty.pk, duty.arises_on = None, date(2024, 1, 1 + number)
        duty.save()

    assert questions("leader", f"/people/seller-2/{path}") == little
