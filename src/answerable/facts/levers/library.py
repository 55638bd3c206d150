"""The library every company begins with: a file of levers, read and checked."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from answerable.kernel.problems import UsageError
from answerable.rules.levers import LeverText, complete

FILE = "library.toml"


@cache
def shipped() -> dict[str, LeverText]:
    """Read the library that comes with the product.

    Returns:
        By key, what each lever says, in the order of the file.
    """
    return read_library(resources.files(__package__).joinpath(FILE).read_text(encoding="utf-8"))


def read_library(text: str) -> dict[str, LeverText]:
    """Read a library.

    Args:
        text: TOML, a table a lever.

    Returns:
        By key, what each lever says.

    Raises:
        UsageError: one of them does not say enough to act on.
    """
    found = {key: _text(values) for key, values in tomllib.loads(text).items()}
    for key, one in found.items():
        verdict = complete(one)
        if not verdict.allowed:
            raise UsageError(f"The lever “{key}” cannot be used as it is. {' '.join(verdict.reasons)}")
    return found


def _text(values: dict[str, Any]) -> LeverText:
    return LeverText(
        kind=values["kind"],
        name=values["name"],
        causes=tuple(values["causes"]),
        facets=tuple(values.get("facets", ())),
        expectation_kinds=tuple(values.get("expectation_kinds", ())),
        summary=values["summary"],
        steps="\n".join(values["steps"]),
        days=values["days"],
    )
