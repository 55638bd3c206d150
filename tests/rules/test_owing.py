"""Who owes what a gap asks: the direct leader, and after a lapse whoever answers now as well."""

from datetime import date, timedelta

from answerable.rules.chain import Chain
from answerable.rules.clocks import Duty, DutyKind
from answerable.rules.escalation import Answer
from answerable.rules.owing import Owed, owed_for_gap
from answerable.rules.policy import default_policy

OPENED = date(2026, 3, 1)
CHAIN = Chain(("leader", "director", "chief"), ())


def duty(kind: DutyKind, days: int, kept_on: date | None = None, *, recorded: bool = True) -> Duty:
    due_on = OPENED + timedelta(days=days)
    return Duty(kind, OPENED, due_on, due_on + timedelta(days=8), kept_on, recorded)


def answer(level: int, since: date) -> Answer:
    return Answer(CHAIN.leaders[level - 1], level, since, (), at_top=level == 3, reasons=())


TALK, PLAN = duty(DutyKind.CONVERSATION, 7), duty(DutyKind.PLAN, 21)


def test_at_first_everything_is_owed_by_the_direct_leader():
    owed = owed_for_gap((TALK, PLAN), answer(1, OPENED), CHAIN, date(2026, 3, 5), default_policy())

    assert owed == (Owed(TALK, "leader", None), Owed(PLAN, "leader", None))


def test_a_lapsed_conversation_is_owed_by_the_next_leader_within_seven_days_and_the_plan_stays():
    lapsed_on = date(2026, 3, 16)

    owed = owed_for_gap((TALK, PLAN), answer(2, lapsed_on), CHAIN, lapsed_on, default_policy())

    passed_on = Duty(DutyKind.CONVERSATION, lapsed_on, date(2026, 3, 23), date(2026, 3, 31), None, recorded=True)
    assert owed == (Owed(TALK, "leader", None), Owed(PLAN, "leader", None), Owed(passed_on, "director", "leader"))


def test_what_was_done_after_it_lapsed_is_owed_by_nobody_else():
    late = duty(DutyKind.CONVERSATION, 7, kept_on=date(2026, 3, 20))

    owed = owed_for_gap((late,), answer(2, date(2026, 3, 16)), CHAIN, date(2026, 3, 21), default_policy())

    assert owed == (Owed(late, "leader", None),)


def test_of_several_missed_reviews_the_latest_is_passed_on():
    first, second = duty(DutyKind.REVIEW, 14), duty(DutyKind.REVIEW, 28)

    owed = owed_for_gap((first, second), answer(2, date(2026, 3, 23)), CHAIN, date(2026, 4, 10), default_policy())

    assert [(one.leader_id, one.duty.arises_on) for one in owed[2:]] == [("director", date(2026, 4, 6))]


def test_a_duty_of_which_no_record_is_kept_is_owed_by_nobody():
    unknown = duty(DutyKind.CONVERSATION, 7, recorded=False)

    assert owed_for_gap((unknown,), answer(1, OPENED), CHAIN, date(2026, 3, 20), default_policy()) == ()


def test_without_any_leader_nobody_owes_anything():
    nobody = Answer(None, 0, OPENED, (), at_top=True, reasons=())

    assert owed_for_gap((TALK,), nobody, Chain((), ()), date(2026, 3, 20), default_policy()) == ()
