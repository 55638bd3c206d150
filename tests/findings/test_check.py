from datetime import date, datetime

import polars as pl
import pytest

from answerable.findings.check import check, steps
from answerable.findings.report import GapFound
from answerable.kernel.problems import UsageError
from cast import CHIEF, DIRECTOR, LEADER, SELLERS, company, measurements, steady

SHORT = SELLERS[0]


def one_short(**changed: pl.DataFrame) -> GapFound:
    """The gap of the one seller who reaches 60 % all through 2025, among five who reach it all."""
    levels = {person: steady(1.0) for person in SELLERS} | {SHORT: steady(0.6)}
    report = check(company(measurements=measurements(levels), **changed))
    (gap,) = report.gaps
    return gap


def talks(days: list[date]) -> pl.DataFrame:
    rows = [(LEADER, "one_on_one", datetime(day.year, day.month, day.day, 9), 30.0, SHORT) for day in days]
    return pl.DataFrame(rows, schema=["leader_id", "kind", "at", "minutes", "person_id"], orient="row")


def coaching(day: date) -> pl.DataFrame:
    return pl.DataFrame({"intervention_id": ["i1"], "lever": ["coaching"], "starts_on": [day], "person_id": [SHORT]})


def test_the_gap_opens_on_the_first_day_it_could_be_known():
    gap = one_short()

    assert (gap.person_id, gap.unit_id, gap.expectation_id) == (SHORT, None, "bookings")
    assert (gap.facts["since"], gap.facts["opened_on"]) == (date(2025, 1, 1), date(2025, 2, 1))
    assert gap.facts["periods"] == 12
    assert gap.facts["sustained_on"] == date(2025, 4, 1)


def test_without_a_record_of_talks_it_climbs_only_because_it_lasts():
    gap = one_short()

    # Sustained on 1 April (level 2), one more span by 1 July (level 3, the top).
    assert (gap.answer.leader_id, gap.answer.level, gap.answer.since) == (CHIEF, 3, date(2025, 7, 1))
    assert gap.answer.beside == (LEADER, DIRECTOR)
    assert gap.answer.at_top
    assert gap.chain == (LEADER, DIRECTOR, CHIEF)


def test_duties_that_lapse_carry_it_upward_to_the_day():
    gap = one_short(activities=talks([]), interventions=coaching(date(2025, 2, 10)))

    # Conversation due 8 February, lapsed 16 February; first review due 24 February, lapsed 4 March.
    assert (gap.answer.leader_id, gap.answer.level, gap.answer.since) == (CHIEF, 3, date(2025, 3, 4))


def test_what_was_held_before_the_log_began_is_not_known():
    gap = one_short(activities=talks([date(2025, 11, 3)]), interventions=coaching(date(2025, 2, 10)))

    # No talk is on record from February on, but the log begins in November: only the decision, due 2 May, lapsed.
    assert [duty.kind for duty in gap.duties if not duty.recorded] == ["conversation", "review"]
    assert (gap.answer.leader_id, gap.answer.level, gap.answer.since) == (CHIEF, 3, date(2025, 7, 1))


def test_a_leader_who_acts_in_time_stays_answerable_until_it_is_sustained():
    talked = [date(2025, 2, 3 + 7 * week) for week in range(4)] + [date(2025, 3, day) for day in (5, 15, 25)]
    levels = {person: steady(1.0, 2) for person in SELLERS} | {SHORT: steady(0.6, 2)}
    report = check(
        company(measurements=measurements(levels), activities=talks(talked), interventions=coaching(date(2025, 2, 10)))
    )

    (gap,) = report.gaps
    assert (gap.answer.leader_id, gap.answer.level, gap.answer.since) == (LEADER, 1, gap.facts["opened_on"])
    assert not gap.answer.at_top


def test_a_whole_unit_short_for_one_cause_is_one_gap():
    levels = {person: [*steady(1.0, 6), *steady(0.7, 6)] for person in SELLERS}

    report = check(company(measurements=measurements(levels)))

    assert [(gap.unit_id, gap.person_id) for gap in report.gaps] == [("north", None)]
    assert report.gaps[0].chain == (LEADER, DIRECTOR, CHIEF)


def test_nobody_short_is_no_gap_and_says_what_is_not_on_record():
    report = check(company())

    assert report.gaps == ()
    assert report.summary["series_judged"] == len(SELLERS)
    assert [note.split(" (")[0] for note in report.caveats] == [
        "No conversations are on record",
        "No plans or decisions are on record",
    ]


def test_nothing_measured_by_a_day_is_said():
    with pytest.raises(UsageError, match="Nothing had been measured by 2024-06-01"):
        check(company(), date(2024, 6, 1))


def test_each_step_is_told_and_their_number_known_beforehand():
    told: list[str] = []

    check(company(), progress=told.append)

    assert told == ["reading the company", "judging bookings", "asking who is answerable"]
    assert steps(company()) == len(told)
