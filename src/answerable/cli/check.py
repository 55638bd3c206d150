"""`answerable check`: the main job on a company folder."""

import argparse
from pathlib import Path
from typing import Any

import polars as pl
from rich.console import Console

from answerable.cli.files import text_of
from answerable.cli.folder import add_folder_command, print_json, reading
from answerable.cli.table import print_report
from answerable.findings.check import check, steps
from answerable.findings.effects import with_effects
from answerable.findings.report import Report, report_as_json
from answerable.panel import write_company
from answerable.rules.policy import Policy, default_policy, read_policy

STORY = """\
Reads a company folder and says who is answerable for what, since when, and why.

The folder holds a file for each table: people, roles, assignments, expectations and measurements, as CSV, Parquet or
sheets of an Excel workbook. More tables (units, targets, activities, interventions ...) widen what can be said.
Nothing in the folder is changed.
"""

NO_EFFECT = {"estimate": None, "low": None, "high": None}


def add_parser(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the command line.

    Args:
        commands: the commands so far.
    """
    says = "say who is answerable for what in a company folder"
    parser = add_folder_command(commands, "check", says=says, story=STORY, run=run)
    parser.add_argument("--policy", type=Path, metavar="FILE", help="your own policy, a TOML file (default: built in)")
    parser.add_argument("--most", type=int, default=20, metavar="N", help="gaps to show in the table (default: 20)")
    parser.add_argument(
        "--out", type=Path, metavar="FOLDER", help="also write gaps and leaders as CSV into this folder"
    )


def run(arguments: argparse.Namespace, console: Console, complaints: Console) -> int:
    """Run the command.

    Args:
        arguments: the command line.
        console: where results go.
        complaints: where progress and advice go.

    Returns:
        0; a company full of gaps is no failure.
    """
    policy = _policy(arguments.policy)
    with reading(arguments.folder, complaints) as read:
        read.expect(steps(read.company))
        report = check(read.company, arguments.as_of, policy, read.step)
        # What leaders add stands in what programs and spreadsheets read, not in the table.
        if arguments.format == "json" or arguments.out is not None:
            read.step("asking what leaders add")
            report = with_effects(report, read.company)
    if arguments.out is not None:
        write_company(report_tables(report), arguments.out)
    if arguments.format == "json":
        print_json(report_as_json(report))
    else:
        print_report(report, console, arguments.most)
    return 0


def report_tables(report: Report) -> dict[str, pl.DataFrame]:
    """Lay a report out as two flat tables, for a spreadsheet.

    Args:
        report: an evaluation.

    Returns:
        `gaps` and `leaders`; the columns are the keys of the JSON output, sentences joined into one cell.
    """
    shown = report_as_json(report)
    gaps = [_flat(gap) for gap in shown["gaps"]]
    leaders = [_flat(leader | {"effect": leader["effect"] or NO_EFFECT}) for leader in shown["leaders"]]
    tables = {"gaps": gaps, "leaders": leaders}
    return {name: pl.DataFrame(rows, infer_schema_length=None) for name, rows in tables.items()}


def _flat(row: dict[str, Any]) -> dict[str, Any]:
    flat: dict[str, Any] = {"person_id": None, "unit_id": None} if "opened_on" in row else {}
    for key, value in row.items():
        if isinstance(value, dict):
            flat |= {f"{key}_{name}": entry for name, entry in _flat(value).items()}
        elif isinstance(value, list):
            flat[key] = " ".join(value)
        else:
            flat[key] = value
    return flat


def _policy(path: Path | None) -> Policy:
    if path is None:
        return default_policy()
    return read_policy(text_of(path, "--policy"), path.name)
