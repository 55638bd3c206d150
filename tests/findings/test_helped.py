"""What one is told of levers: everybody who reads the library, of the whole company and the latest look."""

from datetime import date

import pytest

from answerable.findings.helped import Amount, CurvePoint, Help, fitting, helps
from answerable.findings.models import LeverEffect
from asking import asker
from effects_made import DISCOVERY, EFFECTS, LOOKED_ON, weigh

pytestmark = pytest.mark.django_db


def told(name: str, *kinds: str, names: tuple[str, ...] = (), on: date = date(2026, 1, 12)) -> tuple[Help, ...]:
    return helps(asker(name, on), kinds=kinds, names=names)


@pytest.mark.parametrize(
    "name", ["chief", "director", "leader", "new leader", "seller", "peer", "moved", "stranger", "partner"]
)
def test_everybody_reads_what_levers_add(name: str):
    assert [one.lever for one in told(name, "coaching", "tool")] == ["coaching", "tool"]


def test_so_does_a_people_partner_and_an_administrator_does_not():
    assert told("north-partner", "coaching")
    assert told("administrator", "coaching") == ()


def test_every_figure_comes_back_as_it_was_said():
    (found,) = told("seller", "coaching")

    assert (found.episodes, found.closed, found.known, found.reason) == (96, 41, True, None)
    assert (found.effect, found.chosen) == (Amount(0.05, 0.02, 0.08), Amount(0.0, -0.03, 0.03))
    assert (found.more, found.more_known) == (Amount(12.2, 3.1, 21.3), True)
    assert (found.before_after, found.as_of) == (0.16, LOOKED_ON)
    assert found.curves[0] == CurvePoint(supported=True, end="closed", months=1, share=0.12, low=0.096, high=0.144)


def test_what_is_not_known_is_none():
    (found,) = told("seller", "tool")

    assert (found.unit_wide, found.effect, found.more, found.reason) == (True, None, None, "few")


def test_a_program_is_told_where_it_is_asked_for_by_name():
    assert [(one.name, one.cause) for one in told("seller", "training")] == [("", ""), ("", "skill")]
    assert [one.name for one in told("seller", "training", names=(DISCOVERY,))] == ["", DISCOVERY, ""]


def test_it_is_the_latest_look_up_to_the_day():
    weigh(type(EFFECTS)(EFFECTS.levers.filter(lever="tool"), EFFECTS.curves), on=date(2026, 1, 10))

    assert told("seller", "coaching") == ()
    assert told("seller", "coaching", on=date(2026, 1, 9))
    assert told("seller", "coaching", on=date(2026, 1, 5)) == ()
    assert LeverEffect.objects.filter(lever="tool").count() == 2


def test_of_a_gap_whose_cause_is_known_a_lever_is_told_by_it_once_that_tells_something():
    LeverEffect.objects.filter(cause="skill").update(figures=LeverEffect.objects.get(lever="coaching").figures)
    found = told("seller", "coaching", "training")

    assert [(one.lever, one.cause) for one in fitting(found, "skill")] == [("coaching", ""), ("training", "skill")]
    assert [(one.lever, one.cause) for one in fitting(found, "tool")] == [("coaching", ""), ("training", "")]
    assert fitting(found, None) == fitting(found, "tool")


def test_where_a_cause_tells_nothing_sure_the_lever_as_a_whole_is_told():
    assert [one.cause for one in fitting(told("seller", "training"), "skill")] == [""]
