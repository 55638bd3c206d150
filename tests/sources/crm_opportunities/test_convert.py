from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.kernel.problems import InputRefused
from answerable.sources.crm_opportunities.convert import Converted, convert
from sources.crm_opportunities.exports import DEALS, mapped, written

JANUARY, FEBRUARY, MARCH = date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)


def won(made: Converted) -> dict[str, list[float]]:
    """What each person won, period by period."""
    table = made.tables["measurements"].group_by("person_id", maintain_order=True).agg("actual")
    return dict(table.iter_rows())


def test_a_month_in_which_nothing_was_won_is_measured_as_nothing(tmp_path: Path):
    made = convert(written(tmp_path), mapped())

    assert won(made) == {"Ada": [150, 0, 30], "Ben": [0, 70, 20]}
    assert made.tables["measurements"]["period"].unique().sort().to_list() == [JANUARY, FEBRUARY, MARCH]


def test_everybody_stands_under_their_manager_in_their_office(tmp_path: Path):
    made = convert(written(tmp_path), mapped('unit = "office"', 'unit = "office"\nleader = "Liv"'))

    assert made.tables["assignments"].rows() == [
        ("Ada", "sells", "Mia", JANUARY, "North"),
        ("Ben", "sells", "Mia", JANUARY, "North"),
        ("Cem", "sells", "Noa", JANUARY, "South"),
        ("Liv", "heads", None, JANUARY, None),
        ("Mia", "leads", "Liv", JANUARY, None),
        ("Noa", "leads", "Liv", JANUARY, None),
    ]
    assert made.tables["units"].rows() == [("North", "North"), ("South", "South")]
    assert made.tables["people"]["person_id"].to_list() == ["Ada", "Ben", "Cem", "Liv", "Mia", "Noa"]


def test_a_manager_who_sells_keeps_to_one_role(tmp_path: Path):
    teams = "name,manager,office,quota\nAda,,North,1\nBen,Ada,North,1\n"

    made = convert(written(tmp_path, teams=teams), mapped('unit = "office"', 'leader = "Liv"'))

    assert made.tables["assignments"].select("person_id", "role_id", "manager_id").rows() == [
        ("Ada", "sells", "Liv"),
        ("Ben", "sells", "Ada"),
        ("Liv", "heads", None),
    ]


@pytest.mark.parametrize(
    ("target", "common", "own"),
    [
        ("fixed = 100", 100.0, []),
        # Ada 150, 0; Ben 0, 70: the middle of 0, 0, 70, 150.
        ("median_of_first = 2", 35.0, []),
        ('column = "quota"', None, [("Ada", 120.0), ("Ben", 80.0)]),
    ],
)
def test_there_are_three_ways_to_set_a_target(
    tmp_path: Path, target: str, common: float | None, own: list[tuple[str, float]]
):
    made = convert(written(tmp_path), mapped("fixed = 100", target))

    assert made.tables["expectations"]["target"].to_list() == [common]
    targets = made.tables.get("targets", pl.DataFrame(schema={"person_id": pl.String, "target": pl.Float64}))
    assert sorted(targets.select("person_id", "target").unique().rows()) == own


def test_deals_can_be_counted_instead_and_by_quarter(tmp_path: Path):
    mapping = mapped('unit = "EUR"', 'measure = "count"\ncadence = "quarter"')

    assert won(convert(written(tmp_path), mapping)) == {"Ada": [3], "Ben": [2]}


def test_a_month_the_export_covers_in_part_is_left_out_and_said_to_be(tmp_path: Path):
    deals = DEALS.replace("2025-01-01", "2025-01-10").replace("2025-03-31", "2025-03-20")

    made = convert(written(tmp_path, deals), mapped())
    told = convert(
        written(tmp_path, deals), mapped("won =", "covers_from = 2025-01-01\ncovers_until = 2025-03-20\nwon =")
    )

    assert won(made) == {"Ada": [0], "Ben": [70]}
    assert made.notes[:2] == (
        "Measured from 2025-02-01 to 2025-02-28, by month: 1 in all.",
        "Left out: 4 deals closed in a month that the export does not cover whole.",
    )
    assert won(told) == {"Ada": [150, 0], "Ben": [0, 70]}


def test_a_weekend_at_either_end_is_no_gap_in_what_is_covered(tmp_path: Path):
    deals = DEALS.replace("2025-01-01", "2025-01-03").replace("2025-03-31", "2025-03-29")

    assert won(convert(written(tmp_path, deals), mapped())) == {"Ada": [150, 0, 30], "Ben": [0, 70, 20]}


def test_somebody_who_began_later_is_measured_from_then_on(tmp_path: Path):
    teams = "name,manager,office,hired\nAda,Mia,North,\nBen,Mia,North,2025-02-10\n"

    made = convert(written(tmp_path, teams=teams), mapped('unit = "office"', 'unit = "office"\nstarts_on = "hired"'))

    assert won(made) == {"Ada": [150, 0, 30], "Ben": [70, 20]}
    assert made.tables["assignments"]["starts_on"].to_list()[:2] == [JANUARY, date(2025, 2, 10)]


def test_the_notes_say_what_counts_and_who_is_not_measured(tmp_path: Path):
    made = convert(written(tmp_path), mapped())

    assert made.notes == (
        "Measured from 2025-01-01 to 2025-03-31, by month: 3 in all.",
        "Of 7 deals 5 were won. Those lost (1) and open (1) play no part.",
        "Expected of everybody: 100 EUR a period.",
        "Not measured, because they have no deal of any kind: Cem.",
    )


@pytest.mark.parametrize(
    ("target", "deals", "expected"),
    [
        ("median_of_first = 4", DEALS, "Expected at least 4 whole periods for median_of_first; there are 3."),
        (
            "median_of_first = 1",
            DEALS.replace("Ada,Won,2025-01", "Ada,Lost,2025-01"),
            "Half of the people won nothing in the first 1: expected a fixed target or a column instead.",
        ),
        (
            "fixed = 100",
            "owner,stage,closed,amount\nAda,Won,2025-01-10,1\nAda,Won,2025-01-20,1\n",
            "Expected at least one whole month; the deals were closed from 2025-01-10 to 2025-01-20.",
        ),
    ],
)
def test_an_export_too_small_for_what_is_asked_is_refused(tmp_path: Path, target: str, deals: str, expected: str):
    with pytest.raises(InputRefused, match="column closed") as refusal:
        convert(written(tmp_path, deals), mapped("fixed = 100", target))

    assert refusal.value.problems.shown[0].expected == expected


deal = st.tuples(
    st.sampled_from(["Ada", "Ben", "Cem"]),
    st.sampled_from(["Won", "Lost"]),
    st.dates(date(2025, 1, 1), date(2025, 6, 30)),
    st.integers(0, 1000),
)


@settings(max_examples=25)
@given(st.lists(deal, min_size=1, max_size=30), st.permutations(range(32)))
def test_no_order_matters_and_no_won_deal_is_lost_or_counted_twice(
    deals: list[tuple[str, str, date, int]], order: list[int]
):
    whole = [("Ada", "Won", date(2025, 1, 1), 1), ("Ada", "Won", date(2025, 6, 30), 1), *deals]
    shuffled = [whole[place] for place in order if place < len(whole)]

    def table(rows: list[tuple[str, str, date, int]]) -> str:
        return "owner,stage,closed,amount\n" + "".join(f"{who},{how},{day},{worth}\n" for who, how, day, worth in rows)

    with TemporaryDirectory() as folder:
        one = convert(written(Path(folder), table(whole)), mapped())
        other = convert(written(Path(folder), table(shuffled)), mapped())

    assert one.tables["measurements"].equals(other.tables["measurements"])
    assert one.tables["measurements"]["actual"].sum() == sum(worth for _, how, _, worth in whole if how == "Won")
