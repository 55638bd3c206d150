"""Every check, in order."""

from answerable.kernel.problems import Problem, Problems
from answerable.panel.checks.advice import advise
from answerable.panel.checks.line import check_line
from answerable.panel.checks.loaded import Tables, Tally
from answerable.panel.checks.values import check_values
from answerable.panel.checks.work import check_work

WHY_REQUIRED = {
    "people": "who is in the company",
    "roles": "which kinds of work there are",
    "assignments": "who holds which role under whom",
    "expectations": "what performance means in each role",
    "measurements": "what was measured",
}


def check_tables(tables: Tables, already: Tally) -> tuple[Problems, Problems]:
    """Run every check over a company's tables.

    Args:
        tables: the typed tables.
        already: what was found wrong while they were read.

    Returns:
        What is wrong and has to be mended before anything is computed; and, where nothing is, what is worth a look.
    """
    for name, purpose in WHY_REQUIRED.items():
        loaded = tables[name]
        if not loaded.is_known():
            continue
        if not loaded.given:
            expected = f"Expected a table {name}: it says {purpose}."
            already.problems.append(Problem("table-missing", loaded.file, None, None, "", expected))
        elif not loaded.frame.head(1).collect(backend="polars").shape[0]:
            expected = f"Expected at least one row: the table says {purpose}."
            already.problems.append(Problem("table-empty", loaded.file, None, None, "", expected))
    for check in (check_values, check_work, check_line):
        check(tables, already)
    refused = already.result()
    advice = Tally()
    if not refused.total:
        advise(tables, advice)
    return refused, advice.result()
