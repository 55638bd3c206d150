"""Amounts lost by made-up gaps, as the tables and totals of what waiting costs take them."""

from datetime import date

import polars as pl


def amount(**changed: object) -> dict[str, object]:
    """One gap of bookings with an easy figure for each part, some of it changed."""
    parts = {"mean": 60.0, "own": 4.0, "leader": 2.0, "common": 1.0, "any": 2.0}
    usual: dict[str, object] = {
        "person_id": "a",
        "unit_id": None,
        "expectation_id": "bookings",
        "leader_id": "lee",
        "in_unit_id": "north",
        "since": date(2025, 1, 1),
        "signal_on": date(2025, 2, 1),
        "ended_on": None,
        "first_action_on": None,
        "weeks": 8.0,
        "adds_up": True,
        "value": None,
        "currency": None,
        "periods": 2.0,
        "reach": 1.7,
        "time": "so far",
        **{f"lost_{part}": value for part, value in parts.items()},
        **{f"weighted_{part}": value / 12 for part, value in parts.items()},
        **{f"shortfall_{part}": value / 100 for part, value in parts.items()},
        "shortfall_mean": 0.2,
    }
    return usual | changed


def table(*rows: dict[str, object]) -> pl.DataFrame:
    """Some of them, as the engine hands them on."""
    names = dict.fromkeys(("leader_id", "in_unit_id", "currency"), pl.String) | {"value": pl.Float64}
    return pl.DataFrame(list(rows), schema_overrides=names, infer_schema_length=None)
