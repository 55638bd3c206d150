"""The tick: what follows from the facts, day by day, and nothing twice."""

from datetime import UTC, date, datetime, timedelta

import pytest

import plans_made
from answerable.decisions.cases.models import Answerability, Case
from answerable.decisions.duties.models import Duty
from answerable.facts.measures.models import Measurement
from answerable.facts.people.models import Installation, Person
from answerable.facts.support.models import Activity
from answerable.findings import in_force
from answerable.findings.models import Attribution, Evaluation, LeversWeighed, Organisation, Prospecting, Waiting
from answerable.jobs import tick
from answerable.jobs.models import Looked
from answerable.ledger import read as ledger
from answerable.ledger.verification import verify
from effects_made import LOOKED_ON
from staged import TODAY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 13, tzinfo=UTC)


def state() -> list[object]:
    duties = Duty.objects.order_by("pk").values_list("leader", "kind", "arises_on", "kept_on", "lapsed_on", "ended_on")
    cases = Case.objects.order_by("pk").values_list("person", "answerable", "level", "since", "closed_on")
    return [*duties, *cases, ledger.head()]


def duties(**wanted: object) -> list[tuple[object, ...]]:
    rows = Duty.objects.filter(**wanted).order_by("arises_on", "leader__key")
    return [(row.leader.key, row.due_on, row.kept_on, row.lapsed_on) for row in rows.select_related("leader")]


def test_nobody_talked_so_the_gap_climbed_to_the_top_one_lapse_after_the_other():
    case = Case.objects.get()

    climbed = Answerability.objects.filter(case=case).order_by("pk").values_list("leader__key", "level", "since")
    # Opened on 1 September; conversation due on the 8th and the plan on the 22nd, each with 7 days of grace.
    assert list(climbed) == [
        ("leader", 1, date(2025, 9, 1)),
        ("director", 2, date(2025, 9, 16)),
        ("chief", 3, date(2025, 9, 30)),
    ]
    assert (case.person.key, case.level, case.at_top) == ("seller-1", 3, True)


def test_a_lapsed_conversation_is_owed_by_the_next_leader():
    assert duties(kind="conversation") == [
        ("leader", date(2025, 9, 8), None, date(2025, 9, 16)),
        ("director", date(2025, 9, 23), None, None),
        ("chief", date(2025, 10, 7), None, date(2025, 10, 15)),
    ]


def test_every_change_is_on_record_and_the_chain_is_whole():
    kinds = [entry.kind for entry in ledger.history(["seller-1"], until=None, limit=200)]

    assert kinds.count("case.opened") == 1
    assert kinds.count("case.sustained") == 1
    assert kinds.count("answerability.moved") == 3
    assert kinds.count("duty.raised") == Duty.objects.filter(person__key="seller-1").count()
    assert kinds.count("duty.lapsed") == Duty.objects.filter(person__key="seller-1", lapsed_on__isnull=False).count()
    assert verify().whole


def test_the_same_day_again_changes_nothing():
    before = state()

    done = tick.tick(in_force.record(), on=TODAY, at=AT)

    assert done == tick.Ticked(TODAY, 0)
    assert state() == before


def test_a_one_on_one_held_late_is_kept_late_and_the_next_one_is_counted_from_it():
    leader, seller = Person.objects.get(key="leader"), Person.objects.get(key="seller-2")
    held = datetime(2026, 1, 22, 12, tzinfo=UTC)
    Activity.objects.create(leader=leader, person=seller, kind="one_on_one", at=held, minutes=30, recorded_at=AT)

    tick.tick(in_force.record(), on=date(2026, 1, 23), at=AT)

    assert duties(kind="one_on_one", person=seller, arises_on__gte=date(2026, 1, 1)) == [
        ("leader", date(2026, 1, 19), date(2026, 1, 22), None),
        ("leader", date(2026, 2, 5), None, None),
    ]


def test_a_one_on_one_missed_for_good_ends_and_the_next_one_arises():
    seller = Person.objects.get(key="seller-2")

    tick.replay(in_force.record(), first=date(2026, 1, 13), last=date(2026, 2, 3), at=AT)

    rows = Duty.objects.filter(person=seller, kind="one_on_one", arises_on__gte=date(2026, 1, 1)).order_by("arises_on")
    assert [(row.due_on, row.lapsed_on, row.ended_on) for row in rows] == [
        (date(2026, 1, 19), date(2026, 1, 27), date(2026, 2, 3)),
        (date(2026, 2, 2), None, None),
    ]


def test_a_gap_that_closes_ends_its_duties():
    Measurement.standing.filter(person__key="seller-1", period__gte=date(2025, 7, 1)).update(actual=105)

    tick.tick(in_force.record(), on=date(2026, 1, 13), at=AT)

    case = Case.objects.get()
    assert case.closed_on == date(2026, 1, 13)
    assert not Duty.objects.filter(case=case.pk, ended_on__isnull=True).exists()
    kinds = [entry.kind for entry in ledger.history(["seller-1"], until=None, limit=20)]
    assert {"case.closed", "duty.ended"} <= set(kinds)


def test_a_gap_keeps_the_day_it_was_opened_on_whatever_later_figures_say():
    Measurement.standing.filter(person__key="seller-1", period=date(2025, 6, 1)).update(actual=60)
    Measurement.standing.filter(person__key="seller-1", period=date(2025, 5, 1)).update(actual=60)

    tick.tick(in_force.record(), on=date(2026, 1, 13), at=AT)

    assert Case.objects.get().opened_on == date(2025, 9, 1)


def test_a_person_who_moves_leaves_the_former_leader_s_open_duty_behind():
    moved = Duty.objects.filter(person__key="seller-6", leader__key="leader", kind="one_on_one").order_by("-arises_on")

    assert moved[0].ended_on == date(2025, 12, 2)
    assert moved[0].lapsed_on is None


def test_a_replay_tells_of_each_day():
    told: list[date] = []

    entries = tick.replay(in_force.record(), first=TODAY, last=TODAY + timedelta(days=2), at=AT, progress=told.append)

    assert told == [TODAY, TODAY + timedelta(days=1), TODAY + timedelta(days=2)]
    # Seller-6 is owed the next one-on-one: the one due on 29 December is missed for good.
    assert entries == 1


def test_a_replay_reckons_whose_performance_is_once_a_month_has_gone_by_on_the_day_before_its_last():
    tick.replay(in_force.record(), first=date(2026, 2, 9), last=date(2026, 2, 11), at=AT)

    assert list(Attribution.objects.order_by("as_of").values_list("as_of", flat=True)) == [
        date(2026, 1, 6),
        date(2026, 2, 10),
    ]


def test_a_replay_reckons_how_large_teams_can_be_as_seldom():
    tick.replay(in_force.record(), first=date(2026, 2, 10), last=date(2026, 2, 13), at=AT)

    assert list(Organisation.objects.order_by("as_of").values_list("as_of", flat=True)) == [TODAY, date(2026, 2, 12)]


def test_a_replay_weighs_levers_and_looks_at_what_waiting_costs_on_the_day_before_the_last():
    tick.replay(in_force.record(), first=date(2026, 2, 10), last=date(2026, 2, 13), at=AT)

    assert list(LeversWeighed.objects.order_by("pk").values_list("as_of", flat=True)) == [LOOKED_ON, date(2026, 2, 12)]
    assert list(Waiting.objects.order_by("pk").values_list("as_of", flat=True)) == [LOOKED_ON, date(2026, 2, 12)]


def test_a_replay_looks_as_seldom_where_people_would_do_well_in_another_role():
    tick.replay(in_force.record(), first=date(2026, 2, 5), last=date(2026, 2, 7), at=AT)

    days = Prospecting.objects.order_by("as_of").values_list("as_of", flat=True)
    assert list(days) == [date(2026, 1, 6), date(2026, 2, 6)]


def test_a_replay_of_days_that_are_over_reckons_nothing():
    Looked.objects.update(on=date(2026, 3, 1))

    tick.replay(in_force.record(), first=date(2026, 2, 9), last=date(2026, 2, 11), at=AT)

    assert Attribution.objects.count() == 1


def test_a_day_before_the_last_one_changes_nothing_for_what_followed_from_it_is_on_record():
    before = state()
    evaluations = Evaluation.objects.count()

    done = tick.tick(in_force.record(), on=date(2025, 7, 1), at=AT)

    assert done == tick.Ticked(date(2025, 7, 1), 0)
    assert (state(), Evaluation.objects.count()) == (before, evaluations)
    assert tick.looked_until() == TODAY


def test_a_day_that_is_over_by_the_time_it_is_its_turn_changes_nothing(monkeypatch: pytest.MonkeyPatch):
    before = state()
    lock = tick.ledger.lock

    def overtaken() -> None:
        lock()
        Looked.objects.update(on=date(2026, 1, 20))

    monkeypatch.setattr(tick.ledger, "lock", overtaken)

    done = tick.tick(in_force.record(), on=date(2026, 1, 19), at=AT)

    assert done == tick.Ticked(date(2026, 1, 19), 0)
    assert state() == before


def test_a_replay_that_broke_off_goes_on_where_it_ended():
    # Seller-6 is owed the next one-on-one from the 13th on.
    assert tick.replay(in_force.record(), first=TODAY, last=date(2026, 1, 13), at=AT) == 1

    assert tick.replay(in_force.record(), first=TODAY, last=date(2026, 1, 14), at=AT) == 0
    assert str(Looked.objects.get()) == "2026-01-14"


def test_the_first_day_is_noted_like_any_other():
    Looked.objects.all().delete()

    assert tick.looked_until() is None
    tick.tick(in_force.record(), on=TODAY, at=AT)

    assert tick.looked_until() == TODAY


def test_today_stands_still_in_the_demo_company_and_goes_on_elsewhere(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tick.timezone, "localdate", lambda: date(2026, 3, 1))

    assert tick.today() == TODAY

    Installation.objects.update(stands_on=None)
    assert tick.today() == date(2026, 3, 1)

    Installation.objects.all().delete()
    assert tick.today() == date(2026, 3, 1)


def test_a_gap_that_later_figures_show_asks_from_the_day_it_is_taken_up():
    late = Measurement.standing.filter(person__key="seller-3", period__gte=date(2025, 7, 1))
    late.update(actual=55.0)
    known = TODAY + timedelta(days=1)

    tick.tick(in_force.record(), on=known, at=AT)

    case = Case.objects.get(person__key="seller-3")
    assert case.opened_on < known
    assert case.taken_up_on == known
    # A talk within a week of that day, a plan two weeks later, a decision within ninety days; nothing lapsed before.
    assert [
        (duty.kind, duty.due_on, duty.lapsed_on) for duty in Duty.objects.filter(case=case.pk).order_by("due_on")
    ] == [
        ("conversation", date(2026, 1, 20), None),
        ("plan", date(2026, 2, 3), None),
        ("decision", date(2026, 4, 13), None),
    ]
    assert "whose time for it began on 13 January 2026" in case.reasons[0]


def test_more_time_for_a_decision_reaches_the_clock_and_lapses_in_its_turn():
    plans_made.give_time(until=date(2026, 1, 20))

    tick.tick(in_force.record(), on=date(2026, 1, 27), at=AT)
    before = Duty.objects.get(kind="decision", ended_on=None)
    tick.tick(in_force.record(), on=date(2026, 1, 28), at=AT)

    # Due on 20 January with seven days of grace; what lapses falls to whoever answers now, at the top.
    after = Duty.objects.get(kind="decision", ended_on=None)
    assert (before.leader.key, before.due_on, before.lapsed_on) == ("leader", date(2026, 1, 20), None)
    assert (after.leader.key, after.arises_on, after.due_on) == ("chief", date(2026, 1, 28), date(2026, 2, 4))
    assert Case.objects.get(person__key="seller-1").level == 3
