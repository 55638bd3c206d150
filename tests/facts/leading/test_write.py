"""What leaders and their people say is kept whole or not at all, each by whom it belongs to."""

from datetime import date, datetime, timedelta

import pytest

from answerable.facts.leading import read, write
from answerable.facts.leading.models import Aim, AimNote, PulseAnswer, SelfView, WeekEstimate
from answerable.ledger import read as ledger
from answerable.rules.mirror import SIX, STATEMENTS
from answerable.rules.verdicts import Verdict
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

YES = Verdict(allowed=True, reasons=())
SCORES: dict[str, int | None] = {kind.value: 4 for kind in SIX}
ALL: dict[str, int | None] = dict.fromkeys(STATEMENTS, 4)
LATER = AT + timedelta(hours=1)
SPRING = date(2026, 4, 1)


def view(name: str = "leader", at: datetime = AT, **lines: str) -> Verdict:
    return write.keep_self_view(asker(name), scores=SCORES, lines=lines, at=at)


def aim(text: str = "Ask before I tell") -> int:
    return write.set_aim(asker("leader"), text=text, lever="coaching", by=SPRING, at=AT).number


def test_a_self_view_is_kept_for_the_leader_alone_and_the_ledger_holds_no_word_of_it():
    verdict = view(plan="Two without one")

    assert verdict == YES
    row = SelfView.standing.get()
    assert (row.on, row.shared_at, row.answers["plan"], row.answers["review"]) == (
        TODAY,
        None,
        [4, "Two without one"],
        [4, ""],
    )
    assert read.self_views(row.leader_id, is_own=False) == ()
    entry = ledger.history(["leader"], until=None, limit=1)[0]
    assert (entry.kind, entry.body) == ("self_view.kept", {})


def test_a_second_one_of_a_day_takes_the_place_of_the_first_and_stays_shared():
    view()
    write.share_self_view(asker("leader"), number=SelfView.standing.get().pk, is_shared=True, at=AT)

    view(at=LATER, plan="One without")

    row = SelfView.standing.get()
    assert (row.answers["plan"][1], row.shared_at) == ("One without", AT)
    assert SelfView.objects.count() == 2


@pytest.mark.parametrize("name", ["seller", "administrator"])
def test_whoever_leads_nobody_has_no_mirror(name: str):
    head = ledger.head()

    assert view(name) == write.NO_LEADER
    assert write.estimate_week(asker(name), week=TODAY, hours=(1.0, 0, 0, 0), at=AT) == write.NO_LEADER
    assert write.set_aim(asker(name), text="x", lever="tool", by=SPRING, at=AT).verdict == write.NO_LEADER
    assert (SelfView.objects.count(), WeekEstimate.objects.count(), Aim.objects.count()) == (0, 0, 0)
    assert ledger.head() == head


def test_half_a_self_view_is_not_kept():
    verdict = write.keep_self_view(asker("leader"), scores={**SCORES, "plan": None}, lines={}, at=AT)

    assert not verdict.allowed
    assert not SelfView.objects.exists()


def test_a_self_view_is_shared_and_withdrawn_by_the_leader_alone():
    view()
    row = SelfView.standing.get()

    assert write.share_self_view(asker("director"), number=row.pk, is_shared=True, at=AT) == write.NOT_THERE
    assert read.self_views(row.leader_id, is_own=False) == ()
    assert write.share_self_view(asker("leader"), number=row.pk, is_shared=True, at=AT) == YES
    assert [one.shared_on for one in read.self_views(row.leader_id, is_own=False)] == [TODAY]
    head = ledger.head()
    write.share_self_view(asker("leader"), number=row.pk, is_shared=True, at=AT)
    assert ledger.head() == head
    write.share_self_view(asker("leader"), number=row.pk, is_shared=False, at=AT)
    assert read.self_views(row.leader_id, is_own=False) == ()


def test_a_week_is_estimated_and_corrected_while_it_lasts():
    who = asker("leader")

    first = write.estimate_week(who, week=TODAY, hours=(8.0, 4.0, 0.0, 20.0), at=AT)
    second = write.estimate_week(who, week=TODAY, hours=(9.0, 4.0, 0.0, 20.0), at=LATER)
    late = write.estimate_week(who, week=TODAY - timedelta(days=7), hours=(9.0, 0.0, 0.0, 0.0), at=LATER)

    assert (first, second) == (YES, YES)
    assert not late.allowed
    assert [row.people for row in WeekEstimate.standing.all()] == [9.0]
    assert WeekEstimate.objects.count() == 2


def test_a_pulse_is_given_once_a_quarter_and_the_ledger_does_not_say_by_whom():
    assert write.answer_pulse(asker("seller"), scores=ALL, at=AT) == YES

    again = write.answer_pulse(asker("seller"), scores=ALL, at=LATER)

    assert again == write.GIVEN
    assert PulseAnswer.objects.count() == 7
    entry = ledger.history(["pulse"], until=None, limit=5)[0]
    assert (entry.actor, entry.subject, entry.body) == ("withheld", "pulse", {"quarter": "2026-01-01"})
    assert [one.kind for one in ledger.history(["seller-1", "leader"], until=None, limit=500)].count(
        "pulse.answered"
    ) == 0


def test_it_can_be_given_anew_in_the_next_quarter():
    write.answer_pulse(asker("seller"), scores=ALL, at=AT)

    assert write.answer_pulse(asker("seller", SPRING), scores=ALL, at=LATER) == YES
    assert PulseAnswer.objects.count() == 14


@pytest.mark.parametrize(
    ("name", "scores"),
    [("chief", ALL), ("administrator", ALL), ("seller", {"plan": 3}), ("seller", {**ALL, "plan": 9})],
)
def test_a_pulse_that_is_nobody_s_or_not_whole_is_refused(name: str, scores: dict[str, int | None]):
    head = ledger.head()

    verdict = write.answer_pulse(asker(name), scores=scores, at=AT)

    assert not verdict.allowed
    assert not PulseAnswer.objects.exists()
    assert ledger.head() == head


def test_an_aim_is_set_changed_and_settled_by_the_leader():
    number, who = aim(), asker("leader")

    write.change_aim(who, number=number, text="Ask first", lever="training", by=SPRING, version=1, at=AT)
    write.settle_aim(who, number=number, state="reached", at=AT)

    row = Aim.objects.get()
    assert (row.text, row.lever, row.version, row.state, row.ended_on) == ("Ask first", "training", 2, "reached", TODAY)
    kinds = [(one.kind, "text" in one.body) for one in ledger.history(["leader"], until=None, limit=3)]
    assert kinds == [("aim.settled", False), ("aim.changed", False), ("aim.set", False)]


def test_a_form_sent_twice_is_one_aim_and_one_note():
    number = aim()
    write.note_aim(asker("director"), number=number, text="First one done", at=AT)
    before = ledger.head()

    assert aim() == number
    assert write.note_aim(asker("director"), number=number, text="First one done ", at=AT).verdict == YES
    assert (Aim.objects.count(), AimNote.objects.count(), ledger.head()) == (1, 1, before)


@pytest.mark.parametrize(
    ("text", "by", "reason"),
    [
        (" ", SPRING, "Say it in a few words."),
        ("x" * 4001, SPRING, "This has more than 4000 characters. Say it shorter."),
        ("x", TODAY, "The day by which it is to be better has to be ahead."),
    ],
)
def test_an_aim_that_says_nothing_or_looks_back_is_refused(text: str, by: date, reason: str):
    number = aim()

    new = write.set_aim(asker("leader"), text=text, lever="tool", by=by, at=AT)
    changed = write.change_aim(asker("leader"), number=number, text=text, lever="tool", by=by, version=1, at=AT)

    assert (new.verdict.reasons, changed.verdict.reasons) == ((reason,), (reason,))
    assert (Aim.objects.count(), Aim.objects.get().version) == (1, 1)


def test_a_text_changed_in_between_is_not_written_over():
    number, who = aim(), asker("leader")
    write.change_aim(who, number=number, text="Ask first", lever="tool", by=SPRING, version=1, at=AT)

    stale = write.change_aim(who, number=number, text="Tell last", lever="tool", by=SPRING, version=1, at=AT)

    assert stale.is_stale
    assert Aim.objects.get().text == "Ask first"


def test_the_own_leader_promises_and_both_say_how_it_goes():
    number = aim()

    promised = write.promise(asker("director"), number=number, text="I sit in on two talks", version=0, at=AT)
    write.note_aim(asker("director"), number=number, text="First one done", at=AT)
    write.note_aim(asker("leader"), number=number, text="It helped", at=AT)

    row = Aim.objects.get()
    assert promised.verdict == YES
    assert (row.promise, row.promised_by.name, row.promise_version) == ("I sit in on two talks", "Dana Reyes", 1)
    assert list(AimNote.objects.order_by("pk").values_list("text", flat=True)) == ["First one done", "It helped"]
    stale = write.promise(asker("director"), number=number, text="I sit in on one", version=0, at=AT)
    assert stale.is_stale


@pytest.mark.parametrize("name", ["chief", "new leader", "seller", "north-partner", "administrator"])
def test_nobody_else_writes_there(name: str):
    number, who = aim(), asker(name)

    found = [
        write.promise(who, number=number, text="x", version=0, at=AT),
        write.note_aim(who, number=number, text="x", at=AT),
        write.change_aim(who, number=number, text="x", lever="tool", by=SPRING, version=1, at=AT),
        write.settle_aim(who, number=number, state="dropped", at=AT),
    ]

    assert not any(one.verdict.allowed for one in found)
    row = Aim.objects.get()
    assert (row.promise, row.version, row.state, AimNote.objects.count()) == ("", 1, "open", 0)


def test_the_leader_does_not_promise_to_themself_and_what_is_settled_is_left_as_it_is():
    number = aim()

    assert write.promise(asker("leader"), number=number, text="x", version=0, at=AT).verdict == write.NOT_YOURS
    assert write.promise(asker("director"), number=number, text=" ", version=0, at=AT).verdict == write.NO_TEXT
    assert write.note_aim(asker("leader"), number=number, text=" ", at=AT).verdict == write.NO_TEXT
    write.settle_aim(asker("leader"), number=number, state="dropped", at=AT)
    assert write.promise(asker("director"), number=number, text="x", version=0, at=AT).verdict == write.OVER
    changed = write.change_aim(asker("leader"), number=number, text="x", lever="tool", by=SPRING, version=1, at=AT)
    assert changed.verdict == write.OVER
    assert write.settle_aim(asker("leader"), number=number, state="flown", at=AT).verdict == write.NOT_THERE
