"""Agreeing, not agreeing, answering, tailoring and asking: what each keeps, raises and enters in the ledger."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.decisions.duties import agreeing, keeping
from answerable.decisions.duties.agreeing import Two
from answerable.decisions.duties.models import Duty
from answerable.facts.agreements.models import Asked, Saying, Tailoring
from answerable.facts.people import read as people
from answerable.facts.people.models import Person
from answerable.facts.roles import read as roles
from answerable.facts.roles.models import Expectation
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.rules.agreeing import Outcome
from answerable.rules.policy import default_policy
from answerable.rules.tailoring import Wanted
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

POLICY = default_policy()
WORDS = "My territory was halved in July."
LESS = Wanted("bookings", 80.0, "Back from leave", TODAY, None)


def two(key: str = "seller-2") -> Two:
    sides = people.sides_of(key, TODAY)
    assert sides is not None
    return Two(sides.person, sides.leader, sides.role)


def say(name: str, outcome: Outcome, comment: str = "", key: str = "seller-2") -> keeping.Done:
    return agreeing.say(asker(name), two(key), outcome=outcome, comment=comment, policy=POLICY, at=AT)


def ask(name: str = "leader") -> keeping.Done:
    role = roles.role("sells")
    assert role is not None
    return agreeing.ask(asker(name), role=role, policy=POLICY, at=AT)


def owed(key: str = "seller-2") -> list[tuple[str, date, date | None]]:
    rows = Duty.objects.filter(person__key=key, kind="expectations_agreed").order_by("pk")
    return list(rows.values_list("leader__key", "arises_on", "kept_on"))


def entered(key: str = "seller-2", limit: int = 4) -> list[str]:
    return [one.kind for one in ledger.history([key], until=None, limit=limit)]


def everything() -> list[object]:
    counts = [model.objects.count() for model in (Saying, Tailoring, Asked)]
    duties = list(Duty.objects.order_by("pk").values_list("pk", "kept_on", "ended_on"))
    return [ledger.head(), counts, duties]


def test_asked_once_everybody_who_holds_the_role_in_the_line_is_owed_an_agreement():
    done = ask()

    assert (done.verdict.allowed, done.kept) == (True, 5)
    assert owed() == [("leader", TODAY, None)]
    assert entered(limit=2) == ["duty.raised", "agreement.asked"]
    assert ledger.history(["seller-2"], until=None, limit=2)[1].body == {
        "role": "sells",
        "version": 1,
        "leader": "leader",
    }
    assert Asked.objects.filter(person__key="seller-6").count() == 0


def test_asked_twice_nothing_happens():
    ask()
    before = everything()

    done = ask()

    assert (done.kept, everything()) == (0, before)


def test_whoever_is_above_asks_for_the_whole_line_and_each_leader_owes_their_own():
    assert ask("chief").kept == 6

    assert owed("seller-6") == [("new-leader", TODAY, None)]


@pytest.mark.parametrize("name", ["seller", "stranger", "administrator"])
def test_nobody_else_asks(name: str):
    before = everything()

    assert not ask(name).verdict.allowed
    assert everything() == before


def test_who_has_agreed_is_not_asked_and_where_all_have_that_is_said():
    for number in range(1, 6):
        for name in ("seller", "leader"):
            person = f"seller-{number}"
            said = asker(name) if name == "leader" else replace(asker("seller"), person=two(person).person.pk)
            agreeing.say(said, two(person), outcome=Outcome.AGREED, comment="", policy=POLICY, at=AT)
    before = everything()

    assert ask().verdict == agreeing.NOBODY_TO_ASK
    assert everything() == before


def test_the_clock_lets_what_was_asked_be_owed_and_ends_it_with_the_role():
    ask()

    tick(in_force.record(), on=TODAY, at=AT)
    assert owed() == [("leader", TODAY, None)]
    Asked.objects.filter(person__key="seller-2").update(ended_at=AT)
    tick(in_force.record(), on=TODAY, at=AT)

    assert Duty.objects.get(person__key="seller-2", kind="expectations_agreed").ended_on == TODAY


def test_both_agreeing_keeps_the_duty_and_nobody_is_asked_any_more():
    ask()

    first, second = say("peer", Outcome.AGREED), say("leader", Outcome.AGREED)

    assert (first.kept, second.kept, owed()) == (0, 1, [("leader", TODAY, TODAY)])
    assert Asked.objects.get(person__key="seller-2").ended_at == AT
    assert entered() == ["duty.kept", "expectations.agreed", "expectations.agreed", "duty.raised"]


def test_that_one_has_read_it_is_on_record_and_keeps_nothing():
    ask()

    done = say("peer", Outcome.ACKNOWLEDGED)

    assert (done.kept, owed()) == (0, [("leader", TODAY, None)])
    assert entered(limit=1) == ["expectations.acknowledged"]


def test_a_disagreement_is_owed_an_answer_and_the_ledger_does_not_hold_its_words():
    done = say("peer", Outcome.DISAGREED, WORDS)

    assert (done.verdict.allowed, owed()) == (True, [("leader", TODAY, None)])
    assert entered(limit=2) == ["duty.raised", "expectations.disagreed"]
    assert ledger.history(["seller-2"], until=None, limit=2)[1].body == {
        "role": "sells",
        "side": "person",
        "both": False,
        "version": 1,
    }


def test_a_disagreement_keeps_the_duty_open_until_the_leader_answers_with_a_reason():
    ask()
    say("leader", Outcome.AGREED)
    say("peer", Outcome.DISAGREED, WORDS)

    silent = say("leader", Outcome.STANDS)
    assert (silent.verdict.allowed, owed()) == (False, [("leader", TODAY, None)])
    answered = say("leader", Outcome.STANDS, "It was halved for all, and so was the target.")

    assert (answered.kept, owed()) == (1, [("leader", TODAY, TODAY)])
    assert entered(limit=2) == ["duty.kept", "expectations.answered"]


def test_what_was_agreed_in_the_morning_and_is_not_any_more_is_owed_again():
    ask()
    say("peer", Outcome.AGREED)
    say("leader", Outcome.AGREED)

    say("peer", Outcome.DISAGREED, WORDS)

    assert owed() == [("leader", TODAY, None)]
    assert entered(limit=2) == ["duty.reopened", "expectations.disagreed"]


@pytest.mark.parametrize("name", ["director", "seller", "stranger", "north-partner", "administrator"])
def test_nobody_but_the_two_says_anything(name: str):
    before = everything()

    assert say(name, Outcome.DISAGREED, WORDS).verdict == keeping.NOT_THEIRS
    assert everything() == before


def test_agreeing_where_it_was_always_said_is_the_same_as_here():
    ask()
    say("leader", Outcome.AGREED)
    sides = two()

    done = keeping.agree_expectations(asker("peer"), person=sides.person, leader=sides.leader, role=sides.role, at=AT)

    assert (done.kept, owed()) == (1, [("leader", TODAY, TODAY)])
    assert Asked.objects.get(person__key="seller-2").ended_at == AT


def test_a_leader_expects_something_else_of_one_person_and_agrees_by_saying_so():
    verdict, faults = agreeing.tailor(asker("leader"), two(), wanted=LESS, policy=POLICY, at=AT)

    assert (verdict.allowed, faults) == (True, {})
    row = Tailoring.standing.get()
    assert (row.target, row.target_high, row.reason, row.by.key) == (80.0, None, "Back from leave", "leader")
    assert owed() == [("leader", TODAY, None)]
    assert entered(limit=3) == ["expectations.agreed", "duty.raised", "expectation.tailored"]
    assert ledger.history(["seller-2"], until=None, limit=3)[2].body == {
        "expectation": "bookings",
        "target": 80.0,
        "from": "2026-01-12",
        "until": None,
    }
    assert say("peer", Outcome.AGREED).kept == 1


def test_of_a_band_only_its_place_is_tailored():
    Expectation.standing.filter(key="bookings").update(direction="band", target=90.0, target_high=110.0)

    agreeing.tailor(asker("leader"), two(), wanted=LESS, policy=POLICY, at=AT)

    assert (Tailoring.standing.get().target, Tailoring.standing.get().target_high) == (80.0, 100.0)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (replace(LESS, reason=""), "reason"),
        (replace(LESS, target=None), "target"),
        (replace(LESS, expectation="nothing"), "expectation"),
        (replace(LESS, starts_on=None), "starts_on"),
    ],
)
def test_what_cannot_stand_is_told_and_nothing_is_on_record(wanted: Wanted, field: str):
    before = everything()

    verdict, faults = agreeing.tailor(asker("leader"), two(), wanted=wanted, policy=POLICY, at=AT)

    assert (verdict.allowed, list(faults)) == (True, [field])
    assert everything() == before


@pytest.mark.parametrize("name", ["peer", "director", "stranger"])
def test_only_the_direct_leader_tailors_and_ends_it(name: str):
    agreeing.tailor(asker("leader"), two(), wanted=LESS, policy=POLICY, at=AT)
    number, before = Tailoring.standing.get().pk, everything()

    verdict, _faults = agreeing.tailor(asker(name), two(), wanted=LESS, policy=POLICY, at=AT)
    ended = agreeing.end_tailoring(asker(name), two(), number=number, day=TODAY, policy=POLICY, at=AT)

    assert (verdict, ended) == (agreeing.NOT_THE_LEADER, agreeing.NOT_THE_LEADER)
    assert everything() == before


def test_what_was_tailored_ends_once():
    agreeing.tailor(asker("leader"), two(), wanted=LESS, policy=POLICY, at=AT)
    number = Tailoring.standing.get().pk

    ended = agreeing.end_tailoring(asker("leader"), two(), number=number, day=TODAY, policy=POLICY, at=AT)
    again = agreeing.end_tailoring(asker("leader"), two(), number=number, day=TODAY, policy=POLICY, at=AT)

    assert (ended.allowed, again) == (True, agreeing.NOTHING_TO_END)
    assert Tailoring.standing.count() == 0
    assert "tailoring.ended" in entered()


def test_whoever_has_a_side_is_known_by_it():
    assert two().side_of(asker("peer")) == "person"
    assert two().side_of(asker("leader")) == "leader"
    assert two().side_of(asker("director")) is None
    assert two().side_of(asker("administrator")) is None
    assert two().pair.leader == Person.objects.get(key="leader").pk
