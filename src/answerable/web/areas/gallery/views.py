"""The gallery: every component in every state it can be in."""

from dataclasses import dataclass
from importlib import import_module
from pkgutil import iter_modules

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.web import components
from answerable.web.templatetags.components import Props


@dataclass(frozen=True, slots=True)
class Shown:
    """A component with its examples.

    Attributes:
        name: the folder's.
        story: what it is for, in a sentence.
        examples: by what is special about each, its properties.
    """

    name: str
    story: str
    examples: tuple[tuple[str, Props], ...]


def gallery(request: HttpRequest) -> HttpResponse:
    """All components, by name."""
    return render(request, "gallery/gallery.html", {"shown": shown()})


def shown() -> tuple[Shown, ...]:
    """Every component there is.

    Returns:
        The components, by name.
    """
    names = sorted(one.name for one in iter_modules(components.__path__) if one.ispkg)
    return tuple(_shown(name) for name in names)


def _shown(name: str) -> Shown:
    package = f"{components.__name__}.{name}"
    return Shown(
        name.replace("_", " "), import_module(package).__doc__ or "", import_module(f"{package}.examples").EXAMPLES
    )
