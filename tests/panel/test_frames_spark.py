"""Collected only where Java is installed: see conftest.py."""

import io

import narwhals as nw
import polars as pl
import pytest
from pyspark.sql import SparkSession

from answerable.panel import company_from_frames
from clusters import in_cluster, local_cluster

spark = pytest.fixture(scope="module")(local_cluster)


def test_frames_of_a_cluster_give_the_same_company_and_stay_there(spark: SparkSession, texts: dict[str, str]):
    dates, numbers = {"starts_on", "ends_on", "period"}, {"target", "actual"}
    frames = {}
    for name, text in texts.items():
        frame = pl.read_csv(io.StringIO(text), infer_schema=False)
        frame = frame.with_columns(pl.col(c).str.to_date() for c in frame.columns if c in dates)
        frame = frame.with_columns(pl.col(c).cast(pl.Float64) for c in frame.columns if c in numbers)
        frames[name] = in_cluster(spark, frame)

    company = company_from_frames(frames)

    assert {frame.implementation for frame in company.tables.values()} == {nw.Implementation.PYSPARK}
    measured = company["measurements"].collect(backend="polars").to_native().sort("person_id")
    assert measured.select("person_id", "actual").rows() == [("p1", 9.0), ("p2", 8.5)]
    assert company["roles"].collect(backend="polars").to_native().rows() == [("r1", "Seller", False, 0.0)]
    assert company["targets"].collect(backend="polars").shape == (0, 4)
