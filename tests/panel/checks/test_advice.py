from collections.abc import Callable

import pytest

Advice = Callable[..., list[str]]


def test_nothing_is_told_of_a_company_that_has_all_it_needs(advice: Advice):
    assert advice() == []


def test_a_column_the_contract_does_not_name_is_told(advice: Advice):
    assert advice(roles="role_id,title,colour\nr1,Seller,red\n") == [
        "roles.csv, column colour: found 'colour'. Nothing is read from this column; it is kept and passed through."
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
