"""What is expected of one person, how far it is agreed, and what a leader sees of that."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.facts.agreements import read, write
from answerable.facts.agreements.write import ForOne, Pair
from answerable.facts.people.models import Person
from answerable.facts.roles import read as roles
from answerable.facts.roles.models import Expectation
from answerable.rules.agreeing import Agreement, Outcome, Side
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LESS = ForOne("bookings", 80.0, None, "Back from leave", TODAY, date(2026, 4, 1))


def pair(key: str = "seller-2", leader: str = "leader") -> Pair:
    number, led_by = (Person.objects.get(key=one).pk for one in (key, leader))
    return Pair(number, led_by, leader, "sells")


def both_agree(two: Pair) -> None:
    for side in Side:
        write.say(two, side=side, outcome=Outcome.AGREED, comment="", day=TODAY, at=AT)


def expected(on: date = TODAY, **more: date | None) -> read.ExpectedOf:
    return read.expected_of(pair().person, "sells", (), on, **more)["bookings"]


def test_what_the_role_expects_is_expected_where_nothing_is_tailored():
    found = expected()

    assert (found.expected.target, found.tailored, found.version) == (100.0, None, 1)


def test_what_is_tailored_comes_along_with_its_reason_while_it_holds():
    number = write.tailor(pair(), LESS, at=AT)

    own = expected().tailored

    assert own == read.Tailored(number, 80.0, None, "Back from leave", TODAY, date(2026, 4, 1), "Lee Okoro")
    assert expected(date(2026, 3, 31)).tailored == own
    assert expected(date(2026, 4, 1)).tailored is None
    assert read.expected_of(pair("seller-3").person, "sells", (), TODAY)["bookings"].tailored is None


def test_a_leader_of_then_sees_nothing_that_was_tailored_later():
    write.tailor(pair(), LESS, at=AT)

    assert expected(now=date(2026, 1, 11)).tailored is None
    assert expected(now=TODAY).tailored is not None


def test_expectations_besides_those_of_the_role_come_by_name():
    row = Expectation.standing.get(key="bookings")
    Expectation.objects.create(
        key="answers", role=row.role, name="Answers", direction="higher", cadence="week", recorded_at=AT
    )

    assert list(read.expected_of(pair().person, "leads", ["bookings"], TODAY)) == ["bookings"]
    assert list(read.expected_of(pair().person, "sells", (), TODAY)) == ["answers", "bookings"]


def test_all_that_was_tailored_comes_the_latest_first():
    write.tailor(pair(), LESS, at=AT)
    write.tailor(pair(), replace(LESS, target=90.0, starts_on=date(2026, 3, 1)), at=AT)

    found = read.tailorings_of(pair().person, until=None)

    assert [(key, one.target) for key, one in found] == [("bookings", 90.0), ("bookings", 80.0)]
    assert len(read.tailorings_of(pair().person, until=date(2026, 2, 1))) == 1


def test_what_was_said_with_another_leader_does_not_count():
    both_agree(pair())

    with_other = read.stand_of(pair().person, "new-leader", "sells", 1)

    assert (with_other.state, len(with_other.said), with_other.on) == (Agreement.OPEN, 2, None)
    assert with_other.last(Side.PERSON) is None
    mine = read.stand_of(pair().person, "leader", "sells", 1)
    assert (mine.state, mine.on, mine.last(Side.PERSON).outcome) == (Agreement.AGREED, TODAY, Outcome.AGREED)


@pytest.mark.parametrize(
    ("name", "line", "units", "holds_it"),
    [
        ("leader", 5, 0, False),
        ("director", 6, 0, False),
        ("north-partner", 0, 5, False),
        ("seller", 0, 0, True),
        ("administrator", 0, 0, False),
    ],
)
def test_how_somebody_stands_to_a_role(name: str, line: int, units: int, *, holds_it: bool):
    number = roles.role("sells").number

    standing, seen, agreed = read.standings(asker(name), number)[number]

    assert (standing.in_line, standing.in_units, standing.holds, standing.held_by) == (line, units, holds_it, 6)
    assert (seen, agreed) == (line + units, 0)


def test_how_many_have_agreed_counts_agreements_with_the_leader_of_today():
    both_agree(pair())
    both_agree(pair("seller-6"))
    both_agree(pair("seller-6", "new-leader"))
    number = roles.role("sells").number

    assert read.standings(asker("leader"), number)[number][1:] == (5, 1)
    assert read.standings(asker("director"), number)[number][1:] == (6, 2)


def test_who_holds_a_role_comes_by_name_with_leader_and_how_far_it_is_agreed():
    role = roles.role("sells")
    both_agree(pair())
    write.ask(people=[pair("seller-3").person], role=role, day=TODAY)

    found = read.holders(asker("director"), role)

    assert [(one.key, one.leader_key, one.state, one.asked_on) for one in found][1:3] == [
        ("seller-2", "leader", Agreement.AGREED, None),
        ("seller-3", "leader", Agreement.OPEN, TODAY),
    ]
    assert found[5].leader_name == "Nia Wolf"
    assert [one.key for one in read.holders(asker("leader"), role, skip=1, limit=2)] == ["seller-2", "seller-3"]
    assert read.holders(asker("stranger"), role) == ()
    assert read.holders(asker("seller"), role) == ()


def test_waiting_are_those_who_were_asked():
    write.ask(people=[pair().person], role=roles.role("sells"), day=TODAY)

    assert read.waiting() == (("seller-2", "sells", TODAY),)


def test_a_role_without_a_version_of_its_own_stands_as_the_first():
    assert (read.last_version("sells"), read.last_version("nothing")) == (1, 1)
