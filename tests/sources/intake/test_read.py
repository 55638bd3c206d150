"""The company on record."""

import pytest

from answerable.sources.intake.read import company_on_record, standing_rows
from answerable.sources.intake.tables import HOME_OF
from staged import staged_company

pytestmark = pytest.mark.django_db


def test_the_tables_that_were_brought_are_on_record():
    company = company_on_record()

    assert company.given == staged_company().given
    assert company["people"].collect().to_polars().height == 12


def test_rows_come_with_their_numbers():
    rows = standing_rows(HOME_OF["units"])

    assert rows.columns == ["unit_id", "name", "parent_unit_id", "leader_id", "row_id"]
    assert rows["row_id"].n_unique() == 3
