"""Results in long rows, collapsed to spells by plain loops, and a company's figures from them."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.attribution.composition import Composition, compose
from answerable.engine.attribution.spells import BLOCK, Spells
from answerable.kernel.periods import Cadence, period_start
from answerable.panel import Company, company_from_frames

Floats = NDArray[np.float64]

# The first block of 48 months that ends well after the year 2000.
FIRST = 12 * BLOCK
SELLS, BOOKINGS, NORTH = "sells", "bookings", "north"
_ID = ("person_id", "role_id", "expectation_id", "manager_id", "line_2_id", "unit_id")


def results(*rows: tuple[Any, ...]) -> pl.DataFrame:
    """Results of people who sell in the north: person, manager, months since the first one, and attainment in each."""
    long = [
        (person, SELLS, BOOKINGS, manager, None, NORTH, FIRST + month, value)
        for person, manager, months, values in rows
        for month, value in zip(months, values, strict=True)
    ]
    return long_frame(long)


def long_frame(rows: Sequence[tuple[Any, ...]]) -> pl.DataFrame:
    """A frame of such rows, one a result."""
    schema = dict.fromkeys(_ID, pl.String) | {"number": pl.Int64, "attainment": pl.Float64}
    return pl.DataFrame(list(rows), schema=schema, orient="row")


def collapsed(rows: pl.DataFrame) -> Spells:
    """Collapse the rows as `Spells` says, one after the other."""
    of_everybody: dict[tuple[str, int], list[float]] = defaultdict(list)
    of_period: dict[tuple[str, str, int], list[float]] = defaultdict(list)
    for row in rows.iter_rows(named=True):
        of_everybody[row["expectation_id"], row["number"]].append(row["attainment"])
        of_period[row["role_id"], row["expectation_id"], row["number"]].append(row["attainment"])
    spells: dict[tuple[Any, ...], dict[int, float]] = defaultdict(dict)
    for row in rows.iter_rows(named=True):
        mean = float(np.mean(of_everybody[row["expectation_id"], row["number"]]))
        key = (*(row[name] for name in _ID), row["number"] // BLOCK)
        spells[key][row["number"]] = row["attainment"] - mean
    parts = [dict(zip((*_ID, "block"), key, strict=True)) | _sums(values) for key, values in spells.items()]
    periods = [
        {"role_id": role, "expectation_id": expectation, "period": _day(number), "number": number, "n": len(values)}
        | {"mean": float(np.mean(values))}
        for (role, expectation, number), values in sorted(of_period.items())
    ]
    schema = dict.fromkeys(_ID, pl.String)
    return Spells(pl.DataFrame(parts, schema_overrides=schema).sort(*_ID, "block"), pl.DataFrame(periods))


def composed(rows: pl.DataFrame, chain: int = 1, **weight: float) -> Composition:
    """A company's figures; expectations weigh the same unless their weights are told."""
    names = rows["expectation_id"].unique().sort().to_list()
    importance = pl.DataFrame({"expectation_id": names, "weight": [weight.get(name, 1.0) for name in names]})
    return compose(collapsed(rows), importance, chain)


def _day(number: int) -> date:
    return period_start(number, Cadence.MONTH)


def _sums(values: dict[int, float]) -> dict[str, Any]:
    numbers = sorted(values)
    neighbours = [(values[number - 1], values[number]) for number in numbers if number - 1 in values]
    return {
        "n": len(values),
        "total": sum(values.values()),
        "squares": sum(value**2 for value in values.values()),
        "mask": sum(2 ** (number % BLOCK) for number in numbers),
        "pairs": len(neighbours),
        "products": sum(before * after for before, after in neighbours),
        "later": sum(after for _, after in neighbours),
        "earlier": sum(before for before, _ in neighbours),
        "first_on": _day(numbers[0]),
        "last_on": _day(numbers[-1]),
    }


def moving_company(
    seed: int, people: int = 24, leaders: int = 5, months: int = 18, *, units: int = 3, chance: float = 0.1
) -> pl.DataFrame:
    """People of two roles who change leaders once, with holes; every effect of a leader, person and unit is drawn."""
    random = np.random.default_rng(seed)
    own, led, place = (
        sd * random.standard_normal(size) for sd, size in ((0.15, people), (0.1, leaders), (0.08, units))
    )
    market = 0.05 * random.standard_normal((2, months))
    rows = []
    for person in range(people):
        first, second = random.choice(leaders, 2, replace=False)
        begins, moves = random.integers(0, months // 3), random.integers(months // 3, months)
        role = person % 2
        for month in range(begins, months):
            if random.random() < 0.1:
                continue
            leader = first if month < moves else second
            unit = leader % units
            value = 1 + market[role, month] + own[person] + led[leader] + place[unit]
            value += chance * random.standard_normal()
            names = (f"p{person:02}", f"role{role}", f"exp{role}", f"m{leader}", f"l{leader % 2}", f"u{unit}")
            rows.append((*names, FIRST + month, value))
    return long_frame(rows)


def brought(rows: pl.DataFrame, **weight: float) -> Company:
    """The company such rows come from: who is measured was there all the while, and expected to reach 100 a month."""
    stays = rows.group_by("person_id", "role_id", "manager_id", "line_2_id", "unit_id").agg(
        first=pl.col("number").min(), last=pl.col("number").max()
    )
    held = [
        {"person_id": row["person_id"], "role_id": row["role_id"], "unit_id": row["unit_id"]}
        | {"manager_id": row["manager_id"], "starts_on": _day(row["first"]), "ends_on": _day(row["last"] + 1)}
        for row in stays.sort("person_id", "first").iter_rows(named=True)
    ]
    above = dict(
        rows.select("manager_id", "line_2_id").drop_nulls("manager_id").unique().sort("manager_id").iter_rows()
    )
    above |= dict.fromkeys(sorted({leader for leader in above.values() if leader} - set(above)))
    held += [
        {"person_id": leader, "role_id": "leads", "manager_id": higher, "starts_on": date(2000, 1, 1)}
        for leader, higher in above.items()
    ]
    roles, units = sorted({*rows["role_id"], "leads"}), sorted(set(rows["unit_id"]) - {None})
    expected = rows.select("expectation_id", "role_id").unique().sort("expectation_id")
    ids = sorted({row["person_id"] for row in held})
    tables = {
        "people": pl.DataFrame({"person_id": ids, "name": ids}),
        "units": pl.DataFrame({"unit_id": units, "name": units}, schema={"unit_id": pl.String, "name": pl.String}),
        "roles": pl.DataFrame({"role_id": roles, "title": roles}),
        "assignments": pl.DataFrame(held, infer_schema_length=None),
        "expectations": expected.with_columns(
            pl.Series("weight", [weight.get(name, 1.0) for name in expected["expectation_id"]]),
            name="expectation_id",
            direction=pl.lit("higher"),
            cadence=pl.lit("month"),
            target=100.0,
        ),
        "measurements": rows.select(
            "person_id",
            "expectation_id",
            pl.Series("period", [_day(number) for number in rows["number"]]),
            actual=100 * pl.col("attainment"),
        ),
    }
    return company_from_frames(tables)
