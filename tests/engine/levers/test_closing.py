from dataclasses import replace

import numpy as np
import pytest

from answerable.engine.levers.closing import MoreClosed, more_closed
from answerable.engine.levers.comparison import compare
from answerable.engine.levers.episodes import Episodes
from helped import episodes, helped


def closing(made: Episodes, choice: tuple[float, float] = (0.0, 0.0)) -> MoreClosed | None:
    found = compare(made, made.started[:, 0], made.history)
    assert found is not None
    return more_closed(made, found, made.person, int(made.started.sum()), choice)


def fixed(closes: np.ndarray, started: np.ndarray, **changed: np.ndarray) -> Episodes:
    made = episodes(np.full((len(closes), 4), 0.8), started[:, None], **changed)
    return replace(made, beyond=np.where(closes, 0.05, -0.05))


def test_three_in_four_instead_of_one_in_two_is_a_quarter_more():
    started = np.arange(200) < 80
    closes = np.where(started, np.arange(200) % 4 > 0, np.arange(200) % 2 > 0)

    found = closing(fixed(closes, started))

    assert found is not None
    assert found.more == pytest.approx(80 * 0.25, abs=0.2)
    assert found.sd == pytest.approx(80 * np.sqrt(0.75 * 0.25 / 80 + 0.25 / 120), rel=0.05)


def test_support_that_the_others_had_meanwhile_counts():
    started = np.arange(200) < 80
    exposure = np.zeros((200, 1, 4))
    exposure[started, 0, 1:] = 1
    exposure[140:, 0, 1:] = 1
    closes = np.where(exposure[:, 0, 1] > 0, np.arange(200) % 4 > 0, np.arange(200) % 2 > 0)

    found = closing(fixed(closes, started, exposure=exposure))

    assert found is not None
    assert found.more == pytest.approx(80 * 0.25, abs=0.5)


def test_where_both_sides_were_supported_nearly_alike_nothing_is_said():
    started = np.arange(200) < 80
    exposure = np.zeros((200, 1, 4))
    exposure[:, 0, 1:] = 1

    assert closing(fixed(started, started, exposure=exposure)) is None


def test_how_far_those_chosen_stood_apart_is_given_to_the_others_first():
    made = helped(seed=1, rows=2000)

    plain, fair, unsure = (closing(made, choice) for choice in ((0.0, 0.0), (0.05, 0.0), (0.05, 0.03)))

    assert plain is not None
    assert fair is not None
    assert unsure is not None
    assert plain.more > 2 * plain.sd
    assert abs(fair.more) < 2 * fair.sd
    assert unsure.more == fair.more
    assert unsure.sd > fair.sd
