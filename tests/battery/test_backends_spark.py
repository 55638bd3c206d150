"""Collected only where Java is installed: see conftest.py."""

import pytest
from pyspark.sql import SparkSession

from battery.answers import answers_of, same, tables
from clusters import in_cluster, local_cluster

RESTED_ON = (
    "people",
    "units",
    "roles",
    "assignments",
    "expectations",
    "targets",
    "measurements",
    "interventions",
)

spark = pytest.fixture(scope="module")(local_cluster)


def test_it_is_the_same_on_a_cluster(spark: SparkSession):
    # Every table more is some seconds more on a cluster of one; these are all that figures rest on.
    here = {name: tables()[name] for name in RESTED_ON}
    there = {name: in_cluster(spark, frame) for name, frame in here.items()}

    assert same(answers_of(there), answers_of(here))
