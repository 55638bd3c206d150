"""Names of a package that are fetched when they are asked for, and not before."""

from collections.abc import Callable, Mapping
from importlib import import_module


def lazily(package: str, places: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Make what a package needs to fetch its names late.

    Args:
        package: the package's name, for messages.
        places: by name, the module that has it.

    Returns:
        Its `__getattr__` and its `__dir__`.

    Source:
        I. Levkivskyi (2017), PEP 562: module `__getattr__` and `__dir__`.
    """

    def fetch(name: str) -> object:
        if name not in places:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        found: object = getattr(import_module(places[name]), name)
        return found

    def names() -> list[str]:
        return sorted([*places, "__version__"])

    return fetch, names
