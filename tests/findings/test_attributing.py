"""Whose performance is: reckoned when it is due, stored once, with what it rests on."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from answerable import __version__
from answerable.engine.attribution import Part
from answerable.engine.attribution.explain import Explanation
from answerable.findings import attributing, in_force
from answerable.findings.models import Attribution, BadlyManaged, Evaluation, GapExplained, LeaderEffect
from answerable.findings.parts import from_plain
from answerable.findings.sentences import nobody_moved, too_few_results
from answerable.kernel.problems import UsageError
from reckoned import GAP, LEADERS, PARTS, RECKONED_ON, WHOLE, reckon
from staged import TODAY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)


def test_a_reckoning_is_stored_with_seed_version_and_what_it_rests_on():
    row = Attribution.objects.get()

    assert (row.as_of, row.engine_version, row.chain, row.seed) == (RECKONED_ON, __version__, 2, 0)
    assert row.panel_hash == "by hand, of 2026-01-06"
    assert (row.shares, row.caveats, row.earlier) == (WHOLE.shares, list(WHOLE.caveats), WHOLE.earlier)


def test_every_leader_s_effect_is_stored():
    rows = LeaderEffect.objects.order_by("pk").values_list(
        "leader__key", "component", "estimate", "sd", "low", "high", "lfsr", "named", "people", "identified_by"
    )

    assert list(rows) == list(LEADERS)


def test_who_is_held_back_is_stored():
    row = BadlyManaged.objects.get()

    assert (row.person.key, row.leader.key, row.expectation) == ("seller-1", "leader", "bookings")
    assert (row.probability, row.expected, row.low, row.high) == (0.91, 0.97, 0.88, 1.06)


def test_whose_a_gap_is_is_stored_in_full_and_as_whoever_has_it_may_see_it():
    row = GapExplained.objects.get()

    assert (row.person.key, row.unit, row.expectation) == ("seller-1", None, "bookings")
    assert (row.shortfall, row.telling, row.reasons) == (0.4, True, [])
    assert from_plain(row.parts) == PARTS
    assert [one["component"] for one in row.told] == ["market", "led", "person", "chance"]


def test_the_same_reckoning_is_stored_once():
    again = reckon()

    assert again == Attribution.objects.get()
    assert (LeaderEffect.objects.count(), GapExplained.objects.count()) == (len(LEADERS), 1)


def test_a_later_reckoning_changes_nothing_of_the_one_before():
    reckon(replace(WHOLE, as_of=TODAY, explained=(replace(GAP, person_id=None, unit_id="north"),)))

    assert list(Attribution.objects.order_by("as_of").values_list("as_of", flat=True)) == [RECKONED_ON, TODAY]
    assert list(GapExplained.objects.order_by("pk").values_list("person__key", "unit__key")) == [
        ("seller-1", None),
        (None, "north"),
    ]


def test_within_a_month_no_other_reckoning_is_due():
    day = RECKONED_ON + timedelta(days=attributing.EVERY_DAYS - 1)

    assert attributing.reckon_when_due(in_force.record(), on=day, at=AT) is None
    assert Attribution.objects.count() == 1


def test_what_was_reckoned_on_the_same_facts_holds():
    record = in_force.record()
    Attribution.objects.update(panel_hash=record.fingerprint(date(2026, 1, 31)))

    held = attributing.reckon(record, on=date(2026, 1, 31), at=AT)

    assert held == Attribution.objects.get()


def test_where_nothing_can_be_attributed_nothing_is_stored(monkeypatch: pytest.MonkeyPatch):
    def refuses(*_given: object, **_named: object) -> None:
        raise UsageError("Nothing had been measured of anybody who leads nobody.")

    monkeypatch.setattr(attributing, "attribute", refuses)

    assert attributing.reckon(in_force.record(), on=TODAY, at=AT) is None
    assert Attribution.objects.count() == 1


def test_after_a_month_the_engine_reckons_anew():
    record = in_force.record()
    day = RECKONED_ON + timedelta(days=attributing.EVERY_DAYS)

    made = attributing.reckon_when_due(record, on=day, at=AT)

    assert made is not None
    assert (made.as_of, made.panel_hash, made.chain, made.seed) == (day, record.fingerprint(day), 2, 0)
    assert Evaluation.objects.filter(as_of__lte=day).exists()
    assert {row["component"] for row in made.shares} >= {"person", "manager", "noise"}
    assert set(made.effects.values_list("leader__key", "component")) == {
        ("leader", "manager"),
        ("new-leader", "manager"),
        ("director", "line_2"),
    }
    explained = made.explained.get()
    assert explained.person.key == "seller-1"
    assert sum(part.estimate for part in from_plain(explained.parts)) == pytest.approx(explained.shortfall)
    assert {part.name for part in from_plain(explained.parts)} >= {"Account Executive", "Lee Okoro", "Seller-1"}


def test_a_part_there_is_none_of_is_left_out():
    nobody = Part("line_2", None, 0.0, 0.0, 0.0)
    explanation = Explanation(0.1, (nobody, Part("chance", None, 0.1, 0.1, 0.1)), telling=False)

    parts = attributing._parts(explanation, {})

    assert [part.component for part in parts] == ["chance"]


def test_why_a_gap_cannot_be_told_is_said():
    people = pl.DataFrame({"person_id": ["seller-1"], "results": [5]})
    unmoved = WHOLE.leaders.with_columns(identified_by=0)
    frames: Any = SimpleNamespace(people=people, leaders=unmoved)

    said = list(attributing._why_not_told({"person_id": "seller-1"}, PARTS, frames, {"seller-1": "Seller-1"}))
    of_a_unit = list(attributing._why_not_told({"person_id": None}, PARTS, frames, {}))

    assert said == [too_few_results("Seller-1", 5), nobody_moved("Lee Okoro")]
    assert of_a_unit == [nobody_moved("Lee Okoro")]


def test_what_is_well_known_has_no_such_reasons():
    people = pl.DataFrame({"person_id": ["seller-1"], "results": [12]})
    frames: Any = SimpleNamespace(people=people, leaders=WHOLE.leaders)

    assert list(attributing._why_not_told({"person_id": "seller-1"}, PARTS, frames, {})) == []
