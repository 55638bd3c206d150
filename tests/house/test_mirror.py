"""Tests stand where their module stands: tests/kernel/test_periods.py tests src/answerable/kernel/periods.py."""

import ast
from pathlib import Path

OTHER_FOLDERS = {"house", "battery", "reference", "worlds", "browser", "crash"}

# Rows and the names of apps say what they are; what reads and writes them is tested.
DECLARATIONS = {"models.py", "apps.py"}

# A screen and a component are tested as a whole, as whoever uses them meets them: one file for each folder.
WHOLES = (Path("web/areas"), Path("web/components"))


def has_code(tree: ast.Module) -> bool:
    """Whether a module does something: defines a function or a method."""
    return any(isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) for node in ast.walk(tree))


def mirror_of(module: Path) -> Path:
    """Where the tests of a module stand."""
    if module.parent.parent in WHOLES:
        return Path("tests") / module.parent.parent / f"test_{module.parent.name}.py"
    return Path("tests") / module.parent / f"test_{module.stem}.py"


def test_every_module_with_code_has_its_tests_at_the_same_path(
    code: dict[Path, ast.Module], product: dict[Path, ast.Module]
):
    wanted = {
        module: mirror_of(module)
        for module, tree in product.items()
        if module.stem != "__init__" and module.name not in DECLARATIONS and has_code(tree)
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
        if inside.parent in WHOLES:
            return any(module.parent == inside.parent / stem for module in product)
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
