"""The same spells on a cluster of two workers as here; run where Java is installed."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import narwhals as nw
import pyspark
import pytest
from polars.testing import assert_frame_equal
from pyspark.sql import SparkSession

from answerable.engine.attainment.coding import collect
from answerable.engine.attribution.spells import collapse
from answerable.panel import Company, company_from_frames
from battery.answers import AS_OF, tables
from clusters import QUIET, in_cluster

pytestmark = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java")

RESTED_ON = ("people", "roles", "assignments", "expectations", "targets", "measurements")


@pytest.fixture(scope="module")
def spark() -> Iterator[SparkSession]:
    """Two workers, each a process of its own, so that rows really move between them."""
    quiet = QUIET | {"spark.sql.shuffle.partitions": "2"}
    session = SparkSession.builder.master("local-cluster[2,1,1024]").config(map=quiet).getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    logs = Path(pyspark.__file__).parent / "work" / session.sparkContext.applicationId
    yield session
    session.stop()
    shutil.rmtree(logs, ignore_errors=True)


def test_spells_are_the_same_on_a_cluster_of_two(spark: SparkSession):
    # The tables are checked here: every check more is some seconds more on a small cluster.
    here = company_from_frames(tables())
    frames = {name: in_cluster(spark, collect(here[name])) for name in RESTED_ON}
    there = Company({name: nw.from_native(frame).lazy() for name, frame in frames.items()}, here.given, here.source)

    found, expected = collapse(there, AS_OF, 3), collapse(here, AS_OF, 3)

    assert spark.sparkContext.master == "local-cluster[2,1,1024]"
    assert_frame_equal(found.parts, expected.parts)
    assert_frame_equal(found.periods, expected.periods)
