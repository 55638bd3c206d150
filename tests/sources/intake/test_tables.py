"""Every column of every canonical table has its place."""

from answerable.panel.schema import TABLES
from answerable.sources.intake.tables import HOME_OF, HOMES


def test_every_canonical_table_and_column_has_a_home():
    assert {home.table: set(home.fields) for home in HOMES} == {
        name: {column.name for column in table.columns} for name, table in TABLES.items()
    }


def test_every_field_exists_in_its_model():
    missing = [
        (home.table, field)
        for home in HOMES
        for field in home.fields.values()
        if field not in {one.name for one in home.model._meta.get_fields()}
    ]

    assert missing == []


def test_references_are_asked_for_by_key():
    assert HOME_OF["assignments"].lookup("manager_id") == "manager__key"
    assert HOME_OF["assignments"].lookup("starts_on") == "starts_on"
