from collections.abc import Callable
from pathlib import Path

from answerable.panel import read_company
from answerable.panel.checks.every import WHY_REQUIRED
from answerable.panel.schema import TABLES

Refusal = Callable[..., list[str]]


def test_every_table_that_is_needed_says_what_for():
    assert set(WHY_REQUIRED) == {name for name, table in TABLES.items() if table.required}


def test_a_needed_table_with_a_header_only_is_refused(refusal: Refusal):
    assert refusal(measurements="person_id,expectation_id,period,actual\n") == [
        "measurements.csv: Expected at least one row: the table says what was measured."
    ]


def test_every_problem_of_every_table_is_told_at_once(refusal: Refusal):
    told = refusal(
        roles=None,
        people="person_id,name\np1,Ann\np2,\n",
        measurements="person_id,expectation_id,period,actual\np1,e1,2026-01-15,many\n",
        expectations="expectation_id,role_id,name,direction,cadence,target\ne1,r1,Won,higher,month,0\n",
    )

    assert [line.split(":")[0] for line in told] == [
        "people.csv, line 3, column name",
        "measurements.csv, line 2, column actual",
        "roles",
        "expectations.csv, line 2, column target",
        "measurements.csv, line 2, column period",
    ]


def test_advice_waits_until_nothing_is_wrong(refusal: Refusal):
    extra = "role_id,title,colour\nr1,Seller,red\n"

    told = refusal(roles=extra, people="person_id,name\np1,Ann\np2,\n")

    assert told == ["people.csv, line 3, column name: Expected a value: name cannot be left empty."]


def test_advice_comes_with_the_company(company_folder: Callable[..., Path]):
    company = read_company(company_folder(roles="role_id,title,colour\nr1,Seller,red\n"))

    assert company.advice.counts == {("extra-column", "roles.csv"): 1}
