"""A cluster of one, for tests that run where Java is installed."""

from collections.abc import Iterator

import polars as pl
from pyspark.sql import DataFrame, SparkSession

# Plans are many and rows are few here: what compiles for speed would never earn back what it takes.
LIGHT = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xshare:auto"
QUIET = {
    "spark.ui.enabled": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # One plan for all steps: so small, there is nothing to learn from the sizes met on the way.
    "spark.sql.adaptive.enabled": "false",
    "spark.driver.extraJavaOptions": LIGHT,
    "spark.executor.extraJavaOptions": LIGHT,
}


def local_cluster() -> Iterator[SparkSession]:
    """A quiet Spark session; to be made a fixture."""
    quiet = QUIET | {"spark.sql.shuffle.partitions": "1"}
    session = SparkSession.builder.master("local[1]").config(map=quiet).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()


def in_cluster(session: SparkSession, frame: pl.DataFrame) -> DataFrame:
    """The same rows in a cluster. As columns: rows would be read by a process of Python's own, again at every step."""
    return session.createDataFrame(frame.to_arrow(compat_level=pl.CompatLevel.oldest()))
