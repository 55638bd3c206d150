from datetime import date, datetime

import polars as pl

from answerable.findings.check import check
from answerable.findings.leading import count_duties
from answerable.findings.report import DutyCount, LeaderFound
from answerable.rules.clocks import Duty
from cast import CHIEF, DIRECTOR, LEADER, NEW_LEADER, SELLERS, assignments, company, measurements, steady

ON = date(2026, 1, 1)


def leader_of(leader_id: str, **changed: pl.DataFrame) -> LeaderFound:
    report = check(company(**changed), ON)
    (found,) = [leader for leader in report.leaders if leader.leader_id == leader_id]
    return found


def talks(days: list[date], person: str = SELLERS[0]) -> pl.DataFrame:
    rows = [(LEADER, "one_on_one", datetime(day.year, day.month, day.day, 9), 30.0, person) for day in days]
    return pl.DataFrame(rows, schema=["leader_id", "kind", "at", "minutes", "person_id"], orient="row")


def duty(due_on: date, done_on: date | None = None, *, recorded: bool = True) -> Duty:
    return Duty("one_on_one", date(2025, 12, 1), due_on, due_on.replace(day=due_on.day + 7), done_on, recorded)


def test_duties_count_by_how_they_went_within_the_window():
    duties = [
        duty(date(2025, 12, 10), date(2025, 12, 10)),  # kept
        duty(date(2025, 12, 10), date(2025, 12, 12)),  # late
        duty(date(2025, 12, 10)),  # lapsed on the 17th
        duty(date(2025, 12, 20)),  # overdue, not yet lapsed
        duty(date(2025, 12, 22)),  # not due yet
        duty(date(2025, 12, 1)),  # before the window
        duty(date(2025, 12, 10), recorded=False),  # no record is kept of such
    ]

    assert count_duties(duties, date(2025, 12, 1), date(2025, 12, 21)) == DutyCount(4, 1, 1, 2)


def test_counts_add_up():
    assert DutyCount(4, 1, 1, 2) + DutyCount(3, 3) == DutyCount(7, 4, 1, 2)


def test_everybody_who_leads_is_there_with_their_direct_reports():
    report = check(company(), ON)

    assert [(leader.leader_id, leader.people) for leader in report.leaders] == [(CHIEF, 1), (DIRECTOR, 2), (LEADER, 6)]


def test_a_talk_every_fortnight_keeps_every_one_on_one():
    # The window is the 90 days from 3 October; from then on one falls due every 14 days after the one before.
    fortnightly = [date(2025, 10, day) for day in (3, 17, 31)] + [date(2025, 11, day) for day in (14, 28)]
    fortnightly += [date(2025, 12, day) for day in (12, 26)]

    found = leader_of(LEADER, activities=talks(fortnightly))

    assert found.duties.late == 0
    assert found.duties.kept >= 6
    # Nobody talked to the other five: six times 14 days fit into the 90.
    assert found.duties.missing == 5 * 6


def test_one_on_ones_owed_before_the_log_began_are_not_missing():
    # The log begins on 20 December: the 14 days until the first one on one that could be missing are not over.
    found = leader_of(LEADER, activities=talks([date(2025, 12, 20)]))

    assert found.duties.missing == 0


def test_no_record_of_talks_counts_for_nobody():
    assert leader_of(LEADER).duties == DutyCount()


def test_what_gaps_ask_counts_with_the_direct_leader_and_answering_with_whom_it_climbed_to():
    levels = {person: steady(1.0) for person in SELLERS} | {SELLERS[0]: steady(0.6)}
    coached = pl.DataFrame(
        {
            "intervention_id": ["i1"],
            "lever": ["coaching"],
            "starts_on": [date(2025, 12, 20)],
            "person_id": [SELLERS[0]],
        }
    )

    changed = {"measurements": measurements(levels), "interventions": coached}
    direct, top = leader_of(LEADER, **changed), leader_of(CHIEF, **changed)

    # Of the plan (due 22 February) and the decision (due 2 May) neither fell due in the last 90 days.
    assert direct.duties == DutyCount()
    assert (direct.gaps_answerable, top.gaps_answerable) == (0, 1)


def test_expectations_are_owed_to_who_came_lately():
    came = assignments().with_columns(
        manager_id=pl.when(pl.col("person_id") == SELLERS[0]).then(pl.lit(NEW_LEADER)).otherwise("manager_id"),
        starts_on=pl.when(pl.col("person_id") == SELLERS[0]).then(date(2025, 12, 1)).otherwise("starts_on"),
    )
    levels = {person: steady(1.0) for person in SELLERS[1:]}

    with_target = leader_of(NEW_LEADER, assignments=came, measurements=measurements(levels))
    untold = pl.DataFrame(
        {
            "expectation_id": ["bookings", "visits"],
            "role_id": ["sells", "sells"],
            "name": ["Bookings", "Visits"],
            "direction": ["higher", "higher"],
            "cadence": ["month", "month"],
            "target": pl.Series([None, None], dtype=pl.Float64),
        }
    )
    own = pl.DataFrame(
        [(person, "bookings", date(2025, month, 1), 100.0) for person in SELLERS[1:] for month in range(1, 13)],
        schema=["person_id", "expectation_id", "period", "target"],
        orient="row",
    )
    without = leader_of(
        NEW_LEADER, assignments=came, measurements=measurements(levels), expectations=untold, targets=own
    )

    # Due 14 days after 1 December: what the role expects is known from its first day, or not at all.
    assert with_target.duties == DutyCount(1, 1)
    assert without.duties == DutyCount(1, 0, 0, 1)
