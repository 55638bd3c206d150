"""A company made for how large teams are: leaders under one chief, and what each of them does for each person."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

import polars as pl

from answerable.panel import Company, company_from_frames

AS_OF = date(2025, 12, 31)
BEGAN = date(2024, 1, 1)
# The first day of the 26 weeks up to AS_OF.
FIRST = date(2025, 7, 3)
EVERY = 14
STRETCHES = 13
Talks = tuple[str, str, datetime, float, str | None]


def noon(day: date) -> datetime:
    """A day at noon."""
    return datetime(day.year, day.month, day.day, 12)


def talk(leader: str, person: str | None, day: date, minutes: float = 30, kind: str = "one_on_one") -> Talks:
    """Something a leader did."""
    return leader, kind, noon(day), minutes, person


def every_stretch(leader: str, person: str, is_held: Callable[[int], bool] = lambda _: True) -> list[Talks]:
    """A one-on-one on the first day of each of the stretches of two weeks in which it is held."""
    days = [(number, FIRST + timedelta(days=EVERY * number)) for number in range(STRETCHES)]
    return [talk(leader, person, day) for number, day in days if is_held(number)]


def assignment(
    person: str, manager: str | None, starts_on: date = BEGAN, ends_on: date | None = None
) -> tuple[str, str | None, date, date | None]:
    """Somebody under somebody."""
    return person, manager, starts_on, ends_on


def company(
    rows: list[tuple[str, str | None, date, date | None]],
    talks: list[Talks] | None = None,
    left: Mapping[str, date] | None = None,
) -> Company:
    """A company of these assignments and activities; by person, the day somebody left."""
    gone = left or {}
    names = sorted({row[0] for row in rows})
    people = pl.DataFrame(
        {"person_id": names, "name": names, "ends_on": pl.Series([gone.get(name) for name in names], dtype=pl.Date)}
    )
    schema = {"person_id": pl.String, "manager_id": pl.String, "starts_on": pl.Date, "ends_on": pl.Date}
    assignments = pl.DataFrame(rows, schema=schema, orient="row").with_columns(role_id=pl.lit("works"))
    tables = {
        "people": people,
        "roles": pl.DataFrame({"role_id": ["works"], "title": ["Works"]}),
        "assignments": assignments,
        "expectations": pl.DataFrame(
            {
                "expectation_id": ["done"],
                "role_id": ["works"],
                "name": ["Done"],
                "direction": ["higher"],
                "cadence": ["month"],
                "target": [100.0],
            }
        ),
        "measurements": pl.DataFrame(
            {"person_id": names[:1], "expectation_id": ["done"], "period": [date(2025, 1, 1)], "actual": [100.0]}
        ),
    }
    if talks is not None:
        columns = {
            "leader_id": pl.String,
            "kind": pl.String,
            "at": pl.Datetime("us"),
            "minutes": pl.Float64,
            "person_id": pl.String,
        }
        tables["activities"] = pl.DataFrame(talks, schema=columns, orient="row")
    return company_from_frames(tables)


def leaders_of(sizes: list[int], is_held: Callable[[int, int, int], bool]) -> Company:
    """A chief and leaders with teams of these sizes.

    Args:
        sizes: by leader, how many people they lead.
        is_held: by leader, person and stretch of two weeks, whether they had a one-on-one.

    Returns:
        The company; every leader has written a report, so that something of everybody is on record.
    """
    rows, talks = [assignment("chief", None)], [talk("chief", None, AS_OF, 60, "report")]
    for number, size in enumerate(sizes):
        leader = f"leader-{number:03}"
        rows.append(assignment(leader, "chief"))
        talks.append(talk(leader, None, AS_OF, 90, "report"))
        for place in range(size):
            person = f"person-{number:03}-{place:02}"
            rows.append(assignment(person, leader))
            held = [is_held(number, place, stretch) for stretch in range(STRETCHES)]
            talks += every_stretch(leader, person, held.__getitem__)
    return company(rows, talks)
