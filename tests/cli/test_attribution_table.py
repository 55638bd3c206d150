import io
from datetime import date

import polars as pl
import pytest
from rich.console import Console

from answerable.cli.attribution_table import print_whose
from answerable.engine.leaders import POTENTIAL_SCHEMA, MoveScore
from answerable.findings.whose import Whose
from hand_made import ANN, FAIR, HARD, attribution, leaders, places

NAMES = {ANN: "Ann Ito", HARD: "Hal Hard", FAIR: "Fay Fair", "bookings": "Bookings"}
NOBODY = pl.DataFrame(schema=POTENTIAL_SCHEMA)
ONE = pl.DataFrame([(ANN, HARD, "bookings", 0.9878, 0.99, 0.924, 1.056)], schema=POTENTIAL_SCHEMA, orient="row")


def many(count: int) -> pl.DataFrame:
    """As many leaders, the second half of the alphabet named: the one adds, the other takes away."""
    ids = [f"leader-{number:02d}" for number in range(count)]
    first = leaders().filter(pl.col("leader_id") == FAIR)
    named = [number >= count - 2 for number in range(count)]
    estimates = [0.06 if number == count - 1 else -0.05 for number in range(count)]
    rows = pl.concat([first] * count).with_columns(leader_id=pl.Series(ids), named=pl.Series(named))
    return rows.with_columns(
        estimate=pl.Series(estimates), low=pl.Series(estimates) - 0.04, high=pl.Series(estimates) + 0.04
    )


def moved(count: int) -> pl.DataFrame:
    """As many people, all of whom worked under two leaders."""
    return pl.DataFrame({"person_id": [f"person-{number}" for number in range(count)], "leaders": [2] * count})


def printed(
    potential: pl.DataFrame = NOBODY, moves: MoveScore | None = None, width: int = 100, **changed: pl.DataFrame
) -> str:
    out = io.StringIO()
    usual = {"leaders": many(12), "people": moved(20)}
    found = Whose(attribution(**(usual | changed)), potential, moves, NAMES)
    print_whose(found, Console(file=out, width=width))
    return out.getvalue()


def test_shares_stand_in_words_and_with_their_spans():
    page = printed()

    assert "Whose performance is, as of 1 April 2025" in page
    # 0.0125 of leaders, 0.0121, 0.0004 and 0.0144 of 0.0398 in all.
    words = "leaders are 31 %, people themselves 30 %, units 1 %, and chance 36 %."
    assert words in " ".join(page.split())
    (row,) = [line for line in page.splitlines() if "the leader's leader" in line]
    assert row.split() == ["the", "leader's", "leader", "6", "%", "0", "%", "and", "100", "%"]


def test_leaders_who_are_told_come_first_and_then_it_is_the_alphabet():
    page = printed()

    rows = [line for line in page.splitlines() if "leader-" in line]
    assert [row.split()[0] for row in rows[:3]] == ["leader-10", "leader-11", "leader-00"]
    assert "takes away 5 points (1 to 9)" in rows[0]
    assert "adds 6 points (2 to 10)" in rows[1]
    assert "cannot be told yet (-9 to -1)" in rows[2]
    assert "Of 12 leaders, 2 can be told from a typical one." in page


def test_a_long_list_is_cut_and_says_so():
    page = printed(leaders=many(23))

    assert "leader-17" in page
    assert "leader-18" not in page
    assert "... and 3 leaders more: --format json has all." in page


def test_where_little_can_be_told_that_is_said_first():
    made = attribution(leaders=leaders())
    few = printed(leaders=leaders(), people=made.people)

    assert few.index("The data can tell little about leaders here:") < few.index("the direct leader")
    assert "read the spans, not the shares" in " ".join(few.split())
    assert "people themselves" not in few
    assert "Of 12 leaders, none can be told" in printed(leaders=many(12).with_columns(named=pl.lit(value=False)))


def test_many_leaders_tell_little_where_nobody_moves():
    assert "The data can tell little" in printed(people=moved(19))
    assert "The data can tell little" not in printed(people=moved(20))


def test_who_is_held_back_is_named_with_the_leader():
    page = " ".join(printed(ONE).split())

    assert (
        "Ann Ito (leader: Hal Hard), Bookings: 99 % to be expected, between 92 % and 106 %; 99 % sure to meet the "
        "standard"
    ) in page


def test_more_of_them_than_fit_are_counted():
    assert "... and 2 more: --format json has all." in printed(pl.concat([ONE] * 22))


def test_nobody_held_back_is_said_in_words():
    assert "Of nobody who is short can it be said" in printed()


def test_forecasts_stand_with_how_they_came_true():
    page = " ".join(printed(moves=MoveScore(date(2024, 10, 1), 20, 19, -0.01, 0.072)).split())

    assert (
        "Forecasts of 1 October 2024 for 20 people who have changed leaders since: 19 came out within the forecast, "
        "95 % where 90 % was promised; measured and expected lay 7 points apart, typically."
    ) in page


def test_what_limits_the_figures_is_noted_below():
    out = io.StringIO()
    found = Whose(attribution(leaders=many(12), people=moved(20), caveats=("Mind the gap.",)), NOBODY, None, NAMES)

    print_whose(found, Console(file=out, width=100))

    assert out.getvalue().rstrip().endswith("Note: Mind the gap.")


def test_a_line_further_up_is_counted_in_levels():
    third = attribution().shares.with_columns(component=pl.col("component").replace("unit", "line_3"))

    page = printed(shares=third)

    assert "leader 3 levels up" in page
    assert "units" not in page


def test_without_any_leader_there_is_no_table_of_them():
    page = printed(leaders=leaders().clear(), places=places())

    assert "What leaders add" not in page


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_is_wider_than_the_terminal(width: int):
    assert max(len(line) for line in printed(ONE, width=width).splitlines()) <= width
