from collections.abc import Callable

import pytest

Refusal = Callable[..., list[str]]

EXPECTATIONS = "expectation_id,role_id,name,direction,cadence,target,target_high\n"
WORTH = "expectation_id,role_id,name,direction,cadence,target,value_per_unit,currency\n"
TARGETS = "person_id,expectation_id,period,target\n"
INTERVENTIONS = "intervention_id,lever,starts_on,person_id,unit_id\n"
ZERO = (
    "found '0'. A target of zero has no attainment: nothing can be a share of it. "
    "Leave it empty where nothing is expected, or name what is."
)


def test_a_target_of_zero_is_refused_wherever_it_stands(refusal: Refusal):
    told = refusal(expectations=f"{EXPECTATIONS}e1,r1,Won,higher,month,0,\n", targets=f"{TARGETS}p1,e1,2026-01-01,0\n")

    assert told == [
        f"expectations.csv, line 2, column target: {ZERO}",
        f"targets.csv, line 2, column target: {ZERO}",
    ]


def test_a_band_may_begin_at_zero(advice: Callable[..., list[str]]):
    assert advice(expectations=f"{EXPECTATIONS}e1,r1,Discount,band,month,0,5\n") == []


@pytest.mark.parametrize(
    ("edges", "expected"),
    [
        ("5,", "column target_high: A band needs both its edges: target and target_high."),
        ("5,5", "column target_high: found '5'. Expected more than target, 5."),
        ("5,4.5", "column target_high: found '4.5'. Expected more than target, 5."),
        ("-5,5", "column target: found '-5'. A band around zero has no attainment: choose another measure."),
    ],
)
def test_a_band_without_two_edges_in_their_order_is_refused(refusal: Refusal, edges: str, expected: str):
    told = refusal(expectations=f"{EXPECTATIONS}e1,r1,Discount,band,month,{edges}\n")

    assert told == [f"expectations.csv, line 2, {expected}"]


@pytest.mark.parametrize(
    ("worth", "expected"),
    [
        (
            "400,",
            "column currency: Expected the currency of value_per_unit, 400: three capital letters, such as EUR.",
        ),
        (",EUR", "column value_per_unit: Expected what one unit is worth, in EUR; or leave currency empty as well."),
        ("400,euro", "column currency: found 'euro'. Expected a currency of three capital letters, such as EUR."),
        ("400,eur", "column currency: found 'eur'. Expected a currency of three capital letters, such as EUR."),
        ("-1,EUR", "column value_per_unit: found '-1'. Expected 0 or more."),
        (
            "much,EUR",
            (
                "column value_per_unit: found 'much'. Expected a number such as 1234.5, with a decimal point and "
                "without thousands separators."
            ),
        ),
    ],
)
def test_what_a_unit_is_worth_comes_with_its_currency(refusal: Refusal, worth: str, expected: str):
    told = refusal(expectations=f"{WORTH}e1,r1,Won,higher,month,10,{worth}\n")

    assert told == [f"expectations.csv, line 2, {expected}"]


@pytest.mark.parametrize("worth", ["400,EUR", "0,USD", "0.5,CHF", ","])
def test_a_worth_with_a_currency_and_none_at_all_are_fine(advice: Callable[..., list[str]], worth: str):
    assert advice(expectations=f"{WORTH}e1,r1,Won,higher,month,10,{worth}\n") == []


@pytest.mark.parametrize(
    ("cadence", "period", "expected"),
    [
        ("week", "2026-01-06", "2026-01-05"),
        ("month", "2026-01-15", "2026-01-01"),
        ("quarter", "2026-02-01", "2026-01-01"),
        ("quarter", "2026-04-02", "2026-04-01"),
        ("year", "2026-07-01", "2026-01-01"),
    ],
)
def test_a_period_that_is_not_named_by_its_first_day_is_refused(
    refusal: Refusal, cadence: str, period: str, expected: str
):
    told = refusal(
        expectations=f"{EXPECTATIONS}e1,r1,Won,higher,{cadence},10,\n",
        measurements=f"person_id,expectation_id,period,actual\np1,e1,{period},9\n",
    )

    assert told == [
        (
            f"measurements.csv, line 2, column period: found '{period}'. Expected {expected}: a period is named by its "
            f"first day, and this {cadence} begins then."
        )
    ]


@pytest.mark.parametrize(
    ("cadence", "period"),
    [("week", "2026-01-05"), ("month", "2026-02-01"), ("quarter", "2026-10-01"), ("year", "2026-01-01")],
)
def test_the_first_day_names_a_period_of_every_cadence(advice: Callable[..., list[str]], cadence: str, period: str):
    told = advice(
        expectations=f"{EXPECTATIONS}e1,r1,Won,higher,{cadence},10,\n",
        measurements=f"person_id,expectation_id,period,actual\np1,e1,{period},9\n",
    )

    assert told == []


def test_an_intervention_is_for_a_person_or_a_unit_and_not_for_both(refusal: Refusal):
    rows = "i1,coaching,2026-01-01,,\ni2,coaching,2026-01-01,p1,u1\ni3,coaching,2026-01-01,p1,\n"

    told = refusal(units="unit_id,name\nu1,North\n", interventions=f"{INTERVENTIONS}{rows}")

    assert told == [
        (
            "interventions.csv, line 2, column person_id: "
            "Expected either person_id or unit_id: who or what it is meant for."
        ),
        (
            "interventions.csv, line 3, column person_id: found 'p1'. "
            "Expected either person_id or unit_id: who or what it is meant for."
        ),
    ]


def test_an_edge_that_cannot_be_read_is_not_told_as_an_open_band_too(refusal: Refusal):
    (problem,) = refusal(expectations=f"{EXPECTATIONS}e1,r1,Discount,band,month,1,many\n")

    assert problem.startswith("expectations.csv, line 2, column target_high: found 'many'.")


def test_a_column_of_ones_own_called_cadence_is_not_the_cadence(refusal: Refusal):
    (problem,) = refusal(
        measurements="person_id,expectation_id,period,actual,cadence\np1,e1,2026-01-15,9,whenever\n",
    )

    assert problem.startswith("measurements.csv, line 2, column period: found '2026-01-15'. Expected 2026-01-01:")


def test_a_cause_is_of_the_list(refusal: Refusal):
    table = f"{INTERVENTIONS.strip()},cause\ni1,coaching,2026-01-05,p1,,skill\ni2,tool,2026-01-05,p1,,weather\n"

    (told,) = refusal(interventions=table)

    assert told.startswith("interventions.csv, line 3, column cause: found 'weather'. Expected one of: expectation_unc")


def test_a_cause_may_be_left_out(advice: Callable[..., list[str]]):
    table = f"{INTERVENTIONS.strip()},cause\ni1,coaching,2026-01-05,p1,,skill\ni2,tool,2026-01-05,p1,,\n"

    assert advice(interventions=table) == []
