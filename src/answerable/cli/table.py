"""A report as a page to read in a terminal."""

from rich import box
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from answerable.findings.report import GapFound, Report
from answerable.findings.sentences import percent, sureness
from answerable.rules.wording import counted, spoken


def print_report(report: Report, console: Console, most: int) -> None:
    """Print who is answerable for what, then the leaders, then what limits the figures.

    Args:
        report: an evaluation.
        console: where to.
        most: how many gaps to show; the rest are counted.
    """
    console.print(f"\n[bold]Who is answerable for what[/], as of {spoken(report.as_of)}\n")
    console.print(_headline(report))
    if report.gaps:
        console.print(_gaps(report, most))
        hidden = len(report.gaps) - most
        if hidden > 0:
            console.print(f"... and {counted(hidden, 'gap')} more: --most {len(report.gaps)} shows all.\n")
        _print_reasons(report, console)
    if report.leaders:
        console.print(_leaders(report, most))
    for caveat in report.caveats:
        console.print(f"[dim]Note: {escape(caveat)}[/]")


def _headline(report: Report) -> str:
    found = report.summary
    if not report.gaps:
        return f"No gap is open among {found['series_judged']} judged: nobody is credibly below standard.\n"
    return (
        f"{counted(found['gaps'], 'gap')} open among {found['series_judged']} judged: "
        f"{found['gaps_of_people']} of people, {found['gaps_of_units']} shared by a unit. "
        f"{found['sustained']} sustained, {found['climbed']} have climbed, {found['at_top']} have reached the top.\n"
    )


def _gaps(report: Report, most: int) -> Table:
    """Two lines a gap, so that a terminal of 80 columns holds it."""
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("gap of", overflow="fold")
    table.add_column("reaches", justify="right")
    table.add_column("open since")
    table.add_column("answerable", overflow="fold")
    for gap in report.gaps[:most]:
        facts, answer = gap.facts, gap.answer
        leader = _name(report, answer.leader_id) if answer.leader_id else "nobody left"
        place = f"level {answer.level}{', the top' if answer.at_top else ''}"
        table.add_row(
            f"[bold]{_subject(report, gap)}[/]\n[dim]{escape(_name(report, gap.expectation_id))}[/]",
            f"{percent(facts['attainment'])}\n[dim]{sureness(facts['probability'])} sure[/]",
            f"{facts['opened_on']}\n[dim]{'sustained' if facts['sustained_on'] else ''}[/]",
            f"{escape(leader)}\n[dim]{place}, since {answer.since}[/]",
        )
    return table


def _print_reasons(report: Report, console: Console) -> None:
    gap = report.gaps[0]
    console.print(f"[bold]Why, for the first of them[/] ({_subject(report, gap)}):")
    for reason in (*gap.reasons, *gap.answer.reasons):
        console.print(f"  · {escape(reason)}", highlight=False)
    console.print("The reasons of every gap: --format json.\n", style="dim")


def _leaders(report: Report, most: int) -> Table:
    title = "What leaders owed their people lately"
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, title=title, title_justify="left", title_style="bold")
    table.add_column("leader", overflow="fold")
    for name in ("people", "duties due", "kept", "late", "missing", "gaps to answer for"):
        table.add_column(name, justify="right")
    asked = sorted(report.leaders, key=lambda leader: (-leader.gaps_answerable, -leader.duties.missing))
    for leader in asked[:most]:
        duties = leader.duties
        figures = (leader.people, duties.due, duties.kept, duties.late, duties.missing, leader.gaps_answerable)
        table.add_row(escape(_name(report, leader.leader_id)), *(str(figure) for figure in figures))
    return table


def _subject(report: Report, gap: GapFound) -> str:
    return escape(_name(report, gap.subject_id)) + (" (whole unit)" if gap.unit_id is not None else "")


def _name(report: Report, some_id: str) -> str:
    return report.names.get(some_id, some_id)
