from datetime import date

import polars as pl
import pytest

from answerable.engine.attainment import Block, Panel, attainment_blocks, read_panel
from answerable.engine.levers.supports import KEYS, Supports, kinds_of, read_supports, starts_in
from answerable.panel import Company
from cast import SELLERS, company, measurements, steady
from helped import interventions

FIRST, SECOND, *_ = SELLERS


def helped(table: pl.DataFrame) -> tuple[Company, Panel, Block]:
    made = company(
        interventions=table, measurements=measurements({person: steady(0.8, 6) for person in (FIRST, SECOND)})
    )
    panel = read_panel(made)
    (block,) = attainment_blocks(panel, date(2026, 1, 1))
    return made, panel, block


@pytest.fixture
def mixed() -> tuple[Supports, Block]:
    rows = [
        ("tool", 3, None, "north", "New tool"),
        ("coaching", 1, FIRST, None, "Plan"),
        ("coaching", 2, SECOND, None, None),
        ("coaching", 4, None, "north", "Plan"),
    ]
    made, panel, block = helped(interventions(*rows, cause=[None, "skill", "drive", None]))
    return read_supports(made, panel), block


def test_supports_come_in_order_with_what_kind_they_are(mixed: tuple[Supports, Block]):
    supports, _ = mixed

    assert supports.table.rows() == [
        ("coaching", "Plan", "skill", False),
        ("coaching", None, "drive", False),
        ("tool", "New tool", None, True),
        ("coaching", "Plan", None, True),
    ]
    assert (supports.person >= 0).tolist() == [True, True, False, False]


def test_where_no_cause_is_given_there_is_none():
    made, panel, _ = helped(interventions(("coaching", 1, FIRST, None, "Plan")))

    assert read_supports(made, panel).table["cause"].to_list() == [None]


def test_kinds_are_levers_or_finer_and_what_is_for_a_unit_is_apart(mixed: tuple[Supports, Block]):
    supports, _ = mixed

    whole, named, caused = (kinds_of(supports, by) for by in (None, "name", "cause"))

    assert whole.table.columns == list(KEYS)
    assert whole.table.select("lever", "unit_wide").rows() == [("coaching", False), ("coaching", True), ("tool", True)]
    assert whole.of.tolist() == [0, 0, 2, 1]
    assert named.table["name"].to_list() == ["Plan", "Plan", "New tool"]
    assert named.of.tolist() == [0, -1, 2, 1]
    assert caused.table["cause"].to_list() == ["drive", "skill"]
    assert caused.of.tolist() == [1, 0, -1, -1]


def test_support_begins_for_the_person_or_everybody_in_the_unit(mixed: tuple[Supports, Block]):
    supports, block = mixed
    kinds = kinds_of(supports, "name")

    began = starts_in(block, supports, kinds.of, len(kinds.table))

    rows = [block.person.tolist().index(code) for code in supports.person[:2]]
    assert began.shape == (4, len(block.person), 6)
    assert began[0, rows[0]].tolist() == [False, True, False, False, False, False]
    assert began[0].sum() == 1
    assert began[2, :, 3].all()
    assert began[1, :, 4].all()
    assert began[3, rows[1]].tolist() == [False, False, True, False, False, False]
    assert began.sum() == 2 + 2 * len(block.person)


def test_what_is_meant_for_something_else_or_began_later_is_left_out():
    table = interventions(("coaching", 9, FIRST, None, "Plan"), ("coaching", 2, "chief", None, "Plan"))
    made, panel, block = helped(table)
    supports = read_supports(made, panel)
    elsewhere = Supports(supports.table, supports.person, supports.unit, supports.expectation + 99, supports.day)

    for some in (supports, elsewhere):
        assert not starts_in(block, some, kinds_of(some, None).of, 1).any()
