"""Whose performance is in the staged company, as if the engine had said so on 6 January 2026: every figure by hand.

Leader takes away 13 points and can be told from others; new leader and director cannot. Seller-1 is 40 points short.
"""

from datetime import UTC, date, datetime

import polars as pl

from answerable.engine.attribution.result import LEADER_SCHEMA
from answerable.engine.leaders import POTENTIAL_SCHEMA
from answerable.findings import attributing
from answerable.findings.attributing import Explained, Whole
from answerable.findings.models import Attribution
from answerable.findings.parts import PartShown
from cast import DIRECTOR, LEADER, NEW_LEADER, SELLERS

RECKONED_ON = date(2026, 1, 6)
SHORT = SELLERS[0]
FEW = "There are only 2 leaders: too few to say how much leaders differ here."

PARTS = (
    PartShown("market", "sells", "Account Executive", 0.04, 0.04, 0.04),
    PartShown("unit", "north", "North", 0.02, -0.02, 0.06),
    PartShown("line_2", DIRECTOR, "Dana Reyes", 0.01, -0.02, 0.04),
    PartShown("manager", LEADER, "Lee Okoro", 0.13, 0.06, 0.2),
    PartShown("match", SHORT, "Seller-1", 0.0, -0.01, 0.01),
    PartShown("person", SHORT, "Seller-1", 0.25, 0.15, 0.35),
    PartShown("chance", "", "", -0.05, -0.09, -0.01),
)
GAP = Explained(SHORT, None, "bookings", 0.4, telling=True, parts=PARTS, reasons=())
LEADERS = (
    (LEADER, "manager", -0.13, 0.036, -0.2, -0.06, 0.0002, True, 6, 1),
    (NEW_LEADER, "manager", 0.02, 0.04, -0.06, 0.1, 0.3, False, 1, 1),
    (DIRECTOR, "line_2", -0.01, 0.015, -0.04, 0.02, 0.25, False, 6, 0),
)
HELD_BACK = (SHORT, LEADER, "bookings", 0.91, 0.97, 0.88, 1.06)

WHOLE = Whole(
    as_of=RECKONED_ON,
    chain=2,
    seed=0,
    shares=[{"component": "person", "variance": 0.01, "share": 0.4, "low": 0.2, "high": 0.6}],
    caveats=(FEW,),
    earlier={"since": "2025-07-06", "people": 12, "covered": 11, "mean_error": 0.01, "typical_error": 0.06},
    leaders=pl.DataFrame(LEADERS, schema=LEADER_SCHEMA, orient="row"),
    badly_managed=pl.DataFrame([HELD_BACK], schema=POTENTIAL_SCHEMA, orient="row"),
    explained=(GAP,),
)


def reckon(whole: Whole = WHOLE) -> Attribution:
    """Store a reckoning, by default this one."""
    at = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
    return attributing.store(whole, fingerprint=f"by hand, of {whole.as_of}", at=at)
