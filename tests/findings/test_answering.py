from datetime import date

import polars as pl
import pytest

from answerable.findings.answering import further_spans
from answerable.findings.check import check
from answerable.kernel.periods import Cadence
from answerable.rules.policy import default_policy
from cast import CHIEF, DIRECTOR, LEADER, NEW_LEADER, SELLERS, assignments, company, measurements, steady


@pytest.mark.parametrize(
    ("cadence", "sustained_on", "on", "spans"),
    [
        (Cadence.MONTH, date(2025, 4, 1), date(2025, 6, 30), ()),
        (Cadence.MONTH, date(2025, 4, 1), date(2025, 7, 1), (date(2025, 7, 1),)),
        (Cadence.MONTH, date(2025, 4, 1), date(2026, 1, 1), (date(2025, 7, 1), date(2025, 10, 1), date(2026, 1, 1))),
        (Cadence.QUARTER, date(2025, 7, 1), date(2026, 2, 1), (date(2026, 1, 1),)),
        # Eight weeks from Monday 3 March.
        (Cadence.WEEK, date(2025, 3, 3), date(2025, 5, 1), (date(2025, 4, 28),)),
    ],
)
def test_a_sustained_gap_climbs_again_with_every_further_span(
    cadence: Cadence, sustained_on: date, on: date, spans: tuple[date, ...]
):
    assert further_spans(sustained_on, cadence, on, default_policy()) == spans


def test_a_gap_that_is_not_sustained_has_no_further_spans():
    assert further_spans(None, Cadence.MONTH, date(2026, 1, 1), default_policy()) == ()


def test_the_clock_starts_anew_under_a_new_leader():
    one = assignments()
    moved = one.filter(pl.col("person_id") == SELLERS[0])
    split = pl.concat(
        [
            one.filter(pl.col("person_id") != SELLERS[0]),
            moved.with_columns(ends_on=date(2025, 10, 1)),
            moved.with_columns(starts_on=date(2025, 10, 1), manager_id=pl.lit(NEW_LEADER)),
        ]
    )
    levels = {person: steady(1.0) for person in SELLERS} | {SELLERS[0]: steady(0.6)}
    kept = pl.DataFrame(schema={"intervention_id": pl.String, "lever": pl.String, "starts_on": pl.Date})

    (gap,) = check(
        company(assignments=split, measurements=measurements(levels), interventions=kept), date(2025, 11, 1)
    ).gaps

    # The plan is due 21 days after 1 October, not after 1 February.
    (plan,) = [duty for duty in gap.duties if duty.kind == "plan"]
    assert plan.due_on == date(2025, 10, 22)
    assert gap.chain == (NEW_LEADER, DIRECTOR, CHIEF)


def test_gaps_that_climbed_higher_come_first_then_those_open_longer():
    levels = {person: steady(1.0) for person in SELLERS}
    levels |= {SELLERS[1]: [*steady(1.0, 10), *steady(0.5, 2)], SELLERS[0]: steady(0.55), SELLERS[2]: steady(0.55)}
    apart = assignments().with_columns(unit_id=pl.lit(None, pl.String))

    gaps = check(company(assignments=apart, measurements=measurements(levels))).gaps

    assert [gap.person_id for gap in gaps] == [SELLERS[0], SELLERS[2], SELLERS[1]]
    assert [gap.answer.level for gap in gaps] == [3, 3, 1]
    assert gaps[2].answer.leader_id == LEADER
