"""What one is told of teams: of the company as a whole what was stored, of leaders those in sight."""

from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl
import pytest

from answerable.engine.organisation import Organisation
from answerable.engine.organisation.layers import layers
from answerable.engine.organisation.teams import TEAM_SCHEMA
from answerable.facts.people.models import Person
from answerable.findings import organising
from answerable.findings.models import TeamLed
from answerable.findings.organisation import (
    Built,
    Estimate,
    Fall,
    Layer,
    Point,
    Relation,
    TeamShown,
    built_on,
    how_known,
    in_line,
    in_units,
    standing_out,
)
from staged import TODAY

pytestmark = pytest.mark.django_db

FALL = Fall(
    serves=Estimate(8.0, 7.0, 9.0),
    from_smallest=False,
    level=Estimate(54.0, 50.0, 58.0),
    loss=Estimate(5.0, 3.0, 7.0),
    curve=(Point(3, 54.0, 50.0, 58.0),),
)
KEPT = Relation("kept", 40, "unclear", 4.0, 13.0, 0.3, Estimate(0.5, -2.0, 3.0))
MINUTES = Relation("minutes", 40, None, 4.0, 13.0, 0.001, Estimate(-4.0, -6.0, -2.0), FALL)


def built(on: date = TODAY) -> Built:
    found = built_on(on)
    assert found is not None
    return found


def number(key: str) -> int:
    return Person.objects.get(key=key).pk


def little(*keys: str) -> None:
    """Let it be on record that some leaders had little time."""
    TeamLed.objects.filter(leader__key__in=keys).update(has_time=False, record="told", minutes=5.0, kept=0.1)


def names(whose: str, beyond: float | None = None) -> list[str]:
    line = in_units([whose], TODAY) if whose == "north" else in_line(number(whose), TODAY)
    return [one.key for one in standing_out(built(), line, beyond=beyond, limit=10)]


def test_layers_and_relations_come_back_as_they_were_said():
    teams = pl.DataFrame(schema=TEAM_SCHEMA)
    found = Organisation(TODAY, date(2025, 7, 15), 0, layers({"a": None, "b": "a", "c": "a"}), teams, (KEPT, MINUTES))
    row = organising.store(found, every_days=14, at=datetime(2026, 1, 12, tzinfo=UTC))

    said = built()

    assert said == Built(
        number=row.pk,
        as_of=TODAY,
        since=date(2025, 7, 15),
        every_days=14,
        layers=(Layer(1, 1, 1, 2.0, 2, 2), Layer(2, 2, 0, None, None, None)),
        relations=(KEPT, MINUTES),
    )
    assert said.fall == FALL
    assert replace(said, relations=(KEPT,)).fall is None


def test_what_was_reckoned_later_is_not_known_yet():
    assert built_on(date(2026, 1, 11)) is None


def test_leaders_with_little_time_stand_out_in_the_lines_they_are_in():
    little("leader", "chief")

    assert names("chief") == ["chief", "leader"]
    assert names("director") == ["leader"]
    assert names("leader") == ["leader"]
    assert names("new-leader") == []
    assert names("north") == ["leader"]


def test_so_do_those_who_lead_more_people_than_can_be_served():
    assert names("chief") == []
    assert names("chief", beyond=3.0) == ["leader"]
    assert names("chief", beyond=2.5) == ["chief", "leader"]


def test_a_leader_who_stands_out_is_shown_with_what_is_known():
    little("leader")

    (found,) = standing_out(built(), in_line(number("chief"), TODAY), beyond=None, limit=10)

    assert replace(found, span=None) == TeamShown(
        number("leader"), "leader", "Lee Okoro", 5, None, 5.0, 0.1, has_time=False
    )
    assert standing_out(built(), in_line(number("chief"), TODAY), beyond=None, limit=0) == ()


def test_of_how_many_it_is_known_is_counted_in_the_line():
    assert how_known(built(), in_line(number("chief"), TODAY)) == {"told": 3, "new": 1}
    assert how_known(built(), in_units(["south"], TODAY)) == {"new": 1}
    assert how_known(built(), in_units(["nowhere"], TODAY)) == {}
