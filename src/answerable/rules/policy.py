"""The policy: the figures behind the rules. It is data, read from a TOML file and checked like any table."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from difflib import get_close_matches
from functools import cache
from importlib import resources
from typing import Any

from answerable.kernel.problems import InputRefused, Problem, gather


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
    sustained_after: Mapping[str, int]

    def describe(self) -> dict[str, Any]:
        """The policy as plain values, for a report.

        Returns:
            A dict with a key for every figure.
        """
        return asdict(self) | {"sustained_after": dict(self.sustained_after)}


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
}
_CADENCES = {"week": (1, 104), "month": (1, 24), "quarter": (1, 8), "year": (1, 5)}


@cache
def default_policy() -> Policy:
    """The policy that comes with the product.

    Returns:
        The figures of `policy.toml` beside this module.
    """
    text = resources.files("answerable.rules").joinpath("policy.toml").read_text(encoding="utf-8")
    return Policy(**tomllib.loads(text))


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
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = str(error).rpartition("at line ")[2].partition(",")[0]
        place = int(line) if line.isdigit() else None
        problem = Problem("not-toml", file, place, None, "", f"Expected TOML, such as `grace_days = 7`: {error}.")
        raise InputRefused(gather([problem])) from error
    problems = list(_problems(given, text, file))
    if problems:
        raise InputRefused(gather(problems))
    default = default_policy()
    sustained = {**default.sustained_after, **given.pop("sustained_after", {})}
    policy = replace(default, sustained_after=sustained, **given)
    odd = list(_contradictions(policy, text, file))
    if odd:
        raise InputRefused(gather(odd))
    return policy


def _problems(given: dict[str, Any], text: str, file: str) -> Iterator[Problem]:
    for key, value in given.items():
        if key == "sustained_after" and isinstance(value, dict):
            for cadence, periods in value.items():
                yield from _problem(cadence, periods, _CADENCES, (text, file))
        else:
            yield from _problem(key, value, {**_SHARES, **_COUNTS, "sustained_after": None}, (text, file))


def _problem(
    key: str, value: object, bounds: Mapping[str, tuple[float, float] | None], where: tuple[str, str]
) -> Iterator[Problem]:
    text, file = where
    line = _line_of(key, text)
    if key not in bounds:
        near = get_close_matches(key, bounds, n=1)
        hint = f"Did you mean {near[0]}?" if near else f"Expected one of {', '.join(bounds)}."
        yield Problem("unknown-key", file, line, key, _shown(value), f"There is no such key. {hint}")
        return
    span = bounds[key]
    if span is None:
        yield Problem("wrong-value", file, line, key, _shown(value), "Expected a section [sustained_after].")
        return
    whole = key not in _SHARES
    number = isinstance(value, int if whole else (int, float)) and not isinstance(value, bool)
    if not number or not span[0] <= float(str(value)) <= span[1]:
        noun = "a whole number" if whole else "a number"
        yield Problem("wrong-value", file, line, key, _shown(value), f"Expected {noun} from {span[0]} to {span[1]}.")


def _contradictions(policy: Policy, text: str, file: str) -> Iterator[Problem]:
    if policy.release >= policy.certainty:
        expected = f"Expected less than certainty, which is {policy.certainty}: otherwise gaps flicker."
        yield Problem("contradiction", file, _line_of("release", text), "release", str(policy.release), expected)
    if policy.consistent_open > policy.consistent_of:
        line, value = _line_of("consistent_open", text), str(policy.consistent_open)
        expected = f"Expected at most consistent_of, which is {policy.consistent_of}."
        yield Problem("contradiction", file, line, "consistent_open", value, expected)


def _line_of(key: str, text: str) -> int | None:
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if line.strip().strip("[").startswith(key)), None)


def _shown(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
