"""Two who changed the same role at once: both in one, and nothing that either typed is lost."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.merging import Conflict, merged
from answerable.rules.profiles import Expectation, FacetItem, Profile

BOOKINGS = Expectation("bookings", "Bookings", "higher", "month", "result", "EUR", 100.0)
CALLS = Expectation("calls", "Calls", "higher", "week", "behaviour", "", 40.0)
DISCOVERY = FacetItem("skill", "Discovery", 3.0)
BASE = Profile("Account Executive", expectations=(BOOKINGS, CALLS), facets=(DISCOVERY,))


def with_bookings(**changed: object) -> Profile:
    return replace(BASE, expectations=(replace(BOOKINGS, **changed), CALLS))


def test_what_each_changed_alone_is_taken_from_each():
    theirs, mine = with_bookings(target=120.0), with_bookings(tolerance=0.2)

    found = merged(BASE, replace(theirs, title="Seller"), replace(mine, ramp_periods=3.0))

    assert found.conflicts == ()
    assert found.profile == replace(with_bookings(target=120.0, tolerance=0.2), title="Seller", ramp_periods=3.0)


def test_what_both_changed_to_two_things_is_mine_and_told():
    found = merged(BASE, with_bookings(target=120.0), with_bookings(target=110.0))

    assert found.profile == with_bookings(target=110.0)
    assert found.conflicts == (Conflict("Bookings", "target", "120", "110"),)


def test_what_both_changed_to_the_same_is_no_matter():
    found = merged(BASE, with_bookings(target=120.0), with_bookings(target=120.0))

    assert (found.profile, found.conflicts) == (with_bookings(target=120.0), ())


def test_what_one_took_out_is_out_unless_the_other_changed_it():
    without = replace(BASE, expectations=(CALLS,))

    assert merged(BASE, without, BASE).profile == without
    assert merged(BASE, BASE, without).profile == without
    theirs_gone = merged(BASE, without, with_bookings(target=110.0))
    mine_gone = merged(BASE, with_bookings(target=120.0), without)
    assert set(theirs_gone.profile.expectations) == {replace(BOOKINGS, target=110.0), CALLS}
    assert theirs_gone.conflicts == (Conflict("Bookings", "", "taken out", "target 110"),)
    assert mine_gone.profile == with_bookings(target=120.0)
    assert mine_gone.conflicts == (Conflict("Bookings", "", "target 120", "taken out"),)


def test_what_either_added_is_there_and_what_both_added_is_there_once():
    wins = Expectation("", "Win rate", "higher", "quarter", target=20.0)
    theirs = replace(BASE, expectations=(*BASE.expectations, replace(wins, key="wins", starts_on=date(2026, 1, 12))))
    mine = replace(BASE, expectations=(*BASE.expectations, wins, replace(wins, name="Pipeline")))

    found = merged(BASE, theirs, mine).profile

    assert [one.name for one in found.expectations] == ["Bookings", "Calls", "Win rate", "Pipeline"]


def test_facets_are_brought_together_by_their_item():
    listening = FacetItem("ability", "Listening", 4.0)
    theirs = replace(BASE, facets=(replace(DISCOVERY, level=4.0), listening))
    mine = replace(BASE, facets=(replace(DISCOVERY, item="discovery", level=5.0), replace(listening, level=2.0)))

    found = merged(BASE, theirs, mine)

    assert found.profile.facets == (FacetItem("skill", "discovery", 5.0), replace(listening, level=2.0))
    assert found.conflicts == (Conflict("Discovery (skill)", "level", "4", "5"),)


def test_a_facet_that_one_took_out_while_the_other_changed_it_is_told():
    found = merged(BASE, replace(BASE, facets=()), replace(BASE, facets=(replace(DISCOVERY, level=5.0),)))

    assert found.profile.facets == (replace(DISCOVERY, level=5.0),)
    assert found.conflicts == (Conflict("Discovery (skill)", "", "taken out", "level 5"),)


targets = st.sampled_from([90.0, 100.0, 110.0, 120.0])


@given(targets, targets)
def test_with_whoever_changed_nothing_the_other_stands(theirs: float, mine: float):
    one, two = with_bookings(target=theirs), with_bookings(target=mine)

    assert merged(BASE, one, BASE).profile == one
    assert merged(BASE, BASE, two).profile == two
    assert merged(BASE, one, two).profile.expectations[0].target in {theirs, mine}
