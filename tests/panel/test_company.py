import narwhals as nw
import polars as pl

from answerable.panel import Company
from answerable.panel.company import NO_PROBLEMS


def test_a_table_is_reached_by_its_name_and_there_is_no_advice_unless_some_is_given():
    people = nw.from_native(pl.LazyFrame({"person_id": ["p1"]}))

    company = Company({"people": people}, frozenset({"people"}), "here")

    assert company["people"] is people
    assert company.advice == NO_PROBLEMS
    assert company.advice.total == 0
