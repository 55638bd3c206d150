"""The library is read by everybody in the company, narrowed by kind, cause and words."""

from dataclasses import replace

import pytest

from answerable.facts.levers import read, write
from answerable.facts.levers.library import shipped
from answerable.facts.levers.models import Lever
from answerable.rules.levers import Keeper, LeverText
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

OWN = LeverText("tool", "Demo kit", ("tool",), "A kit to show the product with.", "Take it along.")


def named(who: str = "leader", **narrowed: str) -> list[str]:
    return [one.text.name for one in read.library(asker(who), **narrowed)]


def number_of(name: str) -> int:
    return next(one.number for one in read.library(asker("leader")) if one.text.name == name)


def add(owner: str = "", who: str = "leader") -> int:
    number = write.add(asker(who), text=OWN, owner=owner, at=AT).number
    assert number is not None
    return number


@pytest.mark.parametrize("who", ["chief", "leader", "seller", "stranger", "partner", "north-partner"])
def test_everybody_of_the_company_reads_it(who: str):
    assert len(named(who)) == len(shipped()) == read.in_library()


def test_whoever_only_looks_after_the_system_reads_nothing():
    who, number = asker("administrator"), number_of("Deal desk")

    assert not read.may_read(who)
    assert (read.library(who), read.lever(who, number), read.editions(who, number)) == ((), None, ())


def test_it_is_narrowed_by_kind_cause_and_words():
    assert named(kind="tool") == [
        "A board of one's own pipeline",
        "A quote in ten minutes",
        "Recording calls, to learn from them",
    ]
    assert named(cause="market") == ["Certification in a sales play"]
    assert named(words="peer role") == ["Mentoring by a peer"]
    assert named(kind="tool", cause="resources", words="QUOTE") == ["A quote in ten minutes"]
    assert named(words="nothing of the kind") == []


def test_a_cause_is_found_by_its_whole_name():
    add()

    assert "Demo kit" in named(cause="tool")
    assert named(cause="too") == []


def test_what_was_retired_is_asked_for_apart():
    number = add("leader")
    write.retire(asker("leader"), number=number, at=AT)

    assert "Demo kit" not in named()
    assert [one.retired_on for one in read.library(asker("seller"), retired=True)] == [TODAY]
    assert read.in_library() == len(shipped())


def test_a_lever_says_who_looks_after_it_and_who_wrote_it():
    shown = read.lever(asker("seller"), add("seller-2"))

    assert shown is not None
    assert (shown.text, shown.version, shown.source) == (OWN, 1, "company")
    assert (shown.owner, shown.owner_key, shown.written_by, shown.written_on) == (
        "Seller-2",
        "seller-2",
        "Lee Okoro",
        TODAY,
    )


def test_what_came_with_the_product_was_written_by_nobody_here():
    shown = read.lever(asker("seller"), number_of("Deal desk"))

    assert shown is not None
    assert (shown.text, shown.source, shown.owner, shown.written_by) == (shipped()["deal-desk"], "ours", "", "")


def test_there_is_no_lever_of_an_unknown_number():
    assert read.lever(asker("chief"), 0) is None


def test_all_that_it_ever_said_is_read_the_latest_first():
    number = add()
    write.change(asker("director"), number=number, version=1, text=replace(OWN, name="Kit"), owner="", at=AT)

    found = read.editions(asker("seller"), number)

    assert [(one.version, one.text.name, one.written_by) for one in found] == [
        (2, "Kit", "Dana Reyes"),
        (1, "Demo kit", "Lee Okoro"),
    ]


def test_who_somebody_is_to_a_lever_follows_from_the_chain():
    shown = read.lever(asker("leader"), add("leader"))

    assert read.keeper(asker("leader"), shown) == Keeper(leads=True, is_partner=False, is_owner=True, has_owner=True)
    assert read.keeper(asker("director"), shown) == Keeper(
        leads=True, is_partner=False, leads_owner=True, has_owner=True
    )
    assert read.keeper(asker("seller"), shown) == Keeper(leads=False, is_partner=False, has_owner=True)
    assert read.keeper(asker("north-partner")) == Keeper(leads=False, is_partner=True)
    assert Lever.objects.filter(source="company").count() == 1
