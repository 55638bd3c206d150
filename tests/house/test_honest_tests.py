"""Every test runs, and every test can fail."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

DODGES = {"skip", "skipif", "xfail", "importorskip"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def dodges(tree: ast.Module) -> Iterator[str]:
    """Ways of not testing: skips, expected failures, assertions that are always true.

    A test may be left out in one case only: the machine lacks a program, and `shutil.which` says so.
    """
    excused = {
        id(node.func)
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.skipif")
        if "which(" in ast.unparse(node.args[0])
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in DODGES and id(node) not in excused:
            yield ast.unparse(node)
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant):
            yield ast.unparse(node)


def asserts(test: Function) -> bool:
    """Whether a test holds an assertion, or a call that is one by its name."""

    def is_check(node: ast.AST) -> bool:
        if not isinstance(node, ast.Call):
            return isinstance(node, ast.Assert)
        called, _, name = ast.unparse(node.func).rpartition(".")
        # What a browser shows is waited for: expect(page).to_have_title("Today").
        is_waited_for = called.startswith("expect(") and name.startswith(("to_", "not_to_"))
        return is_waited_for or name.startswith("assert_") or name in {"raises", "warns"}

    return any(is_check(node) for node in ast.walk(test))


def test_no_test_is_skipped_or_always_true(code: dict[Path, ast.Module]):
    found = [
        f"{path}: {dodge}. A test runs and can fail, or it is not there; only a machine that lacks a program "
        "may leave one out: skipif(shutil.which(...) is None, reason=...)."
        for path, tree in code.items()
        if path.parts[0] == "tests"
        for dodge in dodges(tree)
    ]

    assert not found, "\n".join(found)


def test_every_test_asserts_something(code: dict[Path, ast.Module]):
    found = [
        f"{path}:{node.lineno}: {node.name} asserts nothing. Say which exact value or sentence it expects."
        for path, tree in code.items()
        if path.parts[0] == "tests"
        for node in ast.walk(tree)
        if isinstance(node, Function) and node.name.startswith("test_") and not asserts(node)
    ]

    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("@pytest.mark.skip\ndef test_a(): ...", ["pytest.mark.skip"]),
        ("@pytest.mark.skipif(os.name == 'nt', reason='')\ndef test_a(): ...", ["pytest.mark.skipif"]),
        ("@pytest.mark.skipif(shutil.which('java') is None, reason='no Java')\ndef test_a(): ...", []),
        ("def test_a():\n    assert True", ["assert True"]),
    ],
)
def test_a_dodge_is_found_and_a_missing_program_is_excused(source: str, expected: list[str]):
    assert list(dodges(ast.parse(source))) == expected
