from datetime import date

import polars as pl

from answerable.findings.line import Role, read_line
from cast import CHIEF, DIRECTOR, LEADER, NEW_LEADER, SELLERS, assignments, company, people

ON = date(2025, 6, 1)


def changed(person: str, **columns: object) -> pl.DataFrame:
    """The assignments with one person's changed."""
    exchanged = {
        name: pl.when(pl.col("person_id") == person).then(pl.lit(value)).otherwise(name)
        for name, value in columns.items()
    }
    return assignments().with_columns(**exchanged)


def test_everybody_counts_with_who_leads_them_that_day():
    line = read_line(company()).on(ON)

    assert line.reports == {CHIEF: [DIRECTOR], DIRECTOR: [LEADER, NEW_LEADER], LEADER: list(SELLERS)}
    assert line.chain_of_person(SELLERS[0], ON).leaders == (LEADER, DIRECTOR, CHIEF)


def test_people_of_a_manager_who_has_left_count_with_the_next_one_present():
    left = people().with_columns(
        ends_on=pl.when(pl.col("person_id") == LEADER).then(date(2025, 5, 1)).otherwise(pl.lit(None, pl.Date))
    )

    line = read_line(company(people=left)).on(ON)

    assert set(SELLERS) <= set(line.reports[DIRECTOR])
    assert LEADER not in line.reports


def test_a_unit_without_a_leader_goes_by_that_of_the_unit_above():
    units = pl.DataFrame(
        {
            "unit_id": ["company", "north", "desk", "island"],
            "name": ["All", "North", "Desk", "Island"],
            "parent_unit_id": [None, "company", "north", None],
            "leader_id": [CHIEF, LEADER, None, None],
        }
    )

    line = read_line(company(units=units)).on(ON)

    assert line.unit_leaders == {"company": CHIEF, "north": LEADER, "desk": LEADER, "island": None}
    assert line.chain_of_unit("desk", ON).leaders == (LEADER, DIRECTOR, CHIEF)
    assert line.chain_of_unit("island", ON).leaders == ()
    assert line.chain_of_unit("island", ON).notes == ("Island has no leader on record.",)


def test_names_are_those_of_people_units_and_expectations():
    names = read_line(company()).on(ON).names

    assert (names[LEADER], names["north"], names["bookings"]) == ("Lee Okoro", "North", "Bookings")


def test_a_role_counts_from_the_first_day_of_its_unbroken_time():
    one = assignments()
    moved = one.filter(pl.col("person_id") == SELLERS[0])
    parts = [
        moved.with_columns(ends_on=date(2025, 2, 1)),
        moved.with_columns(starts_on=date(2025, 2, 1), ends_on=date(2025, 3, 1), manager_id=pl.lit(NEW_LEADER)),
        moved.with_columns(starts_on=date(2025, 3, 15), ends_on=pl.lit(None, pl.Date)),
    ]
    split = pl.concat([one.filter(pl.col("person_id") != SELLERS[0]), *parts])

    before, after = (
        read_line(company(assignments=split)).on(date(2025, 2, 10)),
        read_line(company(assignments=split)).on(ON),
    )

    assert before.roles[SELLERS[0]] == Role("sells", date(2024, 1, 1))
    assert after.roles[SELLERS[0]] == Role("sells", date(2025, 3, 15))


def test_who_holds_no_role_that_day_has_none():
    ended = changed(SELLERS[0], ends_on=date(2025, 5, 1))

    line = read_line(company(assignments=ended)).on(ON)

    assert SELLERS[0] not in line.roles
    assert SELLERS[0] not in line.reports[LEADER]


def test_somebody_leads_since_the_first_who_reported_to_them():
    line = read_line(company(assignments=changed(SELLERS[0], starts_on=date(2023, 5, 1)))).on(ON)

    began = date(2024, 1, 1)
    assert line.first_led == {CHIEF: began, DIRECTOR: began, LEADER: date(2023, 5, 1)}


def test_somebody_leads_since_they_hold_a_role_that_leads_people():
    roles = pl.DataFrame({"role_id": ["sells", "leads"], "title": ["Sells", "Leads"], "leads_people": [False, True]})

    line = read_line(company(assignments=changed(NEW_LEADER, starts_on=date(2025, 3, 1)), roles=roles)).on(ON)

    assert line.first_led[NEW_LEADER] == date(2025, 3, 1)
