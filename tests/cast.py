"""The fixed cast: a small company whose every figure can be worked by hand."""

from datetime import date

import polars as pl

from answerable.panel import Company, company_from_frames

CHIEF, DIRECTOR, LEADER, NEW_LEADER = "chief", "director", "leader", "new-leader"
SELLERS = tuple(f"seller-{number}" for number in range(1, 7))
NAMES = {CHIEF: "Cleo Chief", DIRECTOR: "Dana Reyes", LEADER: "Lee Okoro", NEW_LEADER: "Nia Wolf"}
BEGAN = date(2024, 1, 1)


def month(number: int) -> date:
    """The first day of the n-th month from January 2025, counting from 0."""
    return date(2025 + number // 12, number % 12 + 1, 1)


def people() -> pl.DataFrame:
    ids = [CHIEF, DIRECTOR, LEADER, NEW_LEADER, *SELLERS]
    return pl.DataFrame({"person_id": ids, "name": [NAMES.get(person, person.title()) for person in ids]})


def assignments() -> pl.DataFrame:
    managers = {CHIEF: None, DIRECTOR: CHIEF, LEADER: DIRECTOR, NEW_LEADER: DIRECTOR}
    managers |= dict.fromkeys(SELLERS, LEADER)
    return pl.DataFrame(
        {
            "person_id": list(managers),
            "role_id": ["leads"] * 4 + ["sells"] * len(SELLERS),
            "manager_id": list(managers.values()),
            "starts_on": [BEGAN] * len(managers),
            "unit_id": ["company", "company", "north", "north", *["north"] * len(SELLERS)],
            "ends_on": pl.Series([None] * len(managers), dtype=pl.Date),
        }
    )


def measurements(attainment: dict[str, list[float | None]], expectation: str = "bookings") -> pl.DataFrame:
    """Measurements against a target of 100, from January 2025 on."""
    rows = [
        (person, expectation, month(number), None if share is None else 100 * share)
        for person, shares in attainment.items()
        for number, share in enumerate(shares)
    ]
    schema = {"person_id": pl.String, "expectation_id": pl.String, "period": pl.Date, "actual": pl.Float64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def steady(level: float, months: int = 12, wiggle: float = 0.03) -> list[float | None]:
    """Attainment that goes up and down around a level by the same amount."""
    return [level + wiggle * (-1) ** number for number in range(months)]


def tables(**changed: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The company's tables, some of them exchanged."""
    usual = {
        "people": people(),
        "units": pl.DataFrame(
            {
                "unit_id": ["company", "north"],
                "name": ["All", "North"],
                "parent_unit_id": [None, "company"],
                "leader_id": [CHIEF, LEADER],
            }
        ),
        "roles": pl.DataFrame({"role_id": ["sells", "leads"], "title": ["Account Executive", "Sales Manager"]}),
        "assignments": assignments(),
        "expectations": pl.DataFrame(
            {
                "expectation_id": ["bookings"],
                "role_id": ["sells"],
                "name": ["Bookings"],
                "direction": ["higher"],
                "cadence": ["month"],
                "target": [100.0],
            }
        ),
        "measurements": measurements({person: steady(1.0) for person in SELLERS}),
    }
    return usual | changed


def company(**changed: pl.DataFrame) -> Company:
    """The company, some of its tables exchanged."""
    return company_from_frames(tables(**changed))
