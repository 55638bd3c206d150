"""What waiting costs: under whom, in which units, and whether gaps deepen and spread."""

import sys
from dataclasses import replace
from datetime import date

import pytest

from answerable.engine.inaction import Change
from answerable.findings.models import GapWaited, WaitedUnder, Waiting
from effects_made import IN_MONEY, WAITED, eroding, wait
from staged import TODAY
from visiting import visitor, words

pytestmark = pytest.mark.django_db

TABS = "The line Roll-up by leader Roll-up by unit Teams Waiting"
HEADS = "Gaps Left waiting, in all Lost so far The next 13 weeks without action With action"
FIGURES = "1 18 weeks 7.2 (6.5 to 7.9) 4.9 (4.2 to 5.6) 4.3 (3.6 to 5)"


def page(name: str, path: str = "waiting/") -> str:
    """What a member of the cast reads."""
    return words(visitor(name).get(f"/chain/{path}"))


def forget() -> None:
    for model in (GapWaited, WaitedUnder, Waiting):
        model.objects.all().delete()


def test_it_says_what_waiting_cost_under_each_leader_and_in_each_unit_with_how_far_it_may_lie_from_there():
    text = page("chief")

    assert text.startswith(f"What waiting costs in my line {TABS} From the day a gap could be known")
    assert f"What waiting cost under each leader, by name Leader {HEADS} Lee Okoro {FIGURES}" in text
    assert (
        "What was lost, in each expectation's own unit Leader In Fell short by, so far In money Lee Okoro Bookings "
        "190 (170 to 210) – In each unit"
    ) in text
    assert "In money What waiting cost" not in text
    assert f"Unit Led by {HEADS} All Cleo Chief {FIGURES} North Lee Okoro {FIGURES}" in text
    assert "Reckoned on 6 January 2026, with what was known then" in text


def test_long_lists_are_told_page_by_page(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.modules["answerable.web.areas.waiting.page"], "PAGE", 1)

    first, second, third = (page("chief", f"waiting/?page={number}") for number in (1, 2, 3))

    assert f"What waiting cost under each leader, by name Leader {HEADS} Lee Okoro {FIGURES}" in first
    assert f"Unit Led by {HEADS} All Cleo Chief {FIGURES} Page 1 Further What waiting does besides" in first
    assert "under any leader" not in second
    assert f"Unit Led by {HEADS} North Lee Okoro {FIGURES} Back Page 2" in second
    assert "Back Page 3 What waiting does besides" in third


def test_in_money_it_is_told_where_a_unit_is_worth_something_and_each_currency_by_itself():
    wait(IN_MONEY, on=date(2026, 1, 7))

    text = page("chief")

    heads = "Lost so far The next 13 weeks without action With action"
    euros = "1,900 EUR (1,700 to 2,100) 1,100 EUR (780 to 1,500) 990 EUR (600 to 1,400)"
    dollars = "500 USD (380 to 620) 310 USD (190 to 430) not known yet"
    assert (
        f"In money What waiting cost under each leader, in money Leader {heads} Lee Okoro {euros} Lee Okoro {dollars} "
        "Only of expectations whose role says what one unit is worth. Currencies are never added up."
    ) in text
    assert "Lee Okoro Bookings 190 (170 to 210) 1,900 EUR (1,700 to 2,100)" in text
    assert (
        f"What waiting cost in each unit and those below it, in money Unit Led by {heads} All Cleo Chief {euros} "
        f"All Cleo Chief {dollars} North Lee Okoro {euros} North Lee Okoro {dollars}"
    ) in text


def test_of_what_does_not_add_up_there_is_money_alone():
    wait(IN_MONEY, on=date(2026, 1, 7))
    row = WaitedUnder.objects.get(waiting__as_of=date(2026, 1, 7), leader__key="leader", expectation="bookings")
    row.figures["so_far"]["lost"] = None
    row.save()
    with_money = page("chief")
    row.figures["so_far"]["in_money"][0]["money"] = None
    row.save()

    assert "Lee Okoro Bookings – 1,900 EUR (1,700 to 2,100)" in with_money
    assert "Lee Okoro Bookings – – In each unit" in page("chief")


@pytest.mark.parametrize("name", ["seller", "peer", "new leader", "stranger", "administrator"])
def test_in_money_it_is_told_to_nobody_else(name: str):
    wait(IN_MONEY, on=date(2026, 1, 7))

    assert "EUR" not in page(name)


def test_one_goes_on_down_the_line_and_the_way_leads_back():
    text = page("chief", "leader/waiting/")

    assert "What waiting costs under Lee Okoro" in text
    assert f"Unit Led by {HEADS} North Lee Okoro" in text
    assert "All Cleo Chief" not in text


def test_a_people_partner_reads_of_their_units():
    text = page("north-partner")

    assert text.startswith("What waiting costs in my units My units Roll-up Teams Waiting")
    assert f"Lee Okoro {FIGURES}" in text
    assert "All Cleo Chief" not in text


def test_where_nobody_waited_it_says_so():
    WaitedUnder.objects.all().delete()

    text = page("director")

    assert "No gap is open under any leader here." in text
    assert "In each unit" not in text


def test_before_the_first_look_it_says_when_it_comes():
    forget()

    assert (
        f"{TABS} Not reckoned yet What waiting costs is reckoned once a week, at night, once there are gaps."
    ) in page("chief")


def test_what_action_would_change_is_said_to_be_unknown_where_it_is():
    for row in WaitedUnder.objects.all():
        row.figures["with"]["weighted"] = None
        row.save()

    assert "4.9 (4.2 to 5.6) not known yet" in page("chief")


def test_whether_gaps_deepen_and_spread_is_said_to_be_unknown_where_it_is():
    forget()
    wait(eroding(Change(None, None, None, None, 7, 6), Change(None, None, None, None, 4, 2)))

    text = page("leader")

    few = "it takes 20 people under 10 leaders to see it in; so far there are fewer than five."
    many = "it takes 20 people under 10 leaders to see it in; so far: 7 under 6."
    assert f"Whether gaps deepen while nobody acts cannot be told yet: {many}" in text
    assert f"Whether they spread to others under the same leader cannot be told yet: {few}" in text


def test_that_gaps_deepen_and_spread_is_said_with_how_sure():
    forget()
    wait(eroding(Change(-0.012, -0.021, -0.003, 0.0046, 60, 20), Change(-0.004, -0.007, -0.001, 0.0015, 90, 22)))

    text = page("leader")

    assert "Gaps deepen while nobody acts: by 1.2 points a month (0.3 to 2.1, 95 % sure)." in text
    assert "They spread: others under the same leader lose 0.4 points a month (0.1 to 0.7, 95 % sure)." in text


def test_that_nothing_of_the_kind_can_be_seen_is_said_likewise():
    forget()
    wait(eroding(Change(-0.002, -0.01, 0.006, 0.004, 60, 20), Change(0.001, -0.002, 0.004, 0.0015, 90, 22)))

    text = page("leader")

    assert (
        "That gaps deepen while nobody acts cannot be seen here: levels change by −0.2 points a month "
        "(−1.0 to 0.6, 95 % sure)."
    ) in text
    assert "their levels change by 0.1 points a month (−0.2 to 0.4, 95 % sure)." in text


def test_on_the_day_of_a_look_a_leader_reads_theirs_and_nobody_above_does():
    wait(replace(WAITED, totals=WAITED.totals.with_columns(weeks=25.0)), on=TODAY)

    assert "Lee Okoro 1 25 weeks" in page("leader")
    assert "25 weeks" not in page("director")
    assert "25 weeks" not in page("chief")


def test_what_cannot_be_told_of_a_leader_stands_as_a_dash():
    WaitedUnder.objects.filter(leader__key="leader", expectation="").update(figures={})

    assert "Lee Okoro 0 less than a week – – not known yet" in page("director")
