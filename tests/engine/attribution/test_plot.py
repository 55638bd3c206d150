import sys

import polars as pl
import pytest

from answerable.engine.attribution.plot import MOST_LEADERS, attribution_chart
from answerable.kernel.problems import UsageError
from hand_made import attribution, leaders, shares


def rows_drawn(leading: pl.DataFrame) -> list[list[str]]:
    """Who and what is drawn, from the top, in either half of the chart."""
    drawn = attribution_chart(shares(), leading).to_dict()
    halves = []
    for half in drawn["vconcat"]:
        data = half.get("data") or half["layer"][0]["data"]
        rows = drawn["datasets"][data["name"]]
        halves.append([row.get("leader_id") or row["component"] for row in rows])
    return halves


def test_shares_stand_above_leaders_who_add_most_first():
    above, below = rows_drawn(leaders())

    assert above == ["person", "manager", "line_2", "unit", "match", "noise"]
    assert below == ["fair", "top", "hard"]


def test_of_many_leaders_those_are_drawn_who_lead_most():
    many = pl.concat([leaders().head(1)] * (MOST_LEADERS + 5)).with_row_index("number")
    many = many.with_columns(leader_id=pl.format("leader-{}", "number"), people=pl.col("number")).drop("number")

    _, below = rows_drawn(many)

    assert len(below) == MOST_LEADERS
    assert "leader-4" not in below
    assert "leader-5" in below


def test_an_attribution_draws_itself():
    assert attribution().plot().to_dict() == attribution_chart(shares(), leaders()).to_dict()


def test_where_altair_is_missing_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys.modules["answerable.engine.attribution.plot"], "find_spec", lambda _name: None)

    with pytest.raises(UsageError, match=r"pip install 'answerable\[plots\]'"):
        attribution().plot()
