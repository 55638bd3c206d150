from datetime import date, datetime

import polars as pl

from answerable.findings.support import read_support
from answerable.rules.clocks import Support
from cast import DIRECTOR, LEADER, SELLERS, company

ON = date(2025, 6, 1)
SHORT, OTHER = SELLERS[:2]


def activities(*rows: tuple[str, str, date, str | None]) -> pl.DataFrame:
    made = [(leader, kind, datetime(day.year, day.month, day.day, 15), 30.0, who) for leader, kind, day, who in rows]
    return pl.DataFrame(made, schema=["leader_id", "kind", "at", "minutes", "person_id"], orient="row")


def interventions(*rows: tuple[str, date, date | None, str | None, str | None, str | None]) -> pl.DataFrame:
    schema = {
        "intervention_id": pl.String,
        "lever": pl.String,
        "starts_on": pl.Date,
        "ends_on": pl.Date,
        "person_id": pl.String,
        "unit_id": pl.String,
        "expectation_id": pl.String,
    }
    return pl.DataFrame([(f"i{number}", *row) for number, row in enumerate(rows)], schema=schema, orient="row")


def test_conversations_are_one_on_ones_and_coaching_with_any_leader_since_a_day():
    record = read_support(
        company(
            activities=activities(
                (LEADER, "one_on_one", date(2025, 1, 10), SHORT),
                (LEADER, "one_on_one", date(2025, 2, 10), SHORT),
                (DIRECTOR, "coaching", date(2025, 3, 10), SHORT),
                (LEADER, "customer", date(2025, 3, 11), SHORT),
                (LEADER, "one_on_one", date(2025, 3, 12), OTHER),
                (LEADER, "one_on_one", date(2025, 6, 2), SHORT),
            )
        ),
    ).until(ON)

    assert record.for_person(SHORT, "bookings", date(2025, 2, 1)).conversations == (
        date(2025, 2, 10),
        date(2025, 3, 10),
    )
    assert record.with_leader is not None
    assert record.with_leader[LEADER, SHORT] == [date(2025, 1, 10), date(2025, 2, 10)]


def test_a_units_conversations_are_its_leaders_meetings_with_the_team():
    record = read_support(
        company(
            activities=activities(
                (LEADER, "team", date(2025, 2, 10), None), (LEADER, "one_on_one", date(2025, 2, 11), SHORT)
            )
        ),
    ).until(ON)

    assert record.for_unit("north", LEADER, "bookings", date(2025, 2, 10)).conversations == (date(2025, 2, 10),)
    assert record.for_unit("north", None, "bookings", date(2025, 2, 10)).conversations == ()


def test_what_was_held_before_the_log_began_is_not_known():
    record = read_support(company(activities=activities((LEADER, "one_on_one", date(2025, 2, 10), OTHER)))).until(ON)

    assert record.for_person(SHORT, "bookings", date(2025, 2, 9)).conversations is None
    assert record.for_person(SHORT, "bookings", date(2025, 2, 10)).conversations == ()


def test_a_measure_that_runs_is_a_plan_and_a_change_of_role_a_decision():
    record = read_support(
        company(
            interventions=interventions(
                ("training", date(2025, 1, 1), date(2025, 1, 31), SHORT, None, None),
                ("coaching", date(2025, 1, 1), None, SHORT, None, None),
                ("role_change", date(2025, 4, 1), None, SHORT, None, "bookings"),
                ("coaching", date(2025, 4, 1), None, OTHER, None, None),
                ("coaching", date(2025, 6, 2), None, SHORT, None, None),
            )
        ),
    ).until(ON)

    # The training was over before the gap's clock started; what runs counts from that day.
    given = record.for_person(SHORT, "bookings", date(2025, 2, 1))
    assert given == Support(None, (date(2025, 2, 1), date(2025, 4, 1)), (date(2025, 4, 1),))


def test_a_measure_meant_for_another_expectation_is_no_plan_for_this_one():
    record = read_support(
        company(interventions=interventions(("coaching", date(2025, 3, 1), None, SHORT, None, "bookings")))
    ).until(ON)

    assert record.for_person(SHORT, "bookings", date(2025, 2, 1)).plans == (date(2025, 3, 1),)
    assert record.for_person(SHORT, "visits", date(2025, 2, 1)).plans == ()


def test_what_is_done_for_a_unit_is_the_units():
    record = read_support(
        company(interventions=interventions(("process", date(2025, 3, 1), None, None, "north", None)))
    ).until(ON)

    assert record.for_unit("north", LEADER, "bookings", date(2025, 2, 1)).plans == (date(2025, 3, 1),)
    assert record.for_person(SHORT, "bookings", date(2025, 2, 1)).plans == ()


def test_tables_nobody_brought_are_no_record_at_all():
    given = read_support(company()).until(ON).for_person(SHORT, "bookings", date(2025, 2, 1))

    assert given == Support(None, None, None)
