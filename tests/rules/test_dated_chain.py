"""The chain over all time, against the chain of single days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from answerable.rules.chain import ReportingLine, Spell
from answerable.rules.dated_chain import DatedChains, Placed

FIRST = date(2025, 1, 1)


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def test_a_person_under_one_leader_all_the_time_has_that_leader_and_those_above():
    spells = [
        Spell("seller", "leader", day(0), None),
        Spell("leader", "chief", day(0), None),
        Spell("chief", None, day(0), None),
    ]

    places = DatedChains(spells, {}).of("seller")

    assert places == (Placed("leader", 1, day(0), None), Placed("chief", 2, day(0), None))


def test_a_change_of_leader_ends_one_stretch_and_begins_another_and_the_chief_stays():
    spells = [
        Spell("seller", "old", day(0), day(10)),
        Spell("seller", "new", day(10), None),
        Spell("old", "chief", day(0), None),
        Spell("new", "chief", day(0), None),
        Spell("chief", None, day(0), None),
    ]

    places = DatedChains(spells, {}).of("seller")

    assert places == (
        Placed("old", 1, day(0), day(10)),
        Placed("new", 1, day(10), None),
        Placed("chief", 2, day(0), None),
    )


def test_a_leader_who_left_is_passed_over_from_that_day_on():
    spells = [
        Spell("seller", "leader", day(0), None),
        Spell("leader", "chief", day(0), None),
        Spell("chief", None, day(0), None),
    ]

    places = DatedChains(spells, {"leader": day(5)}).of("seller")

    assert places == (
        Placed("leader", 1, day(0), day(5)),
        Placed("chief", 1, day(5), None),
        Placed("chief", 2, day(0), day(5)),
    )


def test_whoever_left_is_in_nobody_s_line_afterwards():
    spells = [Spell("seller", "leader", day(0), None), Spell("leader", None, day(0), None)]

    places = DatedChains(spells, {"seller": day(7)}).of("seller")

    assert places == (Placed("leader", 1, day(0), day(7)),)


def test_a_circle_on_record_does_not_go_on_for_ever():
    spells = [Spell("one", "two", day(0), None), Spell("two", "one", day(0), None)]

    places = DatedChains(spells, {}).of("one")

    assert places[0] == Placed("two", 1, day(0), None)


PEOPLE = ("p0", "p1", "p2", "p3", "p4")


@st.composite
def companies(draw: st.DrawFn) -> tuple[list[Spell], dict[str, date]]:
    """Small companies: managers have lower numbers than their people, spells follow each other with or without gaps."""
    spells, left = [], {}
    for number, person in enumerate(PEOPLE):
        start = draw(st.integers(0, 10))
        for _ in range(draw(st.integers(1, 3))):
            length, gap = draw(st.integers(1, 15)), draw(st.sampled_from([0, 0, 3]))
            manager = PEOPLE[draw(st.integers(0, number - 1))] if number else None
            spells.append(Spell(person, manager, day(start), day(start + length)))
            start += length + gap
        if draw(st.booleans()):
            spells[-1] = Spell(person, spells[-1].manager_id, spells[-1].starts_on, None)
        if draw(st.sampled_from([False, False, True])):
            left[person] = day(draw(st.integers(5, 60)))
    return spells, left


@given(companies(), st.integers(-2, 70), st.sampled_from(PEOPLE))
def test_on_every_day_it_is_the_chain_of_that_day(
    company: tuple[list[Spell], dict[str, date]], number: int, person: str
):
    spells, left = company
    line = ReportingLine(spells, left)
    on = day(number)

    places = DatedChains(spells, left).of(person)

    standing = {p.level: p.leader_id for p in places if p.starts_on <= on and (p.ends_on is None or on < p.ends_on)}
    expected = line.chain(person, on, {}).leaders if line.is_present(person, on) else ()
    assert standing == dict(enumerate(expected, start=1))
