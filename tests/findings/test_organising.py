"""How the company is built: reckoned when it is due, and stored with what it rests on."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from answerable import __version__
from answerable.engine.organisation import Estimate, Fall, Organisation, Point, Relation
from answerable.engine.organisation.layers import layers
from answerable.engine.organisation.teams import TEAM_SCHEMA
from answerable.findings import in_force, organising
from answerable.findings.models import Attribution, TeamLed
from answerable.findings.models import Organisation as Stored
from staged import TODAY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)
FALL = Fall(
    serves=Estimate(8.0, 7.0, 9.0),
    from_smallest=False,
    level=Estimate(0.9, 0.85, 0.95),
    loss=Estimate(0.07, 0.05, 0.09),
    curve=(Point(3, 0.9, 0.85, 0.95), Point(10, 0.76, 0.7, 0.8)),
)
KEPT = Relation("kept", 40, None, 4.0, 13.0, 0.001, Estimate(-0.04, -0.06, -0.02), FALL)
MINUTES = Relation("minutes", 40, "unclear", 4.0, 13.0, 0.3, Estimate(0.5, -2.0, 3.0))
TEAM = ("leader", False, 5, 5.7, 182, "told", 12.5, 60, 0.2, False)


def made_by_hand() -> Organisation:
    teams = pl.DataFrame([TEAM], schema=TEAM_SCHEMA, orient="row")
    leader = {"chief": None, "leader": "chief"}
    return Organisation(date(2026, 1, 13), date(2025, 7, 16), 3, layers(leader), teams, (KEPT, MINUTES))


def test_the_stage_holds_what_its_tables_say():
    row = Stored.objects.get()

    assert (row.as_of, row.since, row.every_days) == (TODAY, date(2025, 7, 15), 14)
    assert (row.engine_version, row.seed) == (__version__, 0)
    assert [(one["layer"], one["people"], one["leaders"]) for one in row.layers] == [
        (1, 1, 1),
        (2, 3, 1),
        (3, 2, 2),
        (4, 6, 0),
    ]
    assert [(one["measure"], one["reason"], one["leaders"]) for one in row.relations] == [
        ("kept", "few", 3),
        ("minutes", "few", 3),
        ("added", "few", 0),
    ]


def test_every_leader_s_team_is_stored():
    rows = TeamLed.objects.order_by("leader__key").values_list("leader__key", "reports", "record", "owed", "has_time")

    # Nia Wolf has led for 43 days. Chief and director talk every other week, Lee Okoro does so with all but one.
    assert list(rows) == [
        ("chief", 3, "told", 39, True),
        ("director", 2, "told", 26, True),
        ("leader", 5, "told", 5 * 13 + 9, True),
        ("new-leader", 1, "new", None, None),
    ]
    leader = TeamLed.objects.get(leader__key="leader")
    # 182 days with five, and 139 with seller-6; 13 talks with each of four, none with one, and nine with seller-6.
    assert leader.span == pytest.approx(5 + 139 / 182)
    assert leader.kept == pytest.approx((4 * 13 + 9) / 74, abs=0.03)


def test_what_the_engine_said_is_stored_as_it_is():
    row = organising.store(made_by_hand(), every_days=10, at=AT)

    assert (row.as_of, row.since, row.every_days, row.seed) == (date(2026, 1, 13), date(2025, 7, 16), 10, 3)
    assert row.relations[0]["fall"]["serves"] == {"value": 8.0, "low": 7.0, "high": 9.0}
    assert row.relations[1]["fall"] is None
    team = row.teams.get()
    assert team.leader.key == "leader"
    assert (team.reports, team.span, team.record, team.minutes) == (5, 5.7, "told", 12.5)
    assert (team.owed, team.kept, team.has_time) == (60, 0.2, False)


@pytest.mark.parametrize(("day", "stored"), [(date(2026, 2, 11), 1), (date(2026, 2, 12), 2)])
def test_it_is_due_again_after_a_month(day: date, stored: int):
    found = organising.organise_when_due(in_force.record(), on=day, at=AT)

    assert (found is not None) == (stored == 2)
    assert Stored.objects.count() == stored


def test_before_the_first_reckoning_it_is_due():
    TeamLed.objects.all().delete()
    Stored.objects.all().delete()

    assert organising.organise_when_due(in_force.record(), on=TODAY, at=AT) == Stored.objects.get()


def test_what_leaders_add_is_taken_from_the_latest_reckoning():
    Attribution.objects.update(shares=[{"component": "manager", "variance": 0.01}])

    row = organising.organise(in_force.record(), on=TODAY, at=AT)

    # Of two leaders of people with results something is known, not of the one above them.
    assert [one["leaders"] for one in row.relations if one["measure"] == "added"] == [2]


def test_without_a_reckoning_of_what_leaders_add_nothing_is_said_of_it():
    row = organising.organise(in_force.record(), on=date(2026, 1, 5), at=AT)

    assert [one["measure"] for one in row.relations] == ["kept", "minutes"]
