"""Templates to start a role from: common roles in sales, marketing, service and leading, in the field's terms."""

from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

from answerable.kernel.toml_text import TomlText
from answerable.rules.profiles import Expectation, FacetItem, Profile

FIELDS = ("Sales", "Marketing", "Service", "Leaders")
EXAMPLE = 'title = "Account Manager"'


@dataclass(frozen=True, slots=True)
class Template:
    """A role as it is commonly described.

    Attributes:
        name: of the template, as an address names it.
        field: sales, marketing, service or leaders.
        about: what the role is for, in one sentence.
        profile: what performance means in it. Its targets are where others begin, not what is right here.
    """

    name: str
    field: str
    about: str
    profile: Profile


@cache
def templates() -> tuple[Template, ...]:
    """All templates, by field and title."""
    found = []
    for file in files("answerable.facts.roles").joinpath("templates").iterdir():
        if file.name.endswith(".toml"):
            text = TomlText(file.read_text(encoding="utf-8"), file.name, EXAMPLE)
            found.append(read_template(text, file.name.removesuffix(".toml")))
    return tuple(sorted(found, key=lambda one: (FIELDS.index(one.field), one.profile.title)))


def template(name: str) -> Template | None:
    """The template of a name; None where there is none."""
    return next((one for one in templates() if one.name == name), None)


def read_template(text: TomlText, name: str) -> Template:
    """Read a template.

    Args:
        text: its file.
        name: what it is called.

    Returns:
        The template, its numbers as the form has them.
    """
    values = text.parsed()
    expectations = tuple(Expectation(key="", **_as_typed(one)) for one in values["expectations"])
    facets = tuple(FacetItem(**_as_typed(one)) for one in values["facets"])
    profile = Profile(values["title"], values["leads_people"], float(values["ramp_periods"]), expectations, facets)
    return Template(name, values["field"], values["about"], profile)


def _as_typed(values: dict[str, Any]) -> dict[str, Any]:
    """Whole numbers as the form has them."""
    return {name: float(value) if type(value) is int else value for name, value in values.items()}


def filled(profile: Profile, by: Template) -> Profile:
    """A role with what a template has besides; what the role has of its own stays as it is.

    Args:
        profile: the role.
        by: the template.

    Returns:
        The role's own, then the template's expectations and facets whose names are not there yet.
    """
    names = {one.name.strip().casefold() for one in profile.expectations}
    items = {(one.facet, one.item.strip().casefold()) for one in profile.facets}
    more = tuple(one for one in by.profile.expectations if one.name.casefold() not in names)
    takes = tuple(one for one in by.profile.facets if (one.facet, one.item.casefold()) not in items)
    ramp = profile.ramp_periods or by.profile.ramp_periods
    return replace(
        profile,
        ramp_periods=ramp,
        expectations=(*profile.expectations, *more),
        facets=(*profile.facets, *takes),
    )
