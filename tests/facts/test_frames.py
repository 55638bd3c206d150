"""Rows as a typed frame."""

from datetime import date, datetime

import polars as pl
import pytest

from answerable.facts import frames
from answerable.facts.frames import frame_of
from answerable.facts.people.models import Assignment
from answerable.facts.support.models import Activity

pytestmark = pytest.mark.django_db


def test_columns_have_their_types_and_references_their_keys():
    rows = Assignment.standing.filter(person__key="seller-6").order_by("starts_on")
    lookups = {"person_id": "person__key", "manager_id": "manager__key", "ends_on": "ends_on"}

    frame = frame_of(rows, lookups, {"person_id": pl.String, "manager_id": pl.String, "ends_on": pl.Date})

    assert frame.rows() == [("seller-6", "leader", date(2025, 12, 1)), ("seller-6", "new-leader", None)]
    assert frame.schema == {"person_id": pl.String, "manager_id": pl.String, "ends_on": pl.Date}


def test_moments_come_as_utc_without_a_zone():
    rows = Activity.standing.filter(kind="report")

    frame = frame_of(rows, {"at": "at"}, {"at": pl.Datetime("us")})

    assert frame["at"].to_list() == [datetime(2026, 1, 7, 15)]


def test_no_rows_are_a_frame_too():
    frame = frame_of(Activity.objects.none(), {"minutes": "minutes"}, {"minutes": pl.Float64})

    assert (frame.height, frame.schema) == (0, {"minutes": pl.Float64})


def test_many_rows_are_read_in_pieces(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(frames, "CHUNK", 4)

    frame = frame_of(Assignment.standing.order_by("pk"), {"key": "person__key"}, {"key": pl.String})

    assert frame.height == 13
    assert frame["key"].to_list() == list(Assignment.standing.order_by("pk").values_list("person__key", flat=True))
