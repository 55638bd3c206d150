import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from answerable.engine.inaction.episodes import Episodes, episodes_of


def told(episodes: Episodes) -> list[tuple[int, int, int, bool]]:
    """Each as row, first, last and whether it lasts."""
    columns = (episodes.row, episodes.first, episodes.last, episodes.lasts)
    return list(zip(*(column.tolist() for column in columns), strict=True))


def test_every_time_is_found_and_those_that_last():
    is_open = np.array([[1, 1, 0, 1], [0, 0, 0, 0], [0, 1, 1, 1]], dtype=bool)

    found = episodes_of(is_open, np.array([True, True, False]))

    assert told(found) == [(0, 0, 1, False), (0, 3, 3, True), (2, 1, 3, False)]
    assert told(found.of(found.lasts)) == [(0, 3, 3, True)]


@given(arrays(bool, st.tuples(st.integers(0, 4), st.integers(1, 6))))
def test_together_they_are_where_gaps_were_open(is_open: np.ndarray):
    found = episodes_of(is_open, np.ones(len(is_open), dtype=bool))

    again = np.zeros_like(is_open)
    for row, first, last, lasts in told(found):
        assert not again[row, first : last + 1].any()
        again[row, first : last + 1] = True
        assert lasts == (last == is_open.shape[1] - 1)
    assert (again == is_open).all()
