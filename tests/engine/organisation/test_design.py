"""Organisation design from a company's tables: made-up companies of which the truth is known."""

import numpy as np
import polars as pl
import pytest

from answerable.engine.organisation import Organisation, Relation, organisation
from answerable.engine.worlds import simulate, world
from answerable.panel import Company, company_from_frames
from teams_made import AS_OF, BEGAN, EVERY, FIRST, assignment, company, leaders_of, talk

SIZES = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14] * 2


def served(seed: int, loss: float) -> Company:
    """Leaders who keep nine in ten in teams of up to eight, and so much less for each person more, by the dice."""
    rng = np.random.default_rng(seed)
    return leaders_of(
        SIZES, lambda leader, _person, _stretch: bool(rng.random() < 0.9 - loss * max(SIZES[leader] - 8, 0))
    )


def by_measure(found: Organisation) -> dict[str, Relation]:
    return {one.measure: one for one in found.relations}


def test_the_size_up_to_which_leaders_serve_is_recovered_from_what_they_did():
    kept = by_measure(organisation(served(1, 0.08), AS_OF, EVERY))["kept"]

    # The chief, who leads leaders, has written a report and talked with none of them; it is another kind of leader.
    assert kept.leaders == 25
    assert kept.fall is not None
    assert kept.fall.serves.low <= 8 <= kept.fall.serves.high
    assert kept.fall.serves.high - kept.fall.serves.low < 3
    assert kept.fall.loss.low <= 0.08 <= kept.fall.loss.high


def test_fewer_minutes_are_left_for_each_where_less_is_kept():
    minutes = by_measure(organisation(served(1, 0.08), AS_OF, EVERY))["minutes"]

    # Half an hour for each talk, two of them in four weeks: 60 minutes times what is kept.
    assert minutes.fall is not None
    assert minutes.fall.loss.low <= 4.8 <= minutes.fall.loss.high


def test_where_size_does_nothing_it_cannot_tell():
    found = organisation(served(2, 0.0), AS_OF, EVERY)

    assert [(one.measure, one.reason) for one in found.relations] == [("kept", "unclear"), ("minutes", "unclear")]


def test_in_a_world_in_which_size_does_nothing_it_cannot_tell():
    made = company_from_frames(simulate(world("typical", 150, 6, 3)).tables)

    found = organisation(made, pl.Series(["2024-06-30"]).str.to_date()[0], EVERY)

    assert {one.reason for one in found.relations} == {"unclear"}
    assert found.layers["people"].sum() == 150


def test_what_leaders_add_is_held_against_size_as_it_was_before_it_was_drawn_to_zero():
    known = 0.5
    names = [f"leader-{number:03}" for number in range(len(SIZES))]
    truth = [0.05 - 0.02 * max(size - 8, 0) + 0.002 * (-1) ** number for number, size in enumerate(SIZES)]
    effects = pl.DataFrame(
        {"leader_id": [*names, "nobody"], "estimate": [known * value for value in [*truth, 9.0]]}
    ).with_columns(sd=pl.lit((0.01 * (1 - known)) ** 0.5), variance=pl.lit(0.01))

    added = by_measure(organisation(served(2, 0.0), AS_OF, EVERY, effects=effects))["added"]

    assert added.leaders == 24
    assert added.fall is not None
    assert added.fall.serves.value == pytest.approx(8, abs=0.2)
    assert added.fall.loss.value == pytest.approx(0.02, abs=0.001)
    assert added.fall.level.value == pytest.approx(0.05, abs=0.002)


@pytest.mark.parametrize(("sd", "variance"), [(0.1, 0.01), (0.096, 0.01), (0.0, 0.0)])
def test_effects_of_which_nothing_is_known_say_nothing(sd: float, variance: float):
    effects = pl.DataFrame({"leader_id": [f"leader-{number:03}" for number in range(len(SIZES))]}).with_columns(
        estimate=pl.lit(0.0), sd=pl.lit(sd), variance=pl.lit(variance)
    )

    added = by_measure(organisation(served(2, 0.0), AS_OF, EVERY, effects=effects))["added"]

    assert added == Relation("added", 0, "few")


def test_the_record_begins_with_the_first_activity_unless_it_is_said_to_begin_elsewhere():
    made = company([assignment("ann", None), assignment("bob", "ann")], [talk("ann", "bob", FIRST)])

    assert organisation(made, AS_OF, EVERY).since == FIRST
    assert organisation(made, AS_OF, EVERY, since=AS_OF).since == AS_OF
    # Of a record of many years the last 26 weeks are looked at.
    assert organisation(made, AS_OF, EVERY, since=BEGAN).since == FIRST
    assert organisation(company([assignment("ann", None)]), AS_OF, EVERY).since == AS_OF


def test_one_person_alone_is_a_layer_and_no_team():
    found = organisation(company([assignment("ann", None)]), AS_OF, EVERY)

    assert found.layers.rows() == [(1, 1, 0, None, None, None)]
    assert found.teams.is_empty()
    assert found.relations == (Relation("kept", 0, "few"), Relation("minutes", 0, "few"))


def test_the_order_of_rows_does_not_matter_and_it_repeats_by_seed():
    made = served(1, 0.08)
    turned = company_from_frames({name: made[name].collect().to_native()[::-1] for name in made.given})

    effects = pl.DataFrame({"leader_id": [f"leader-{number:03}" for number in range(24)]}).with_row_index("number")
    effects = effects.select("leader_id", estimate=pl.col("number") / 1000, sd=pl.lit(0.05), variance=pl.lit(0.01))

    one = organisation(made, AS_OF, EVERY, effects=effects, seed=4)
    other = organisation(turned, AS_OF, EVERY, effects=effects[::-1], seed=4)

    assert one.teams.equals(other.teams)
    assert one.layers.equals(other.layers)
    assert one.relations == other.relations
    assert one.seed == 4
