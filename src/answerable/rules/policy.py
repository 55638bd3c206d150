"""The policy: the figures behind the rules. It is data, read from a TOML file and checked like any table."""

import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from answerable.kernel.problems import InputRefused, Problem, gather
from answerable.kernel.toml_text import TomlText, meant


@dataclass(frozen=True, slots=True)
class Policy:
    """The figures behind the rules.

    Attributes:
        certainty: a gap opens at this probability of being below standard.
        release: an open gap closes below this probability.
        consistent_open: a gap that comes back is sustained when open in so many
        consistent_of: of the last so many periods
        consistent_episodes: over at least so many episodes.
        shared_share: a unit's gap is shared when at least this share of its people are short.
        shared_min_people: fewer people than this are no unit.
        expectations_agreed_days: days to agree expectations from the start of an assignment.
        conversation_days: days to talk from the day a gap opens.
        plan_days: days after that to agree a plan.
        review_every_days: days between reviews of a plan.
        decision_days: days to decide from the day a gap opens.
        one_on_one_every_days: days between one-on-ones.
        grace_days: days after the due date before a duty lapses.
        record_days: days over which a leader's duties are counted.
        anonymity_threshold: fewer answers about a leader than this are not shown.
        hearing_days: whoever is heard has at least so many days to answer.
        most_reports: nobody can lead more people than this well.
        sustained_after: by cadence, after how many periods in a row a gap is sustained.
    """

    certainty: float
    release: float
    consistent_open: int
    consistent_of: int
    consistent_episodes: int
    shared_share: float
    shared_min_people: int
    expectations_agreed_days: int
    conversation_days: int
    plan_days: int
    review_every_days: int
    decision_days: int
    one_on_one_every_days: int
    grace_days: int
    record_days: int
    anonymity_threshold: int
    hearing_days: int
    most_reports: int
    sustained_after: Mapping[str, int]

    def describe(self) -> dict[str, Any]:
        """The policy as plain values, for a report.

        Returns:
            A dict with a key for every figure.
        """
        figures = {field.name: getattr(self, field.name) for field in fields(self)}
        return figures | {"sustained_after": dict(self.sustained_after)}


# What each key may be: a share between two bounds, or a whole number between two bounds.
_SHARES = {"certainty": (0.5, 0.999), "release": (0.05, 0.95), "shared_share": (0.1, 1.0)}
_COUNTS = {
    "consistent_open": (1, 60),
    "consistent_of": (1, 60),
    "consistent_episodes": (1, 10),
    "shared_min_people": (2, 100),
    "expectations_agreed_days": (1, 365),
    "conversation_days": (1, 365),
    "plan_days": (1, 365),
    "review_every_days": (1, 365),
    "decision_days": (1, 730),
    "one_on_one_every_days": (1, 365),
    "grace_days": (0, 365),
    "record_days": (7, 730),
    "anonymity_threshold": (3, 100),
    "hearing_days": (1, 90),
    "most_reports": (1, 100),
}
_CADENCES = {"week": (1, 104), "month": (1, 24), "quarter": (1, 8), "year": (1, 5)}
_SECTION = "sustained_after"


def _fit(policy: Policy) -> bool:
    """Whether so many episodes, a period without a gap between any two, fit into the periods looked at."""
    open_periods = max(policy.consistent_open, policy.consistent_episodes)
    return open_periods + policy.consistent_episodes - 1 <= policy.consistent_of


# Keys that have to agree with each other: whether they do, and what is said where they do not.
_AGREEMENTS: tuple[tuple[tuple[str, ...], Callable[[Policy], bool], str], ...] = (
    (
        ("release", "certainty"),
        lambda policy: policy.release < policy.certainty,
        "Expected release below certainty, here {release} and {certainty}: otherwise gaps flicker.",
    ),
    (
        ("consistent_open", "consistent_of"),
        lambda policy: policy.consistent_open <= policy.consistent_of,
        "Expected consistent_open to be at most consistent_of, here {consistent_open} and {consistent_of}.",
    ),
    (
        ("consistent_episodes", "consistent_open", "consistent_of"),
        lambda policy: policy.consistent_open > policy.consistent_of or _fit(policy),
        "Expected fewer or a longer stretch: {consistent_episodes} episodes do not fit into {consistent_of} periods.",
    ),
)


@cache
def default_policy() -> Policy:
    """The policy that comes with the product.

    Returns:
        The figures of `policy.toml` beside this module.
    """
    figures = tomllib.loads(resources.files("answerable.rules").joinpath("policy.toml").read_text(encoding="utf-8"))
    # Everybody shares this one policy: it must not be possible to change a figure of it by accident.
    return Policy(**figures | {_SECTION: MappingProxyType(figures[_SECTION])})


def read_policy(text: str, file: str) -> Policy:
    """Read a company's own policy; what it does not name stays as in the default.

    Args:
        text: the TOML text.
        file: its name, for messages.

    Returns:
        The policy.

    Raises:
        InputRefused: anything in it cannot be; all problems at once.
    """
    source = TomlText(text, file, example="grace_days = 7")
    given = source.parsed()
    problems = list(_problems(given, source))
    wrong = {problem.column for problem in problems}
    default = default_policy()
    sound = {key: value for key, value in given.items() if key not in wrong}
    periods = MappingProxyType({**default.sustained_after, **sound.pop(_SECTION, {})})
    policy = replace(default, sustained_after=periods, **sound)
    problems += _contradictions(policy, given, wrong, source)
    if problems:
        raise InputRefused(gather(problems))
    return policy


def _problems(given: dict[str, Any], source: TomlText) -> Iterator[Problem]:
    for key, value in given.items():
        if key != _SECTION:
            yield from _problem(key, value, {**_SHARES, **_COUNTS}, source)
        elif isinstance(value, dict):
            for cadence, periods in value.items():
                yield from _problem(cadence, periods, _CADENCES, source, _SECTION)
        else:
            yield source.problem("wrong-value", key, value, f"Expected a section [{_SECTION}].")


def _problem(
    key: str, value: object, bounds: Mapping[str, tuple[float, float]], source: TomlText, section: str = ""
) -> Iterator[Problem]:
    if key not in bounds:
        yield source.problem("unknown-key", key, value, f"There is no such key here. {_hint(key, section)}", section)
        return
    low, high = bounds[key]
    kinds, noun = ((int, float), "a number") if key in _SHARES else ((int,), "a whole number")
    # True is an int to Python; NaN is a number and lies between no bounds.
    if isinstance(value, bool) or not isinstance(value, kinds) or not low <= value <= high:
        yield source.problem("wrong-value", key, value, f"Expected {noun} from {low} to {high}.", section)


def _hint(key: str, section: str) -> str:
    keys = (*_SHARES, *_COUNTS, _SECTION)
    if section and key in keys:
        return f"Expected it above the section [{_SECTION}]."
    if not section and key in _CADENCES:
        return f"Expected it in the section [{_SECTION}]."
    known = tuple(_CADENCES) if section else keys
    return meant(key, known)


def _contradictions(
    policy: Policy, given: Mapping[str, object], wrong: set[str | None], source: TomlText
) -> Iterator[Problem]:
    figures = policy.describe()
    for keys, agree, expected in _AGREEMENTS:
        if wrong.isdisjoint(keys) and not agree(policy):
            # The default agrees with itself, so at least one of the keys was given; that one has a line to point at.
            named = next(key for key in keys if key in given)
            yield source.problem("contradiction", named, figures[named], expected.format(**figures))
