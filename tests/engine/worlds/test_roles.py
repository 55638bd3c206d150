"""The roles of a simulated company."""

from answerable.engine.worlds.roles import CONTRIBUTORS, FUNCTIONS, MAIN_RESULTS, expectation_id


def test_an_expectation_is_named_for_its_role():
    assert expectation_id("account_executive", CONTRIBUTORS[0].expected[0]) == "account_executive_bookings"
    assert MAIN_RESULTS[0] == "account_executive_bookings"


def test_the_teams_of_a_function_add_up():
    totals = [sum(role.share for role in CONTRIBUTORS if role.function == function) for function in FUNCTIONS]

    assert [round(total, 9) for total in totals] == [1.0, 1.0, 1.0, 1.0]


def test_roles_of_one_function_stand_side_by_side_in_the_order_of_functions():
    order = [FUNCTIONS.index(role.function) for role in CONTRIBUTORS]

    assert order == sorted(order)


def test_every_main_result_is_monthly_and_every_direction_occurs():
    assert {role.expected[0].cadence for role in CONTRIBUTORS} == {"month"}
    assert {expected.direction for role in CONTRIBUTORS for expected in role.expected} == {"higher", "lower", "band"}
    assert {expected.cadence for role in CONTRIBUTORS for expected in role.expected} == {"month", "quarter"}
