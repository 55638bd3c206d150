"""In the pure parts, what is public says what it takes and gives; that it has a docstring at all, ruff keeps."""

import ast
from collections.abc import Iterator
from pathlib import Path

PURE = {"kernel", "panel", "engine", "rules"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def public_functions(tree: ast.Module) -> Iterator[Function]:
    """Module functions and methods of module classes whose name, and whose class's name, is public."""
    for node in tree.body:
        inside = node.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_") else [node]
        for member in inside:
            if isinstance(member, Function) and not member.name.startswith("_"):
                yield member


def speaks_for_itself(function: Function) -> bool:
    """Whether the summary line says it all: a single statement, or a method that takes nothing."""
    takes_self_only = [argument.arg for argument in function.args.args] == ["self"] and not function.args.kwonlyargs
    return takes_self_only or len(function.body) == 2


def missing_sections(function: Function) -> list[str]:
    """The sections that a function's docstring should have and has not."""
    if speaks_for_itself(function):
        return []
    text = ast.get_docstring(function) or ""
    arguments = {
        argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    }
    gives = function.returns is not None and ast.unparse(function.returns) != "None"
    missing = ["Args:"] if arguments - {"self", "cls"} and "Args:" not in text else []
    return missing + (["Returns:"] if gives and "Returns:" not in text and "Yields:" not in text else [])


def test_public_functions_of_the_pure_parts_say_what_they_take_and_give(product: dict[Path, ast.Module]):
    found = [
        f"src/answerable/{path}:{function.lineno}: the docstring of {function.name} lacks {' and '.join(sections)} "
        "Say what each argument is, with its shape and unit, and what comes back."
        for path, tree in product.items()
        if path.parts[0] in PURE
        for function in public_functions(tree)
        if (sections := missing_sections(function))
    ]

    assert not found, "\n".join(found)


def test_a_function_that_hides_what_it_takes_is_found():
    tree = ast.parse(
        'def level(series: list[float]) -> float:\n    """The level."""\n    total = sum(series)\n    return total\n'
    )

    assert [missing_sections(function) for function in public_functions(tree)] == [["Args:", "Returns:"]]
