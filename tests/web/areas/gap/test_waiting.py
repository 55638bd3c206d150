"""What closed gaps like this one and what waiting costs, on the page of a gap."""

from datetime import date

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.plans.causes import say_cause
from answerable.facts.roles.models import Expectation
from answerable.findings.models import GapWaited, Waiting
from asking import asker
from effects_made import IN_MONEY, wait
from more_cases import take_up
from staged import AT
from visiting import visitor, words

pytestmark = pytest.mark.django_db

HELPED = "What closed gaps like this one"
COSTS = "What waiting costs"


def page(name: str, case: Case | None) -> str:
    """What a member of the cast reads on the page of a gap, of the stage's own where none is named."""
    return words(visitor(name).get(f"/gaps/{(case or Case.objects.get()).pk}/"))


def helped(name: str = "leader", case: Case | None = None) -> str:
    """What a member of the cast reads of what closed gaps like this one."""
    return page(name, case).partition(HELPED)[2].partition(COSTS)[0].strip()


def costs(name: str = "leader", case: Case | None = None) -> str:
    """What a member of the cast reads of what waiting costs."""
    return page(name, case).partition(COSTS)[2].partition("Who is answerable, and why")[0].strip()


def waited(**told: object) -> None:
    """Let something else be known of what waiting cost in the gap of the stage."""
    row = GapWaited.objects.latest("pk")
    so_far = {name: value for name, value in told.items() if name not in row.figures}
    row.figures["so_far"] |= so_far
    row.figures |= {name: value for name, value in told.items() if name in row.figures}
    row.save()


def test_what_closed_gaps_like_this_one_is_said_where_it_is_known():
    assert helped("seller") == (
        "Coaching: Closed 41 of 96 gaps within 90 days; 12 more than would have closed by themselves, between 3 and "
        "21. It adds 5 points of the target, between 2 and 8. The library of levers"
    )


def test_where_no_lever_is_known_to_close_gaps_it_says_so():
    row = Waiting.objects.get()
    Waiting.objects.update(helps=[one for one in row.helps if one["lever"] != "coaching"])
    apart = helped()
    Waiting.objects.update(helps=[])

    assert apart.startswith("Not known yet: of no lever can it be told apart from what passes by itself.")
    assert helped().startswith("Not known yet: too few people who were short have been helped so far.")


def test_what_waiting_has_cost_is_said_with_its_interval_and_what_comes_without_action_and_with():
    Expectation.objects.filter(key="bookings").update(unit="EUR")

    assert costs() == (
        "Nobody has acted for 18 weeks, since 1 September 2025, when it could be known. In that time the result was "
        "190 EUR (170 to 210) short: on average 40 points below target (between 36 and 44). "
        "The next 13 weeks, if things go on as they did: 62 % of target (50 % to 74 %), 110 EUR (78 to 150) short. "
        "With coaching, as it helped others: 67 % of target (54 % to 80 %), 99 EUR (60 to 140) short. "
        "Reckoned on 6 January 2026, with what was known then; 90 % sure of what stands in brackets."
    )


def test_in_money_it_is_said_where_a_unit_is_worth_something():
    Expectation.objects.filter(key="bookings").update(unit="deals")
    wait(IN_MONEY, on=date(2026, 1, 11))

    text = costs("seller")

    assert (
        "In that time the result was 190 deals (170 to 210) short: on average 40 points below target (between 36 and "
        "44). In money that is 1,900 EUR (1,700 to 2,100). "
    ) in text
    assert (
        "if things go on as they did: 62 % of target (50 % to 74 %), 110 deals (78 to 150) short, in money 1,100 EUR "
        "(780 to 1,500). With coaching, as it helped others: 67 % of target (54 % to 80 %), 99 deals (60 to 140) "
        "short, in money 990 EUR (600 to 1,400)."
    ) in text


def test_of_a_percentage_it_is_said_in_points_and_in_money():
    Expectation.objects.filter(key="bookings").update(unit="percent")
    wait(IN_MONEY, on=date(2026, 1, 11))
    waited(adds_up=False)

    assert (
        "In that time the result was on average 40 points below target (between 36 and 44). In money that is 1,900 EUR"
    ) in costs()


@pytest.mark.parametrize("name", ["peer", "new leader", "stranger", "administrator"])
def test_in_money_it_is_told_to_nobody_who_may_not_see_the_gap(name: str):
    wait(IN_MONEY, on=date(2026, 1, 11))

    assert "1,900 EUR" not in page(name, None)


def test_of_what_should_be_low_there_was_too_much():
    Expectation.objects.filter(key="bookings").update(unit="hours", direction="lower")

    assert "the result was 190 hours (170 to 210) too much: on average 40 points" in costs("seller")


@pytest.mark.parametrize("unit", ["EUR", ""])
def test_where_sums_say_nothing_it_is_said_in_points(unit: str):
    Expectation.objects.filter(key="bookings").update(unit=unit)
    waited(adds_up=not unit)

    text = costs()

    assert "In that time the result was on average 40 points below target (between 36 and 44)." in text
    assert "if things go on as they did: 62 % of target (50 % to 74 %). With coaching" in text


@pytest.mark.parametrize(
    ("acted", "said"),
    [
        ("2025-09-15", "It could be known on 1 September 2025; 2 weeks later, on 15 September 2025, somebody acted."),
        ("2025-09-01", "Somebody acted as soon as it could be known, on 1 September 2025: waiting cost nothing."),
    ],
)
def test_once_somebody_acted_it_says_when(acted: str, said: str):
    waited(first_action_on=acted, weeks=2.0)

    assert costs().startswith(said)


def test_what_cannot_be_told_is_said_to_be_so():
    waited(shortfall=None, **{"with": {"attainment": None}})
    unknown = costs()
    waited(without={"attainment": None})

    assert "What that cost cannot be told: nothing was due in that time." in unknown
    assert "What action would change is not known yet: it takes a lever that is known to add something." in unknown
    assert "What comes cannot be foreseen." in costs()


def test_before_it_was_reckoned_it_says_when_that_is_done():
    GapWaited.objects.all().delete()

    assert costs() == "What waiting costs here has not been reckoned yet. That is done once a week, at night."


def test_of_a_gap_that_closed_only_what_waiting_cost_is_told():
    Case.objects.update(closed_on=date(2026, 1, 9))
    told = costs()
    GapWaited.objects.all().delete()

    assert "Nobody has acted for 18 weeks" in told
    assert "The next 13 weeks" not in told
    assert costs() == "What waiting cost here was not reckoned."


def test_of_a_unit_it_is_levers_for_whole_units_that_count():
    case = take_up(unit="north", answers="leader")

    assert helped(case=case).startswith("Not known yet: of no lever can it be told apart from what passes by itself.")


def test_once_the_cause_is_agreed_levers_are_told_by_it_where_that_is_known():
    row = Waiting.objects.get()
    figures = next(one for one in row.helps if one["lever"] == "coaching")
    row.helps = [*row.helps, figures | {"cause": "process", "closed": 12, "episodes": 30}]
    row.save()

    before = helped()
    say_cause(asker("leader"), case=Case.objects.get().pk, causes=("process",), evidence="I saw it.", at=AT)

    assert before.startswith("Coaching: Closed 41 of 96 gaps within 90 days")
    assert helped("seller").startswith(
        "Coaching, where the cause was “the process”: Closed 12 of 30 gaps within 90 days; 12 more than"
    )
