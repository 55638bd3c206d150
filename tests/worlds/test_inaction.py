"""What is said of waiting against known truth, small; the full run is benchmarks/truth_inaction.py."""

import numpy as np
import pytest

from truth_inaction import Said, covered, row, said_of


@pytest.fixture(scope="module")
def typical() -> Said:
    """Of a company of 200."""
    return said_of(("typical", 200, 0))


def test_nine_in_ten_come_out_where_they_were_foreseen(typical: Said):
    assert len(typical.everybody) >= 12
    assert np.mean(typical.everybody) >= 0.75
    assert abs(np.mean(typical.error)) <= 0.06


def test_what_was_lost_lies_where_it_is_said_to(typical: Said):
    assert len(typical.cost) >= 8
    assert np.mean(typical.cost) >= 0.75


def test_where_nothing_erodes_nothing_is_said_to(typical: Said):
    assert typical.deepens.falls is not True
    assert typical.spreads.falls is not True


def test_where_gaps_deepen_it_is_said():
    said = said_of(("erosion", 150, 1))

    assert said.deepens.falls
    assert -0.02 < said.deepens.per_month < 0
    assert said.spreads.falls is not True


def test_a_row_of_the_page_holds_the_shares_of_all_companies(typical: Said):
    alone = np.array([True, True, False, True])
    made = Said(alone, alone, np.array([0.01, 0.03]), alone, typical.deepens, typical.spreads)

    assert covered([alone, alone]) == "75.0 ± 0.0 %"
    assert row("typical", [made, made]).startswith(
        "| typical | 2 | 8 | 75.0 ± 0.0 % | 75.0 ± 0.0 % | 75.0 ± 0.0 % | +2.0 |"
    )
