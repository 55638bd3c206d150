"""A leader chooses among the people and units of their line, and never among others."""

import pytest

from answerable.facts.people import choosing
from answerable.facts.people.choosing import Led, LedUnit
from answerable.facts.people.models import Person, Unit
from asking import asker

pytestmark = pytest.mark.django_db


def names(who: str, words: str = "", *, unit: str = "", limit: int = 50) -> list[str]:
    return [one.name for one in choosing.choose_from(asker(who), words, unit=unit, limit=limit)]


def number_of(key: str) -> int:
    return Person.objects.get(key=key).pk


def test_those_who_report_to_a_leader_come_first_then_everybody_by_name():
    assert names("leader") == ["Seller-1", "Seller-2", "Seller-3", "Seller-4", "Seller-5"]
    assert names("chief")[:4] == ["Dana Reyes", "Pat Partner", "Sam Stranger", "Lee Okoro"]
    assert len(names("chief")) == 11


def test_somebody_is_shown_with_role_and_unit():
    assert choosing.choose_from(asker("leader"), "seller-2", limit=1) == (
        Led(number_of("seller-2"), "seller-2", "Seller-2", "Account Executive", "North", is_direct=True),
    )
    assert not choosing.choose_from(asker("chief"), "seller-2", limit=1)[0].is_direct


def test_words_of_name_role_and_unit_narrow_them_all_of_them_together():
    assert names("director", "executive south") == ["Seller-6"]
    assert names("director", "Okoro") == ["Lee Okoro"]
    assert names("director", "Okoro south") == []
    assert names("director", unit="south") == ["Nia Wolf", "Seller-6"]


def test_at_most_so_many_are_shown():
    assert names("leader", limit=2) == ["Seller-1", "Seller-2"]


@pytest.mark.parametrize("who", ["seller", "stranger", "north-partner", "administrator"])
def test_whoever_leads_nobody_chooses_among_nobody(who: str):
    assert names(who) == []
    assert choosing.units_led(asker(who)) == ()
    assert choosing.expected_in_line(asker(who)) == ()


def test_of_the_chosen_those_of_the_line_remain():
    found = choosing.chosen(asker("leader"), ["seller-6", "seller-2", "director", "unheard-of", "seller-1"])

    assert [one.key for one in found] == ["seller-1", "seller-2"]
    assert choosing.chosen(asker("leader"), []) == ()


def test_units_are_one_s_own_and_those_led_by_people_of_the_line():
    assert [one.key for one in choosing.units_led(asker("leader"))] == ["north"]
    assert [one.key for one in choosing.units_led(asker("director"))] == ["north", "south"]
    assert [one.key for one in choosing.units_led(asker("chief"))] == ["company", "north", "south"]
    assert choosing.unit_led(asker("leader"), "north") == LedUnit(Unit.objects.get(key="north").pk, "north", "North")
    assert choosing.unit_led(asker("leader"), "south") is None


def test_a_lever_can_be_meant_for_what_is_expected_in_the_line():
    assert choosing.expected_in_line(asker("leader")) == (("bookings", "Bookings"),)
