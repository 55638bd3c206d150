"""Openings are made by leaders for their own line and by people partners for their units; everybody reads them."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.moves import openings
from answerable.decisions.moves.models import Opening
from answerable.decisions.moves.openings import Draft, Opened
from answerable.ledger import read as ledger
from asking import asker
from moving import YES, latest, no
from staged import AT

pytestmark = pytest.mark.django_db

DRAFT = Draft("sells", "north", "leader", date(2026, 3, 1), 2, " Two of us are needed. ")
THEIRS = no("A leader opens places in their own line, a people partner those of their units.")


def save(name: str = "leader", draft: Draft = DRAFT, number: int | None = None, version: int = 0) -> Opened:
    return openings.save(asker(name), draft, number=number, version=version, at=AT)


@pytest.mark.parametrize("name", ["leader", "director", "chief", "north-partner"])
def test_a_leader_of_the_line_or_the_people_partner_opens_a_place(name: str):
    done = save(name)

    found = openings.numbered(done.number or 0)
    assert done.verdict == YES
    assert found is not None
    assert (found.role, found.unit, found.leader, found.places, found.taken, found.state) == (
        "Account Executive",
        "North",
        "Lee Okoro",
        2,
        0,
        "open",
    )
    assert (found.note, found.version) == ("Two of us are needed.", 1)
    assert latest("north") == [("opening.made", "north-partner@example.com" if "partner" in name else name)]


def test_a_form_sent_twice_is_one_opening():
    first = save()
    before = ledger.head()

    assert save() == first
    assert (ledger.head(), Opening.objects.count()) == (before, 1)


@pytest.mark.parametrize("name", ["seller", "new leader", "stranger", "partner", "administrator"])
def test_nobody_else_does(name: str):
    before = ledger.head()

    assert save(name) == Opened(THEIRS)
    assert (ledger.head(), Opening.objects.count()) == (before, 0)


UNKNOWN, TOO_FEW = "Name a role, a unit and a leader that there are.", "Expected from 1 to 99 places."


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (replace(DRAFT, role="flies"), UNKNOWN),
        (replace(DRAFT, unit="west"), UNKNOWN),
        (replace(DRAFT, leader="nobody"), UNKNOWN),
        (replace(DRAFT, places=0), TOO_FEW),
        (replace(DRAFT, places=100), TOO_FEW),
    ],
)
def test_it_has_a_role_a_unit_a_leader_and_places(draft: Draft, reason: str):
    assert save("chief", draft) == Opened(no(reason))
    assert not Opening.objects.exists()


def test_two_who_change_it_at_once_do_not_overwrite_each_other():
    number = save().number

    first = save("director", replace(DRAFT, places=3), number, 1)
    second = save("leader", replace(DRAFT, places=1), number, 1)

    changed = "Somebody changed this opening while you were writing. Look at it as it stands now."
    assert (first.verdict, second) == (YES, Opened(no(changed)))
    assert Opening.objects.values_list("places", "version").get() == (3, 2)


def test_it_is_changed_and_ended_by_those_who_may_alone():
    number = save().number or 0
    theirs = no("This opening is not yours to change.")

    changed = save("new leader", replace(DRAFT, leader="new-leader"), number, 1)
    ended = [openings.end(asker(name), number=number, state="filled", at=AT) for name in ("seller", "new leader")]
    unknown = openings.end(asker("leader"), number=0, state="filled", at=AT)
    odd = openings.end(asker("leader"), number=number, state="odd", at=AT)

    assert (changed, ended, unknown, odd) == (Opened(theirs), [theirs] * 2, theirs, theirs)
    assert Opening.objects.get().state == "open"


def test_it_is_filled_withdrawn_and_open_again():
    number = save().number or 0

    for state in ("filled", "filled", "withdrawn", "open"):
        assert openings.end(asker("leader"), number=number, state=state, at=AT) == YES

    assert Opening.objects.get().version == 4
    assert [kind for kind, _by in latest("north", 4)] == [
        "opening.open",
        "opening.withdrawn",
        "opening.filled",
        "opening.made",
    ]


def test_they_are_listed_by_day_and_found_by_words():
    save()
    save("new leader", Draft("sells", "south", "new-leader", date(2026, 2, 1), 1, ""))

    listed, more = openings.listed(state="open", limit=1)
    found, _more = openings.listed(state="", words="north okoro account")
    filled, _more = openings.listed(state="filled")

    assert ([one.unit for one in listed], more) == (["South"], True)
    assert [one.unit for one in found] == ["North"]
    assert filled == ()
    assert openings.numbered(0) is None
