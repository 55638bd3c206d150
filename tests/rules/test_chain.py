from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from answerable.rules.chain import LONGEST_CHAIN, Chain, ReportingLine, Spell

DAY = date(2025, 1, 1)
MOVED = date(2026, 3, 1)
TODAY = date(2026, 6, 9)
NAMES = {"ann": "Ann Lee", "bo": "Bo Chen", "cy": "Cy Diaz", "dee": "Dee Okoro"}


def line(*spells: Spell, **left_on: date) -> ReportingLine:
    return ReportingLine(spells, left_on)


CY, ANN, BO, DEE = (
    Spell("cy", "ann", DAY, None),
    Spell("ann", "bo", DAY, None),
    Spell("bo", "dee", DAY, None),
    Spell("dee", None, DAY, None),
)


@pytest.mark.parametrize(
    ("on", "covered"),
    [(DAY - timedelta(days=1), False), (DAY, True), (MOVED - timedelta(days=1), True), (MOVED, False)],
)
def test_a_spell_holds_its_first_day_and_not_the_day_it_ends(on: date, *, covered: bool):
    assert Spell("cy", "ann", DAY, MOVED).covers(on) is covered


def test_a_spell_without_an_end_holds_every_day_after_its_first():
    assert CY.covers(date(2099, 1, 1))


def test_a_chain_goes_from_the_direct_leader_to_the_top():
    company = line(CY, ANN, BO, DEE)

    assert company.chain("cy", TODAY, NAMES) == Chain(("ann", "bo", "dee"), ())
    assert company.chain("dee", TODAY, NAMES) == Chain((), ())


def test_a_chain_from_a_leader_begins_with_that_leader():
    assert line(CY, ANN, BO, DEE).chain_from("ann", TODAY, NAMES) == Chain(("ann", "bo", "dee"), ())


def test_a_chain_is_that_of_the_day_looked_at():
    company = line(Spell("cy", "ann", DAY, MOVED), Spell("cy", "bo", MOVED, None), ANN, BO, DEE)

    assert company.chain("cy", date(2026, 2, 28), NAMES).leaders == ("ann", "bo", "dee")
    assert company.chain("cy", MOVED, NAMES).leaders == ("bo", "dee")


def test_nobody_leads_a_person_before_their_first_day():
    assert line(CY, ANN, BO, DEE).chain("cy", date(2024, 12, 31), NAMES) == Chain((), ())


def test_a_leader_who_has_left_is_passed_over_from_the_day_they_left():
    company = line(CY, ANN, BO, DEE, ann=TODAY)

    assert company.chain("cy", TODAY - timedelta(days=1), NAMES) == Chain(("ann", "bo", "dee"), ())
    assert company.chain("cy", TODAY, NAMES) == Chain(
        ("bo", "dee"), ("Ann Lee left on 9 June 2026; what would be theirs falls to Bo Chen, the next leader above.",)
    )


def test_a_leader_who_holds_no_role_is_passed_over_and_their_last_leader_carries_the_line_upward():
    company = line(CY, Spell("ann", "bo", DAY, MOVED), BO, DEE)

    assert company.chain("cy", TODAY, {}) == Chain(
        ("bo", "dee"), ("ann holds no role on 9 June 2026; what would be theirs falls to bo, the next leader above.",)
    )


def test_a_vacant_leader_of_a_unit_is_passed_over_as_well():
    company = line(CY, ANN, BO, DEE, ann=date(2026, 5, 1))

    assert company.chain_from("ann", TODAY, NAMES) == Chain(
        ("bo", "dee"), ("Ann Lee left on 1 May 2026; what would be theirs falls to Bo Chen, the next leader above.",)
    )


def test_two_leaders_passed_over_in_a_row_leave_it_to_the_same_one_above():
    company = line(CY, ANN, BO, DEE, ann=date(2026, 5, 1), bo=date(2026, 5, 2))

    assert company.chain("cy", TODAY, NAMES) == Chain(
        ("dee",),
        (
            "Ann Lee left on 1 May 2026; what would be theirs falls to Dee Okoro, the next leader above.",
            "Bo Chen left on 2 May 2026; what would be theirs falls to Dee Okoro, the next leader above.",
        ),
    )


def test_a_top_leader_who_has_left_leaves_it_to_nobody():
    company = line(CY, ANN, BO, DEE, dee=date(2026, 5, 1))

    assert company.chain("cy", TODAY, NAMES) == Chain(
        ("ann", "bo"), ("Dee Okoro left on 1 May 2026, and nobody is above them.",)
    )


def test_a_person_who_has_left_still_had_the_last_leader_of_theirs():
    company = line(Spell("cy", "ann", DAY, MOVED), ANN, BO, DEE, cy=MOVED)

    assert company.chain("cy", TODAY, NAMES).leaders == ("ann", "bo", "dee")
    assert not company.is_present("cy", TODAY)


def test_people_who_lead_each_other_end_the_chain():
    company = line(CY, Spell("ann", "bo", DAY, None), Spell("bo", "ann", DAY, None))

    assert company.chain("cy", TODAY, NAMES).leaders == ("ann", "bo")


def test_a_chain_that_never_ends_is_cut_off():
    steps = [Spell(str(place), str(place + 1), DAY, None) for place in range(100)]

    assert line(*steps).chain_from("0", TODAY, {}).leaders == tuple(str(place) for place in range(LONGEST_CHAIN))
    assert line(*steps).chain("0", TODAY, {}).leaders == tuple(str(place) for place in range(1, LONGEST_CHAIN + 1))


def test_somebody_is_present_while_they_hold_a_role_and_have_not_left():
    company = line(Spell("cy", "ann", DAY, MOVED), ANN, ann=TODAY)

    assert company.is_present("cy", date(2026, 2, 28))
    assert not company.is_present("cy", MOVED)
    assert not company.is_present("nobody", TODAY)
    assert company.is_present("ann", TODAY - timedelta(days=1))
    assert not company.is_present("ann", TODAY)


def test_assignments_with_the_same_manager_that_carry_each_other_on_are_one_spell():
    company = line(
        Spell("cy", "ann", MOVED, None),
        Spell("cy", "ann", DAY, MOVED),
        Spell("ann", "bo", DAY, MOVED),
        Spell("ann", "bo", MOVED + timedelta(days=1), None),
        Spell("bo", "dee", DAY, MOVED),
        Spell("bo", None, MOVED, None),
    )

    assert company.manager_spells("cy") == (Spell("cy", "ann", DAY, None),)
    assert len(company.manager_spells("ann")) == 2
    assert len(company.manager_spells("bo")) == 2
    assert company.manager_spells("nobody") == ()


def test_somebody_has_reported_to_a_manager_since_the_first_day_of_the_spell():
    company = line(Spell("cy", "ann", DAY, MOVED), Spell("cy", "bo", MOVED, TODAY))

    assert company.manager_since("cy", date(2026, 2, 28)) == DAY
    assert company.manager_since("cy", MOVED) == MOVED
    assert company.manager_since("cy", TODAY) is None
    assert company.manager_since("nobody", TODAY) is None


PEOPLE = "abcdefgh"


@st.composite
def companies(draw: st.DrawFn) -> list[Spell]:
    """Everybody reports to somebody earlier in the alphabet, may change once, and may stop."""
    spells = []
    for place, person in enumerate(PEOPLE):
        above = st.sampled_from([None, *PEOPLE[:place]])
        starts_on = DAY + timedelta(days=draw(st.integers(0, 50)))
        change_on = starts_on + timedelta(days=draw(st.integers(1, 200)))
        ends_on = draw(st.none() | st.just(change_on + timedelta(days=300)))
        spells += [Spell(person, draw(above), starts_on, change_on), Spell(person, draw(above), change_on, ends_on)]
    return spells


DAYS = st.dates(date(2024, 12, 1), date(2026, 12, 31))


@given(spells=companies(), on=DAYS, cut=st.integers(0, 15), share=st.floats(0, 1))
def test_splitting_an_assignment_in_two_with_the_same_manager_changes_nothing(
    spells: list[Spell], on: date, cut: int, share: float
):
    whole = spells[cut]
    length_days = 200 if whole.ends_on is None else (whole.ends_on - whole.starts_on).days
    assume(length_days > 1)
    middle = whole.starts_on + timedelta(days=1 + int(share * (length_days - 2)))
    halves = [
        Spell(whole.person_id, whole.manager_id, whole.starts_on, middle),
        Spell(whole.person_id, whole.manager_id, middle, whole.ends_on),
    ]

    before, after = ReportingLine(spells, {}), ReportingLine([*spells[:cut], *halves, *spells[cut + 1 :]], {})

    for person in PEOPLE:
        assert after.chain(person, on, {}) == before.chain(person, on, {})
        assert after.manager_since(person, on) == before.manager_since(person, on)


@given(spells=companies(), on=DAYS, new=st.permutations(PEOPLE))
def test_relabelling_people_relabels_their_chains(spells: list[Spell], on: date, new: list[str]):
    label = dict(zip(PEOPLE, new, strict=True))
    relabelled = [
        Spell(label[spell.person_id], spell.manager_id and label[spell.manager_id], spell.starts_on, spell.ends_on)
        for spell in spells
    ]

    before, after = ReportingLine(spells, {}), ReportingLine(relabelled, {})

    for person in PEOPLE:
        expected = tuple(label[leader] for leader in before.chain(person, on, {}).leaders)
        assert after.chain(label[person], on, {}).leaders == expected


@given(spells=companies(), on=DAYS, left=st.dictionaries(st.sampled_from(PEOPLE), DAYS))
def test_everybody_in_a_chain_is_present_and_nobody_is_above_themself(
    spells: list[Spell], on: date, left: dict[str, date]
):
    company = ReportingLine(spells, left)

    for person in PEOPLE:
        leaders = company.chain(person, on, {}).leaders
        assert all(company.is_present(leader, on) for leader in leaders)
        assert len({person, *leaders}) == len(leaders) + 1
