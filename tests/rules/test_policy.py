import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.kernel.problems import InputRefused
from answerable.rules.policy import default_policy, read_policy

NO_SUCH = "There is no such key here."
FLICKER = "Expected release below certainty, here {} and {}: otherwise gaps flicker."
TOO_OPEN = "Expected consistent_open to be at most consistent_of, here {} and {}."


def refused(text: str) -> list[str]:
    with pytest.raises(InputRefused) as refusal:
        read_policy(text, "policy.toml")
    return [str(problem) for problem in refusal.value.problems.shown]


def test_the_default_is_what_the_product_promises():
    assert default_policy().describe() == {
        "certainty": 0.90,
        "release": 0.50,
        "consistent_open": 4,
        "consistent_of": 6,
        "consistent_episodes": 2,
        "shared_share": 0.5,
        "shared_min_people": 3,
        "expectations_agreed_days": 14,
        "conversation_days": 7,
        "plan_days": 14,
        "review_every_days": 14,
        "decision_days": 90,
        "one_on_one_every_days": 14,
        "grace_days": 7,
        "record_days": 90,
        "anonymity_threshold": 5,
        "hearing_days": 7,
        "most_reports": 12,
        "sustained_after": {"week": 8, "month": 3, "quarter": 2, "year": 1},
    }


def test_a_policy_names_only_what_it_changes():
    policy = read_policy("grace_days = 3\n[sustained_after]\nmonth = 4\n", "policy.toml")

    assert (policy.grace_days, policy.plan_days) == (3, 14)
    assert policy.sustained_after == {"week": 8, "month": 4, "quarter": 2, "year": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\ngrace_day = 3", f"line 2, column grace_day: found '3'. {NO_SUCH} Did you mean grace_days?"),
        ("grace_days = 2.5", "line 1, column grace_days: found '2.5'. Expected a whole number from 0 to 365."),
        ("certainty = true", "line 1, column certainty: found 'true'. Expected a number from 0.5 to 0.999."),
        ("certainty = nan", "line 1, column certainty: found 'nan'. Expected a number from 0.5 to 0.999."),
        ("sustained_after = 3", "line 1, column sustained_after: found '3'. Expected a section [sustained_after]."),
        ("[sustained_after]\nmonth = 0", "line 2, column month: found '0'. Expected a whole number from 1 to 24."),
        ("week = 4", f"line 1, column week: found '4'. {NO_SUCH} Expected it in the section [sustained_after]."),
        (
            "[sustained_after]\ngrace_days = 3",
            f"line 2, column grace_days: found '3'. {NO_SUCH} Expected it above the section [sustained_after].",
        ),
        ("[grace]\ndays = 3", f"line 1, column grace: {NO_SUCH} Did you mean grace_days?"),
        ("plan_days = 5\nplan = 3", f"line 2, column plan: found '3'. {NO_SUCH} Did you mean plan_days?"),
        ("plan_days = 5\nan_days = 3", f"line 2, column an_days: found '3'. {NO_SUCH} Did you mean plan_days?"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(text: str, expected: str):
    assert refused(text) == [f"policy.toml, {expected}"]


def test_a_key_like_no_other_is_told_all_there_are():
    (problem,) = refused("[sustained_after]\nxyz = 1")

    assert problem.endswith(f"{NO_SUCH} Expected one of week, month, quarter, year.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("release = 0.9", "line 1, column release: found '0.9'. " + FLICKER.format(0.9, 0.9)),
        ("\ncertainty = 0.5", "line 2, column certainty: found '0.5'. " + FLICKER.format(0.5, 0.5)),
        ("consistent_open = 7", "line 1, column consistent_open: found '7'. " + TOO_OPEN.format(7, 6)),
        ("consistent_of = 3", "line 1, column consistent_of: found '3'. " + TOO_OPEN.format(4, 3)),
    ],
)
def test_figures_that_contradict_each_other_are_refused_at_the_one_given(text: str, expected: str):
    assert refused(text) == [f"policy.toml, {expected}"]


def test_more_episodes_than_fit_are_refused():
    # Four open periods and two others between three episodes make six; a fourth episode needs a seventh.
    assert read_policy("consistent_episodes = 3", "policy.toml").consistent_episodes == 3
    (problem,) = refused("consistent_episodes = 4")

    assert problem.endswith("Expected fewer or a longer stretch: 4 episodes do not fit into 6 periods.")


def test_a_figure_out_of_bounds_is_not_set_against_another():
    assert refused("consistent_open = 8\nconsistent_of = 'ten'") == [
        "policy.toml, line 2, column consistent_of: found 'ten'. Expected a whole number from 1 to 60."
    ]


def test_all_problems_are_told_at_once_contradictions_too():
    columns = [problem.partition(": ")[0] for problem in refused("grace_days = -1\nplan_days = 'soon'\nrelease = 0.95")]

    assert columns == [
        "policy.toml, line 1, column grace_days",
        "policy.toml, line 2, column plan_days",
        "policy.toml, line 3, column release",
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("# week = 1\n[sustained_after]\nweek = 0", 3),
        ("sustained_after.week = 0", 1),
        ("grace_days = 1\nsustained_after = { week = 0 }", 2),
        ("sustained_after.'week' = 0", 1),
        ("sustained_after.month = 1\nsustained_after.week = 0", 2),
    ],
)
def test_a_figure_of_the_section_is_found_however_the_section_is_written(text: str, line: int):
    assert refused(text) == [
        f"policy.toml, line {line}, column week: found '0'. Expected a whole number from 1 to 104."
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plan_days = 3\ngrace_days = ", "line 2: Expected TOML, such as `grace_days = 7`: "),
        ("grace_days\nplan_days = 3", "line 1: Expected TOML, such as `grace_days = 7`: "),
        ("plan_days = [1,\n2,\n\n", "line 2: Expected TOML, such as `grace_days = 7`: "),
    ],
)
def test_what_is_no_toml_is_refused_at_its_line(text: str, expected: str):
    (problem,) = refused(text)

    assert problem.startswith(f"policy.toml, {expected}")


def test_the_policy_that_everybody_shares_cannot_be_changed():
    with pytest.raises(TypeError):
        default_policy().sustained_after["month"] = 1


SHARES = {"certainty": (0.8, 0.999), "release": (0.05, 0.7), "shared_share": (0.1, 1.0)}
DAYS = (
    "expectations_agreed_days",
    "conversation_days",
    "plan_days",
    "review_every_days",
    "one_on_one_every_days",
)


@given(
    shares=st.fixed_dictionaries({}, optional={key: st.floats(*bounds) for key, bounds in SHARES.items()}),
    days=st.dictionaries(st.sampled_from(DAYS), st.integers(1, 365)),
    months=st.none() | st.integers(1, 24),
)
def test_every_policy_within_bounds_is_read_as_written(
    shares: dict[str, float], days: dict[str, int], months: int | None
):
    given_figures = {**shares, **days}
    lines = [f"{key} = {value!r}" for key, value in given_figures.items()]
    section = [] if months is None else ["[sustained_after]", f"month = {months}"]

    policy = read_policy("\n".join([*lines, *section]), "policy.toml")

    default = default_policy().describe()
    periods = default["sustained_after"] | ({} if months is None else {"month": months})
    assert policy.describe() == {**default, **given_figures, "sustained_after": periods}


def is_toml(text: str) -> bool:
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return False
    return True


def is_taken(text: str) -> bool:
    try:
        read_policy(text, "policy.toml")
    except InputRefused:
        return False
    return True


PIECES = ["grace_days", "sustained_after", "week", "=", "[", "]", "{", "}", ".", '"', "\n", "7", "-1", "nan"]


@given(text=st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_text_is_taken_or_refused_and_taken_only_as_toml(text: str):
    assert is_taken(text) <= is_toml(text)


def rows_on_the_page() -> dict[str, list[str]]:
    """Default and bounds by key, as docs/reference/policy.md gives them."""
    page = (Path(__file__).parents[2] / "docs/reference/policy.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([\w.]+)` \| (.+?) \| (.+?) \| .+ \|$", page, re.MULTILINE)
    return {key: [default, bounds] for key, default, bounds in rows}


def test_the_page_on_the_policy_names_every_figure_with_its_default():
    figures = default_policy().describe()
    periods = figures.pop("sustained_after")

    promised = {**figures, **{f"sustained_after.{cadence}": count for cadence, count in periods.items()}}

    assert {key: default for key, (default, _) in rows_on_the_page().items()} == {
        key: str(figure) for key, figure in promised.items()
    }


def test_the_page_on_the_policy_gives_the_bounds_that_are_kept():
    kept = {key: refused(f"{key} = -1")[0] for key in rows_on_the_page()}

    assert [key for key, (_, bounds) in rows_on_the_page().items() if f"from {bounds}." not in kept[key]] == []
