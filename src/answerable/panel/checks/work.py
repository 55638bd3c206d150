"""Expectations, targets, measurements and interventions that make no sense."""

import narwhals as nw

from answerable.kernel.money import CURRENCY, NO_CURRENCY
from answerable.kernel.periods import Cadence, period_index, period_start
from answerable.panel.checks.loaded import Row, Tables, Tally
from answerable.panel.company import Frame
from answerable.panel.text import LINE


def check_work(tables: Tables, tally: Tally) -> None:
    """Check targets, bands, what a unit is worth, periods and interventions.

    Args:
        tables: the typed tables.
        tally: is told of every fault.
    """
    _zero_targets(tables, tally)
    _bands(tables, tally)
    _worth(tables, tally)
    for name in ("targets", "measurements"):
        _periods(tables, name, tally)
    _interventions(tables, tally)


def _zero_targets(tables: Tables, tally: Tally) -> None:
    advice = (
        "A target of zero has no attainment: nothing can be a share of it. "
        "Leave it empty where nothing is expected, or name what is."
    )
    for name in ("expectations", "targets"):
        loaded = tables[name]
        kept = loaded.frame.filter(nw.col("target") == 0)
        if name == "expectations":
            kept = kept.filter(nw.col("direction") != "band")
        tally.tell(loaded, kept, "target-zero", "target", advice)


def _bands(tables: Tables, tally: Tally) -> None:
    loaded = tables["expectations"]
    bands = loaded.frame.filter(nw.col("direction") == "band")
    if not loaded.is_known("target", "target_high"):
        return
    open_bands = bands.filter(nw.col("target").is_null() | nw.col("target_high").is_null())
    tally.tell(loaded, open_bands, "band-open", "target_high", "A band needs both its edges: target and target_high.")
    upside_down = bands.filter(nw.col("target_high") <= nw.col("target"))
    tally.tell(loaded, upside_down, "band-upside-down", "target_high", "Expected more than target, {target}.")
    middle = bands.filter(nw.col("target") + nw.col("target_high") == 0)
    tally.tell(loaded, middle, "target-zero", "target", "A band around zero has no attainment: choose another measure.")


def _worth(tables: Tables, tally: Tally) -> None:
    loaded, currency, value = tables["expectations"], nw.col("currency"), nw.col("value_per_unit")
    unnamed = loaded.frame.filter(~currency.is_null(), ~currency.str.contains(CURRENCY))
    tally.tell(loaded, unnamed, "not-a-currency", "currency", NO_CURRENCY)
    if not loaded.is_known("value_per_unit"):
        return
    advice = "Expected the currency of value_per_unit, {value_per_unit}: three capital letters, such as EUR."
    tally.tell(loaded, loaded.frame.filter(~value.is_null(), currency.is_null()), "no-currency", "currency", advice)
    advice = "Expected what one unit is worth, in {currency}; or leave currency empty as well."
    tally.tell(loaded, loaded.frame.filter(value.is_null(), ~currency.is_null()), "no-value", "value_per_unit", advice)


def _periods(tables: Tables, name: str, tally: Tally) -> None:
    loaded = tables[name]
    cadence = tables["expectations"].frame.select("expectation_id", "cadence").unique(subset=["expectation_id"])
    # Only columns of the contract: one of the user's own may be called cadence too.
    rows = loaded.frame.select("expectation_id", "period", LINE).join(cadence, on="expectation_id", how="inner")
    period, month = nw.col("period"), nw.col("period").dt.month()
    first = period.dt.day() == 1
    starts = {
        Cadence.WEEK: period.dt.weekday() == 1,
        Cadence.MONTH: first,
        Cadence.QUARTER: first & month.is_in([1, 4, 7, 10]),
        Cadence.YEAR: first & (month == 1),
    }
    for kind, starts_there in starts.items():
        faulty: Frame = rows.filter(nw.col("cadence") == kind.value, ~starts_there)
        tally.tell(loaded, faulty, "not-a-period", "period", _first_day)


def _first_day(row: Row) -> str:
    cadence = Cadence(row["cadence"])
    day = period_start(period_index(row["period"], cadence), cadence)
    return f"Expected {day}: a period is named by its first day, and this {cadence} begins then."


def _interventions(tables: Tables, tally: Tally) -> None:
    loaded = tables["interventions"]
    person, unit = nw.col("person_id").is_null(), nw.col("unit_id").is_null()
    advice = "Expected either person_id or unit_id: who or what it is meant for."
    tally.tell(loaded, loaded.frame.filter(person & unit), "for-nobody", "person_id", advice)
    tally.tell(loaded, loaded.frame.filter(~person & ~unit), "for-both", "person_id", advice)
