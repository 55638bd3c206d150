"""What the mixed model refuses to fit, and what it says to whoever asked."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from answerable.engine.attribution.mixed import fit_mixed
from answerable.engine.attribution.reml import EXPLAINED
from answerable.engine.attribution.solvers import DEPENDENT
from answerable.kernel.problems import UsageError

ROWS = 12
NO_SUCH_METHOD = "Expected the method 'direct' or 'iterative', and at least one probe."


def rows_with(changed: Mapping[str, Any]) -> dict[str, Any]:
    """What `fit_mixed` takes, twelve rows of it, with something changed."""
    y = np.array([1.0, 2.0, 4.0, 3.0, 6.0, 5.0, 7.0, 9.0, 8.0, 2.0, 1.0, 3.0])
    return {"y": y, "fixed": np.ones((ROWS, 1)), "groups": {"unit": np.arange(ROWS) // 3}, "weights": None, **changed}


def with_one(values: np.ndarray, other: float) -> np.ndarray:
    return np.where(np.arange(len(values)) == 4, other, values)


NO_GROUP = "Expected at least one group, and none of them named 'noise': that is what is left over."
MISSING = "Some observations or fixed values are missing or infinite. Leave those rows out."
NO_LEVEL = "Some rows have no level of the group 'unit'. Leave those rows out, or name their level."
TWELVE_WEIGHTS = "Expected 12 weights, each a number above zero."


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"groups": {}}, NO_GROUP),
        ({"groups": {"unit": np.arange(ROWS) // 3, "noise": np.arange(ROWS) // 2}}, NO_GROUP),
        (
            {"y": np.ones((ROWS, 2))},
            "The observations have the shape (12, 2). Expected (12,): a number an observation.",
        ),
        (
            {"fixed": np.ones(ROWS)},
            "The fixed part has the shape (12,). Expected (12, columns): a row an observation.",
        ),
        (
            {"fixed": np.ones((ROWS - 1, 1))},
            "The fixed part has the shape (11, 1). Expected (12, columns): a row an observation.",
        ),
        (
            {"groups": {"unit": np.arange(5)}},
            "The group 'unit' has the shape (5,). Expected (12,): a code an observation.",
        ),
        (
            {"y": [], "fixed": np.ones((0, 1)), "groups": {"unit": []}},
            "The group 'unit' has no level at all. Leave it out.",
        ),
        ({"y": with_one(np.ones(ROWS), np.nan)}, MISSING),
        ({"fixed": with_one(np.ones(ROWS), np.inf)[:, None]}, MISSING),
        ({"weights": [1.0] * (ROWS - 1)}, TWELVE_WEIGHTS),
        ({"weights": with_one(np.ones(ROWS), 0.0)}, TWELVE_WEIGHTS),
        ({"weights": with_one(np.ones(ROWS), np.nan)}, TWELVE_WEIGHTS),
        ({"method": "directly"}, NO_SUCH_METHOD),
        ({"probes": 0}, NO_SUCH_METHOD),
        (
            {"fixed": np.array([["one"]] * ROWS, dtype=object)},
            "Expected numbers in the fixed part: could not convert string to float: 'one'.",
        ),
        ({"fixed": np.eye(ROWS)}, "There are 12 observations for 12 fixed columns. Expected more than that."),
        ({"fixed": np.ones((ROWS, 2))}, DEPENDENT),
        ({"fixed": np.ones((ROWS, 2)), "method": "iterative"}, DEPENDENT),
        ({"y": np.repeat([1.0, 5.0], 6), "fixed": np.repeat(np.eye(2), 6, axis=0)}, EXPLAINED),
    ],
)
def test_what_cannot_be_fitted_is_refused_with_the_reason(changed: dict[str, Any], said: str):
    with pytest.raises(UsageError, match=f"^{re.escape(said)}$"):
        fit_mixed(**rows_with(changed))


@pytest.mark.parametrize(
    "levels",
    [
        ["a", None] * 6,
        ["a", float("nan")] * 6,
        np.array(["a", float("nan")] * 6, dtype=object),
        [1.0, float("nan")] * 6,
        np.array(["2026-01-01", "NaT"] * 6, dtype="datetime64[D]"),
    ],
)
def test_missing_levels_are_refused(levels: list[Any] | NDArray[Any]):
    with pytest.raises(UsageError, match=f"^{re.escape(NO_LEVEL)}$"):
        fit_mixed(**rows_with({"groups": {"unit": levels}}))


def test_numbers_of_any_kind_make_a_fixed_part():
    whole = fit_mixed(**rows_with({"fixed": np.ones((ROWS, 1))}))

    as_objects = fit_mixed(**rows_with({"fixed": np.ones((ROWS, 1), dtype=object)}))

    assert as_objects.fixed.tolist() == whole.fixed.tolist()
