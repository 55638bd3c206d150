"""Other roles of a person: for those who may propose a move, and first of all for the person."""

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.moves import openings
from answerable.decisions.moves.openings import Draft
from answerable.facts.people.models import Reading
from answerable.findings.models import Prospect, Prospecting
from asking import asker
from moving import IN_A_MONTH
from prospected import CARRIES, HARDLY, SHORT
from staged import AT
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def page(name: str, key: str = SHORT) -> str:
    return words(visitor(name).get(f"/people/{key}/other-roles/"))


def test_a_leader_reads_in_which_roles_the_standard_would_be_expected_to_be_met():
    text = page("leader")

    assert text.startswith(
        "Seller-1 Over time Support and facets Expectations Other roles The record Roles in which the standard would "
        "be expected to be met A reason to talk, no verdict: nothing is decided here, and roles stand in the order of "
        "the alphabet."
    )
    adviser, manager = text.index("Adviser As Adviser 97 %"), text.index("Sales Manager As Sales Manager 92 %")
    assert adviser < manager
    assert f"What would have to be true {CARRIES} The leader there is a typical one. Propose a move there" in text
    assert "Whether that is more than now cannot be told: the difference lies between −7 and 65 points." in text
    assert "It rests on 12 results of Seller-1, and on nobody who has held both roles." in text
    assert f"{HARDLY} How this comes about It is a statistic" in text
    assert (
        "Reckoned on 6 January 2026, with what was known then; anew by 6 February 2026. Seller-1 reads the same" in text
    )
    assert list(Reading.objects.filter(page="elsewhere").values_list("person__key", flat=True)) == [SHORT]


def test_the_person_reads_the_same_of_themselves_and_finds_it_under_me():
    text, me = page("seller"), source(visitor("seller").get("/me/"))

    assert "As Adviser 97 % is to be expected" in text
    assert "I would like to move there" in text
    assert "You see this a day before anybody else" in text
    assert f'<section hx-get="/people/{SHORT}/other-roles/" hx-trigger="load" hx-select="#elsewhere"' in me
    assert "What is said of me and other roles" in me
    assert not Reading.objects.filter(page="elsewhere").exists()


def test_openings_in_the_role_are_named():
    number = openings.save(
        asker("leader"), Draft("advises", "north", "leader", IN_A_MONTH, 1, ""), number=None, version=0, at=AT
    ).number
    openings.save(asker("leader"), Draft("sells", "north", "leader", IN_A_MONTH, 1, ""), number=None, version=0, at=AT)

    html = source(visitor("leader").get(f"/people/{SHORT}/other-roles/"))

    assert html.count("An opening: North, led by Lee Okoro, from 12 February 2026") == 1
    assert f'href="/moves/openings/{number}/"' in html


def test_a_proposal_begins_there():
    number = Prospect.objects.get(person__key=SHORT, role__key="leads").pk

    html = source(visitor("leader").get(f"/people/{SHORT}/other-roles/"))

    assert f'/moves/propose/?person={SHORT}&amp;kind=role&amp;role=leads&amp;reckoned={number}"' in html


def test_of_somebody_of_whom_nothing_was_kept_it_says_that_this_says_nothing():
    assert "On 6 January 2026 there was no other role to name for Seller-2: that says nothing" in page(
        "leader", "seller-2"
    )


def test_a_leader_of_then_reads_nothing_of_now():
    text = page("leader", "seller-6")

    assert "Not of your time This is read by those who may propose a move now." in text
    assert "Adviser" not in text


def test_before_the_first_look_that_is_said():
    Prospect.objects.all().delete()
    Prospecting.objects.all().delete()

    assert "Not reckoned yet It is reckoned at night, once a month." in page("leader")


def test_a_gap_that_lasts_leads_there_and_one_that_does_not_does_not():
    case = Case.objects.get()
    lasting = source(visitor("leader").get(f"/gaps/{case.pk}/"))
    Case.objects.update(sustained_on=None)
    fresh = source(visitor("leader").get(f"/gaps/{case.pk}/"))

    assert f'href="/people/{SHORT}/other-roles/"' in lasting
    assert f'href="/people/{SHORT}/other-roles/"' not in fresh
