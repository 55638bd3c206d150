"""What a gap comes from: each side's view stands beside the others, and none is ever taken away."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.cases import read as cases
from answerable.decisions.plans import read
from answerable.decisions.plans.causes import NO_CAUSE, NO_EVIDENCE, NO_SAY, say_cause
from answerable.decisions.plans.models import Cause
from answerable.ledger import read as ledger
from answerable.rules.verdicts import Verdict
from asking import asker
from more_cases import take_up
from plans_made import case_number
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

DONE = Verdict(allowed=True, reasons=())
SPLIT = "My accounts were split in July."


def say(name: str, *causes: str, evidence: str = SPLIT, on: date = TODAY) -> Verdict:
    return say_cause(asker(name, on), case=case_number(), causes=causes, evidence=evidence, at=AT)


def views(until: date | None = None) -> list[tuple[str, str, tuple[str, ...], str, date | None]]:
    found = read.views_of(case_number(), until=until)
    return [(one.author, one.speaks_as, one.causes, one.evidence, one.replaced_on) for one in found]


def test_each_side_s_view_stands_beside_the_others():
    assert say("seller", "process", "resources") == DONE
    assert say("leader", "skill", evidence="Two of three calls ended early.") == DONE
    assert say("director", "leader", evidence="No conversation since July.") == DONE
    assert say("north-partner", "feedback_missing", evidence="So both told me.") == DONE

    assert views() == [
        ("", "partner", ("feedback_missing",), "So both told me.", None),
        ("Dana Reyes", "leader", ("leader",), "No conversation since July.", None),
        ("Lee Okoro", "leader", ("skill",), "Two of three calls ended early.", None),
        ("Seller-1", "person", ("process", "resources"), SPLIT, None),
    ]


def test_a_newer_view_replaces_one_s_own_and_the_old_one_stays_to_be_read():
    say("leader", "drive", evidence="So it seemed.", on=date(2026, 1, 11))
    say("seller", "process")

    say("leader", "process", evidence="I looked at the list.")

    assert views() == [
        ("Lee Okoro", "leader", ("process",), "I looked at the list.", None),
        ("Seller-1", "person", ("process",), SPLIT, None),
        ("Lee Okoro", "leader", ("drive",), "So it seemed.", TODAY),
    ]
    assert views(until=date(2026, 1, 11)) == [("Lee Okoro", "leader", ("drive",), "So it seemed.", None)]


def test_of_a_unit_its_people_partner_has_a_say_and_one_of_its_people_who_is_partner_of_another_has_none():
    case = take_up(unit="north", answers="leader")
    south = frozenset({"south"})
    inside = replace(asker("peer"), viewer=replace(asker("peer").viewer, partner_of=south))

    said = [
        say_cause(who, case=case.pk, causes=("process",), evidence=SPLIT, at=AT)
        for who in (inside, asker("north-partner"))
    ]

    assert said == [NO_SAY, DONE]


def test_the_ledger_tells_of_the_view_without_its_words():
    say("seller", "resources", "process")

    entry, row = ledger.history(["seller-1"], until=None, limit=1)[0], Cause.objects.get()
    body = {"case": case_number(), "view": row.pk, "causes": ["process", "resources"], "as": "person"}
    assert (entry.kind, entry.actor, entry.body) == ("cause.named", "seller-1", body)


def test_said_twice_the_same_it_is_said_once():
    say("seller", "process")
    before = ledger.head()

    assert say("seller", "process") == DONE
    assert (ledger.head(), Cause.objects.count()) == (before, 1)


@pytest.mark.parametrize("name", ["peer", "moved", "new leader", "stranger", "partner", "administrator"])
def test_whoever_does_not_see_the_gap_has_no_say(name: str):
    before = ledger.head()

    assert say(name, "process") == NO_SAY
    assert (ledger.head(), Cause.objects.count()) == (before, 0)


def test_there_is_nothing_to_say_of_a_gap_there_is_not():
    assert say_cause(asker("leader"), case=0, causes=("process",), evidence=SPLIT, at=AT) == NO_SAY


def test_a_view_takes_a_cause_of_the_list_and_something_it_rests_on():
    before = ledger.head()

    assert say("seller") == NO_CAUSE
    assert say("seller", "laziness") == NO_CAUSE
    assert say("seller", "process", evidence=" ") == NO_EVIDENCE
    assert (ledger.head(), Cause.objects.count()) == (before, 0)


def test_a_cause_is_agreed_once_all_who_said_something_name_one_and_no_other_they_share():
    case = case_number()
    nothing = read.agreed_causes([case], on=TODAY)
    say("leader", "process", "skill", on=date(2026, 1, 10))
    say("seller", "process", on=date(2026, 1, 11))
    say("seller", "tool")

    days = [read.agreed_causes([case], on=date(2026, 1, day)) for day in (10, 11, 12)]
    told = [read.history(case, until=None, on=date(2026, 1, day)) for day in (10, 11, 12)]
    assert nothing == {}
    assert days == [{}, {case: "process"}, {}]
    assert [cause for _held, _plan, cause in told] == [None, "process", None]
    # Two views beside one another tell nothing twice.
    assert {held for held, _plan, _cause in told} == {cases.history(case, until=None)}
    assert read.agreed_causes([], on=TODAY) == {}
