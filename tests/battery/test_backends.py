"""The same answers, whatever kind of frame the tables come in."""

from collections.abc import Callable
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pytest

from battery.answers import answers, same, tables


def duckdb_relations(frames: dict[str, pl.DataFrame]) -> dict[str, Any]:
    connection = duckdb.connect()
    return {name: connection.from_arrow(frame.to_arrow()) for name, frame in frames.items()}


MAKERS: dict[str, Callable[[dict[str, pl.DataFrame]], dict[str, Any]]] = {
    "lazy polars": lambda frames: {name: frame.lazy() for name, frame in frames.items()},
    "pandas": lambda frames: {name: pd.DataFrame(frame.to_dict(as_series=False)) for name, frame in frames.items()},
    "arrow": lambda frames: {name: frame.to_arrow() for name, frame in frames.items()},
    "duckdb": duckdb_relations,
}


@pytest.mark.parametrize("kind", MAKERS)
def test_it_is_the_same_in_every_kind_of_frame(kind: str):
    assert same(answers(MAKERS[kind](tables())), answers({}))
