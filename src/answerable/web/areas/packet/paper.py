"""From plain values to a PDF that can be read aloud: the same values give the same file."""

import json
from pathlib import Path
from typing import Any, Literal

import typst

TEMPLATE = Path(__file__).with_name("packet.typ")


def paper(content: dict[str, Any]) -> bytes:
    """Set a packet.

    Args:
        content: as the template reads it. Texts are shown, never run.

    Returns:
        A tagged PDF (PDF/UA-1) in fonts that come along. What these have no letters for is set in a font of this
        machine, and where that has none either, as boxes in a PDF that is tagged but claims no standard.
    """
    try:
        return _compiled(content, standard="ua-1", own_fonts_only=True)
    except typst.TypstError:
        pass
    try:
        return _compiled(content, standard="ua-1", own_fonts_only=False)
    except typst.TypstError:
        return _compiled(content, standard=None, own_fonts_only=False)


def _compiled(content: dict[str, Any], *, standard: Literal["ua-1"] | None, own_fonts_only: bool) -> bytes:
    return typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        format="pdf",
        sys_inputs={"packet": json.dumps(content)},
        pdf_standards=standard,
        ignore_system_fonts=own_fonts_only,
    )
