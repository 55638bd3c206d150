"""A cluster of one, for tests that run where Java is installed."""

from collections.abc import Iterator

from pyspark.sql import SparkSession


def local_cluster() -> Iterator[SparkSession]:
    """A quiet Spark session; to be made a fixture."""
    quiet = {"spark.ui.enabled": "false", "spark.sql.shuffle.partitions": "1", "spark.driver.host": "127.0.0.1"}
    session = SparkSession.builder.master("local[1]").config(map=quiet).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    yield session
    session.stop()
