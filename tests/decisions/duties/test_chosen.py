"""A choice keeps the duties that had come to whoever chose, and nobody else's."""

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.duties import chosen
from answerable.decisions.duties.models import Duty
from answerable.ledger import read as ledger
from answerable.rules.clocks import DutyKind
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def test_only_what_came_from_below_and_fits_is_kept():
    case = Case.objects.get().pk

    kept = chosen.keep_by_choice(asker("chief"), case=case, kinds={DutyKind.CONVERSATION, DutyKind.PLAN}, at=AT)

    rows = Duty.objects.filter(case=case, kept_on=TODAY).order_by("pk")
    assert kept == 2
    assert [(row.leader.key, row.kind) for row in rows] == [("chief", "conversation"), ("chief", "plan")]
    first, second = ledger.history(["seller-1"], until=None, limit=2)
    assert {first.kind, second.kind} == {"duty.kept"}


@pytest.mark.parametrize("name", ["leader", "director", "stranger"])
def test_whoever_it_did_not_come_to_keeps_nothing(name: str):
    before = ledger.head()

    assert chosen.keep_by_choice(asker(name), case=Case.objects.get().pk, kinds=set(DutyKind), at=AT) == 0

    assert ledger.head() == before


def test_nothing_is_kept_by_a_choice_that_keeps_nothing():
    assert chosen.keep_by_choice(asker("chief"), case=Case.objects.get().pk, kinds=(), at=AT) == 0
