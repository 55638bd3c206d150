"""Ids of one length."""

import numpy as np

from answerable.engine.worlds.ids import named, named_or_none, numbered, person_ids, unit_ids


def test_ids_count_from_zero_and_are_of_one_length():
    assert person_ids(2).to_list() == ["P000000", "P000001"]
    assert unit_ids(2).to_list() == ["U0000", "U0001"]
    assert numbered("I", 11, 1).to_list()[-2:] == ["I09", "I10"]


def test_codes_become_ids_and_negative_ones_nothing():
    ids = person_ids(3)

    assert named(ids, np.array([2, 0])).to_list() == ["P000002", "P000000"]
    assert named_or_none(ids, np.array([2, -1])).to_list() == ["P000002", None]
