"""Files and functions stay small enough to be read in one go, and are named for what they hold."""

import ast
from pathlib import Path

FILE_LINES = 400
BODY_LINES = 40
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "core", "base", "service", "services"}


def body_lines(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many lines a function's body has, its docstring not counted."""
    statements = function.body[1:] if ast.get_docstring(function) else function.body
    return statements[-1].end_lineno - statements[0].lineno + 1 if statements else 0


def long_bodies(tree: ast.Module) -> list[tuple[str, int]]:
    """The functions whose body is too long, with its lines."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [(function.name, body_lines(function)) for function in functions if body_lines(function) > BODY_LINES]


def test_no_file_is_longer_than_400_lines(code: dict[Path, ast.Module], root: Path):
    lengths = {path: len((root / path).read_text(encoding="utf-8").splitlines()) for path in code}

    found = [
        f"{path} has {lines} lines; a file has at most {FILE_LINES}. Split it where it tells a second story."
        for path, lines in lengths.items()
        if lines > FILE_LINES
    ]

    assert not found, "\n".join(found)


def test_no_function_body_is_longer_than_40_lines(code: dict[Path, ast.Module]):
    found = [
        f"{path}: the body of {name} has {lines} lines; at most {BODY_LINES}. Name its steps and give each a function."
        for path, tree in code.items()
        for name, lines in long_bodies(tree)
    ]

    assert not found, "\n".join(found)


def test_a_docstring_does_not_count_and_the_forty_first_line_does():
    filler = "\n".join(["    x = 1"] * 40)
    kept = ast.parse(f'def kept():\n    """One.\n\n    Two.\n    """\n{filler}\n')
    broken = ast.parse(f"class C:\n  def broken(self):\n{filler}\n    return x\n")

    assert long_bodies(kept) == []
    assert long_bodies(broken) == [("broken", 41)]


def test_no_file_has_a_name_that_says_nothing(code: dict[Path, ast.Module]):
    found = [
        f"{path}: the name says nothing of what is inside. Name it by the glossary word it is about."
        for path in code
        if VAGUE_NAMES & {*path.parts, path.stem}
    ]

    assert not found, "\n".join(found)
