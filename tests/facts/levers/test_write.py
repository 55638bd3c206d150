"""The library is changed by those who keep it; nothing it ever said is lost, and two at once lose nothing either."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from answerable.facts.levers import read, write
from answerable.facts.levers.library import shipped
from answerable.facts.levers.models import Edition, Lever
from answerable.ledger import read as ledger
from answerable.rules.levers import LeverText
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LATER = datetime(2026, 1, 14, 8, tzinfo=UTC)
OWN = LeverText("tool", "Demo kit", ("tool",), "A kit to show the product with.", "Take it along.")
NOT_A_KEEPER = "Leaders and people partners keep the library."
NOT_TO_NAME = "Name yourself, somebody in your line, or whoever owns it now as the owner."


def everything() -> list[object]:
    """All that a deed here could change."""
    rows = Lever.objects.order_by("pk").values_list("pk", "key", "retired_on")
    return [ledger.head(), list(rows), Edition.objects.count(), Edition.standing.count()]


def add(who: str = "leader", owner: str = "", text: LeverText = OWN) -> write.Changed:
    return write.add(asker(who), text=text, owner=owner, at=AT)


def added(who: str = "leader", owner: str = "") -> int:
    number = add(who, owner).number
    assert number is not None
    return number


def change(number: int, *, who: str = "leader", version: int = 1, name: str = "Kit", owner: str = "") -> write.Changed:
    text = replace(OWN, name=name)
    return write.change(asker(who), number=number, version=version, text=text, owner=owner, at=LATER)


def entries(count: int) -> list[tuple[str, str, dict[str, object]]]:
    return [(one.kind, one.actor, one.body) for one in ledger.history(["library"], until=None, limit=count)]


def test_a_leader_adds_a_lever_and_the_ledger_tells():
    number = added(owner="leader")

    row = Edition.standing.get(lever=number)
    assert (row.version, row.name, row.owner.key, row.written_by.key, row.recorded_at) == (
        1,
        "Demo kit",
        "leader",
        "leader",
        AT,
    )
    assert Lever.objects.get(pk=number).source == "company"
    assert entries(1) == [("lever.added", "leader", {"number": number, "name": "Demo kit", "lever": "tool"})]


def test_a_form_sent_twice_is_one_lever():
    number = added(owner="leader")
    before = everything()

    assert added(owner="leader") == number
    assert everything() == before
    assert added() != number


def test_a_people_partner_adds_one_too():
    assert add("north-partner").verdict.allowed


@pytest.mark.parametrize("who", ["seller", "stranger", "administrator"])
def test_nobody_else_does(who: str):
    before = everything()

    done = add(who)

    assert (done.verdict.reasons, done.number) == ((NOT_A_KEEPER,), None)
    assert everything() == before


def test_what_says_too_little_is_refused():
    before = everything()

    done = add(text=replace(OWN, steps=""))

    assert done.verdict.reasons == ("Write down the steps: what does a leader do first?",)
    assert everything() == before


@pytest.mark.parametrize("owner", ["director", "new-leader", "nobody-here"])
def test_only_oneself_and_somebody_below_is_named_owner(owner: str):
    before = everything()

    done = add(owner=owner)

    assert done.verdict.reasons == (NOT_TO_NAME,)
    assert everything() == before


def test_what_it_said_before_stays_on_record():
    number = added()

    done = change(number, who="director", owner="leader")

    first, second = Edition.objects.filter(lever=number).order_by("version")
    assert done == write.Changed(write.ALLOWED, number)
    assert (first.name, first.replaced_at) == ("Demo kit", LATER)
    assert (second.name, second.version, second.owner.key, second.replaced_at) == ("Kit", 2, "leader", None)
    body = {"number": number, "name": "Kit", "lever": "tool", "version": 2}
    assert entries(1) == [("lever.changed", "director", body)]


def test_whoever_owns_it_stays_the_owner_although_another_could_not_name_them():
    number = added("director", owner="director")

    assert change(number, who="new leader", owner="director").verdict.allowed
    assert Edition.standing.get(lever=number).owner.key == "director"


def test_of_two_who_write_at_once_the_second_is_shown_what_the_first_wrote():
    number = added()
    change(number, who="director", name="Theirs")
    before = everything()

    done = change(number, name="Mine")

    assert done.verdict.reasons == ("Somebody else changed this lever while you were writing.",)
    assert done.theirs is not None
    assert (done.theirs.text.name, done.theirs.written_by, done.theirs.version) == ("Theirs", "Dana Reyes", 2)
    assert everything() == before


def test_what_changes_nothing_is_no_new_edition():
    number = added()
    before = everything()

    done = change(number, name="Demo kit")

    assert done.verdict.allowed
    assert everything() == before


@pytest.mark.parametrize("who", ["seller", "administrator"])
def test_nobody_else_changes_one(who: str):
    number = added()
    before = everything()

    done = change(number, who=who)

    assert done.verdict.reasons == (NOT_A_KEEPER,)
    assert everything() == before


@pytest.mark.parametrize("owner", ["director", "nobody-here"])
def test_a_change_names_no_other_owner_either(owner: str):
    number = added()
    before = everything()

    done = change(number, owner=owner)

    assert done.verdict.reasons == (NOT_TO_NAME,)
    assert everything() == before


def test_what_is_not_there_or_retired_is_not_changed():
    number = added(owner="leader")
    write.retire(asker("leader"), number=number, at=AT)
    before = everything()

    assert change(0).verdict.reasons == ("There is no such lever in the library.",)
    assert change(number).verdict.reasons == ("There is no such lever in the library.",)
    assert everything() == before


@pytest.mark.parametrize("who", ["leader", "director", "chief", "north-partner"])
def test_its_owner_the_leaders_above_and_partners_retire_it_and_bring_it_back(who: str):
    number = added(owner="leader")

    retired = write.retire(asker(who), number=number, at=AT)
    away = Lever.objects.get(pk=number).retired_on
    back = write.bring_back(asker(who), number=number, at=LATER)

    assert (retired.allowed, away, back.allowed) == (True, TODAY, True)
    assert Lever.objects.get(pk=number).retired_on is None
    assert [kind for kind, _actor, _body in entries(2)] == ["lever.brought_back", "lever.retired"]


def test_another_leader_does_not():
    number = added(owner="leader")
    before = everything()

    verdict = write.retire(asker("new leader"), number=number, at=AT)

    assert verdict.reasons == ("Only whoever owns this lever, the leaders above them and people partners retire it.",)
    assert everything() == before


def test_it_is_retired_once_and_what_is_not_there_never():
    number = added(owner="leader")
    write.retire(asker("leader"), number=number, at=AT)
    before = everything()

    again = write.retire(asker("leader"), number=number, at=AT)
    nothing = write.bring_back(asker("leader"), number=0, at=AT)

    assert again.reasons == ("This was done before. Look at how it stands now.",)
    assert nothing.reasons == ("There is no such lever in the library.",)
    assert everything() == before


def test_the_library_is_brought_in_once():
    before = everything()

    done = write.bring_in(asker("leader"), at=AT)

    assert (done.verdict.allowed, done.number) == (True, 0)
    assert everything() == before
    assert Lever.objects.count() == len(shipped())


def test_a_newer_library_brings_what_is_new_and_newer_and_leaves_what_the_company_changed_or_retired():
    texts = dict(list(shipped().items())[:3])
    (mine, mine_text), (away, away_text), (theirs, theirs_text) = texts.items()
    numbers = {row.key: row.pk for row in Lever.objects.all()}
    write.change(
        asker("leader"),
        number=numbers[f"ours-{mine}"],
        version=1,
        text=replace(mine_text, name="Our own"),
        owner="",
        at=AT,
    )
    write.retire(asker("north-partner"), number=numbers[f"ours-{away}"], at=AT)
    newer = {key: replace(text, summary="Said better.") for key, text in texts.items()} | {"new": OWN}

    count = write.bring_library(actor="chief", day=TODAY, at=LATER, texts=newer)

    assert count == 2
    standing = {row.lever.key: (row.name, row.summary, row.version) for row in Edition.standing.all()}
    assert standing[f"ours-{mine}"] == ("Our own", mine_text.summary, 2)
    assert standing[f"ours-{away}"] == (away_text.name, away_text.summary, 1)
    assert standing[f"ours-{theirs}"] == (theirs_text.name, "Said better.", 2)
    assert standing["ours-new"] == (OWN.name, OWN.summary, 1)
    assert [kind for kind, _actor, _body in entries(2)] == ["lever.added", "lever.changed"]


@pytest.mark.parametrize("who", ["seller", "administrator"])
def test_nobody_else_brings_it_in(who: str):
    Edition.objects.all().delete()
    Lever.objects.all().delete()
    before = everything()

    done = write.bring_in(asker(who), at=AT)

    assert (done.verdict.reasons, done.number) == ((NOT_A_KEEPER,), None)
    assert everything() == before


def test_all_of_it_comes_into_an_empty_library():
    Edition.objects.all().delete()
    Lever.objects.all().delete()

    done = write.bring_in(asker("leader"), at=AT)

    assert done.number == len(shipped()) == read.in_library()
