"""What is worth knowing of a company's tables, though nothing is wrong with them."""

import narwhals as nw

from answerable.kernel.problems import Problem
from answerable.panel.checks.loaded import Tables, Tally
from answerable.panel.text import LINE


def advise(tables: Tables, tally: Tally) -> None:
    """Say what somebody may have overlooked.

    Args:
        tables: the typed tables, free of faults.
        tally: is told of everything worth a look.
    """
    _extra_columns(tables, tally)
    _without_assignment(tables, tally)
    _without_target(tables, tally)
    _absent_managers(tables, tally)


def _extra_columns(tables: Tables, tally: Tally) -> None:
    for loaded in tables.values():
        known = {column.name for column in loaded.table.columns} | {LINE}
        for name in loaded.frame.collect_schema().names():
            if name not in known:
                advice = "Nothing is read from this column; it is kept and passed through."
                tally.problems.append(Problem("extra-column", loaded.file, None, name, name, advice))


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
    named = assignments.frame.join(gone, on="manager_id", how="inner")
    still = named.filter(nw.col("ends_on").is_null() | (nw.col("ends_on") > nw.col("left_on")))
    advice = (
        "Left on {left_on} but is still named as manager after that day; what they owe falls to the next leader above."
    )
    tally.tell(assignments, still, "manager-left", "manager_id", advice)
