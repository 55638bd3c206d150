"""What levers add, as a page to read in a terminal."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.markup import escape

from answerable.findings.lever_effects import LeversFound, closing_said, effect_said, lever_called, points
from answerable.rules.wording import counted, spoken


def print_levers(found: LeversFound, console: Console) -> None:
    """Print what each lever adds, as sentences.

    Args:
        found: what levers add.
        console: where to.
    """
    console.print(f"\n[bold]What levers add[/], as of {spoken(found.as_of)}\n")
    rows = found.effects.levers.to_dicts()
    if not rows:
        console.print("No lever has been set to work yet: there are no interventions on record.\n")
    for row in rows:
        console.print(_in_words(row), soft_wrap=True, highlight=False)
    if any(row["before_after"] is not None for row in rows):
        console.print(
            "[dim]An episode: somebody measured below the standard, or with an open gap, not helped lately.[/]\n"
        )


def _in_words(row: Mapping[str, Any]) -> str:
    said = [escape(effect_said(row)), *([closed] if (closed := closing_said(row)) else [])]
    lines = [f"[bold]{escape(lever_called(row))}[/]", *(f"  · {sentence}." for sentence in said)]
    if row["before_after"] is not None:
        plain = counted(points(row["before_after"]), "point")
        lines.append(f"  [dim]· before and after alone would say {plain}, what passes by itself included.[/]")
    return "\n".join(lines) + "\n"
