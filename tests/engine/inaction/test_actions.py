from datetime import date

import polars as pl
import pytest

from answerable.engine.attainment.coding import ALWAYS, day_number
from answerable.engine.inaction.actions import ACTIONS_SCHEMA, first_days, known_actions
from answerable.engine.inaction.episodes import episodes_of
from answerable.engine.inaction.lines import lines_of
from cast import SELLERS, assignments, measurements
from teams_waiting import LOW, SHORT, WHOLE, expected, judged, support

SINCE = date(2025, 6, 1)


def done(*rows: tuple[str | None, str | None, str | None, date]) -> pl.DataFrame:
    """What somebody says was done, beside support on record."""
    return pl.DataFrame(list(rows), schema=ACTIONS_SCHEMA, orient="row")


def first(
    actions: pl.DataFrame | None = None, as_of: date = date(2026, 1, 1), place: int = 0, **changed: pl.DataFrame
) -> list[date | None]:
    """When something was first done about each gap of the people, or (place 1) of the units."""
    company = judged(as_of, **changed)
    lines = list(lines_of(company))[place]
    days = first_days(lines, episodes_of(lines.is_open, lines.now), known_actions(company, actions))
    return [None if day == ALWAYS else date.fromordinal(date(1970, 1, 1).toordinal() + day) for day in days.tolist()]


def test_nothing_done_is_nothing():
    assert first() == [None]


@pytest.mark.parametrize(
    ("day", "counts"),
    [(date(2025, 5, 31), False), (SINCE, True), (date(2025, 8, 20), True), (date(2026, 1, 1), True)],
)
def test_support_counts_from_the_first_period_below_standard_on(day: date, *, counts: bool):
    assert first(interventions=support((LOW, None, day))) == [day if counts else None]


def test_of_several_the_first_counts():
    given = support((LOW, None, date(2025, 9, 1)), (LOW, None, date(2025, 7, 9)), (SELLERS[1], None, date(2025, 6, 1)))

    assert first(interventions=given) == [date(2025, 7, 9)]


def test_what_is_done_for_a_unit_is_done_for_everybody_in_it_then():
    moved = pl.concat(
        [
            assignments().with_columns(
                ends_on=pl.when(pl.col("person_id") == LOW).then(date(2025, 9, 1)).otherwise("ends_on")
            ),
            assignments()
            .filter(pl.col("person_id") == LOW)
            .with_columns(starts_on=pl.lit(date(2025, 9, 1)), unit_id=pl.lit("company")),
        ]
    )
    given = support((None, "north", date(2025, 10, 1)))

    assert first(interventions=given) == [date(2025, 10, 1)]
    assert first(interventions=given, assignments=moved) == [None]


def test_what_is_done_for_one_person_is_not_done_for_the_unit():
    given = support((LOW, None, date(2025, 10, 1)), (None, "north", date(2025, 11, 5)))

    assert first(place=1, interventions=given, measurements=measurements(WHOLE)) == [date(2025, 11, 5)]


def test_what_is_done_about_something_else_does_not_count_and_about_nothing_named_does():
    calls = pl.concat([expected(), expected().with_columns(expectation_id=pl.lit("calls"))])
    day = date(2025, 7, 1)

    assert first(expectations=calls, interventions=support((LOW, None, day), expectation="calls")) == [None]
    assert first(expectations=calls, interventions=support((LOW, None, day), expectation=None)) == [day]


def test_plans_and_conversations_count_as_whoever_asks_says():
    asked = done((LOW, None, "bookings", date(2025, 8, 1)), (None, "north", None, date(2025, 7, 15)))

    assert first(asked) == [date(2025, 7, 15)]
    assert first(asked[:1]) == [date(2025, 8, 1)]
    assert first(done((LOW, None, "unheard-of", date(2025, 8, 1)))) == [None]


def test_what_is_done_later_than_the_day_looked_at_is_not_known():
    assert first(done((LOW, None, None, date(2025, 12, 2))), date(2025, 12, 1)) == [None]


def test_what_is_done_once_a_gap_is_over_does_not_answer_it():
    again = SHORT | {LOW: [*[0.6, 0.61, 0.59, 0.6, 0.6], *[1.0, 1.01, 0.99, 1.0, 1.0, 1.01, 1.0]]}
    given = support((LOW, None, date(2025, 11, 20)))

    assert first(measurements=measurements(again), interventions=given) == [None]


def test_codes_of_all_that_is_known():
    company = judged(interventions=support((LOW, None, date(2025, 9, 1))))

    rows = known_actions(company, done((None, "north", None, date(2025, 8, 1))))

    low = company.panel.codes.people.to_list().index(LOW)
    assert rows.rows() == [
        (low, -1, 0, day_number(date(2025, 9, 1))),
        (-1, 1, -1, day_number(date(2025, 8, 1))),
    ]
