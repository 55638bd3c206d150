"""Expectations, targets, measurements and interventions that make no sense."""

import narwhals as nw

from answerable.panel.checks.loaded import Tables, Tally
from answerable.panel.company import Frame


def check_work(tables: Tables, tally: Tally) -> None:
    """Check targets, bands, periods and interventions.

    Args:
        tables: the typed tables.
        tally: is told of every fault.
    """
    _zero_targets(tables, tally)
    _bands(tables, tally)
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
    open_bands = bands.filter(nw.col("target").is_null() | nw.col("target_high").is_null())
    tally.tell(loaded, open_bands, "band-open", "target_high", "A band needs both its edges: target and target_high.")
    upside_down = bands.filter(nw.col("target_high") <= nw.col("target"))
    tally.tell(loaded, upside_down, "band-upside-down", "target_high", "Expected more than target, {target}.")
    middle = bands.filter(nw.col("target") + nw.col("target_high") == 0)
    tally.tell(loaded, middle, "target-zero", "target", "A band around zero has no attainment: choose another measure.")


def _periods(tables: Tables, name: str, tally: Tally) -> None:
    loaded = tables[name]
    cadence = tables["expectations"].frame.select("expectation_id", "cadence").unique(subset=["expectation_id"])
    rows = loaded.frame.join(cadence, on="expectation_id", how="inner")
    period, month = nw.col("period"), nw.col("period").dt.month()
    first = period.dt.day() == 1
    starts = {
        "week": (period.dt.weekday() == 1, "Expected the Monday on which the week begins."),
        "month": (first, "Expected the first day of the month."),
        "quarter": (first & month.is_in([1, 4, 7, 10]), "Expected the first day of January, April, July or October."),
        "year": (first & (month == 1), "Expected 1 January."),
    }
    for kind, (starts_there, advice) in starts.items():
        faulty: Frame = rows.filter(nw.col("cadence") == kind, ~starts_there)
        tally.tell(loaded, faulty, "not-a-period", "period", f"{advice} A period is named by its first day.")


def _interventions(tables: Tables, tally: Tally) -> None:
    loaded = tables["interventions"]
    person, unit = nw.col("person_id").is_null(), nw.col("unit_id").is_null()
    advice = "Expected either person_id or unit_id: who or what it is meant for."
    tally.tell(loaded, loaded.frame.filter(person & unit), "for-nobody", "person_id", advice)
    tally.tell(loaded, loaded.frame.filter(~person & ~unit), "for-both", "person_id", advice)
