"""An attribution made by hand: two leaders, four sellers, figures that can be worked with a pencil."""

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from answerable.engine.attribution import Attribution
from answerable.engine.attribution.result import LEADER_SCHEMA, SHARE_SCHEMA
from answerable.engine.gaps.table import GAP_SCHEMA

ANN, BOB, CARL, DORA = "ann", "bob", "carl", "dora"
HARD, FAIR = "hard", "fair"


def market() -> pl.DataFrame:
    """A typical seller reaches 100 %, 102 % and 104 % in the first three months of 2025."""
    months = [date(2025, number, 1) for number in (1, 2, 3)]
    columns = {"expectation_id": ["bookings"] * 3, "role_id": ["sells"] * 3, "period": months}
    return pl.DataFrame(columns | {"level": [1.0, 1.02, 1.04]})


def places() -> pl.DataFrame:
    """Ann, Bob and Carl in the north under a hard leader, Dora in the south under a fair one."""
    persons = {ANN: -0.05, BOB: 0.02, CARL: -0.03, DORA: -0.20}
    is_south = pl.col("person_id") == DORA
    return (
        pl.DataFrame({"person_id": list(persons), "person": list(persons.values())})
        .with_columns(
            role_id=pl.lit("sells"),
            manager_id=pl.when(is_south).then(pl.lit(FAIR)).otherwise(pl.lit(HARD)),
            line_2_id=pl.lit("top"),
            unit_id=pl.when(is_south).then(pl.lit("south")).otherwise(pl.lit("north")),
            match_id=pl.col("person_id"),
            last_on=pl.lit(date(2025, 3, 1)),
            person_sd=pl.lit(0.03),
            manager=pl.when(is_south).then(0.02).otherwise(-0.15),
            manager_sd=pl.lit(0.05),
            line_2=pl.lit(0.0),
            line_2_sd=pl.lit(0.04),
            unit=pl.when(is_south).then(-0.01).otherwise(0.01),
            unit_sd=pl.lit(0.02),
            match=pl.lit(-0.01),
            match_sd=pl.lit(0.01),
            total_sd=pl.lit(0.02),
            under_typical_sd=pl.lit(0.04),
            current=pl.lit(value=True),
        )
        .with_columns(under_typical=1.02 + pl.col("person") + pl.col("unit"))
    )


def leaders() -> pl.DataFrame:
    """One who takes away 15 points, for sure, one who adds 2, perhaps, and the one above both."""
    rows = [
        (FAIR, "manager", 0.02, 0.05, -0.08, 0.12, 0.34, False, 1, 0),
        (HARD, "manager", -0.15, 0.05, -0.25, -0.05, 0.002, True, 3, 1),
        ("top", "line_2", 0.0, 0.04, -0.08, 0.08, 0.5, False, 4, 0),
    ]
    return pl.DataFrame(rows, schema=LEADER_SCHEMA, orient="row")


def shares() -> pl.DataFrame:
    """Variances of which the square roots can be taken in one's head."""
    variances = {"person": 0.0121, "manager": 0.01, "line_2": 0.0025, "unit": 0.0004, "match": 0.0004, "noise": 0.0144}
    whole = sum(variances.values())
    rows = [(name, value, value / whole, 0.0, 1.0) for name, value in variances.items()]
    return pl.DataFrame(rows, schema=SHARE_SCHEMA, orient="row")


def attribution(caveats: tuple[str, ...] = (), **changed: pl.DataFrame) -> Attribution:
    """The attribution, some of its tables exchanged; `people` follows from the places."""
    where = changed.get("places", places())
    people = where.select(
        "person_id",
        "role_id",
        "manager_id",
        "unit_id",
        estimate="person",
        sd="person_sd",
        expected="under_typical",
        expected_sd="under_typical_sd",
        leaders=pl.lit(1, pl.Int64),
        results=pl.lit(3, pl.Int64),
    )
    made = Attribution(
        as_of=date(2025, 4, 1),
        chain=2,
        seed=0,
        shares=shares(),
        leaders=leaders(),
        people=people,
        cross_check=None,
        caveats=caveats,
        stories={"plain": 1.0},
        places=where,
        market=market(),
    )
    return replace(made, **changed)


def gaps(*rows: dict[str, Any]) -> pl.DataFrame:
    """Open gaps in bookings since February 2025, 95 % sure, against a standard of 90 %, each with its own changes."""
    usual = {"expectation_id": "bookings", "since": date(2025, 2, 1), "probability": 0.95, "standard": 0.9}
    return pl.DataFrame([dict.fromkeys(GAP_SCHEMA) | usual | row for row in rows], schema=GAP_SCHEMA)
