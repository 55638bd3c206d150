"""What one is told of waiting for a gap, read along with whose it is."""

from datetime import date

import pytest

from answerable.facts.people.models import Person, Unit
from answerable.findings.attributed import whose_gap
from answerable.findings.helped import Amount
from answerable.findings.models import Attribution, GapWaited, WaitedUnder, Waiting
from answerable.findings.waited import NOTHING_KNOWN, Foreseen, GapWaiting, Waited
from asking import asker
from effects_made import IN_MONEY, LOOKED_ON, wait
from staged import FELL_SHORT_ON, TODAY

pytestmark = pytest.mark.django_db


def told(*, known: date = FELL_SHORT_ON, until: date | None = None, expectation: str = "bookings") -> Waited:
    number = Person.objects.get(key="seller-1").pk
    found = whose_gap(asker("leader"), person=number, unit=None, expectation=expectation, known=known, until=until)
    return found.waited


def test_every_figure_comes_back_as_it_was_said():
    found = told()

    assert found.gap == GapWaiting(
        as_of=LOOKED_ON,
        signal_on=date(2025, 9, 1),
        first_action_on=None,
        weeks=18.0,
        adds_up=True,
        shortfall=Amount(0.4, 0.36, 0.44),
        lost=Amount(190.4, 171.0, 209.6),
        money=None,
        currency="",
        without=Foreseen(Amount(0.62, 0.5, 0.74), Amount(114.0, 78.0, 150.0), None),
        acted=Foreseen(Amount(0.67, 0.54, 0.8), Amount(99.0, 60.0, 138.0), None),
        helped_by="coaching",
    )
    assert [(one.lever, one.cause, one.known) for one in found.helps] == [
        ("coaching", "", True),
        ("program", "", False),
        ("tool", "", False),
        ("training", "", False),
        ("training", "skill", False),
    ]


def test_in_money_it_comes_back_where_a_unit_is_worth_something():
    wait(IN_MONEY, on=TODAY)

    found = told().gap

    assert found is not None
    assert (found.money, found.currency) == (Amount(1904.0, 1710.0, 2096.0), "EUR")
    assert [one and one.money for one in (found.without, found.acted)] == [
        Amount(1140.0, 780.0, 1500.0),
        Amount(990.0, 600.0, 1380.0),
    ]


def test_what_was_found_later_than_one_may_see_is_not_told():
    assert told(until=date(2026, 1, 5)) == NOTHING_KNOWN


def test_of_a_gap_taken_up_since_nothing_was_reckoned_yet_but_what_is_known_of_levers_is():
    found = told(known=TODAY)

    assert found.gap is None
    assert len(found.helps) == 5


def test_of_another_expectation_nothing_was_reckoned():
    assert told(expectation="calls").gap is None


def test_it_is_told_where_whose_gap_it_is_was_never_reckoned():
    Attribution.objects.get().explained.all().delete()
    for rows in (Attribution.objects.get().effects, Attribution.objects.get().badly_managed):
        rows.all().delete()
    Attribution.objects.all().delete()

    found = told()

    assert found.gap is not None
    assert found.gap.weeks == 18.0


def test_before_the_first_look_nothing_is_told():
    for model in (GapWaited, WaitedUnder, Waiting):
        model.objects.all().delete()
    Attribution.objects.update(as_of=date(2026, 2, 1))

    assert told() == NOTHING_KNOWN


def test_the_latest_look_holds():
    wait(on=date(2026, 1, 10))

    found = told()

    assert found.gap is not None
    assert found.gap.as_of == date(2026, 1, 10)


def test_of_a_unit_it_is_told_likewise_and_what_is_not_known_is_none():
    unit = Unit.objects.get(key="north")
    row = GapWaited.objects.get()
    figures = row.figures | {"without": None, "helped_by": ""}
    figures["so_far"] |= {"shortfall": None, "lost": None, "first_action_on": "2025-09-08"}
    GapWaited.objects.update(person=None, unit=unit, figures={k: v for k, v in figures.items() if k != "with"})

    found = whose_gap(
        asker("leader"), person=None, unit=unit.pk, expectation="bookings", known=FELL_SHORT_ON, until=None
    ).waited.gap

    assert found is not None
    assert (found.first_action_on, found.shortfall, found.lost) == (date(2025, 9, 8), None, None)
    assert (found.without, found.acted) == (None, None)
