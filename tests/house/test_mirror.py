"""Tests stand where their module stands: tests/kernel/test_periods.py tests src/answerable/kernel/periods.py."""

import ast
from pathlib import Path

OTHER_FOLDERS = {"house", "battery", "reference", "worlds", "browser"}


def has_code(tree: ast.Module) -> bool:
    """Whether a module does something: defines a function or a method."""
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))


def test_every_module_with_code_has_its_tests_at_the_same_path(
    code: dict[Path, ast.Module], product: dict[Path, ast.Module]
):
    wanted = {
        module: Path("tests") / module.parent / f"test_{module.stem}.py"
        for module, tree in product.items()
        if module.stem != "__init__" and has_code(tree)
    }

    found = [
        f"src/answerable/{module} has no tests. Write them in {tests}."
        for module, tests in wanted.items()
        if tests not in code
    ]

    assert not found, "\n".join(found)


def test_every_test_file_mirrors_a_module(code: dict[Path, ast.Module], product: dict[Path, ast.Module]):
    def mirrored(tests: Path) -> bool:
        """`test_signal.py` and `test_signal_properties.py` both mirror `signal.py`."""
        inside = tests.relative_to("tests")
        stem = tests.stem.removeprefix("test_")
        modules = [module for module in product if module.parent == inside.parent]
        return any(stem == module.stem or stem.startswith(f"{module.stem}_") for module in modules)

    found = [
        f"{path} mirrors no module of src/answerable. Move it to the path of what it tests, or test that module."
        for path in code
        if path.parts[0] == "tests" and path.name.startswith("test_")
        if path.parts[1] not in OTHER_FOLDERS and not mirrored(path)
    ]

    assert not found, "\n".join(found)


def test_a_package_file_holds_only_what_it_exports(product: dict[Path, ast.Module]):
    found = [
        f"src/answerable/{module} holds code. Move it to a module with a name, and import it here."
        for module, tree in product.items()
        if module.name == "__init__.py" and has_code(tree)
    ]

    assert not found, "\n".join(found)
