from collections.abc import Callable

import pytest

Advice = Callable[..., list[str]]


def test_nothing_is_told_of_a_company_that_has_all_it_needs(advice: Advice):
    assert advice() == []


def test_a_column_the_contract_does_not_name_is_told(advice: Advice):
    assert advice(roles="role_id,title,colour\nr1,Seller,red\n") == [
        "roles.csv, column colour: found 'colour'. Nothing is read from this column; it is kept and passed through."
    ]


def test_ids_of_a_table_that_is_not_there_are_told_once(advice: Advice):
    assignments = "person_id,role_id,manager_id,starts_on,unit_id\np1,r1,,2026-01-01,u1\np2,r1,p1,2026-01-01,u1\n"

    assert advice(assignments=assignments) == [
        (
            "assignments.csv, column unit_id: Names ids of a table units, which is not there: "
            "without it nothing is said of them."
        )
    ]


def test_a_person_without_any_assignment_is_told(advice: Advice):
    assert advice(people="person_id,name\np1,Ann\np2,Bob\np3,Cy\n") == [
        "people.csv, line 4, column person_id: found 'p3'. Holds no role, so nothing can be said of them."
    ]


def test_an_expectation_without_any_target_is_told(advice: Advice):
    expectations = "expectation_id,role_id,name,direction,cadence\ne1,r1,Won,higher,month\n"

    assert advice(expectations=expectations) == [
        (
            "expectations.csv, line 2, column expectation_id: found 'e1'. Has no target, neither here nor in targets: "
            "say what is expected, or nothing can be judged by it."
        )
    ]


def test_a_target_of_one_person_is_a_target(advice: Advice):
    expectations = "expectation_id,role_id,name,direction,cadence\ne1,r1,Won,higher,month\n"
    targets = "person_id,expectation_id,period,target\np1,e1,2026-01-01,10\n"

    assert advice(expectations=expectations, targets=targets) == []


@pytest.mark.parametrize("ends_on", ["", "2026-03-02"])
def test_a_manager_who_has_left_is_told_and_not_refused(advice: Advice, ends_on: str):
    people = "person_id,name,ends_on\np1,Ann,2026-03-01\np2,Bob,\n"
    assignments = (
        f"person_id,role_id,manager_id,starts_on,ends_on\np1,r1,,2026-01-01,2026-03-01\np2,r1,p1,2026-01-01,{ends_on}\n"
    )

    assert advice(people=people, assignments=assignments) == [
        (
            "assignments.csv, line 3, column manager_id: found 'p1'. Left on 2026-03-01 but is still named as manager "
            "after that day; what they owe falls to the next leader above."
        )
    ]


def test_a_manager_whose_people_moved_on_the_day_they_left_is_not_told(advice: Advice):
    people = "person_id,name,ends_on\np1,Ann,2026-03-01\np2,Bob,\n"
    assignments = (
        "person_id,role_id,manager_id,starts_on,ends_on\np1,r1,,2026-01-01,2026-03-01\np2,r1,p1,2026-01-01,2026-03-01\n"
    )

    assert advice(people=people, assignments=assignments) == []


ASSIGNMENTS = "person_id,role_id,manager_id,starts_on,ends_on\n"
WITHOUT_ROLE = (
    "Holds no assignment on some of the days they are named; what they owe then falls to the next leader above."
)


@pytest.mark.parametrize("theirs", ["p1,r1,,2026-01-01,2026-02-01\n", "p1,r1,,2026-02-01,\n"])
def test_a_manager_who_holds_no_assignment_while_named_is_told(advice: Advice, theirs: str):
    told = advice(assignments=f"{ASSIGNMENTS}{theirs}p2,r1,p1,2026-01-01,2026-04-01\n")

    assert told[0] == f"assignments.csv, line 3, column manager_id: found 'p1'. {WITHOUT_ROLE}"


def test_a_manager_whose_assignments_follow_each_other_is_not_told(advice: Advice):
    theirs = "p1,r1,,2026-01-01,2026-02-01\np1,r1,,2026-02-01,\n"

    assert advice(assignments=f"{ASSIGNMENTS}{theirs}p2,r1,p1,2026-01-01,\n") == []


def test_a_manager_who_never_held_any_assignment_is_told(advice: Advice):
    told = advice(
        people="person_id,name\np1,Ann\np2,Bob\np3,Cy\n",
        assignments=f"{ASSIGNMENTS}p1,r1,p3,2026-01-01,\np2,r1,p1,2026-01-01,\n",
    )

    assert told == [
        "people.csv, line 4, column person_id: found 'p3'. Holds no role, so nothing can be said of them.",
        f"assignments.csv, line 2, column manager_id: found 'p3'. {WITHOUT_ROLE}",
    ]


def test_two_people_at_the_top_at_a_time_are_told(advice: Advice):
    assert advice(assignments=f"{ASSIGNMENTS}p1,r1,,2026-01-01,\np2,r1,,2026-01-01,\n") == [
        (
            "assignments.csv, line 3, column manager_id: p2 has no manager on 2026-01-01, and somebody else has none "
            "either. Is one missing here?"
        )
    ]


def test_columns_of_ones_own_do_not_stand_in_for_the_days_somebody_left(advice: Advice):
    rows = "p1,r1,,2026-01-01,1999-01-01,x\np2,r1,p1,2026-01-01,1999-01-01,x\n"

    told = advice(assignments=f"person_id,role_id,manager_id,starts_on,left_on,until\n{rows}")

    assert [line.split(":")[0] for line in told] == [
        "assignments.csv, column left_on",
        "assignments.csv, column until",
    ]


def test_a_top_that_follows_one_who_has_left_is_not_told(advice: Advice):
    people = "person_id,name,ends_on\np1,Ann,2026-03-01\np2,Bob,\n"
    rows = "p1,r1,,2026-01-01,\np2,r1,p1,2026-01-01,2026-03-01\np2,r1,,2026-03-01,\n"

    assert advice(people=people, assignments=f"{ASSIGNMENTS}{rows}") == []


def measured(starts_on: str, ends_on: str, cadence: str, first: str, last: str) -> dict[str, str]:
    """Bob holds the role from day to day and is measured in two periods."""
    return {
        "assignments": f"{ASSIGNMENTS}p1,r1,,2025-01-01,\np2,r1,p1,{starts_on},{ends_on}\n",
        "expectations": f"expectation_id,role_id,name,direction,cadence,target\ne1,r1,Won,higher,{cadence},10\n",
        "measurements": f"person_id,expectation_id,period,actual\np2,e1,{first},9\np2,e1,{last},9\n",
    }


@pytest.mark.parametrize(
    "case",
    [
        ("2026-01-15", "2026-03-15", "month", "2026-01-01", "2026-03-01"),
        ("2026-01-11", "", "week", "2026-01-05", "2026-01-12"),
        ("2026-03-31", "", "quarter", "2026-01-01", "2026-04-01"),
        ("2026-12-31", "", "year", "2026-01-01", "2027-01-01"),
    ],
)
def test_a_period_part_of_which_the_role_was_held_is_within_it(advice: Advice, case: tuple[str, ...]):
    assert advice(**measured(*case)) == []


@pytest.mark.parametrize(
    "case",
    [
        ("2026-02-01", "", "month", "2026-01-01", "2026-03-01"),
        ("2026-01-01", "2026-03-01", "month", "2026-01-01", "2026-03-01"),
        ("2026-01-12", "", "week", "2026-01-05", "2026-01-12"),
        ("2026-04-01", "", "quarter", "2026-01-01", "2026-04-01"),
        ("2027-01-01", "", "year", "2026-01-01", "2027-01-01"),
    ],
)
def test_measurements_from_outside_the_time_in_the_role_are_told(advice: Advice, case: tuple[str, ...]):
    assert advice(**measured(*case)) == [
        (
            f"measurements.csv, line 2, column person_id: found 'p2'. Has measurements of e1 from {case[3]} to "
            f"{case[4]}, some of them from outside their time in the role r1. "
            "Is an assignment missing, or is this somebody else's work?"
        )
    ]


def test_measurements_of_a_role_never_held_are_told(advice: Advice):
    told = advice(
        roles="role_id,title\nr1,Seller\nr2,Chief\n",
        assignments=f"{ASSIGNMENTS}p1,r2,,2026-01-01,\np2,r1,p1,2026-01-01,\n",
    )

    assert told == [
        (
            "measurements.csv, line 2, column person_id: found 'p1'. Has measurements of e1 from 2026-01-01 to "
            "2026-01-01, some of them from outside their time in the role r1. "
            "Is an assignment missing, or is this somebody else's work?"
        )
    ]
