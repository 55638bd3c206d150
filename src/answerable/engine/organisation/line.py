"""Who reported to whom, when: as long as both were there."""

from dataclasses import dataclass
from datetime import date, timedelta

import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.panel.company import Company

FOREVER = date(9999, 1, 1)


@dataclass(frozen=True, slots=True)
class Line:
    """The reporting line up to a day.

    Attributes:
        spells: a row a stretch in which somebody reported to somebody who was there: `person_id`, `leader_id`, `begins`
            and `ends` (the first day no longer; the day after the day looked at where it lasts).
        leader: of everybody who is there on the day, the next leader above who is there too; None for nobody.
    """

    spells: pl.DataFrame
    leader: dict[str, str | None]


def read_line(company: Company, as_of: date) -> Line:
    """Read the reporting line from a company's tables.

    Args:
        company: the canonical tables.
        as_of: the last day of which anything counts.

    Returns:
        The line. Who reports to somebody who has left has the next leader above, but counts in nobody's team.
    """
    rows = collect(company["assignments"].select("person_id", "manager_id", "starts_on", "ends_on"))
    left = collect(company["people"].select("person_id", "ends_on"))
    gone = left.select("person_id", gone=pl.col("ends_on").fill_null(FOREVER))
    rows = rows.filter(pl.col("starts_on") <= as_of).join(gone, on="person_id", how="inner")
    rows = rows.with_columns(ends=pl.min_horizontal(pl.col("ends_on").fill_null(FOREVER), "gone"))
    managers = gone.rename({"person_id": "manager_id", "gone": "manager_gone"})
    spells = rows.join(managers, on="manager_id", how="inner").select(
        "person_id",
        leader_id="manager_id",
        begins="starts_on",
        ends=pl.min_horizontal("ends", "manager_gone", pl.lit(as_of + timedelta(days=1))),
    )
    return Line(
        spells.filter(pl.col("ends") > pl.col("begins")).sort("leader_id", "person_id", "begins"), _next(rows, as_of)
    )


def _next(rows: pl.DataFrame, as_of: date) -> dict[str, str | None]:
    """Past leaders who have left, up to the next who is there; a line that bites its tail ends where it does."""
    last = rows.sort("starts_on").unique("person_id", keep="last", maintain_order=True)
    above = dict(last.select("person_id", "manager_id").iter_rows())
    present = set(rows.filter(pl.col("ends") > as_of)["person_id"])
    found = {}
    for person in sorted(present):
        leader, passed = above[person], {person}
        while leader is not None and leader not in present and leader not in passed:
            passed.add(leader)
            leader = above.get(leader)
        found[person] = leader if leader in present and leader != person else None
    return found
