"""Whose performance is, as a page to read in a terminal."""

from typing import Any

import polars as pl
from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from answerable.engine.attribution.caveats import FEWEST_LEADERS, FEWEST_MOVERS
from answerable.engine.leaders import MoveScore
from answerable.findings.sentences import percent, sureness
from answerable.findings.whose import Whose
from answerable.rules.wording import counted, spoken

MOST = 20
LITTLE = (
    "So how much is whose is hardly more than what is believed of companies in general: read the spans, not the shares."
)

_COMPONENTS = {
    "person": "the person",
    "manager": "the direct leader",
    "line_2": "the leader's leader",
    "unit": "the unit",
    "match": "person and leader together",
    "noise": "chance",
}


def print_whose(found: Whose, console: Console) -> None:
    """Print how much is whose, then the leaders, who is held back, and what limits the figures.

    Where the data can tell little, that comes first.

    Args:
        found: whose the performance is.
        console: where to.
    """
    attribution = found.attribution
    console.print(f"\n[bold]Whose performance is[/], as of {spoken(attribution.as_of)}\n")
    tells_little = _tells_little(found)
    if tells_little:
        console.print("[bold]The data can tell little about leaders here:[/]")
        for caveat in attribution.caveats:
            console.print(f"  · {escape(caveat)}", highlight=False)
        console.print(f"\n{LITTLE}\n", highlight=False)
    else:
        console.print(_in_words(attribution.shares), highlight=False)
    console.print(_shares(attribution.shares))
    direct = attribution.leaders.filter(pl.col("component") == "manager")
    if not direct.is_empty():
        _print_leaders(direct, found.names, console)
    _print_potential(found, console)
    if found.moves is not None:
        console.print(_came_true(found.moves), highlight=False)
    for caveat in () if tells_little else attribution.caveats:
        console.print(f"[dim]Note: {escape(caveat)}[/]")


def _tells_little(found: Whose) -> bool:
    leaders, people = found.attribution.leaders, found.attribution.people
    direct = leaders.filter(pl.col("component") == "manager")
    return len(direct) < FEWEST_LEADERS or int((people["leaders"] > 1).sum()) < FEWEST_MOVERS


def _in_words(shares: pl.DataFrame) -> str:
    share = dict(shares.select("component", "share").iter_rows())
    leaders = sum(value for name, value in share.items() if name == "manager" or name.startswith("line_"))
    parts = [f"leaders are {percent(leaders)}", f"people themselves {percent(share['person'])}"]
    parts += [f"units {percent(share['unit'])}"] if "unit" in share else []
    return (
        "Of what makes one person's result differ from another's, and one month from the next, "
        f"{', '.join(parts)}, and chance {percent(share['noise'])}.\n"
    )


def _shares(shares: pl.DataFrame) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("part", overflow="fold")
    table.add_column("share", justify="right")
    table.add_column("95 % sure between", justify="right")
    for row in shares.iter_rows(named=True):
        component = row["component"]
        name = _COMPONENTS.get(component, f"leader {component.removeprefix('line_')} levels up")
        table.add_row(name, percent(row["share"]), f"{percent(row['low'])} and {percent(row['high'])}")
    return table


def _print_leaders(direct: pl.DataFrame, names: dict[str, str], console: Console) -> None:
    """Those named first, then by name: it is no ranking."""
    rows = [row | {"name": names.get(row["leader_id"], row["leader_id"])} for row in direct.iter_rows(named=True)]
    rows.sort(key=lambda row: (not row["named"], row["name"], row["leader_id"]))
    title = "What leaders add to the attainment of those who report to them"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", title_style="bold")
    table.add_column("leader", overflow="fold")
    table.add_column("what they add", overflow="fold")
    table.add_column("people", justify="right")
    table.add_column("of them also\nunder others", justify="right")
    for row in rows[:MOST]:
        table.add_row(escape(row["name"]), _adds(row), str(row["people"]), str(row["identified_by"]))
    console.print(table)
    named = sum(row["named"] for row in rows)
    console.print(
        f"Of {counted(len(rows), 'leader')}, {named or 'none'} can be told from a typical one.", highlight=False
    )
    if len(rows) > MOST:
        console.print(f"... and {counted(len(rows) - MOST, 'leader')} more: --format json has all.", highlight=False)
    console.print()


def _adds(row: dict[str, Any]) -> str:
    low, high = _points(row["low"]), _points(row["high"])
    if not row["named"]:
        return f"[dim]cannot be told yet ({low} to {high})[/]"
    if row["estimate"] > 0:
        return f"adds {counted(_points(row['estimate']), 'point')} ({low} to {high})"
    return f"takes away {counted(-_points(row['estimate']), 'point')} ({-high} to {-low})"


def _points(attainment: float) -> int:
    return round(100 * attainment)


def _print_potential(found: Whose, console: Console) -> None:
    if found.potential.is_empty():
        console.print(
            "Of nobody who is short can it be said that they would probably not be under a typical leader.\n",
            highlight=False,
        )
        return
    console.print("[bold]Short under their leader, and probably not under a typical one[/]")
    for row in found.potential.head(MOST).iter_rows(named=True):
        console.print(f"  · {escape(_would_meet(row, found.names))}", highlight=False)
    hidden = len(found.potential) - MOST
    if hidden > 0:
        console.print(f"... and {hidden} more: --format json has all.", highlight=False)
    console.print()


def _would_meet(row: dict[str, Any], names: dict[str, str]) -> str:
    ids = (row["person_id"], row["leader_id"], row["expectation_id"])
    person, leader, expectation = (names.get(some_id, some_id) for some_id in ids)
    return (
        f"{person} (leader: {leader}), {expectation}: {percent(row['expected'])} to be expected, between "
        f"{percent(row['low'])} and {percent(row['high'])}; {sureness(row['probability'])} sure to meet the standard"
    )


def _came_true(moves: MoveScore) -> str:
    return (
        f"Forecasts of {spoken(moves.since)} for {moves.people} people who have changed leaders since: {moves.covered} "
        f"came out within the forecast, {percent(moves.covered / moves.people)} where 90 % was promised; measured and "
        f"expected lay {counted(_points(moves.typical_error), 'point')} apart, typically.\n"
    )
