"""A conversation keeps the duties that it keeps by the rules, once, and for whoever may log it."""

from datetime import date, timedelta

import pytest

from answerable.decisions.duties import keeping
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person, Unit
from answerable.facts.support.models import Activity, Agreement, Measure
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

STATE = ("pk", "leader__key", "kind", "arises_on", "due_on", "kept_on", "lapsed_on", "ended_on", "kept_by")
ALLOWED = keeping.Verdict(allowed=True, reasons=())


def everything() -> list[object]:
    """All that a deed here could change."""
    duties = list(Duty.objects.order_by("pk").values_list(*STATE))
    counts = [model.objects.count() for model in (Measure, Agreement)]
    return [ledger.head(), duties, Activity.standing.count(), Activity.objects.count(), *counts]


def log(
    name: str, key: str | None, day: date = TODAY, *, kind: str = "one_on_one", minutes: float = 45, on: date = TODAY
) -> keeping.Done:
    person = None if key is None else Person.objects.get(key=key)
    policy = default_policy()
    return keeping.log_talk(asker(name, on), person=person, kind=kind, day=day, minutes=minutes, policy=policy, at=AT)


def owed(leader: str, subject: str, **more: object) -> list[tuple[str, date, date]]:
    """What is open between two, as kind, the day it arose and its due day."""
    rows = Duty.objects.filter(leader__key=leader, person__key=subject, ended_on__isnull=True, **more)
    return list(rows.order_by("kind", "arises_on").values_list("kind", "arises_on", "due_on"))


def entered(subject: str, after: int) -> list[tuple[str, str]]:
    """What the ledger says of somebody since an entry, in order: what happened, and who did it."""
    found = ledger.history([subject], until=None, limit=50)
    return [(entry.kind, entry.actor) for entry in reversed(found) if entry.number > after]


def unit_duty(leader: str, kind: str = "conversation", **more: object) -> Duty:
    """A duty about a gap of the north, whose leader is Lee Okoro."""
    values = {"case": 99, "arises_on": date(2026, 1, 5), "due_on": date(2026, 1, 12), "lapses_on": date(2026, 1, 20)}
    values |= {"unit": Unit.objects.get(key="north"), "kind": kind, **more}
    return Duty.objects.create(leader=Person.objects.get(key=leader), **values)


def test_a_one_on_one_keeps_the_duty_and_the_next_is_due_two_weeks_after_it():
    head, _hash = ledger.head()

    done = log("leader", "seller-2", date(2026, 1, 9))

    kept = Duty.objects.get(kept_by=done.record)
    assert (done.verdict, done.kept) == (ALLOWED, 1)
    assert (kept.arises_on, kept.kept_on, kept.ended_on, kept.lapsed_on) == (
        date(2026, 1, 5),
        date(2026, 1, 9),
        TODAY,
        None,
    )
    assert owed("leader", "seller-2") == [("one_on_one", date(2026, 1, 9), date(2026, 1, 23))]
    assert Duty.objects.get(person__key="seller-2", ended_on__isnull=True).lapses_on == date(2026, 1, 31)
    deeds = ["conversation.logged", "duty.kept", "duty.raised"]
    assert entered("seller-2", head) == [(deed, "leader") for deed in deeds]


def test_the_entry_says_what_was_kept_when_and_never_what_was_talked_about():
    log("leader", "seller-2", date(2026, 1, 9))

    raised, kept, logged = ledger.history(["seller-2"], until=None, limit=3)
    assert logged.body == {"kind": "one_on_one", "day": "2026-01-09", "minutes": 45}
    said = {"leader": "leader", "duty": "one_on_one", "case": None}
    assert kept.body == {**said, "arose_on": "2026-01-05", "due_on": "2026-01-19", "kept_on": "2026-01-09"}
    assert raised.body == {**said, "arose_on": "2026-01-09", "due_on": "2026-01-23"}


def test_the_direct_leader_s_talk_also_keeps_what_a_leader_above_owes_about_the_gap():
    done = log("leader", "seller-1")

    kept = Duty.objects.filter(kept_by=done.record).order_by("kind")
    assert done.kept == 2
    assert [(duty.leader.key, duty.kind, duty.lapsed_on) for duty in kept] == [
        ("chief", "conversation", date(2025, 10, 15)),
        ("leader", "one_on_one", None),
    ]
    assert owed("chief", "seller-1") == [
        ("decision", date(2025, 12, 8), date(2025, 12, 15)),
        ("plan", date(2025, 9, 30), date(2025, 10, 7)),
    ]


def test_a_leader_further_up_keeps_what_is_owed_about_the_gap_and_no_one_on_one_of_another_s():
    done = log("director", "seller-1", kind="coaching")

    assert [duty.leader.key for duty in Duty.objects.filter(kept_by=done.record)] == ["chief"]
    assert owed("leader", "seller-1") == [("one_on_one", date(2025, 12, 24), date(2026, 1, 7))]


def test_a_leader_of_others_keeps_nobody_s_one_on_one():
    done = log("new leader", "seller-2")

    assert done.kept == 0
    assert owed("leader", "seller-2") == [("one_on_one", date(2026, 1, 5), date(2026, 1, 19))]
    assert owed("new-leader", "seller-2") == []


def test_what_follows_from_a_talk_is_what_the_clock_would_have_made_of_it():
    log("leader", "seller-2", date(2026, 1, 9))
    log("leader", "seller-1")
    before = everything()[1]

    done = tick(in_force.record(), on=date(2026, 1, 13), at=AT)

    changed = set(Duty.objects.values_list(*STATE)) ^ set(before)
    # Seller-6's one-on-one due on 29 December is missed for good on that day, whoever talks with whom.
    assert done.entries == 1
    assert {row[1] for row in changed} == {"new-leader"}


@pytest.mark.parametrize("day", [date(2026, 1, 5), date(2026, 1, 1)])
def test_a_talk_no_later_than_the_day_a_one_on_one_arose_does_not_keep_it(day: date):
    done = log("leader", "seller-2", day)

    assert (done.verdict, done.kept) == (ALLOWED, 0)
    assert owed("leader", "seller-2") == [("one_on_one", date(2026, 1, 5), date(2026, 1, 19))]


def test_a_talk_that_a_source_brought_is_not_logged_a_second_time():
    before = everything()

    done = log("leader", "seller-2", date(2026, 1, 5), minutes=30)

    brought = Activity.objects.get(leader__key="leader", person__key="seller-2", at__date=date(2026, 1, 5))
    assert (done.record, done.kept) == (brought.pk, 0)
    assert everything() == before


def test_a_form_sent_twice_is_one_conversation():
    first = log("leader", "seller-2")
    before = everything()

    second = log("leader", "seller-2")

    assert second == first
    assert everything() == before


def test_of_two_who_send_it_at_once_the_second_finds_it_done(monkeypatch: pytest.MonkeyPatch):
    lock, first = keeping.ledger.lock, []

    def overtaken() -> None:
        monkeypatch.setattr(keeping.ledger, "lock", lock)
        first.append((log("leader", "seller-2"), everything()))

    monkeypatch.setattr(keeping.ledger, "lock", overtaken)
    second = log("leader", "seller-2")

    assert second == first[0][0]
    assert everything() == first[0][1]


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        (date(2026, 1, 13), "This day is still to come. Log it once it has happened."),
        # 60 days before 12 January 2026 is 13 November 2025.
        (date(2025, 11, 12), "This was more than 60 days ago. Bring older records with an import."),
    ],
)
def test_a_day_ahead_or_long_ago_is_refused(day: date, sentence: str):
    before = everything()

    done = log("leader", "seller-2", day)

    assert done == keeping.Done(keeping.Verdict(allowed=False, reasons=(sentence,)))
    assert everything() == before


@pytest.mark.parametrize("day", [date(2025, 11, 13), TODAY])
def test_sixty_days_ago_and_today_are_taken(day: date):
    assert keeping.may_have_happened(day, TODAY) == ALLOWED


def test_an_account_of_nobody_logs_nothing():
    before = everything()

    done = log("administrator", "seller-2")

    assert done == keeping.Done(keeping.NO_LEADER)
    assert done.verdict.reasons == ("Only somebody who is a person of this company can put this on record.",)
    assert everything() == before


@pytest.mark.parametrize(("day", "lapsed_on"), [(14, None), (15, date(2026, 1, 15)), (16, date(2026, 1, 15))])
def test_a_talk_after_the_grace_is_late_and_lapsed_although_no_clock_was_looked_at(day: int, lapsed_on: date | None):
    on, (head, _hash) = date(2026, 1, day), ledger.head()

    done = log("leader", "seller-1", on, on=on)

    kept = Duty.objects.get(kept_by=done.record, kind="one_on_one")
    # Due on 7 January, seven days of grace: on the 15th it has lapsed.
    assert (kept.kept_on, kept.lapsed_on) == (on, lapsed_on)
    assert entered("seller-1", head).count(("duty.lapsed", "leader")) == (lapsed_on is not None)


def test_a_review_is_not_kept_on_the_day_its_plan_was_agreed():
    plan = unit_duty("leader", "review", unit=None, person=Person.objects.get(key="seller-3"), arises_on=TODAY)

    log("leader", "seller-3")
    log("leader", "seller-3", date(2026, 1, 13), on=date(2026, 1, 13))

    plan.refresh_from_db()
    assert plan.kept_on == date(2026, 1, 13)


def test_a_team_talk_keeps_what_everybody_owes_about_the_unit_s_gap():
    own, above = unit_duty("leader"), unit_duty("director")

    done = log("leader", None, kind="team")

    kept = Duty.objects.filter(kept_by=done.record).order_by("pk")
    assert (list(kept), done.kept) == ([own, above], 2)
    assert [entry.subject for entry in ledger.history(["north", "team"], until=None, limit=5)] == [
        "north",
        "north",
        "team",
    ]


def test_a_leader_above_keeps_what_they_owe_themselves_by_talking_with_the_team():
    own, above = unit_duty("leader"), unit_duty("director")

    done = log("director", None, kind="team")

    assert list(Duty.objects.filter(kept_by=done.record)) == [above]
    own.refresh_from_db()
    assert own.ended_on is None


@pytest.mark.parametrize("name", ["new leader", "stranger", "peer"])
def test_a_talk_with_another_team_keeps_nothing_of_this_unit(name: str):
    unit_duty("leader")

    assert log(name, None, kind="team").kept == 0


def agree(name: str, key: str = "seller-6", leader: str = "new-leader", on: date = TODAY) -> keeping.Done:
    person, leads = Person.objects.get(key=key), Person.objects.get(key=leader)
    return keeping.agree_expectations(asker(name, on), person=person, leader=leads, role="sells", at=AT)


def expectations_owed(leader: str) -> Duty:
    began = date(2026, 1, 5)
    return Duty.objects.create(
        leader=Person.objects.get(key=leader),
        person=Person.objects.get(key="seller-6"),
        kind="expectations_agreed",
        arises_on=began,
        due_on=began + timedelta(days=14),
        lapses_on=began + timedelta(days=22),
    )


def test_expectations_are_agreed_once_both_sides_have_said_so():
    duty, (head, _hash) = expectations_owed("new-leader"), ledger.head()

    first, second = agree("moved"), agree("new leader")

    duty.refresh_from_db()
    assert (first, second) == (keeping.Done(ALLOWED), keeping.Done(ALLOWED, None, 1))
    assert (duty.kept_on, duty.ended_on) == (TODAY, TODAY)
    assert entered("seller-6", head) == [
        ("expectations.agreed", "seller-6"),
        ("expectations.agreed", "new-leader"),
        ("duty.kept", "new-leader"),
    ]
    said = [entry.body for entry in ledger.history(["seller-6"], until=None, limit=3)[1:]]
    assert said == [
        {"role": "sells", "side": "leader", "both": True, "version": 1},
        {"role": "sells", "side": "person", "both": False, "version": 1},
    ]


def test_agreeing_twice_says_nothing_new():
    agree("moved")
    before = everything()

    again = agree("moved")

    assert again == keeping.Done(ALLOWED)
    assert everything() == before


def test_an_agreement_keeps_no_duty_of_another_leader():
    former = expectations_owed("leader")

    agree("moved")
    agree("new leader")

    former.refresh_from_db()
    assert former.ended_on is None


@pytest.mark.parametrize("name", ["leader", "director", "peer", "stranger", "north-partner", "administrator"])
def test_nobody_agrees_for_two_others_not_even_the_leader_before(name: str):
    expectations_owed("new-leader")
    before = everything()

    done = agree(name)

    sentence = "Only the two of them can agree on what is expected."
    assert done == keeping.Done(keeping.Verdict(allowed=False, reasons=(sentence,)))
    assert everything() == before
