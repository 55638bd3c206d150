"""What is worth knowing of a company's tables, though nothing is wrong with them."""

from datetime import date

import narwhals as nw
import polars as pl

from answerable.kernel.problems import Problem
from answerable.panel.checks.loaded import Loaded, Tables, Tally
from answerable.panel.company import Frame
from answerable.panel.text import LINE


def advise(tables: Tables, tally: Tally) -> None:
    """Say what somebody may have overlooked.

    Args:
        tables: the typed tables, free of faults.
        tally: is told of everything worth a look.
    """
    _extra_columns(tables, tally)
    _absent_tables(tables, tally)
    _without_assignment(tables, tally)
    _without_target(tables, tally)
    _absent_managers(tables, tally)
    held = _held(tables)
    _managers_without_role(tables["assignments"], held, tally)
    _several_tops(tables["assignments"], held, tally)
    _outside_role(tables, held, tally)


def _extra_columns(tables: Tables, tally: Tally) -> None:
    for loaded in tables.values():
        known = {column.name for column in loaded.table.columns} | {LINE}
        for name in loaded.frame.collect_schema().names():
            if name not in known:
                advice = "Nothing is read from this column; it is kept and passed through."
                tally.problems.append(Problem("extra-column", loaded.file, None, name, name, advice))


def _absent_tables(tables: Tables, tally: Tally) -> None:
    for loaded in tables.values():
        for column in loaded.table.columns:
            if column.refers_to is None or tables[column.refers_to[0]].given:
                continue
            table = column.refers_to[0]
            if _collected(loaded.frame.filter(~nw.col(column.name).is_null()).head(1)).height:
                advice = f"Names ids of a table {table}, which is not there: without it nothing is said of them."
                tally.problems.append(Problem("table-absent", loaded.file, None, column.name, "", advice))


def _without_assignment(tables: Tables, tally: Tally) -> None:
    people = tables["people"]
    idle = people.frame.join(tables["assignments"].frame.select("person_id").unique(), on="person_id", how="anti")
    tally.tell(people, idle, "no-assignment", "person_id", "Holds no role, so nothing can be said of them.")


def _without_target(tables: Tables, tally: Tally) -> None:
    expectations = tables["expectations"]
    aimed = tables["targets"].frame.select("expectation_id").unique()
    aimless = expectations.frame.filter(nw.col("target").is_null()).join(aimed, on="expectation_id", how="anti")
    advice = "Has no target, neither here nor in targets: say what is expected, or nothing can be judged by it."
    tally.tell(expectations, aimless, "no-target", "expectation_id", advice)


def _absent_managers(tables: Tables, tally: Tally) -> None:
    assignments = tables["assignments"]
    gone = tables["people"].frame.filter(~nw.col("ends_on").is_null())
    gone = gone.select(nw.col("person_id").alias("manager_id"), nw.col("ends_on").alias("left_on"))
    named = assignments.frame.select("manager_id", "ends_on", LINE).join(gone, on="manager_id", how="inner")
    still = named.filter(nw.col("ends_on").is_null() | (nw.col("ends_on") > nw.col("left_on")))
    advice = (
        "Left on {left_on} but is still named as manager after that day; what they owe falls to the next leader above."
    )
    tally.tell(assignments, still, "manager-left", "manager_id", advice)


def _held(tables: Tables) -> pl.DataFrame:
    """Every assignment with the day it is over: the day its person leaves, at the latest."""
    assignments = tables["assignments"].frame
    rows = _collected(assignments.select("person_id", "role_id", "manager_id", "starts_on", "ends_on", LINE))
    gone = tables["people"].frame.filter(~nw.col("ends_on").is_null())
    left = _collected(gone.select("person_id", nw.col("ends_on").alias("left_on")))
    until = pl.min_horizontal("ends_on", "left_on").fill_null(date.max)
    return rows.join(left, on="person_id", how="left").with_columns(until=until)


def _managers_without_role(loaded: Loaded, held: pl.DataFrame, tally: Tally) -> None:
    theirs = held.select(manager_id="person_id", begun="starts_on", over="until", manager_left_on="left_on")
    named = held.drop_nulls("manager_id").with_row_index("row").join(theirs, on="manager_id", how="left")
    until = pl.min_horizontal("until", "manager_left_on")
    both = (pl.min_horizontal(until, "over") - pl.max_horizontal("starts_on", "begun")).dt.total_days().clip(0)
    covered = pl.when(pl.col("begun").is_null()).then(0).otherwise(both).sum().over("row")
    alone = named.filter(covered < (until - pl.col("starts_on")).dt.total_days()).unique("row")
    advice = (
        "Holds no assignment on some of the days they are named; what they owe then falls to the next leader above."
    )
    tally.tell(loaded, _lazy(alone), "manager-without-role", "manager_id", advice)


def _several_tops(loaded: Loaded, held: pl.DataFrame, tally: Tally) -> None:
    tops = held.filter(pl.col("manager_id").is_null()).sort("starts_on", LINE)
    beside = tops.filter(pl.col("until").cum_max().shift(1) > pl.col("starts_on"))
    advice = "{person_id} has no manager on {starts_on}, and somebody else has none either. Is one missing here?"
    tally.tell(loaded, _lazy(beside), "several-tops", "manager_id", advice)


_OFFSETS = {"week": "1w", "month": "1mo", "quarter": "1q", "year": "1y"}


def _outside_role(tables: Tables, held: pl.DataFrame, tally: Tally) -> None:
    """Looks at each first and last period alone, which is quick; a break in between is not looked for."""
    loaded = tables["measurements"]
    period = nw.col("period")
    spans = loaded.frame.group_by("person_id", "expectation_id").agg(
        period.min().alias("first"), period.max().alias("last"), nw.col(LINE).min()
    )
    roles = _collected(tables["expectations"].frame.select("expectation_id", "role_id", "cadence"))
    stretches = held.group_by("person_id", "role_id").agg(pl.col("starts_on").min(), pl.col("until").max())
    measured = (
        _collected(spans).join(roles, on="expectation_id").join(stretches, on=["person_id", "role_id"], how="left")
    )
    ends = [
        pl.when(pl.col("cadence") == cadence).then(pl.col("first").dt.offset_by(offset))
        for cadence, offset in _OFFSETS.items()
    ]
    never = pl.col("starts_on").is_null()
    outside = measured.filter(never | (pl.coalesce(ends) <= pl.col("starts_on")) | (pl.col("last") >= pl.col("until")))
    advice = (
        "Has measurements of {expectation_id} from {first} to {last}, some of them from outside their time in the role "
        "{role_id}. Is an assignment missing, or is this somebody else's work?"
    )
    tally.tell(loaded, _lazy(outside), "outside-role", "person_id", advice)


def _collected(frame: Frame) -> pl.DataFrame:
    rows: pl.DataFrame = frame.collect(backend="polars").to_native()
    return rows


def _lazy(rows: pl.DataFrame) -> Frame:
    return nw.from_native(rows.lazy())
