from answerable.panel.schema import PEOPLE, TABLES, Kind


def test_a_column_is_found_by_its_name():
    column = PEOPLE.column("starts_on")

    assert (column.name, column.kind, column.required, column.empty) == ("starts_on", Kind.DATE, False, True)


def test_five_tables_are_needed_and_the_others_widen_what_can_be_said():
    needed = [name for name, table in TABLES.items() if table.required]

    assert needed == ["people", "roles", "assignments", "expectations", "measurements"]


def test_every_reference_leads_to_the_key_of_another_table():
    references = {column.refers_to for table in TABLES.values() for column in table.columns if column.refers_to}

    assert references == {
        ("people", "person_id"),
        ("units", "unit_id"),
        ("roles", "role_id"),
        ("expectations", "expectation_id"),
    }
    assert all(TABLES[table].key == (column,) for table, column in references)
