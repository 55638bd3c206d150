"""What a new leader is owed is kept where it is shown, once, by whoever owes it, and taken back."""

from datetime import date, timedelta

import pytest

from answerable.decisions.duties import first_days, keeping
from answerable.decisions.duties.first_days import Means
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Person
from answerable.facts.support.models import Activity, Measure
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.ledger import read as ledger
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

JANUARY = date(2026, 1, 5)
PLAIN = Means()


def duty(kind: str, leader: str = "director", person: str = "new-leader", **more: object) -> Duty:
    """Something owed to a new leader since a week ago, as if nothing of it had been kept yet."""
    days = {"arises_on": JANUARY, "due_on": TODAY, "lapses_on": TODAY + timedelta(days=8), **more}
    people = {"leader": Person.objects.get(key=leader), "person": Person.objects.get(key=person)}
    return Duty.objects.create(kind=kind, **people, **days)


def keep(name: str, number: int, day: date = TODAY, means: Means = PLAIN) -> keeping.Done:
    return first_days.keep_first_days(asker(name), duty=number, day=day, means=means, policy=default_policy(), at=AT)


@pytest.mark.parametrize("kind", first_days.SAID_SO)
def test_what_needs_no_more_than_saying_so_is_kept_and_taken_back(kind: str):
    row = duty(kind)

    done = keep("director", row.pk, date(2026, 1, 8))

    row.refresh_from_db()
    assert (done.verdict.allowed, done.record, done.kept) == (True, None, 1)
    assert (row.kept_on, row.ended_on) == (date(2026, 1, 8), TODAY)
    assert ledger.history(["new-leader"], until=None, limit=1)[0].kind == "duty.kept"

    back = first_days.take_back_first_days(asker("director"), duty=row.pk, at=AT)

    row.refresh_from_db()
    assert (back.verdict.allowed, row.kept_on, row.ended_on) == (True, None, None)
    assert ledger.history(["new-leader"], until=None, limit=1)[0].kind == "duty.reopened"
    assert first_days.take_back_first_days(asker("director"), duty=row.pk, at=AT).verdict == keeping.NOTHING_THERE


def test_a_training_begins_with_what_it_is_called():
    row = duty("leading_trained")

    keep("director", row.pk, TODAY, Means(lever="coaching", name="Cleo as a mentor"))

    measure = Measure.standing.get(person__key="new-leader")
    assert (measure.lever, measure.name, measure.expectation, measure.starts_on) == (
        "coaching",
        "Cleo as a mentor",
        None,
        TODAY,
    )
    row.refresh_from_db()
    assert row.kept_on == TODAY
    assert first_days.take_back_first_days(asker("director"), duty=row.pk, at=AT).verdict == keeping.NOTHING_THERE


def test_a_look_back_is_a_talk_on_record_and_is_taken_back_with_it():
    row = duty("leading_review")

    done = keep("director", row.pk, TODAY, Means(minutes=45))

    talk = Activity.standing.get(pk=done.record)
    assert (talk.leader.key, talk.person.key, talk.kind, talk.minutes) == ("director", "new-leader", "one_on_one", 45)
    # The one-on-one that was due on the 19th is kept along with it.
    assert done.kept == 2
    row.refresh_from_db()
    assert (row.kept_on, row.kept_by) == (TODAY, done.record)

    keeping.take_back_talk(asker("director"), record=done.record or 0, at=AT)

    row.refresh_from_db()
    assert (row.kept_on, row.ended_on) == (None, None)


def test_any_other_talk_is_no_look_back():
    row = duty("leading_review")
    person = Person.objects.get(key="new-leader")

    keeping.log_talk(
        asker("director"), person=person, kind="one_on_one", day=TODAY, minutes=30, policy=default_policy(), at=AT
    )

    row.refresh_from_db()
    assert row.kept_on is None


def test_support_is_given_by_talking_and_owed_again_once_that_is_taken_back():
    row = duty("leader_supported", "chief", "director", arises_on=TODAY)
    person = Person.objects.get(key="director")

    done = keeping.log_talk(
        asker("chief"), person=person, kind="coaching", day=TODAY, minutes=20, policy=default_policy(), at=AT
    )

    row.refresh_from_db()
    assert (row.kept_on, row.kept_by) == (TODAY, done.record)

    keeping.take_back_talk(asker("chief"), record=done.record or 0, at=AT)

    row.refresh_from_db()
    assert row.kept_on is None


@pytest.mark.parametrize("name", ["chief", "leader", "new leader", "seller", "north-partner", "administrator"])
def test_nobody_else_keeps_it_or_takes_it_back(name: str):
    row, kept = duty("leading_agreed"), duty("people_introduced")
    keep("director", kept.pk)
    head = ledger.head()

    assert keep(name, row.pk).verdict == keeping.NOT_OWED
    back = first_days.take_back_first_days(asker(name), duty=kept.pk, at=AT)

    assert back.verdict == keeping.NOTHING_THERE
    assert ledger.head() == head


def test_a_day_ahead_is_refused_and_nothing_changes():
    row, head = duty("leading_agreed"), ledger.head()

    done = keep("director", row.pk, TODAY + timedelta(days=1))

    assert done.verdict.reasons == ("This day is still to come. Log it once it has happened.",)
    assert ledger.head() == head


def test_another_kind_of_duty_is_not_kept_here():
    row = Duty.objects.filter(leader__key="director", kind="one_on_one", ended_on=None)[0]

    assert keep("director", row.pk).verdict == keeping.NOT_OWED


def test_on_the_stage_the_director_has_kept_what_was_due_and_the_next_look_back_is_open():
    rows = Duty.objects.filter(person__key="new-leader", kind__in=first_days.KINDS).order_by("due_on", "pk")

    assert [(row.leader.key, row.kind, row.due_on, row.kept_on, row.lapsed_on) for row in rows] == [
        ("director", "leading_agreed", date(2025, 12, 8), date(2025, 12, 2), None),
        ("director", "people_introduced", date(2025, 12, 15), date(2025, 12, 9), None),
        ("director", "leading_trained", date(2025, 12, 31), date(2025, 12, 16), None),
        ("director", "leading_review", date(2025, 12, 31), date(2025, 12, 22), None),
        ("director", "leading_review", date(2026, 1, 30), None, None),
    ]


def test_what_is_let_lapse_opens_support_then_falls_to_the_next_leader():
    for day in (date(2026, 2, 7), date(2026, 3, 9)):
        tick(in_force.record(), on=day, at=AT)

    rows = Duty.objects.filter(kind__in=(*first_days.KINDS, "leader_supported"), lapses_on__gt=date(2026, 2, 1))
    found = [(row.leader.key, row.person.key, row.kind, row.arises_on, row.ended_on) for row in rows.order_by("pk")]
    # The look back due on 30 January lapsed on 7 February, the one due on 1 March on 9 March.
    assert found == [
        ("director", "new-leader", "leading_review", date(2025, 12, 31), None),
        ("director", "new-leader", "leading_review", date(2026, 1, 30), date(2026, 3, 9)),
        ("chief", "director", "leader_supported", date(2026, 2, 7), None),
        ("chief", "new-leader", "leading_review", date(2026, 3, 9), None),
    ]


def test_after_the_first_days_what_is_open_is_owed_no_more():
    tick(in_force.record(), on=date(2026, 3, 31), at=AT)

    assert not Duty.objects.filter(kind="leading_review", ended_on=None).exists()
