"""Somebody is asked for their side of it, answers, is reviewed from outside, and told what became of it."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from answerable.decisions.cases.models import Case, Response
from answerable.decisions.duties.models import Duty
from answerable.decisions.hearings import read, write
from answerable.decisions.hearings.models import Answer, Hearing, Review
from answerable.decisions.hearings.read import HearingShown
from answerable.ledger import read as ledger
from answerable.rules.hearing import Outcome, Reviewed, Stance
from answerable.rules.policy import default_policy
from answerable.rules.verdicts import Verdict
from asking import asker
from more_cases import take_up
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

POLICY = default_policy()
ANSWER_BY = date(2026, 1, 19)
UNTIL = date(2026, 1, 26)
YES = Verdict(allowed=True, reasons=())
WORDS = "My two largest accounts went to another team in July."


def case() -> int:
    return Case.objects.get().pk


def ask(name: str = "chief", heard: str = "seller-1", answer_by: date = ANSWER_BY) -> Verdict:
    return write.ask(asker(name), case=case(), heard=heard, answer_by=answer_by, policy=POLICY, at=AT)


def asked(heard: str = "seller-1") -> int:
    """The number of a hearing that was asked for."""
    assert ask(heard=heard).allowed
    return Hearing.objects.get().pk


def answer(number: int, name: str = "seller", text: str = WORDS, stance: Stance = Stance.OTHERWISE) -> Verdict:
    return write.answer(asker(name), hearing=number, stance=stance, text=text, at=AT)


def review_asked(number: int, name: str = "seller", reviewer: str = "new-leader", until: date = UNTIL) -> Verdict:
    return write.ask_reviewer(asker(name), hearing=number, reviewer=reviewer, until=until, policy=POLICY, at=AT)


def review(number: int, name: str = "new leader", text: str = "July explains half of it.", on: date = TODAY) -> Verdict:
    return write.review(asker(name, on), hearing=number, finding=Reviewed.DOES_NOT_HOLD, text=text, at=AT)


def end(number: int, name: str = "chief", outcome: Outcome = Outcome.CONTESTED, on: date = TODAY) -> Verdict:
    return write.end(asker(name, on), hearing=number, outcome=outcome, reason="July is not in the figures.", at=AT)


def shown(number: int) -> HearingShown:
    found = read.numbered(number)
    assert found is not None
    return found


def nothing_happens(deed: Callable[[], Verdict]) -> Verdict:
    """What a deed says that is refused; that nothing came of it is seen here."""

    def state() -> list[object]:
        hearings = Hearing.objects.order_by("pk").values_list("answer_by", "wanted_until", "ended_on", "outcome")
        reviews = Review.objects.order_by("pk").values_list("found_on", "finding")
        counts = [model.objects.count() for model in (Hearing, Answer, Review, Response)]
        return [[*hearings], [*reviews], counts, ledger.head()]

    before = state()
    verdict = deed()
    assert not verdict.allowed
    assert state() == before
    return verdict


def latest_entry(subject: str = "seller-1") -> tuple[str, str, dict[str, object]]:
    (entry,) = ledger.history([subject], until=None, limit=1)
    return entry.kind, entry.actor, entry.body


@pytest.mark.parametrize("name", ["chief", "director", "leader", "seller"])
def test_a_hearing_is_asked_for_by_the_line_and_by_whoever_it_is_about(name: str):
    assert ask(name) == YES

    row = Hearing.objects.get()
    assert (row.heard.key, row.asked_on, row.answer_by, row.seen_on) == ("seller-1", TODAY, ANSWER_BY, None)
    assert row.finding == Case.objects.get().latest
    said = {"case": case(), "hearing": row.pk, "answer_by": "2026-01-19"}
    actor = "seller-1" if name == "seller" else name
    assert latest_entry() == ("hearing.asked", actor, said)


@pytest.mark.parametrize("name", ["peer", "stranger", "new leader", "administrator"])
def test_whoever_does_not_see_the_gap_asks_for_no_hearing(name: str):
    assert nothing_happens(lambda: ask(name)) == write.NOT_THERE


def test_the_people_partner_sees_the_gap_and_does_not_ask():
    verdict = nothing_happens(lambda: ask("north-partner"))

    assert verdict.reasons == ("Only their leaders, or they themselves, can ask for this hearing.",)


def test_whoever_is_heard_has_a_week_and_one_hearing_at_a_time():
    assert nothing_happens(lambda: ask(answer_by=date(2026, 1, 18))).reasons == (
        "Whoever is heard has at least 7 days to answer: until 19 January 2026 or later.",
    )

    assert ask().allowed
    assert nothing_happens(ask).reasons == ("They are being heard on it already.",)


@pytest.mark.parametrize("heard", ["leader", "director"])
def test_a_leader_to_whom_something_is_counted_is_heard_too(heard: str):
    assert ask(heard=heard) == YES

    assert shown(Hearing.objects.get().pk).is_leader


def test_nobody_is_heard_on_what_is_not_theirs():
    assert nothing_happens(lambda: ask(heard="new-leader")).reasons == (
        "This gap is not theirs, and nothing of it was counted to them.",
    )
    assert nothing_happens(lambda: ask(heard="nobody at all")) == write.NOBODY


def test_of_a_unit_its_leader_is_heard_once_something_is_counted_to_them():
    unit = take_up(unit="south", answers="director", level=2).pk

    def wanted() -> Verdict:
        return write.ask(asker("director"), case=unit, heard="new-leader", answer_by=ANSWER_BY, policy=POLICY, at=AT)

    assert not nothing_happens(wanted).allowed
    Duty.objects.filter(leader__key="new-leader").update(case=unit, lapsed_on=TODAY)

    assert wanted() == YES


def test_that_the_evidence_was_opened_is_noted_once_and_of_nobody_else():
    number = asked()

    write.see(asker("chief"), hearing=shown(number), at=AT)
    assert shown(number).seen_on is None
    write.see(asker("seller"), hearing=shown(number), at=AT)
    write.see(asker("seller", TODAY + timedelta(days=1)), hearing=shown(number), at=AT)

    assert shown(number).seen_on == TODAY
    assert latest_entry() == ("hearing.seen", "seller-1", {"case": case(), "hearing": number})


def test_an_answer_stands_beside_the_claim_and_in_the_ledger_without_its_words():
    number = asked()

    assert answer(number) == YES

    (said,) = shown(number).answers
    assert (said.on, said.stance, said.text) == (TODAY, Stance.OTHERWISE, WORDS)
    assert Response.objects.get().text == WORDS
    body = {"case": case(), "hearing": number, "stance": "otherwise"}
    assert latest_entry() == ("hearing.answered", "seller-1", body)


def test_a_form_sent_twice_is_one_answer_and_another_view_is_another():
    number = asked()

    answer(number)
    before = ledger.head()
    answer(number)
    assert ledger.head() == before
    answer(number, stance=Stance.IN_PART)

    assert [one.stance for one in shown(number).answers] == [Stance.OTHERWISE, Stance.IN_PART]


def test_nobody_answers_for_the_one_who_is_heard_and_no_answer_is_without_words():
    number = asked()

    refused = nothing_happens(lambda: answer(number, "leader"))
    assert refused.reasons == ("Only the one who is heard can answer here.",)
    assert nothing_happens(lambda: answer(number, "stranger")) == write.NOT_THERE
    assert nothing_happens(lambda: answer(number, text=" \n")) == write.NO_WORDS


def test_what_a_leader_says_stands_in_their_hearing_and_not_as_the_person_s_answer():
    number = asked("leader")

    assert answer(number, "leader").allowed

    assert [one.text for one in shown(number).answers] == [WORDS]
    assert latest_entry("leader")[0] == "hearing.answered"


def test_more_time_is_asked_for_and_given():
    number, later = asked(), date(2026, 2, 2)

    assert write.want_more_time(asker("seller"), hearing=number, until=later, at=AT) == YES
    assert (shown(number).answer_by, shown(number).wanted_until) == (ANSWER_BY, later)
    assert write.extend(asker("leader"), hearing=number, until=later, at=AT) == YES

    assert (shown(number).answer_by, shown(number).wanted_until) == (later, None)
    body = {"case": case(), "hearing": number, "from": "2026-01-19", "until": "2026-02-02"}
    assert latest_entry() == ("hearing.extended", "leader", body)


def test_nobody_gives_themself_time_and_nobody_else_asks_for_it():
    number, later = asked(), date(2026, 2, 2)

    refused = nothing_happens(lambda: write.extend(asker("seller"), hearing=number, until=later, at=AT))
    assert refused == write.NOT_THERE
    refused = nothing_happens(lambda: write.want_more_time(asker("leader"), hearing=number, until=later, at=AT))
    assert refused.reasons == ("Only the one who is heard can answer here.",)
    refused = nothing_happens(lambda: write.want_more_time(asker("peer"), hearing=number, until=later, at=AT))
    assert refused == write.NOT_THERE
    early = date(2026, 1, 15)
    assert not nothing_happens(lambda: write.extend(asker("leader"), hearing=number, until=early, at=AT)).allowed


@pytest.mark.parametrize("name", ["seller", "leader", "chief", "north-partner"])
def test_a_reviewer_from_outside_is_asked_and_may_see_the_gap_for_that_time(name: str):
    number = asked()
    assert read.seen_as_reviewer(asker("new leader"), case()) is None

    assert review_asked(number, name) == YES

    found = read.seen(asker("new leader"), case())
    assert found is not None
    assert (found[1].allowed, found[1].reason) == (True, "You were asked to review this, until 26 January 2026.")
    assert latest_entry()[0] == "hearing.reviewer_asked"
    last_day = read.seen(asker("new leader", UNTIL), case())
    day_after = read.seen(asker("new leader", UNTIL + timedelta(days=1)), case())
    assert last_day is not None
    assert last_day[1].allowed
    assert day_after is not None
    assert not day_after[1].allowed


@pytest.mark.parametrize(
    ("reviewer", "reason"),
    [
        ("director", "A reviewer stands outside the direct line of the one who is heard."),
        ("seller-2", "A reviewer leads people: they know what a leader can do."),
    ],
)
def test_whoever_is_not_outside_is_not_asked_to_review(reviewer: str, reason: str):
    number = asked()

    assert reason in nothing_happens(lambda: review_asked(number, reviewer=reviewer)).reasons


def test_only_those_whom_it_concerns_ask_for_a_review_and_one_at_a_time():
    number = asked()

    assert nothing_happens(lambda: review_asked(number, "peer")) == write.NOT_THERE
    assert nothing_happens(lambda: review_asked(number, reviewer="nobody at all")) == write.NOBODY
    review_asked(number)
    refused = nothing_happens(lambda: review_asked(number))
    assert refused.reasons == ("A reviewer is looking at it already.",)


def test_a_reviewer_does_not_ask_the_next_one():
    number = asked()
    review_asked(number)

    assert nothing_happens(lambda: review_asked(number, "new leader")) == write.MAY_NOT_ASK


def test_what_a_reviewer_finds_stands_beside_the_claim():
    number = asked()
    review_asked(number)

    assert review(number) == YES

    last = shown(number).reviewer
    assert last is not None
    assert (last.reviewer, last.asked_by, last.found_on) == ("Nia Wolf", "Seller-1", TODAY)
    assert (last.finding, last.text) == (Reviewed.DOES_NOT_HOLD, "July explains half of it.")
    body = {"case": case(), "hearing": number, "finding": "does_not_hold"}
    assert latest_entry() == ("hearing.reviewed", "new-leader", body)


def test_only_the_reviewer_says_what_they_find_once_in_time_and_with_reasons():
    number = asked()
    review_asked(number)

    assert nothing_happens(lambda: review(number, "director")) == write.NOT_A_REVIEWER
    assert nothing_happens(lambda: review(number, text=" ")) == write.NO_WORDS
    assert nothing_happens(lambda: review(number, on=UNTIL + timedelta(days=1))) == write.IS_OVER
    review(number)
    assert nothing_happens(lambda: review(number)) == write.NOT_A_REVIEWER


def test_the_leader_who_answers_puts_the_outcome_on_record_with_a_reason():
    number = asked()
    answer(number)

    assert end(number) == YES

    found = shown(number)
    assert (found.is_over, found.ended_on, found.ended_by) == (True, TODAY, "Cleo Chief")
    assert (found.outcome, found.reason) == (Outcome.CONTESTED, "July is not in the figures.")
    assert latest_entry()[2] == {"case": case(), "hearing": number, "outcome": "contested"}
    assert read.contested([case()]) == {case(): TODAY}
    assert Case.objects.get().closed_on is None


def test_nobody_else_ends_a_hearing_and_nobody_before_they_were_heard():
    number = asked()

    unheard = nothing_happens(lambda: end(number))
    assert unheard.reasons == ("They have until 19 January 2026 to answer. Hear them first.",)
    answer(number)
    assert not nothing_happens(lambda: end(number, "leader")).allowed
    assert nothing_happens(lambda: end(number, "stranger")) == write.NOT_THERE
    review_asked(number)
    waiting = nothing_happens(lambda: end(number))
    assert waiting.reasons == ("The reviewer has until 26 January 2026. Read what they find first.",)


def test_a_hearing_that_has_ended_stays_as_it_is_and_another_may_follow():
    number = asked()
    answer(number)
    review_asked(number)
    review(number)
    end(number, outcome=Outcome.HOLDS)

    ended = ("This hearing ended on 12 January 2026.",)
    assert nothing_happens(lambda: answer(number, text="One more thing.")).reasons == ended
    assert nothing_happens(lambda: end(number)).reasons == ended
    assert nothing_happens(lambda: review_asked(number)).reasons[0] == ended[0]
    assert ask().allowed
    assert read.seen_as_reviewer(asker("new leader"), case()) is None
    assert read.contested([case()]) == {}


@pytest.mark.parametrize(
    "deed",
    [
        lambda: answer(0),
        lambda: write.want_more_time(asker("seller"), hearing=0, until=UNTIL, at=AT),
        lambda: write.extend(asker("chief"), hearing=0, until=UNTIL, at=AT),
        lambda: review_asked(0),
        lambda: end(0),
    ],
)
def test_there_is_nothing_to_do_about_a_hearing_that_never_was(deed: Callable[[], Verdict]):
    assert nothing_happens(deed) == write.NOT_THERE
