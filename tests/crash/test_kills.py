"""The clock and the import are killed wherever it hurts, and started again: nothing is lost and nothing is doubled."""

import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from crash.stage import Left, Stage

# The deed that is killed, and what was done before it.
SCENES = {"follow_autumn": "follow_summer", "load_company": "", "correct_company": "load_company"}
KILLS = {"follow_autumn": 24, "load_company": 12, "correct_company": 12}
SEED = 20260112
AT_A_TIME = 2 * min(os.cpu_count() or 1, 4)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """Where it happens."""
    stage = Stage(tmp_path_factory.mktemp("crash"))
    yield stage
    stage.close()


@pytest.fixture(scope="module")
def before(stage: Stage) -> Iterator[dict[str, str]]:
    """By deed, a database on which it can be done."""
    bare = stage.databases.new(None)
    stage.done([bare], "make_tables")
    made = {deed: bare for deed, first in SCENES.items() if not first}
    for deed, first in SCENES.items():
        if first:
            made[deed] = stage.databases.new(bare)
            stage.done([made[deed]], first)
    yield made
    for name in set(made.values()):
        stage.databases.drop(name)


def undisturbed(stage: Stage, model: str, deed: str) -> Left:
    database = stage.databases.new(model)
    (left,) = stage.done([database], deed)
    stage.databases.drop(database)
    return left


def killed_and_done_again(stage: Stage, model: str, deed: str, half_steps: Sequence[int]) -> list[Left]:
    """What is left in a database for each half step at which the deed was killed."""
    with ThreadPoolExecutor() as together:
        databases = list(together.map(stage.databases.new, [model] * len(half_steps)))
    assert stage.run(databases, deed, die=half_steps) == [-signal.SIGKILL] * len(databases)
    left = stage.done(databases, deed)
    with ThreadPoolExecutor() as together:
        list(together.map(stage.databases.drop, databases))
    return left


@pytest.mark.parametrize("deed", SCENES)
def test_killed_anywhere_and_started_again_it_ends_as_if_nothing_had_happened(
    deed: str, stage: Stage, before: dict[str, str]
):
    calm = undisturbed(stage, before[deed], deed)
    half_steps = np.random.default_rng(SEED).permutation(np.arange(1, 2 * calm.statements + 1))[: KILLS[deed]].tolist()

    for start in range(0, len(half_steps), AT_A_TIME):
        some = half_steps[start : start + AT_A_TIME]
        for half_step, left in zip(some, killed_and_done_again(stage, before[deed], deed, some), strict=True):
            assert left.rows == calm.rows, f"killed at half step {half_step} of {2 * calm.statements}"
    assert calm.rows["fault"] == [""]
    assert len(half_steps) == KILLS[deed]


@pytest.mark.parametrize("deed", SCENES)
def test_two_at_once_end_as_one(deed: str, stage: Stage, before: dict[str, str]):
    calm = undisturbed(stage, before[deed], deed)

    for _again in range(5):
        database = stage.databases.new(before[deed])
        one, other = stage.done([database, database], deed)
        stage.databases.drop(database)

        assert one.rows == other.rows == calm.rows
