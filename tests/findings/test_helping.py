"""What levers add: weighed when it is due, stored once, and nothing from which single people could be told."""

from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from answerable import __version__
from answerable.engine.levers import CURVE_SCHEMA, LEVER_SCHEMA
from answerable.findings import helping, in_force
from answerable.findings.models import LeverEffect, LeversWeighed
from effects_made import BECAUSE, COACHING, DISCOVERY, EFFECTS, LOOKED_ON, NAMED, TRAINING, lever, weigh

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)


def shown(*rows: dict[str, object]) -> list[tuple[object, object, object]]:
    """What is shown of some rows: lever, program and cause."""
    frame = helping.singling_nobody_out(pl.DataFrame(rows, schema=LEVER_SCHEMA, orient="row"))
    return frame.select("lever", "name", "cause").rows()


def test_a_look_is_stored_with_its_version_and_what_it_rests_on():
    row = LeversWeighed.objects.get()

    assert (row.as_of, row.panel_hash, row.engine_version) == (LOOKED_ON, "by hand, of 2026-01-06", __version__)
    coaching = row.effects.get(lever="coaching")
    assert (coaching.name, coaching.cause, coaching.unit_wide) == ("", "", False)
    assert (coaching.figures["episodes"], coaching.figures["closed"], coaching.figures["effect"]) == (96, 41, 0.05)
    assert len(coaching.curves) == 18
    assert coaching.curves[0] == {
        "supported": True,
        "end": "closed",
        "months": 1,
        "share": 0.12,
        "low": 0.096,
        "high": 0.144,
    }


def test_of_programs_and_causes_there_are_no_curves_and_of_few_people_nothing():
    rows = LeverEffect.objects.order_by("lever", "cause", "name").values_list("lever", "name", "cause", "unit_wide")

    assert list(rows) == [
        ("coaching", "", "", False),
        ("program", "", "", False),
        ("tool", "", "", True),
        ("training", "", "", False),
        ("training", DISCOVERY, "", False),
        ("training", "", "skill", False),
    ]
    assert not any(row.curves for row in LeverEffect.objects.exclude(name="", cause=""))


def test_just_the_same_facts_on_the_same_day_are_weighed_once():
    assert weigh() == LeversWeighed.objects.get()
    assert LeverEffect.objects.count() == 6


def test_where_what_is_left_of_the_whole_would_be_of_few_the_smallest_part_is_left_out():
    whole = TRAINING | {"episodes": 30}
    large, small = (
        TRAINING | {"name": name, "episodes": count, "people": count} for name, count in (("A", 20), ("B", 7))
    )

    # 30 less 20 and 7 leave three; less 20 alone, ten.
    assert shown(whole, large, small) == [("training", None, None), ("training", "A", None)]
    assert shown(whole | {"episodes": 27}, large, small) == [
        ("training", None, None),
        ("training", "A", None),
        ("training", "B", None),
    ]


def test_parts_are_held_against_the_whole_of_their_own_lever():
    tools = lever("tool", unit_wide=True, episodes=29, people=29)

    assert shown(TRAINING, BECAUSE, NAMED, tools, COACHING)[-2:] == [
        ("training", DISCOVERY, None),
        ("training", None, "skill"),
    ]


def test_nothing_known_is_stored_as_nothing():
    nothing = type(EFFECTS)(pl.DataFrame(schema=LEVER_SCHEMA), pl.DataFrame(schema=CURVE_SCHEMA))

    assert weigh(nothing, on=date(2026, 1, 7)).effects.count() == 0


def test_within_a_month_no_other_look_is_due():
    day = LOOKED_ON + timedelta(days=helping.EVERY_DAYS - 1)

    assert helping.weigh_when_due(in_force.record(), on=day, at=AT) is None


def test_what_was_weighed_on_the_same_facts_holds():
    record, day = in_force.record(), date(2026, 1, 31)
    LeversWeighed.objects.update(panel_hash=record.fingerprint(day))

    assert helping.weigh(record, on=day, at=AT) == LeversWeighed.objects.get()


def test_after_a_month_the_engine_weighs_anew():
    record, day = in_force.record(), LOOKED_ON + timedelta(days=helping.EVERY_DAYS)

    made = helping.weigh_when_due(record, on=day, at=AT)

    assert made is not None
    assert (made.as_of, made.panel_hash) == (day, record.fingerprint(day))
    # Nothing was set to work on the stage.
    assert made.effects.count() == 0


def test_before_the_first_look_it_is_due():
    LeverEffect.objects.all().delete()
    LeversWeighed.objects.all().delete()

    assert helping.weigh_when_due(in_force.record(), on=LOOKED_ON, at=AT) == LeversWeighed.objects.get()
