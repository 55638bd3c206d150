"""What waiting costs: reckoned once a week, stored with what it rests on, never changed."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from answerable import __version__
from answerable.decisions.cases.acting import ACTED_SCHEMA
from answerable.facts.roles.models import Expectation
from answerable.findings import in_force, waiting
from answerable.findings.models import GapWaited, LeverEffect, LeversWeighed, WaitedUnder, Waiting
from effects_made import COACHING, IN_MONEY, LOOKED_ON, PROGRAM, TOOLS, TRAINING, wait
from staged import TODAY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)


def nothing(_until: date) -> pl.DataFrame:
    """Nobody has done anything."""
    return pl.DataFrame(schema=ACTED_SCHEMA)


def something(_until: date) -> pl.DataFrame:
    """Somebody has talked with seller-1 a fortnight after it could be known."""
    return pl.DataFrame([("seller-1", None, "bookings", date(2025, 9, 15))], schema=ACTED_SCHEMA, orient="row")


def test_a_look_is_stored_with_its_version_what_it_rests_on_and_what_was_known_of_levers():
    row = Waiting.objects.get()

    assert (row.as_of, row.panel_hash, row.engine_version) == (LOOKED_ON, "by hand, of 2026-01-06", __version__)
    assert [(one["lever"], one["cause"], one["known"]) for one in row.helps] == [
        ("coaching", "", True),
        ("program", "", False),
        ("tool", "", False),
        ("training", "", False),
        ("training", "skill", False),
    ]
    assert row.erosion["deepens"] == {
        **dict.fromkeys(("per_month", "low", "high", "sd")),
        "people": 1,
        "leaders": 1,
    }


def test_what_waiting_costs_in_a_gap_is_stored_with_what_comes():
    row = GapWaited.objects.get()

    assert (row.person.key, row.unit, row.expectation) == ("seller-1", None, "bookings")
    assert (row.figures["as_of"], row.figures["helped_by"]) == ("2026-01-06", "coaching")
    so_far = row.figures["so_far"]
    assert (so_far["signal_on"], so_far["first_action_on"], so_far["weeks"]) == ("2025-09-01", None, 18.0)
    assert (so_far["lost"], so_far["lost_low"], so_far["lost_high"]) == (190.4, 171.0, 209.6)
    assert (row.figures["without"]["attainment"], row.figures["with"]["attainment"]) == (0.62, 0.67)
    assert "person_id" not in so_far


def test_what_it_costs_under_leaders_and_in_units_is_stored_and_of_the_company_nothing():
    rows = WaitedUnder.objects.order_by("pk").values_list("leader__key", "unit__key", "expectation")

    assert list(rows) == [
        ("leader", None, "bookings"),
        ("leader", None, ""),
        (None, "north", ""),
        (None, "company", ""),
    ]
    figures = WaitedUnder.objects.get(leader__key="leader", expectation="").figures
    assert {time: told["weighted"] for time, told in figures.items()} == {"so_far": 7.2, "with": 4.3, "without": 4.9}
    assert (figures["so_far"]["weeks"], figures["so_far"]["gaps"], figures["so_far"]["lost"]) == (18.0, 1, None)
    assert [told["in_money"] for told in figures.values()] == [[], [], []]


def test_what_it_costs_in_money_is_stored_by_currency():
    made = wait(IN_MONEY, on=TODAY)

    row = made.gaps.get().figures
    assert (row["so_far"]["money"], row["so_far"]["currency"], row["without"]["money"]) == (1904.0, "EUR", 1140.0)
    bookings, every = (made.sums.get(leader__key="leader", expectation=name).figures for name in ("bookings", ""))
    euros = {"currency": "EUR", "money": 1904.0, "money_low": 1710.0, "money_high": 2096.0}
    assert bookings["so_far"]["in_money"] == [euros]
    assert every["so_far"]["in_money"] == [
        euros,
        {"currency": "USD", "money": 500.0, "money_low": 380.0, "money_high": 620.0},
    ]
    assert made.sums.get(unit__key="north").figures["so_far"]["in_money"] == every["so_far"]["in_money"]


def test_what_a_unit_is_worth_reaches_what_waiting_costs():
    Expectation.standing.filter(key="bookings").update(unit="deals", value_per_unit=250.0, currency="EUR")

    made = waiting.reckon(in_force.record(), nothing, on=TODAY, at=AT)

    told = made.gaps.get().figures["so_far"]
    assert (told["money"], told["currency"]) == (pytest.approx(250 * told["lost"], rel=1e-3), "EUR")
    (euros,) = made.sums.get(unit__key="company").figures["so_far"]["in_money"]
    assert (euros["currency"], euros["money"]) == ("EUR", told["money"])
    assert euros["money_low"] < euros["money"] < euros["money_high"]


@pytest.mark.parametrize(
    ("helps", "unit_wide", "chosen"),
    [
        ([COACHING, TRAINING, PROGRAM], False, "coaching"),
        ([COACHING, TRAINING | {"known": True, "episodes": 120}], False, "training"),
        ([COACHING, TRAINING | {"known": True, "episodes": 120, "shrunken": -0.03}], False, "coaching"),
        ([COACHING, TOOLS], True, None),
        ([TOOLS | {"known": True, "shrunken": 0.02}], True, "tool"),
        ([], False, None),
    ],
)
def test_the_lever_used_most_of_those_known_to_add_something_stands_for_action(
    helps: list[dict[str, object]], chosen: str | None, *, unit_wide: bool
):
    found = waiting.usual_help(helps, unit_wide=unit_wide)

    assert (None if found is None else found["lever"]) == chosen


def test_within_a_week_no_other_look_is_due():
    day = LOOKED_ON + timedelta(days=waiting.EVERY_DAYS - 1)

    assert waiting.reckon_when_due(in_force.record(), nothing, on=day, at=AT) is None


def test_after_a_week_the_engine_looks_anew():
    day = LOOKED_ON + timedelta(days=waiting.EVERY_DAYS)

    made = waiting.reckon_when_due(in_force.record(), nothing, on=day, at=AT)

    assert made is not None
    told = made.gaps.get().figures
    assert (told["as_of"], told["so_far"]["signal_on"], told["so_far"]["first_action_on"]) == (
        "2026-01-13",
        "2025-09-01",
        None,
    )
    # From 1 September to 13 January; of a target reached by 60 %, four tenths are lost.
    assert told["so_far"]["weeks"] == pytest.approx(134 / 7)
    assert told["so_far"]["shortfall"] == pytest.approx(0.4, abs=0.05)
    assert told["without"]["attainment"] == pytest.approx(0.6, abs=0.15)
    # Coaching adds 4.8 points to every period of the next three.
    assert told["with"]["attainment"] - told["without"]["attainment"] == pytest.approx(0.048, abs=0.01)
    assert set(made.sums.filter(expectation="").values_list("leader__key", "unit__key")) == {
        ("leader", None),
        (None, "north"),
        (None, "company"),
    }


def test_the_first_deed_ends_the_waiting():
    made = waiting.reckon(in_force.record(), something, on=TODAY, at=AT)

    told = made.gaps.get().figures["so_far"]
    assert (told["first_action_on"], told["weeks"]) == ("2025-09-15", 2.0)


def test_the_same_facts_and_deeds_on_the_same_day_are_reckoned_with_once():
    record = in_force.record()
    made = waiting.reckon(record, nothing, on=TODAY, at=AT)

    assert waiting.reckon(record, nothing, on=TODAY, at=AT) == made
    assert waiting.reckon(record, something, on=TODAY, at=AT) != made


def test_where_of_no_lever_anything_is_known_nothing_is_foreseen_with_action():
    LeverEffect.objects.all().delete()
    LeversWeighed.objects.all().delete()

    made = waiting.reckon(in_force.record(), nothing, on=TODAY, at=AT)

    told = made.gaps.get().figures
    assert (made.helps, told["helped_by"], told["with"]["attainment"]) == ([], "", None)
    assert told["without"]["attainment"] is not None


def test_before_the_first_look_it_is_due():
    for model in (GapWaited, WaitedUnder, Waiting):
        model.objects.all().delete()

    assert waiting.reckon_when_due(in_force.record(), nothing, on=LOOKED_ON, at=AT) == Waiting.objects.get()


def test_a_later_look_changes_nothing_of_the_one_before():
    wait(on=TODAY)

    assert list(Waiting.objects.order_by("pk").values_list("as_of", flat=True)) == [LOOKED_ON, TODAY]
    assert GapWaited.objects.count() == 2
