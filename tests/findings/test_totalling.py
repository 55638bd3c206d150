"""Totals are stored with each evaluation: what is new, what was corrected, and what no longer holds."""

from datetime import UTC, date, datetime

import pytest

from answerable.facts.measures.models import Measurement
from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.write import rewrite_places
from answerable.facts.roles.models import Expectation
from answerable.findings import in_force, write
from answerable.findings.models import Total

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)
DAY = date(2026, 1, 13)
DECEMBER = date(2025, 12, 1)


def evaluate() -> None:
    write.evaluate(in_force.record(), on=DAY, at=AT)


def of_leader(key: str, period: date = DECEMBER) -> Total:
    """The last total of a leader's line in a month."""
    return Total.objects.filter(leader__key=key, period=period).order_by("-pk")[0]


def figures(row: Total) -> tuple[int, int, float | None, float | None, float | None]:
    """How many held the role and were measured, and what they reached."""
    rounded = None if row.attainment is None else round(row.attainment, 4)
    return row.held, row.people, row.actual, row.target, rounded


def test_every_line_and_every_unit_has_a_total_of_every_month_of_the_last_year():
    leaders = Total.objects.filter(leader__isnull=False).values_list("leader__key", "period").distinct()
    units = Total.objects.filter(unit__isnull=False).values_list("unit__key", "period").distinct()

    months = {date(2025, month, 1) for month in range(1, 13)}
    assert {period for key, period in leaders if key == "leader"} == months
    # Seller-6 came to the new leader on 1 December.
    assert {period for key, period in leaders if key == "new-leader"} == {DECEMBER}
    assert {(key, period) for key, period in units if key == "company"} == {("company", month) for month in months}


def test_what_is_counted_in_no_unit_is_a_mean_over_the_people_of_then():
    # Five sellers in December: four at 97 %, seller-1 at 58 %; until then seller-6 was with them.
    assert figures(of_leader("leader")) == (5, 5, None, None, 0.892)
    assert figures(of_leader("leader", date(2025, 11, 1)))[:2] == (6, 6)
    assert figures(of_leader("director")) == (6, 6, None, None, 0.905)


def test_the_unit_above_holds_the_people_of_the_units_below():
    rows = Total.objects.filter(unit__key__in=("company", "north", "south"), period=DECEMBER).order_by("pk")

    assert {row.unit.key: row.people for row in rows.select_related("unit") if row.unit} == {
        "company": 6,
        "north": 5,
        "south": 1,
    }


def test_results_counted_in_a_unit_are_added_up():
    Expectation.standing.update(unit="EUR")
    Measurement.standing.filter(person__key="seller-2", period=DECEMBER).update(actual=197)

    evaluate()

    # 58 + 197 + three of 97, of five of 100.
    assert figures(of_leader("leader")) == (5, 5, 546.0, 500.0, 1.092)
    assert figures(of_leader("new-leader", DECEMBER))[:2] == (1, 1)


def test_a_corrected_figure_makes_a_new_total_of_that_month_for_everybody_above_alone():
    before = set(Total.objects.values_list("pk", flat=True))
    Measurement.standing.filter(person__key="seller-2", period=date(2025, 6, 1)).update(actual=70)

    evaluate()

    fresh = Total.objects.exclude(pk__in=before)
    assert {row.period for row in fresh} == {date(2025, 6, 1)}
    assert set(fresh.values_list("leader__key", flat=True)) == {None, "leader", "director", "chief"}
    assert set(fresh.values_list("unit__key", flat=True)) == {None, "north", "company"}


def test_the_same_facts_looked_at_again_make_no_new_totals():
    before = Total.objects.count()
    Expectation.standing.update(tolerance=0.11)

    evaluate()

    assert Total.objects.count() == before


def test_whoever_was_not_measured_is_counted_as_holding_the_role():
    Measurement.standing.filter(person__key="seller-2", period=DECEMBER).update(actual=None)

    evaluate()

    assert figures(of_leader("leader"))[:2] == (5, 4)


def test_what_no_longer_holds_is_taken_back_by_a_row_of_nobody():
    leader = Person.objects.get(key="leader")
    Assignment.standing.filter(manager__key="new-leader").update(manager=leader)
    rewrite_places()

    evaluate()

    assert figures(of_leader("new-leader")) == (0, 0, None, None, None)
    assert figures(of_leader("leader"))[:2] == (6, 6)


def test_somebody_new_who_reached_nothing_owes_the_full_target_and_others_what_their_share_tells():
    Expectation.standing.update(unit="EUR")
    Measurement.standing.filter(person__key="seller-1", period=DECEMBER).update(actual=0)

    evaluate()

    assert figures(of_leader("leader")) == (5, 5, 388.0, 500.0, 0.776)
