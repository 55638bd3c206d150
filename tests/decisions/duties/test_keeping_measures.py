"""What was agreed or decided about a gap goes on record once, by whoever owes it."""

from datetime import date

import pytest

from answerable.decisions.duties import keeping
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Unit
from answerable.facts.support.models import Measure
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

STATE = ("pk", "leader__key", "kind", "arises_on", "due_on", "kept_on", "lapsed_on", "ended_on", "kept_by")
NOT_OWED = "This is not yours to do, or it is done. Look at what is owed now."


def refused(sentence: str) -> keeping.Done:
    return keeping.Done(keeping.Verdict(allowed=False, reasons=(sentence,)))


def kept(duties: int) -> keeping.Done:
    return keeping.Done(keeping.Verdict(allowed=True, reasons=()), None, duties)


def everything() -> list[object]:
    """All that a deed here could change."""
    return [ledger.head(), list(Duty.objects.order_by("pk").values_list(*STATE)), Measure.objects.count()]


def duty(kind: str, leader: str = "chief") -> Duty:
    return Duty.objects.get(leader__key=leader, person__key="seller-1", kind=kind, case__isnull=False)


def begin(
    name: str, number: int, lever: str = "coaching", day: date = TODAY, *, is_sustained: bool = False
) -> keeping.Done:
    return keeping.begin_measure(
        asker(name),
        duty=number,
        lever=lever,
        name="Calls, together",
        day=day,
        expectation="bookings",
        cause=None,
        is_sustained=is_sustained,
        policy=default_policy(),
        at=AT,
    )


def reviews() -> list[tuple[str, date, date, date]]:
    rows = Duty.objects.filter(kind="review").order_by("arises_on")
    return list(rows.values_list("leader__key", "arises_on", "due_on", "lapses_on"))


def test_a_plan_keeps_its_duty_late_and_the_direct_leader_owes_its_review():
    plan = duty("plan")

    done = begin("chief", plan.pk)

    plan.refresh_from_db()
    measure = Measure.objects.get()
    assert done == kept(1)
    assert (plan.kept_on, plan.ended_on, plan.lapsed_on) == (TODAY, TODAY, date(2025, 10, 15))
    assert (measure.person.key, measure.leader.key, measure.unit) == ("seller-1", "chief", None)
    assert (measure.lever, measure.name, measure.expectation) == ("coaching", "Calls, together", "bookings")
    assert (measure.starts_on, measure.ends_on, measure.recorded_at) == (TODAY, None, AT)
    # In 14 days, with seven of grace.
    assert reviews() == [("leader", TODAY, date(2026, 1, 26), date(2026, 2, 3))]
    assert duty("decision").ended_on is None


def test_the_ledger_tells_of_the_measure_of_the_duty_and_of_the_review():
    begin("chief", duty("plan").pk)

    raised, done, begun = ledger.history(["seller-1"], until=None, limit=3)
    case, key = duty("decision").case, Measure.objects.get().key
    assert [(one.kind, one.actor, one.day) for one in (begun, done, raised)] == [
        ("measure.begun", "chief", TODAY),
        ("duty.kept", "chief", TODAY),
        ("duty.raised", "chief", TODAY),
    ]
    # What the leader calls it are words of theirs: they stand in the measure, and not in the ledger.
    assert begun.body == {"case": case, "lever": "coaching", "measure": key}
    assert raised.body == {
        "leader": "leader",
        "duty": "review",
        "case": case,
        "arose_on": "2026-01-12",
        "due_on": "2026-01-26",
    }


def test_what_follows_from_a_plan_is_what_the_clock_would_have_made_of_it():
    begin("chief", duty("plan").pk)

    done = tick(in_force.record(), on=date(2026, 1, 13), at=AT)

    # Seller-6's one-on-one missed for good is the one change of that day.
    assert done.entries == 1


def test_a_decision_is_also_a_plan():
    assert begin("chief", duty("decision").pk, "role_change") == kept(2)

    assert {duty("plan").kept_on, duty("decision").kept_on} == {TODAY}


def test_a_lever_that_decides_nothing_keeps_the_plan_alone():
    assert begin("chief", duty("decision").pk, "training") == kept(1)

    assert duty("decision").kept_on is None


def test_what_began_before_a_duty_arose_keeps_it_from_the_day_it_did():
    begin("chief", duty("decision").pk, "role_change", date(2025, 11, 20))

    # The decision fell to the chief on 8 December; the plan had on 30 September.
    assert (duty("decision").kept_on, duty("plan").kept_on) == (date(2025, 12, 8), date(2025, 11, 20))
    assert reviews() == [("leader", date(2025, 11, 20), date(2025, 12, 4), date(2025, 12, 12))]


def test_a_second_measure_brings_no_second_review():
    begin("chief", duty("plan").pk)

    begin("chief", duty("decision").pk, "manager_change")

    assert Measure.objects.count() == 2
    assert len(reviews()) == 1


def test_a_gap_that_never_asked_for_a_plan_is_reviewed_by_whoever_decided():
    unit = Unit.objects.get(key="north")
    row = Duty.objects.create(
        leader=Person.objects.get(key="director"),
        unit=unit,
        kind="decision",
        case=99,
        arises_on=date(2026, 1, 14),
        due_on=date(2026, 4, 14),
        lapses_on=date(2026, 4, 22),
    )

    assert begin("director", row.pk, "process") == kept(0)

    measure, review = Measure.objects.get(), Duty.objects.get(kind="review")
    assert (measure.unit, measure.person, measure.leader.key) == (unit, None, "director")
    assert (review.unit, review.person, review.leader.key, review.arises_on) == (
        unit,
        None,
        "director",
        date(2026, 1, 14),
    )
    assert ledger.history(["north"], until=None, limit=1)[0].kind == "duty.raised"


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 1, 13), "This day is still to come. Log it once it has happened."),
        (date(2025, 11, 12), "This was more than 60 days ago. Bring older records with an import."),
    ],
)
def test_a_day_ahead_or_long_ago_is_refused(day: date, sentence: str):
    before = everything()

    assert begin("chief", duty("plan").pk, day=day) == refused(sentence)

    assert everything() == before


@pytest.mark.parametrize("name", ["leader", "director", "new leader", "seller", "peer", "stranger", "administrator"])
def test_nobody_puts_on_record_what_another_owes(name: str):
    before = everything()

    assert begin(name, duty("plan").pk) == refused(NOT_OWED)

    assert everything() == before


def test_what_lapsed_and_went_on_to_another_is_no_longer_the_first_leader_s():
    before = everything()

    assert begin("leader", duty("plan", "leader").pk) == refused(NOT_OWED)

    assert everything() == before


def test_a_form_sent_twice_is_one_measure():
    plan = duty("plan").pk
    begin("chief", plan)
    before = everything()

    assert begin("chief", plan) == refused(NOT_OWED)

    assert everything() == before


def test_of_two_who_send_it_at_once_the_second_is_told_that_it_is_done(monkeypatch: pytest.MonkeyPatch):
    plan, lock, first = duty("plan").pk, keeping.ledger.lock, []

    def overtaken() -> None:
        monkeypatch.setattr(keeping.ledger, "lock", lock)
        first.append((begin("chief", plan), everything()))

    monkeypatch.setattr(keeping.ledger, "lock", overtaken)
    second = begin("chief", plan)

    assert (first[0][0], second) == (kept(1), refused(NOT_OWED))
    assert everything() == first[0][1]


def test_a_duty_that_ended_with_its_gap_asks_for_nothing():
    plan = duty("plan")
    Duty.objects.filter(case=plan.case).update(ended_on=TODAY)
    before = everything()

    assert begin("chief", plan.pk) == refused(NOT_OWED)

    assert everything() == before


def test_a_one_on_one_is_about_no_gap():
    one_on_one = Duty.objects.get(leader__key="leader", person__key="seller-1", case=None, ended_on=None)
    before = everything()

    assert begin("leader", one_on_one.pk) == refused(NOT_OWED)

    assert everything() == before


def test_for_a_sustained_gap_nothing_less_than_a_plan_of_both_sides_or_a_decision_will_do():
    plan, decision = duty("plan"), duty("decision")
    before = everything()

    assert begin("chief", plan.pk, is_sustained=True) == refused(
        "This gap is sustained: it takes a plan of both sides, with a commitment of your own. Make it on its page."
    )
    assert everything() == before
    assert begin("chief", decision.pk, "role_change", is_sustained=True).verdict.allowed
