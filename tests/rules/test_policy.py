from dataclasses import fields
from pathlib import Path

import pytest

from answerable.kernel.problems import InputRefused
from answerable.rules.policy import Policy, default_policy, read_policy


def refused(text: str) -> list[str]:
    with pytest.raises(InputRefused) as refusal:
        read_policy(text, "policy.toml")
    return [str(problem) for problem in refusal.value.problems.shown]


def test_the_default_is_what_the_product_promises():
    policy = default_policy()

    assert (policy.certainty, policy.release, policy.grace_days) == (0.9, 0.5, 7)
    assert policy.sustained_after == {"week": 8, "month": 3, "quarter": 2, "year": 1}
    assert policy.describe()["sustained_after"]["month"] == 3


def test_a_policy_names_only_what_it_changes():
    policy = read_policy("grace_days = 3\n[sustained_after]\nmonth = 4\n", "policy.toml")

    assert (policy.grace_days, policy.plan_days) == (3, 14)
    assert policy.sustained_after == {"week": 8, "month": 4, "quarter": 2, "year": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "\ngrace_day = 3",
            "policy.toml, line 2, column grace_day: found '3'. There is no such key. Did you mean grace_days?",
        ),
        (
            "grace_days = 2.5",
            "policy.toml, line 1, column grace_days: found '2.5'. Expected a whole number from 0 to 365.",
        ),
        (
            "certainty = true",
            "policy.toml, line 1, column certainty: found 'true'. Expected a number from 0.5 to 0.999.",
        ),
        (
            "sustained_after = 3",
            "policy.toml, line 1, column sustained_after: found '3'. Expected a section [sustained_after].",
        ),
        (
            "[sustained_after]\nmonth = 0",
            "policy.toml, line 2, column month: found '0'. Expected a whole number from 1 to 24.",
        ),
        (
            "consistent_open = 7",
            "policy.toml, line 1, column consistent_open: found '7'. Expected at most consistent_of, which is 6.",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(text: str, expected: str):
    assert refused(text) == [expected]


def test_a_key_like_no_other_is_told_all_there_are():
    (problem,) = refused("[sustained_after]\nxyz = 1")

    assert problem.endswith("There is no such key. Expected one of week, month, quarter, year.")


def test_a_release_above_the_certainty_is_refused():
    (problem,) = refused("release = 0.95")

    assert problem.startswith("policy.toml, line 1, column release: found '0.95'.")
    assert problem.endswith("Expected less than certainty, which is 0.9: otherwise gaps flicker.")


def test_all_problems_are_told_at_once():
    assert len(refused("grace_days = -1\nplan_days = 'soon'\nrecord_days = 1\n")) == 3


@pytest.mark.parametrize("text", ["grace_days = ", "grace_days"])
def test_what_is_no_toml_is_refused(text: str):
    (problem,) = refused(text)

    assert "Expected TOML, such as `grace_days = 7`" in problem


def test_the_page_on_the_policy_names_every_figure():
    page = (Path(__file__).parents[2] / "docs/reference/policy.md").read_text(encoding="utf-8")

    assert [field.name for field in fields(Policy) if f"| `{field.name}` |" not in page] == []
