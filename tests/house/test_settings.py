"""The page on the settings names every variable of the environment that is read, and no other."""

import ast
import re
from pathlib import Path

ENVIRONMENTS = {"os.environ", "environment"}
NOT_FOR_USERS = {"DJANGO_SETTINGS_MODULE", "OPENBLAS_NUM_THREADS"}


def variables(tree: ast.Module) -> set[str]:
    """The names asked of an environment: by key, by `get` or by `setdefault`."""
    keys = [node.slice for node in ast.walk(tree) if isinstance(node, ast.Subscript) and is_environment(node.value)]
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    keys += [
        node.args[0] for node in calls if is_environment(node.func.value) and node.func.attr in {"get", "setdefault"}
    ]
    return {key.value for key in keys if isinstance(key, ast.Constant)}


def is_environment(node: ast.expr) -> bool:
    return ast.unparse(node) in ENVIRONMENTS


def test_the_page_on_settings_names_just_what_is_read(
    product: dict[Path, ast.Module], reference: dict[str, dict[str, str]]
):
    # DATABASE_URL is read by the library that knows its form.
    read = {name for tree in product.values() for name in variables(tree)} - NOT_FOR_USERS | {"DATABASE_URL"}

    documented = {
        name
        for section in reference["settings"].values()
        for name in re.findall(r"^\| `([A-Z_]+)`", section, re.MULTILINE)
    }

    assert documented == read


def test_a_variable_is_found_however_it_is_asked_for():
    tree = ast.parse("a = os.environ['A']; b = os.environ.get('B', ''); c = environment.get('C'); d = other.get('D')")

    assert variables(tree) == {"A", "B", "C"}
