"""A look at fairness that was asked for: under way until it is done, or broke off."""

import pytest

from answerable.decisions import fairness
from answerable.facts.groups import write as groups
from answerable.findings.models import Fairness
from answerable.jobs import weighing
from answerable.panel import apart
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def test_it_is_under_way_from_being_asked_for_until_it_is_done():
    groups.bring([apart.Belonging("seller-1", "sex", "woman")], actor="a", at=AT)
    assert not weighing.is_under_way()

    assert weighing.ask()
    assert weighing.is_under_way()
    assert not weighing.ask()

    weighing.work(on=TODAY, at=AT)
    assert not weighing.is_under_way()
    assert Fairness.objects.get().as_of == TODAY


def test_where_it_broke_off_it_can_be_asked_for_again(monkeypatch: pytest.MonkeyPatch):
    def broken(**_given: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(fairness, "weigh", broken)
    weighing.ask()

    with pytest.raises(OSError, match="disk full"):
        weighing.work(on=TODAY, at=AT)

    assert weighing.ask()
