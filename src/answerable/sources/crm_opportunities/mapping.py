"""The mapping: which columns of a CRM's export mean what, and what is expected. A TOML file, checked like any table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from importlib import resources
from typing import Any

from answerable.kernel.periods import Cadence
from answerable.kernel.problems import InputRefused, Problem, gather
from answerable.kernel.toml_text import TomlText, meant

MEASURES = ("value", "count")
CADENCES = (Cadence.WEEK, Cadence.MONTH, Cadence.QUARTER)


@dataclass(frozen=True, slots=True)
class Mapping:
    """What an export's columns mean; the attributes are the keys of the file, section by section.

    Attributes:
        opportunities: the file of deals and its columns.
        teams: the file of people and its columns.
        role: what the people and their managers are called.
        expectation: what performance is.
        target: what is expected in a period; holds exactly one of `fixed`, `column` and `median_of_first`.
    """

    opportunities: dict[str, Any]
    teams: dict[str, Any]
    role: dict[str, Any]
    expectation: dict[str, Any]
    target: dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Key:
    """What a key may be set to."""

    expected: str
    fits: type | tuple[type, ...] = str
    required: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()
    bounds: tuple[float, float] | None = None


def _column(of: str, *, required: bool = True) -> _Key:
    return _Key(f"Expected the name of the column with {of}, in quotes.", required=required)


_KEYS: dict[str, dict[str, _Key]] = {
    "opportunities": {
        "file": _Key("Expected the name of the file with one line a deal, in quotes.", required=True),
        "person": _column("who owns the deal"),
        "close_date": _column("the day it was closed"),
        "value": _column("what it is worth", required=False),
        "stage": _column("the stage it is in"),
        "won": _Key('Expected the stages that count as won, such as ["Won"].', list, required=True),
        "date_format": _Key('Expected how dates are written, such as "%d.%m.%Y".'),
        "covers_from": _Key("Expected an ISO date without quotes, such as 2026-01-01.", date),
        "covers_until": _Key("Expected an ISO date without quotes, such as 2026-12-31.", date),
    },
    "teams": {
        "file": _Key("Expected the name of the file with one line a person, in quotes.", required=True),
        "person": _column("who they are"),
        "manager": _column("who leads them"),
        "unit": _column("where they belong", required=False),
        "starts_on": _column("the day they began", required=False),
        "leader": _Key("Expected the name of whoever leads the managers, in quotes."),
    },
    "role": {
        "title": _Key("Expected what the people are called, in quotes.", default="Sales Representative"),
        "manager_title": _Key("Expected what their managers are called, in quotes.", default="Sales Manager"),
        "ramp_periods": _Key("Expected a whole number from 0 to 120.", int, default=0, bounds=(0, 120)),
    },
    "expectation": {
        "name": _Key("Expected what is measured, in quotes.", default="Won deals"),
        "measure": _Key(f"Expected one of {', '.join(MEASURES)}, in quotes.", default="value", choices=MEASURES),
        "cadence": _Key(f"Expected one of {', '.join(CADENCES)}, in quotes.", default="month", choices=CADENCES),
        "unit": _Key("Expected what it is counted in, in quotes.", default=""),
        "tolerance": _Key("Expected a number from 0 to 1.", (int, float), default=0.1, bounds=(0, 1)),
    },
    "target": {
        "fixed": _Key("Expected a number above 0.", (int, float), bounds=(1e-9, float("inf"))),
        "column": _Key("Expected the name of the column of the teams file with each person's target, in quotes."),
        "median_of_first": _Key("Expected a whole number of periods, from 1 to 104.", int, bounds=(1, 104)),
    },
}


def template() -> str:
    """The mapping file to start from, with every key explained.

    Returns:
        The text of `mapping.toml` beside this module.
    """
    return resources.files(__package__).joinpath("mapping.toml").read_text(encoding="utf-8")


def read_mapping(text: str, file: str) -> Mapping:
    """Read a mapping.

    Args:
        text: the TOML text.
        file: its name, for messages.

    Returns:
        The mapping, with defaults for what it leaves out.

    Raises:
        InputRefused: anything in it cannot be; all problems at once.
    """
    source = TomlText(text, file, example='person = "owner"')
    given = source.parsed()
    problems = [
        *_unknown_sections(given, source),
        *(problem for section in _KEYS for problem in _problems_of(section, given.get(section, {}), source)),
    ]
    if not problems:
        problems = list(_contradictions(given, source))
    if problems:
        raise InputRefused(gather(problems))
    return Mapping(**{section: _filled(section, given.get(section, {})) for section in _KEYS})


def _filled(section: str, given: dict[str, Any]) -> dict[str, Any]:
    return {name: given.get(name, key.default) for name, key in _KEYS[section].items()}


def _unknown_sections(given: dict[str, Any], source: TomlText) -> Iterator[Problem]:
    for name, value in given.items():
        if name not in _KEYS:
            expected = f"There is no such section. {meant(name, tuple(_KEYS))}"
            yield source.problem("unknown-section", name, value, expected)


def _problems_of(section: str, given: object, source: TomlText) -> Iterator[Problem]:
    if not isinstance(given, dict):
        yield source.problem("wrong-value", section, given, f"Expected a section [{section}].")
        return
    keys = _KEYS[section]
    for name, value in given.items():
        if name not in keys:
            expected = f"There is no such key in [{section}]. {meant(name, tuple(keys))}"
            yield source.problem("unknown-key", name, value, expected, section)
        elif not _fits(value, keys[name]):
            yield source.problem("wrong-value", name, value, keys[name].expected, section)
    for name, key in keys.items():
        if key.required and name not in given:
            expected = f"[{section}] does not set {name}. {key.expected}"
            yield Problem("missing-key", source.file, source.line_of(section), name, "", expected)


def _fits(value: object, key: _Key) -> bool:
    # True is an int to Python, and a moment is a date; neither is meant where the other is.
    if isinstance(value, bool | datetime) or not isinstance(value, key.fits):
        return False
    if isinstance(value, list):
        return bool(value) and all(isinstance(entry, str) and entry.strip() for entry in value)
    if isinstance(value, str):
        return bool(value.strip()) and (not key.choices or value in key.choices)
    if isinstance(value, int | float) and key.bounds is not None:
        return key.bounds[0] <= value <= key.bounds[1] and value != float("inf")
    return True


def _contradictions(given: dict[str, Any], source: TomlText) -> Iterator[Problem]:
    target = given.get("target", {})
    if len(target) != 1:
        found = ", ".join(target)
        expected = "Expected exactly one of fixed, column and median_of_first in [target]."
        yield Problem("contradiction", source.file, source.line_of("target"), None, found, expected)
    opportunities = given["opportunities"]
    if given.get("expectation", {}).get("measure", "value") == "value" and "value" not in opportunities:
        expected = 'Expected the column of what a deal is worth in [opportunities], or measure = "count".'
        yield Problem("contradiction", source.file, source.line_of("opportunities"), "value", "", expected)
    first, last = opportunities.get("covers_from"), opportunities.get("covers_until")
    if first and last and last < first:
        expected = f"Expected a day on or after covers_from, which is {first}."
        yield source.problem("contradiction", "covers_until", last, expected, "opportunities")
