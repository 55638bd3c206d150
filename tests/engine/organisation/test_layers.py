"""Layers, counted by hand."""

from answerable.engine.organisation.layers import LAYER_SCHEMA, layers


def test_layers_are_counted_from_the_top_with_how_many_each_leads():
    leader = {"chief": None, "ann": "chief", "bob": "chief", "carl": "ann", "dora": "ann", "emil": "ann", "fay": "bob"}

    found = layers(leader)

    assert found.rows() == [(1, 1, 1, 2.0, 2, 2), (2, 2, 2, 2.0, 1, 3), (3, 4, 0, None, None, None)]
    assert dict(found.schema) == LAYER_SCHEMA


def test_there_may_be_several_at_the_top_and_a_circle_is_left_out():
    assert layers({"ann": None, "bob": None, "carl": "dora", "dora": "carl"}).rows() == [(1, 2, 0, None, None, None)]


def test_nobody_makes_no_layer():
    assert layers({}).is_empty()
