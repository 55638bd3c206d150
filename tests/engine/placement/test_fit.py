"""What a role asks for beside what was seen of a person."""

from datetime import date, timedelta
from typing import Any

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.engine.placement import FACET_SCHEMA, FIT_SCHEMA, by_facet, fit
from answerable.panel import Company
from cast import SELLERS, company

TODAY = date(2026, 1, 1)
ONE, TWO = SELLERS[:2]
ASKS = [("sells", "skill", "negotiates", 3.0), ("sells", "skill", "writes", 2.0), ("leads", "drive", "goes on", 4.0)]


def seen_in(*assessments: tuple[Any, ...], asks: list[tuple[str, str, str, float]] = ASKS) -> Company:
    """A company whose roles ask for something, and in which something was seen of people."""
    facets = pl.DataFrame(asks, schema=["role_id", "facet", "item", "level"], orient="row")
    columns = {"person_id": pl.String, "facet": pl.String, "item": pl.String, "level": pl.Float64}
    columns |= {"assessed_on": pl.Date, "evidence": pl.String}
    return company(facets=facets, assessments=pl.DataFrame(list(assessments), schema=columns, orient="row"))


def test_the_latest_assessment_counts_and_what_nobody_assessed_is_unknown():
    made = seen_in(
        (ONE, "skill", "negotiates", 4.0, date(2025, 3, 1), None),
        (ONE, "skill", "negotiates", 1.5, date(2025, 9, 1), "Joined a call"),
        (ONE, "skill", "negotiates", 5.0, date(2026, 2, 1), None),
    )

    found = fit(made, [ONE], ["sells"], as_of=TODAY)

    assert found.rows() == [
        (ONE, "sells", "skill", "negotiates", 3.0, 1.5, date(2025, 9, 1), True, False, 1.5, "short"),
        (ONE, "sells", "skill", "writes", 2.0, None, None, None, None, None, "unknown"),
    ]
    assert found.schema == FIT_SCHEMA


def test_more_than_was_asked_for_is_met_and_lacks_nothing():
    found = fit(seen_in((ONE, "skill", "writes", 5.0, date(2025, 9, 1), None)), [ONE], ["sells"], as_of=TODAY)

    assert found.filter(item="writes").select("seen", "evidence", "missing", "state").row(0) == (5.0, False, 0.0, "met")


def test_two_on_one_day_count_by_their_mean_with_the_evidence_of_either():
    made = seen_in(
        (ONE, "skill", "writes", 1.0, date(2025, 9, 1), None), (ONE, "skill", "writes", 2.0, date(2025, 9, 1), "A text")
    )

    row = fit(made, [ONE], ["sells"], as_of=TODAY).filter(item="writes")

    assert row.select("seen", "evidence", "missing").row(0) == (1.5, True, 0.5)


def test_a_year_later_an_assessment_is_old_and_counts_all_the_same():
    made = seen_in(
        (ONE, "skill", "negotiates", 3.0, date(2025, 1, 1), None), (ONE, "skill", "writes", 2.0, date(2025, 1, 2), None)
    )

    assert fit(made, [ONE], ["sells"], as_of=TODAY).select("old", "state").rows() == [(True, "met"), (False, "met")]


def test_everybody_and_every_role_that_asks_for_something_where_none_are_named():
    found = fit(seen_in(), as_of=TODAY)

    assert set(found["role_id"]) == {"sells", "leads"}
    assert found["person_id"].n_unique() == 10
    assert set(found["state"]) == {"unknown"}


def test_a_role_that_asks_for_nothing_has_no_row():
    assert fit(seen_in(asks=ASKS[:2]), [ONE], ["leads"], as_of=TODAY).is_empty()


def test_facets_are_counted():
    made = seen_in(
        (ONE, "skill", "negotiates", 1.0, date(2025, 9, 1), None), (ONE, "skill", "writes", 2.0, date(2025, 9, 1), None)
    )

    found = by_facet(fit(made, [TWO, ONE], as_of=TODAY))

    assert found.rows() == [
        (ONE, "leads", "drive", 0, 0, 1),
        (ONE, "sells", "skill", 1, 1, 0),
        (TWO, "leads", "drive", 0, 0, 1),
        (TWO, "sells", "skill", 0, 0, 2),
    ]
    assert found.schema == FACET_SCHEMA


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(["negotiates", "writes"]), st.integers(1, 5), st.integers(0, 900)), max_size=8)
)
def test_whatever_was_assessed_when_it_is_as_looking_through_it_by_hand_says(rounds: list[tuple[str, int, int]]):
    told = [(ONE, "skill", item, float(level), TODAY - timedelta(days=ago), None) for item, level, ago in rounds]

    found = fit(seen_in(*told), [ONE], ["sells"], as_of=TODAY)

    for _, _, _, item, required, seen, day, _, old, missing, state in found.rows():
        days = [each[4] for each in told if each[2] == item]
        if not days:
            assert (seen, missing, state) == (None, None, "unknown")
            continue
        levels = [each[3] for each in told if each[2] == item and each[4] == max(days)]
        assert (day, seen) == (max(days), sum(levels) / len(levels))
        assert old == (max(days) <= date(2025, 1, 1))
        assert missing == max(required - seen, 0.0)
        assert state == ("met" if seen >= required else "short")
