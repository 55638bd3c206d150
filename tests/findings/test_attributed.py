"""What one is told of whose performance is: each asked by everybody of the cast, the stranger among them."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.facts.people.models import Person, Unit
from answerable.facts.people.read import Sight, surroundings
from answerable.findings import attributed
from answerable.findings.attributed import Earlier, WhoseGap
from answerable.findings.models import Attribution
from answerable.rules import seeing
from asking import asker
from reckoned import FEW, GAP, RECKONED_ON, WHOLE, reckon
from staged import FELL_SHORT_ON, TODAY

pytestmark = pytest.mark.django_db

EVERYBODY = (
    "chief",
    "director",
    "leader",
    "new leader",
    "seller",
    "peer",
    "moved",
    "stranger",
    "partner",
    "north-partner",
    "administrator",
)
LED_APART = ["market", "unit", "line_2", "manager", "match", "person", "chance"]
LEADER_APART = ["market", "led", "manager", "person", "chance"]
TOGETHER = ["market", "led", "person", "chance"]


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


def leaders() -> dict[str, int]:
    return {key: number(key) for key in ("leader", "new-leader", "director")}


def told(name: str, *, known: date = FELL_SHORT_ON, until: date | None = None, on: date = TODAY) -> WhoseGap:
    return attributed.whose_gap(
        asker(name, on), person=number("seller-1"), unit=None, expectation="bookings", known=known, until=until
    )


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("chief", LED_APART),
        ("director", LED_APART),
        ("leader", LEADER_APART),
        ("north-partner", ["market", "led", "manager", "person", "chance"]),
        ("seller", TOGETHER),
        ("peer", TOGETHER),
        ("new leader", TOGETHER),
        ("stranger", TOGETHER),
        ("partner", TOGETHER),
        ("administrator", TOGETHER),
    ],
)
def test_what_a_leader_adds_to_a_gap_is_told_apart_to_whoever_may_see_it(name: str, parts: list[str]):
    found = told(name)

    assert [part.component for part in found.parts] == parts
    assert sum(part.estimate for part in found.parts) == pytest.approx(found.shortfall) == pytest.approx(0.4)


def test_the_line_read_before_is_asked_in_place_of_another_look():
    around = surroundings({number("seller-1"), number("chief")}, TODAY)

    found = attributed.whose_gap(
        asker("chief"),
        person=number("seller-1"),
        unit=None,
        expectation="bookings",
        known=FELL_SHORT_ON,
        until=None,
        around=around,
    )

    assert [part.component for part in found.parts] == LED_APART
    assert Sight(allowed=True, reason="", until=None, around=around) == Sight(allowed=True, reason="", until=None)


def test_on_the_day_of_a_reckoning_only_whoever_it_is_of_is_told():
    assert [part.component for part in told("chief", on=RECKONED_ON).parts] == TOGETHER
    assert [part.component for part in told("leader", on=RECKONED_ON).parts] == LEADER_APART


def test_a_reckoning_says_of_which_day_it_is_what_limits_it_and_when_the_next_one_comes():
    found = told("leader")

    assert (found.as_of, found.next_by, found.covers, found.is_telling) == (
        RECKONED_ON,
        date(2026, 2, 6),
        True,
        True,
    )
    assert (found.reasons, found.caveats) == ((), (FEW,))


def test_a_gap_taken_up_after_the_reckoning_waits_for_the_next_one():
    found = told("leader", known=TODAY)

    assert (found.covers, found.parts) == (False, ())


def test_of_a_time_before_any_reckoning_nothing_is_told():
    found = told("leader", until=date(2026, 1, 5))

    assert (found.as_of, found.next_by, found.covers, found.parts) == (None, None, False, ())


def test_a_gap_of_somebody_of_whom_nothing_is_known_has_no_parts():
    found = attributed.whose_gap(
        asker("chief"), person=number("leader"), unit=None, expectation="team", known=FELL_SHORT_ON, until=None
    )

    assert (found.covers, found.parts, found.shortfall) == (True, (), 0.0)


def test_a_unit_s_gap_has_its_own_parts():
    reckon(replace(WHOLE, as_of=TODAY, explained=(replace(GAP, person_id=None, unit_id="north", shortfall=0.3),)))

    found = attributed.whose_gap(
        asker("peer"),
        person=None,
        unit=Unit.objects.get(key="north").pk,
        expectation="bookings",
        known=FELL_SHORT_ON,
        until=None,
    )

    assert (found.shortfall, [part.component for part in found.parts]) == (0.3, TOGETHER)


@pytest.mark.parametrize("name", EVERYBODY)
def test_whoever_sees_a_leader_s_effect_is_whoever_the_rule_lets_see_it(name: str):
    who, numbers = asker(name), leaders()
    around = surroundings([*numbers.values(), who.person or numbers["leader"]], TODAY)
    allowed = {
        key
        for key in numbers
        if seeing.may_see(
            who.viewer,
            seeing.Thing(seeing.Matter.LEADER_EFFECT, key, TODAY, around.units.get(key)),
            around.line,
            TODAY,
        ).allowed
    }

    effects, reckoning = attributed.effects_of(who, numbers.values())

    assert {effect.key for effect in effects} == allowed
    assert reckoning is not None


@pytest.mark.parametrize(
    ("name", "seen"),
    [
        ("chief", ["Dana Reyes", "Lee Okoro", "Nia Wolf"]),
        ("director", ["Dana Reyes", "Lee Okoro", "Nia Wolf"]),
        ("leader", ["Lee Okoro"]),
        ("new leader", ["Nia Wolf"]),
        ("north-partner", ["Lee Okoro"]),
        ("seller", []),
        ("peer", []),
        ("stranger", []),
        ("partner", []),
        ("administrator", []),
    ],
)
def test_leaders_are_told_in_order_of_their_names_never_of_what_they_add(name: str, seen: list[str]):
    effects, _reckoning = attributed.effects_of(asker(name), leaders().values())

    assert [effect.name for effect in effects] == seen


def test_an_effect_is_told_with_what_it_rests_on_and_how_forecasts_turned_out():
    (effect,), reckoning = attributed.effects_of(asker("director"), [number("leader")])

    assert (effect.component, effect.estimate, effect.low, effect.high) == ("manager", -0.13, -0.2, -0.06)
    assert (effect.wrong, effect.named, effect.people, effect.moved) == (0.0002, True, 6, 1)
    assert effect.as_of == RECKONED_ON
    assert reckoning is not None
    assert (reckoning.as_of, reckoning.caveats) == (RECKONED_ON, (FEW,))
    assert reckoning.earlier == Earlier(date(2025, 7, 6), 12, 11, 0.06)


def test_a_leader_is_told_of_theirs_on_the_day_and_nobody_else_before_the_day_after():
    own = attributed.own_effects(asker("leader", RECKONED_ON))

    assert [effect.key for effect in own] == ["leader"]
    assert attributed.effects_of(asker("director", RECKONED_ON), leaders().values()) == ((), None)
    assert attributed.potential_under(asker("director", RECKONED_ON), leaders().values()) == ()


def test_who_leads_nobody_has_no_effect():
    assert attributed.own_effects(asker("seller")) == ()
    assert attributed.own_effects(asker("administrator")) == ()


def test_a_reckoning_without_forecasts_that_came_due_says_so():
    Attribution.objects.update(earlier=None)

    effects, reckoning = attributed.effects_of(asker("stranger"), leaders().values())

    assert effects == ()
    assert reckoning is not None
    assert reckoning.earlier is None


@pytest.mark.parametrize("name", ["chief", "director", "leader", "north-partner"])
def test_who_is_held_back_is_told_to_whoever_may_see_them_and_their_leader(name: str):
    (found,) = attributed.potential_under(asker(name), leaders().values())

    assert (found.name, found.leader, found.expectation) == ("Seller-1", "Lee Okoro", "bookings")
    assert (found.probability, found.expected, found.low, found.high) == (0.91, 0.97, 0.88, 1.06)


@pytest.mark.parametrize("name", ["seller", "peer", "moved", "new leader", "stranger", "partner", "administrator"])
def test_who_is_held_back_is_told_to_nobody_else_nor_to_themselves(name: str):
    assert attributed.potential_under(asker(name), leaders().values()) == ()
