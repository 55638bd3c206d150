"""What was agreed here is a target like one that was brought; what was brought goes before it."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from answerable.facts.agreements import write as agreements
from answerable.facts.agreements.write import ForOne, Pair
from answerable.facts.measures.models import Target
from answerable.facts.people.models import Person
from answerable.facts.roles import read as roles
from answerable.facts.roles.models import Expectation
from answerable.facts.roles.write import Author, change_role
from answerable.findings import in_force
from answerable.sources.intake import write as intake
from answerable.sources.intake.read import company_on_record
from cast import month
from staged import AT, TODAY, staged_company

pytestmark = pytest.mark.django_db

LESS = ForOne("bookings", 80.0, None, "Back from leave", date(2025, 11, 15), None)


def pair(key: str = "seller-2") -> Pair:
    person, leader = (Person.objects.get(key=one).pk for one in (key, "leader"))
    return Pair(person, leader, "leader", "sells")


def targets() -> list[tuple[str, date, float]]:
    rows = company_on_record()["targets"].collect().to_polars().sort("person_id", "period")
    return list(rows.select("person_id", "period", "target").iter_rows())


def raised_to(target: float, on: date) -> None:
    role = roles.role("sells")
    assert role is not None
    profile = roles.profile(role.number, on)
    wanted = replace(profile, expectations=(replace(profile.expectations[0], target=target),))
    author = Author("leader", "Lee Okoro", "", on)
    change_role(role="sells", profile=wanted, shown=role.version, author=author, on=on, at=AT)


def test_where_nothing_was_agreed_there_are_no_targets():
    assert targets() == []
    assert "targets" not in company_on_record().given


def test_what_is_tailored_counts_for_periods_that_begin_from_its_first_day_on():
    agreements.tailor(pair(), LESS, at=AT)

    # November had begun on the 15th; of 2025 only December begins after it.
    assert targets() == [("seller-2", month(11), 80.0)]


def test_what_is_tailored_counts_until_its_last_day():
    agreements.tailor(pair(), replace(LESS, starts_on=month(8), ends_on=month(10)), at=AT)

    assert targets() == [("seller-2", month(8), 80.0), ("seller-2", month(9), 80.0)]


def test_a_target_that_was_brought_goes_before_what_was_tailored():
    agreements.tailor(pair(), replace(LESS, starts_on=month(10)), at=AT)
    person = Person.objects.get(key="seller-2")
    Target.objects.create(person=person, expectation="bookings", period=month(11), target=95.0, recorded_at=AT)

    assert targets() == [("seller-2", month(10), 80.0), ("seller-2", month(11), 95.0)]


def test_a_change_of_the_role_does_not_reach_back():
    raised_to(120.0, date(2025, 11, 1))

    found = targets()

    assert len(found) == 6 * 10
    assert [row for row in found if row[0] == "seller-3"] == [("seller-3", month(n), 100.0) for n in range(10)]


def test_what_was_tailored_goes_before_what_held_then():
    agreements.tailor(pair(), replace(LESS, starts_on=month(9), ends_on=month(10)), at=AT)
    raised_to(120.0, date(2025, 11, 1))

    own = [row[2] for row in targets() if row[0] == "seller-2"]

    assert own == [100.0] * 9 + [80.0]


def test_the_engine_sees_it_in_the_attainment_of_the_person():
    before = in_force.record().fingerprint(TODAY)

    agreements.tailor(pair("seller-1"), replace(LESS, target=60.0, starts_on=month(6)), at=AT)

    record = in_force.record()
    assert record.fingerprint(TODAY) != before
    assert record.tables["targets"].filter(pl.col("person_id") == "seller-1").height == 6


def test_bringing_the_same_company_again_changes_nothing_and_what_was_agreed_stays():
    agreements.tailor(pair(), LESS, at=AT)

    told = intake.load(staged_company(), actor="stage", at=AT)

    assert sum(one.added + one.corrected for one in told) == 0
    assert targets() == [("seller-2", month(11), 80.0)]


def test_an_import_that_says_otherwise_is_the_next_version_of_the_role():
    raised_to(120.0, TODAY)

    intake.load(staged_company(), actor="stage", at=AT)

    role = roles.role("sells")
    assert role is not None
    assert (role.version, Expectation.standing.get(key="bookings").target) == (3, 100.0)
    assert [one.author for one in roles.versions(role.number)] == ["", "Lee Okoro", ""]
