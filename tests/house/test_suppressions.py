"""Tools are obeyed: what silences one stands on a list, and the list only shrinks."""

import ast
import io
import re
import tokenize
from pathlib import Path

SILENCER = re.compile(r"#\s*(noqa|type:\s*ignore|pragma:\s*no\s*(cover|branch)|fmt:\s*(off|skip))")

# Path of the file: why its tool cannot be obeyed there.
EXCUSED: dict[str, str] = {}


def silencers(text: str) -> list[int]:
    """The lines on which a comment silences a tool."""
    tokens = tokenize.generate_tokens(io.StringIO(text).readline)
    return [token.start[0] for token in tokens if token.type == tokenize.COMMENT and SILENCER.match(token.string)]


def test_no_comment_silences_a_tool(code: dict[Path, ast.Module], root: Path):
    found = [
        f"{path}:{line} silences a tool. Do what the tool asks; where that cannot be done, add the file to EXCUSED "
        "with the reason."
        for path in code
        if path.as_posix() not in EXCUSED
        for line in silencers((root / path).read_text(encoding="utf-8"))
    ]

    assert not found, "\n".join(found)


def test_no_excuse_outlives_its_need(root: Path):
    outlived = [path for path in EXCUSED if not silencers((root / path).read_text(encoding="utf-8"))]

    assert not outlived, f"{outlived} silence nothing any more: take them off EXCUSED."
