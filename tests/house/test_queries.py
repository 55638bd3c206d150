"""How often a page asks the database: counted, kept, and the same however many people there are."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

import levers_made
import moves_at
import moving
import plans_made
import talks
from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.moves.models import Move
from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.write import rewrite_places
from staged import SELLERS
from visiting import visitor

pytestmark = pytest.mark.django_db

MOST = 15

# Who opens what: how many questions the page asks. A change here is looked at twice; more than MOST is too many.
BASELINE = {
    "leader /today/": 9,
    "chief /today/": 12,
    "leader /people/": 9,
    "leader /people/seller-1/": 13,
    "leader /people/seller-6/": 13,
    "seller /people/seller-1/": 12,
    "leader /people/seller-1/support/": 13,
    "leader /people/seller-1/record/": 6,
    "leader /people/seller-1/other-roles/": 9,
    "seller /people/seller-1/other-roles/": 8,
    "leader /gaps/case/": 14,
    "leader /gaps/case/plan/": 12,
    "seller /gaps/case/plan/": 10,
    "chief /gaps/case/hearing/": 9,
    "leader /gaps/case/hearing/": 9,
    "seller /gaps/case/hearing/": 8,
    "chief /gaps/case/answering/": 10,
    "seller /gaps/case/answering/": 9,
    "seller /hearings/": 4,
    "leader /conversations/": 7,
    "leader /conversations/log/": 3,
    "leader /conversations/talk/": 12,
    "peer /conversations/talk/": 12,
    "leader /people/seller-2/conversations/": 9,
    "director /people/seller-2/conversations/": 9,
    "peer /people/leader/conversations/": 9,
    "leader /chain/": 13,
    "chief /chain/": 13,
    "chief /chain/leader/": 14,
    "north-partner /chain/": 8,
    "chief /chain/rollup/": 13,
    "chief /chain/leader/rollup/": 14,
    "director /chain/rollup/?by=unit": 13,
    "chief /chain/director/rollup/?by=unit": 14,
    "north-partner /chain/rollup/": 13,
    "chief /chain/teams/": 6,
    "chief /chain/leader/teams/": 7,
    "north-partner /chain/teams/": 6,
    "chief /chain/waiting/": 7,
    "chief /chain/leader/waiting/": 8,
    "north-partner /chain/waiting/": 7,
    "seller /me/promises/": 7,
    "leader /me/promises/": 7,
    "seller /levers/": 5,
    "leader /levers/?kind=tool&cause=resources&q=quote": 5,
    "leader /levers/lever/": 6,
    "leader /levers/lever/edit/": 4,
    "leader /levers/lever/start/": 6,
    "leader /levers/running/": 3,
    "peer /levers/running/measure/": 4,
    # One more than for the person: that they looked is noted.
    "leader /levers/running/measure/": 6,
    "leader /people/seller-1/expected/": 11,
    "seller /people/seller-1/expected/": 10,
    "leader /roles/": 7,
    "seller /roles/": 7,
    "leader /roles/sells/": 13,
    "seller /roles/sells/": 11,
    "administrator /roles/sells/": 12,
    "leader /roles/sells/edit/": 9,
    "leader /roles/sells/versions/": 11,
    "director /roles/sells/ask/": 8,
    "seller /me/": 13,
    "chief /me/": 12,
    "leader /moves/": 3,
    "peer /moves/": 3,
    "leader /moves/?show=waiting": 3,
    "north-partner /moves/?show=open": 4,
    "leader /moves/propose/?person=seller-1": 11,
    "leader /moves/openings/new/": 6,
    "leader /moves/openings/opening/": 10,
    "seller /moves/openings/opening/": 5,
    "director /moves/openings/opening-asked-for/": 14,
    "leader /moves/move-heard/": 9,
    "chief /moves/move-of-a-gap/": 11,
    "chief /moves/move-of-a-gap/?otherwise=1": 10,
    "director /moves/move-decided/": 9,
    "peer /moves/move-since/": 8,
    "peer /moves/leaving/exit/": 7,
    "north-partner /moves/leaving/exit/": 9,
    "leader /mirror/": 12,
    "chief /mirror/of/leader/": 13,
    "north-partner /mirror/of/leader/": 14,
    "leader /mirror/self-view/": 3,
    "leader /mirror/voices/": 6,
    "leader /mirror/development/": 8,
    "director /mirror/of/leader/development/": 9,
    "seller /me/pulse/": 5,
    "leader /find/?q=seller": 3,
    "leader /settings/": 3,
    "administrator /company/": 8,
    "administrator /company/access/": 6,
    "administrator /company/fairness/": 8,
}


def questions(name: str, url: str) -> int:
    """How many questions a page asks when it is opened again: that somebody looked is noted once a day."""
    client, address = visitor(name), url.replace("case", str(Case.objects.order_by("pk")[0].pk))
    if "talk" in address:
        address = address.replace("talk", str(talks.prepared().pk))
    named = next((one for one in moves_at.NUMBERS if f"/{one}/" in address), None)
    if named is not None:
        address = address.replace(f"/{named}/", f"/{moves_at.NUMBERS[named]()}/")
    address = address.replace("/lever/", f"/{levers_made.lever()}/")
    if "/measure/" in address:
        address = address.replace("measure", levers_made.set_to_work("seller-2"))
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


@pytest.mark.parametrize(
    "url",
    [
        "/today/",
        "/people/",
        "/chain/",
        "/mirror/",
        "/mirror/development/",
        "/find/?q=seller",
        "/roles/sells/",
        "/levers/lever/start/",
    ],
)
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


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("leader", "/conversations/talk/"),
        ("leader", "/conversations/"),
        ("leader", "/people/seller-2/conversations/"),
        ("peer", "/people/leader/conversations/"),
    ],
)
def test_a_page_of_conversations_asks_as_often_however_much_was_said(name: str, url: str):
    number = talks.prepared().pk
    little = questions(name, url)
    for text in ("Calls of May", "Travel", "Finance", "Pay", "Leave"):
        talks.add("leader", number, text)
        talks.promise("peer", number, text)

    assert questions(name, url) == little


@pytest.mark.parametrize("url", ["/levers/running/", "/levers/lever/", "/levers/"])
def test_a_page_of_levers_asks_as_often_however_many_are_at_work(url: str):
    levers_made.set_to_work("seller-2")
    one = questions("leader", url)

    levers_made.set_to_work(*SELLERS)

    assert questions("leader", url) == one


@pytest.mark.parametrize("show", ["open", "decided"])
def test_a_list_of_moves_asks_as_often_for_one_as_for_five(show: str):
    asked = []
    for who in SELLERS[:5]:
        move = moving.proposed("leader", who, moving.ROLE)
        if show == "decided":
            Move.objects.filter(pk=move.pk).update(own_wish=True, state="heard")
            moving.decide("chief", move)
        asked.append(questions("director", f"/moves/?show={show}"))

    assert asked == asked[:1] * 5


@pytest.mark.parametrize("name", ["leader", "seller", "director", "chief"])
def test_the_page_of_a_plan_asks_seldom_however_much_is_on_it(name: str):
    case = plans_made.run().case
    plans_made.end("leader", "tool_fixed")
    plans_made.run_again()
    plans_made.write_down("leader", plans_made.UNIT_TEXT)

    assert questions(name, f"/gaps/{case}/plan/") <= MOST


@pytest.mark.parametrize("name", ["leader", "director", "chief", "peer"])
def test_the_page_of_a_unit_s_plan_asks_as_seldom(name: str):
    assert questions(name, f"/gaps/{plans_made.put_forward()}/plan/") <= MOST
