from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest

from answerable.engine.inaction.sums import MEASURES, lost_ahead, lost_so_far
from cast import SELLERS, assignments, measurements, month, steady
from teams_waiting import FINE, LOW, WHOLE, expected, people, support, units

ROW = np.array([0])


def shares(**months: float) -> np.ndarray:
    """How much of some months counts, by their number from January on."""
    found = np.zeros((1, 13))
    for name, share in months.items():
        found[0, int(name.removeprefix("m"))] = share
    return found


def test_what_was_lost_is_the_shortfall_times_what_was_due():
    lines = people()

    sums = lost_so_far(lines, ROW, shares(m8=1.0, m9=0.5))

    # Short by 40 % for a month and a half: 40 and 20 EUR; 30 and 31 days, at a weight of two.
    assert sums.mean[0] == pytest.approx([60, 0.8 * (30 + 15.5) / 7, 0.4], rel=0.08)
    assert MEASURES == ("lost", "weighted", "shortfall")
    assert sums.sd[0, 0] == pytest.approx(150 * sums.sd[0, 2], rel=1e-6)
    assert (sums.any_sd == 0).all()


def test_what_is_not_known_of_neighbouring_months_goes_together():
    lines = people()

    one, other, both = (
        lost_so_far(lines, ROW, shares(**months)).own_sd[0, 0]
        for months in ({"m9": 1.0}, {"m10": 1.0}, {"m9": 1.0, "m10": 1.0})
    )

    assert 1.2 * np.hypot(one, other) < both <= one + other + 1e-9


def test_the_same_series_may_be_summed_several_times():
    lines = people()

    sums = lost_so_far(lines, np.array([1, 0, 1]), np.concatenate([shares(m3=1.0), shares(m9=1.0), shares(m3=2.0)]))

    assert sums.mean[2, 0] == pytest.approx(2 * sums.mean[0, 0])
    assert sums.mean[1, 0] > 30 > abs(sums.mean[2, 0])


def test_nobody_waiting_has_lost_nothing():
    sums = lost_so_far(people(), ROW, shares())

    assert (sums.mean[0] == 0).all()
    assert (sums.sd[0] == 0).all()


def test_what_was_not_due_cannot_be_lost():
    some = pl.DataFrame(
        {"person_id": [LOW] * 11, "expectation_id": "bookings", "period": [month(n) for n in range(11)], "target": 50.0}
    )
    others = [person for person in SELLERS if person != LOW]
    rows = [(person, "bookings", month(number), 100.0) for person in others for number in range(12)]
    targets = pl.concat([some, pl.DataFrame(rows, schema=some.schema, orient="row")])
    lines = people(expectations=expected(target=None), targets=targets)

    sums = lost_so_far(lines, ROW, shares(m10=1.0, m11=1.0))

    assert sums.mean[0] == pytest.approx(lost_so_far(lines, ROW, shares(m10=1.0)).mean[0])


def test_where_less_is_better_the_excess_is_lost():
    levels = {person: [2 - share for share in shares_] for person, shares_ in (FINE | {LOW: steady(0.6)}).items()}
    lines = people(expectations=expected(direction="lower"), measurements=measurements(levels))

    assert lost_so_far(lines, ROW, shares(m9=1.0)).mean[0, 0] == pytest.approx(40, abs=4)


def test_of_a_unit_the_shortfall_of_everybody_is_summed():
    lines = units(measurements=measurements(WHOLE))
    north = np.array([lines.who.tolist().index(1)])

    sums = lost_so_far(lines, north, shares(m9=1.0))

    assert sums.mean[0] == pytest.approx([180, 0.3 * 6 * 2 * 31 / 7, 0.3], rel=0.2)


def test_a_person_in_a_unit_with_a_gap_has_lost_what_goes_beyond_it_and_is_as_short_as_they_are():
    lines = people(measurements=measurements(WHOLE | {LOW: [*steady(1.0, 6), *steady(0.3, 6)]}))

    sums = lost_so_far(lines, ROW, shares(m11=1.0))

    assert sums.mean[0, 2] == pytest.approx(0.7, abs=0.15)
    assert sums.mean[0, 0] == pytest.approx(100 * (sums.mean[0, 2] + lines.beside[0, 11]))


def test_what_comes_is_what_will_be_measured():
    lines = people()

    coming = lost_ahead(lines, ROW)

    assert coming.sums.mean[0] == pytest.approx([120, 0.8 * 90 / 7, 0.4], rel=0.06)
    assert coming.lifted[0] == pytest.approx([300, 2 * 90 / 7, 1])
    assert coming.moved[0, 2] == pytest.approx(2, rel=0.05)
    known = lost_so_far(lines, ROW, shares(m11=1.0)).sd[0, 2]
    assert coming.sums.sd[0, 2] > known


def test_chance_in_three_months_is_less_than_in_one():
    lines = people()
    passing = replace(lines.levels.dynamics, correlation=0.0)
    lines = replace(lines, levels=replace(lines.levels, dynamics=passing))
    once = replace(lines, span=replace(lines.span, ahead=np.array([1.0, 0.0, 0.0])))

    assert lost_ahead(lines, ROW).sums.own_sd[0, 2] < lost_ahead(once, ROW).sums.own_sd[0, 2]


def test_support_that_has_begun_is_expected_to_lift():
    lines = people(interventions=support((LOW, None, date(2025, 12, 8))))
    lifting = replace(lines, levels=replace(lines.levels, dynamics=replace(lines.levels.dynamics, lift=0.1)))

    helped, left = lost_ahead(lifting, ROW), lost_ahead(lines, ROW)

    assert left.sums.mean[0, 2] - helped.sums.mean[0, 2] == pytest.approx(0.1, abs=0.01)


def test_where_leaders_change_less_is_known_of_what_comes():
    changing = pl.concat(
        [
            assignments().with_columns(
                ends_on=pl.when(pl.col("person_id").is_in(SELLERS[1:])).then(date(2025, 6, 1)).otherwise("ends_on")
            ),
            assignments()
            .filter(pl.col("person_id").is_in(SELLERS[1:]))
            .with_columns(starts_on=pl.lit(date(2025, 6, 1)), manager_id=pl.lit("new-leader")),
        ]
    )
    lines, still = people(assignments=changing), people(assignments=changing)
    nothing = replace(still.events, breaks=np.zeros(still.events.breaks.shape, dtype=bool))

    assert lines.events.breaks.sum() == 5
    sds = [lost_ahead(each, ROW).sums.own_sd[0, 2] for each in (lines, replace(still, events=nothing))]
    assert sds[0] != sds[1]


def test_of_no_gaps_nothing_is_summed():
    assert lost_ahead(people(), np.arange(0)).sums.mean.shape == (0, 3)
