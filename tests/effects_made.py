"""What levers add and what waiting costs in the staged company, as if the engine had said so on 6 January 2026.

Every figure by hand. Coaching helps for sure; trainings closed 25 gaps of 34 and yet cannot be told from nothing; those
chosen for programs stood apart; tools were tried six times. Nobody has acted on seller-1's gap since 1 September 2025.
"""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import polars as pl

from answerable.engine.inaction import AHEAD_SCHEMA, GAPS_SCHEMA, MONEY_SCHEMA, TOTALS_SCHEMA, Change, Erosion, Waiting
from answerable.engine.levers import CURVE_SCHEMA, LEVER_SCHEMA, LeverEffects
from answerable.findings import helping, waiting
from answerable.findings.models import LeversWeighed
from answerable.findings.models import Waiting as Stored
from cast import LEADER, SELLERS

LOOKED_ON = date(2026, 1, 6)
AT = datetime(2026, 1, 12, 9, 30, tzinfo=UTC)
SHORT = SELLERS[0]
DISCOVERY = "Discovery: questions that find the need"


def lever(lever: str, **told: object) -> dict[str, object]:
    """A row of what a lever adds: not known yet, because there were too few."""
    few: dict[str, object] = dict.fromkeys(LEVER_SCHEMA)
    few |= {"unit_wide": False, "episodes": 0, "people": 0, "closed": 0, "compared": 0}
    return few | {"more_known": False, "known": False, "reason": "few", "lever": lever} | told


def figure(name: str, value: float, low: float, high: float) -> dict[str, object]:
    """A figure with its interval, as columns."""
    return {name: value, f"{name}_low": low, f"{name}_high": high}


def more(value: float, low: float, high: float) -> dict[str, object]:
    """How many more closed, as columns."""
    return {"more_closed": value, "more_low": low, "more_high": high}


COACHING = lever(
    "coaching",
    episodes=96,
    people=80,
    closed=41,
    compared=140,
    **figure("effect", 0.05, 0.02, 0.08),
    **figure("shrunken", 0.048, 0.02, 0.076),
    **figure("chosen", 0.0, -0.03, 0.03),
    **more(12.2, 3.1, 21.3),
    more_known=True,
    before_after=0.16,
    known=True,
    reason=None,
)
TRAINING = lever(
    "training",
    episodes=34,
    people=30,
    closed=25,
    compared=60,
    **figure("effect", 0.004, -0.03, 0.04),
    **figure("shrunken", 0.01, -0.02, 0.04),
    **figure("chosen", 0.01, -0.03, 0.05),
    **more(1.2, -5.2, 7.6),
    before_after=0.21,
    reason="spans_zero",
)
PROGRAM = lever(
    "program",
    episodes=25,
    people=25,
    closed=20,
    compared=70,
    **figure("effect", 0.06, 0.01, 0.11),
    **figure("shrunken", 0.05, 0.01, 0.09),
    **figure("chosen", 0.08, 0.03, 0.13),
    **more(6.0, 1.0, 11.0),
    before_after=0.12,
    reason="chosen",
)
NAMED = TRAINING | {"name": DISCOVERY, "episodes": 22, "people": 20, "closed": 17, "compared": 40}
RARE = lever("training", name="A day in the woods", episodes=4, people=3, closed=4, before_after=0.3)
BECAUSE = TRAINING | {"cause": "skill", "episodes": 29, "people": 26, "closed": 22}
TOOLS = lever("tool", unit_wide=True, episodes=6, people=6, closed=2, before_after=-0.02)
TRIED_TWICE = lever("process", unit_wide=True, episodes=2, people=2, closed=1)


def curves(lever: str) -> list[dict[str, object]]:
    """How gaps ended with a lever and without, for three months."""
    ends = {"closed": (0.12, 0.08), "moved": (0.01, 0.01), "left": (0.005, 0.01)}
    return [
        {
            "lever": lever,
            "unit_wide": False,
            "supported": supported,
            "end": end,
            "months": month,
            "share": month * share,
            "low": month * share * 0.8,
            "high": month * share * 1.2,
        }
        for end, shares in ends.items()
        for supported, share in zip((True, False), shares, strict=True)
        for month in (1, 2, 3)
    ]


EFFECTS = LeverEffects(
    pl.DataFrame(
        [COACHING, PROGRAM, TRIED_TWICE, TOOLS, TRAINING, NAMED, RARE, BECAUSE], schema=LEVER_SCHEMA, orient="row"
    ),
    pl.DataFrame([*curves("coaching"), *curves("training")], schema=CURVE_SCHEMA, orient="row"),
)

_OF = {"person_id": SHORT, "unit_id": None, "expectation_id": "bookings", "leader_id": LEADER, "in_unit_id": "north"}
GAP: dict[str, Any] = {
    **dict.fromkeys(GAPS_SCHEMA),
    **_OF,
    "since": date(2025, 8, 1),
    "signal_on": date(2025, 9, 1),
    "weeks": 18.0,
    "adds_up": True,
    **figure("shortfall", 0.4, 0.36, 0.44),
    **figure("lost", 190.4, 171.0, 209.6),
    **figure("weighted", 7.2, 6.5, 7.9),
}
WITHOUT: dict[str, Any] = {
    **dict.fromkeys(AHEAD_SCHEMA),
    **_OF,
    "action": "without",
    "adds_up": True,
    **figure("attainment", 0.62, 0.5, 0.74),
    **figure("lost", 114.0, 78.0, 150.0),
    **figure("weighted", 4.9, 3.4, 6.5),
}
ACTED = WITHOUT | {
    "action": "with",
    **figure("attainment", 0.67, 0.54, 0.8),
    **figure("lost", 99.0, 60.0, 138.0),
    **figure("weighted", 4.3, 2.6, 6.0),
}


def total(whose: str, key: str | None, expectation: str | None, time: str, weighted: float) -> dict[str, Any]:
    """What waiting cost somewhere: all of it one gap's."""
    lost = figure("lost", 190.4, 171.0, 209.6) if expectation else {}
    known = {"whose": whose, "id": key, "expectation_id": expectation, "time": time, "gaps": 1, "weeks": 18.0}
    ends = figure("weighted", weighted, weighted - 0.7, weighted + 0.7)
    return dict.fromkeys(TOTALS_SCHEMA) | known | lost | ends


TOTALS = [
    total(whose, key, expectation, time, weighted)
    for whose, key in (("leader", LEADER), ("unit", "north"), ("unit", "company"), ("company", None))
    for expectation in ("bookings", None)
    for time, weighted in (("so far", 7.2), ("with", 4.3), ("without", 4.9))
]
SO_FAR = figure("money", 1904.0, 1710.0, 2096.0)
AHEAD, HELPED = figure("money", 1140.0, 780.0, 1500.0), figure("money", 990.0, 600.0, 1380.0)
UNKNOWN: dict[str, object] = dict.fromkeys(("money", "money_low", "money_high"))
MONEY = [
    {"whose": whose, "id": key, "expectation_id": expectation, "time": time, "currency": currency} | told
    for whose, key in (("leader", LEADER), ("unit", "north"), ("unit", "company"), ("company", None))
    for expectation, currency, times in (
        ("bookings", "EUR", (SO_FAR, HELPED, AHEAD)),
        (None, "EUR", (SO_FAR, HELPED, AHEAD)),
        (None, "USD", (figure("money", 500.0, 380.0, 620.0), UNKNOWN, figure("money", 310.0, 190.0, 430.0))),
    )
    for time, told in zip(("so far", "with", "without"), times, strict=True)
]
FEW = Change(None, None, None, None, 1, 1)
WAITED = Waiting(
    gaps=pl.DataFrame([GAP], schema=GAPS_SCHEMA, orient="row"),
    ahead=pl.DataFrame([ACTED, WITHOUT], schema=AHEAD_SCHEMA, orient="row"),
    totals=pl.DataFrame(TOTALS, schema=TOTALS_SCHEMA, orient="row"),
    money=pl.DataFrame(schema=MONEY_SCHEMA),
    erosion=Erosion(FEW, FEW),
)
# The same where one of bookings is worth ten EUR, and something besides is worth USD.
IN_MONEY = replace(
    WAITED,
    gaps=pl.DataFrame([GAP | SO_FAR | {"currency": "EUR"}], schema=GAPS_SCHEMA, orient="row"),
    ahead=pl.DataFrame([ACTED | HELPED, WITHOUT | AHEAD], schema=AHEAD_SCHEMA, orient="row"),
    money=pl.DataFrame(MONEY, schema=MONEY_SCHEMA, orient="row"),
)


def weigh(effects: LeverEffects = EFFECTS, *, on: date = LOOKED_ON) -> LeversWeighed:
    """Store what levers add, by default this."""
    return helping.store(effects, as_of=on, fingerprint=f"by hand, of {on}", at=AT)


def wait(waited: Waiting = WAITED, *, on: date = LOOKED_ON) -> Stored:
    """Store what waiting costs, by default this, with what is known of levers."""
    known = waiting.known_of_levers(on)
    return waiting.store(waited, known, as_of=on, fingerprint=f"by hand, of {on}", at=AT)


def eroding(deepens: Change, spreads: Change) -> Waiting:
    """The same, with something said of erosion."""
    return replace(WAITED, erosion=Erosion(deepens, spreads))


def look_at_effects() -> None:
    """Store both."""
    weigh()
    wait()
