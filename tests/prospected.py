"""Where people of the staged company may be expected to meet the standard elsewhere, as if the engine had said so.

By hand, of 6 January 2026: seller-1 surely reaches more as an adviser, and perhaps as a sales manager; seller-6 surely
as an adviser.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

import polars as pl

from answerable.engine.placement import COMPARED_SCHEMA
from answerable.findings import prospecting
from answerable.findings.models import Prospecting
from answerable.findings.prospecting import Found
from cast import SELLERS
from reckoned import RECKONED_ON

SHORT, MOVED = SELLERS[0], SELLERS[5]
HARDLY = "Only 7 people on record have changed roles: how much people bring along is hardly known."
CARRIES = (
    "What Seller-1 shows as Account Executive carries over to Adviser: as it did for 7 people before (between 30 % and "
    "85 % of it)."
)
TYPICAL = "The leader there is a typical one."
SURE = {"expected": 0.97, "low": 0.86, "high": 1.08, "difference": 0.34, "difference_low": 0.2, "difference_high": 0.48}
PERHAPS = {
    "expected": 0.92,
    "low": 0.6,
    "high": 1.24,
    "difference": 0.29,
    "difference_low": -0.07,
    "difference_high": 0.65,
}
CARRY = {"carry": 0.6, "carry_low": 0.3, "carry_high": 0.85}


def row(person: str, role: str, told: str, based_on: int, figures: dict[str, float]) -> dict[str, object]:
    """A person in a role, as the engine has it."""
    blank: dict[str, object] = dict.fromkeys(COMPARED_SCHEMA)
    here = {"here_role_id": "sells", "here_expected": 0.63, "here_low": 0.55, "here_high": 0.71}
    rest = {"person_id": person, "role_id": role, "from_role_id": "sells", "standard": 0.9, "better": 0.9}
    return blank | here | rest | CARRY | figures | {"told": told, "based_on": based_on, "results": 12}


ROWS = (
    row(SHORT, "advises", "better", 7, SURE),
    row(SHORT, "leads", "cannot tell", 0, PERHAPS),
    row(MOVED, "advises", "better", 1, SURE),
)
FOUND = Found(
    as_of=RECKONED_ON,
    seed=0,
    carry=[{"role_id": "advises", "other_role_id": "sells", "movers": 7, **CARRY}],
    caveats=(HARDLY,),
    rows=pl.DataFrame(ROWS, schema=COMPARED_SCHEMA, orient="row"),
    conditions={
        (SHORT, "advises"): (CARRIES, TYPICAL),
        (SHORT, "leads"): (TYPICAL,),
        (MOVED, "advises"): (TYPICAL,),
    },
)


def prospect(found: Found = FOUND) -> Prospecting:
    """Store a look, by default this one."""
    at = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
    return prospecting.store(found, fingerprint=f"by hand, of {found.as_of}", at=at)


def prospect_with(rows: Sequence[dict[str, object]], on: date) -> Prospecting:
    """Store a look of another day, that found other rows; of none of them any condition is said."""
    frame = pl.DataFrame(rows, schema=COMPARED_SCHEMA, orient="row")
    conditions = {(str(one["person_id"]), str(one["role_id"])): () for one in rows}
    return prospect(replace(FOUND, as_of=on, rows=frame, conditions=conditions))
