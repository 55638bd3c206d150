"""The plan of a case: made by both sides, refused with its reasons, kept, put off, ended; nothing typed is lost."""

from datetime import date

import pytest
from django.http import HttpResponse

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.plans.models import Cause, Extension, Plan
from answerable.facts.people.models import Person, Reading
from answerable.facts.support.models import Measure
from answerable.ledger import read as ledger
from more_cases import take_up
from plans_made import agree, case_number, drafted, give_time, put_forward, run
from staged import TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

FORM: dict[str, object] = {
    "kind": ["coaching", ""],
    "name": ["Calls, together", ""],
    "by": ["seller-1", "leader", "seller-1"],
    "text": ["I call ten accounts a week", "I join the first call every Monday", ""],
    "due": ["2026-02-27", "2026-02-27", ""],
    "mark": ["Five first meetings", ""],
    "mark_due": ["2026-02-13", ""],
    "review": ["2026-01-26", "2026-02-09", ""],
    "decide_on": "2026-03-02",
    "version": "0",
}
ONE_SIDED = {**FORM, "by": ["seller-1"], "text": ["I call ten accounts a week"], "due": ["2026-02-27"]}


def page(name: str, case: int | None = None) -> str:
    return words(visitor(name).get(f"/gaps/{case or case_number()}/plan/"))


def send(name: str, path: str, case: int | None = None, /, **sent: object) -> HttpResponse:
    url = f"/gaps/{case or case_number()}/{path}/"
    given = visitor(name).post(url, sent, follow=True)
    assert isinstance(given, HttpResponse)
    return given


def write(name: str, form: dict[str, object] | None = None, /, **more: object) -> HttpResponse:
    return send(name, "plan/write", **{**(form or FORM), **more})


def test_before_there_is_a_plan_it_says_so_by_when_it_is_decided_and_what_the_gap_takes():
    text = page("leader")

    assert text.startswith("Seller-1: Bookings The gap The plan ")
    assert "There is no plan yet. A decision is due from Cleo Chief by 15 December 2025." in text
    assert "The gap is sustained: the plan holds a commitment of a leader's own, or it is refused." in text
    assert "Make the plan What is set to work Kind" in text
    assert "Read by everybody who may see this gap" in text


def test_whoever_sees_the_gap_and_has_no_part_in_the_plan_reads_it_and_writes_nothing():
    run()

    for name in ("director", "north-partner"):
        text = page(name)
        assert "The plan both sides agreed Coaching: Calls, together Seller-1 I call ten accounts a week" in text
        assert "Change the plan" not in text
        assert "Not kept" not in text


@pytest.mark.parametrize("name", ["peer", "moved", "new leader", "stranger", "partner", "administrator"])
def test_whoever_may_not_see_the_gap_sees_no_plan(name: str):
    run()

    response = visitor(name).get(f"/gaps/{case_number()}/plan/")

    assert response.status_code == 403
    assert "ten accounts" not in source(response)


def test_that_somebody_looked_is_noted_unless_it_is_their_own():
    for name in ("leader", "seller"):
        page(name)

    assert list(Reading.objects.values_list("reader__email", "page")) == [("leader@example.com", "plan")]


def test_a_plan_for_a_sustained_gap_is_refused_until_the_leader_commits_and_nothing_typed_is_lost():
    give_time()

    refused = write("leader", ONE_SIDED, propose="1")

    assert refused.status_code == 422
    assert "Not yet: nothing you wrote is lost No leader has committed to anything. A gap that lasts is" in words(
        refused
    )
    assert 'value="I call ten accounts a week"' in source(refused)
    assert '<details class="action" open>' in source(refused)
    assert Measure.objects.count() == 0
    plan = Plan.objects.get()
    assert (plan.state, plan.version) == ("draft", 1)
    agreed = write("leader", version="1", propose="1")
    assert "On record: you agree. The plan runs once the other side agrees, too." in words(agreed)
    assert "Put forward on 12 January 2026. Seller-1 has yet to agree." in words(agreed)


def test_once_both_have_agreed_it_runs_and_says_so_everywhere():
    give_time()
    write("leader", propose="1")

    given = send("seller", "plan/agree", version="1")

    text = words(given)
    assert "Both sides have agreed: the plan runs." in text
    assert (
        "Agreed by both sides on 12 January 2026; its decision is due by 2 March 2026. Next review: 26 January" in text
    )
    assert "Lee Okoro agreed (12 January 2026) · Seller-1 agreed (12 January 2026)" in text
    assert "A plan runs since 12 January 2026; its decision is due by 2 March 2026." in words(
        visitor("leader").get(f"/gaps/{case_number()}/")
    )
    assert "Calls, together Lee Okoro 12 January 2026" in words(visitor("leader").get("/people/seller-1/support/"))


def test_room_for_more_is_made_without_script_and_keeps_what_was_typed():
    before = ledger.head()

    more = write("leader", more="1")

    html = source(more)
    assert more.status_code == 200
    assert 'value="I join the first call every Monday"' in html
    assert html.count('name="text"') == 2 + 2 + 2
    assert (ledger.head(), Plan.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"kind": ["", ""]}, "Say what kind of lever “Calls, together” is."),
        ({"name": ["", ""]}, "Say in a few words what is set to work."),
        ({"text": ["", "I join", ""]}, "A commitment has a day and no words: say what will be done."),
        ({"by": ["stranger", "leader", ""]}, "Say who will do “I call ten accounts a week”."),
        ({"due": ["soon", "2026-02-27", ""]}, "Say by when “I call ten accounts a week” will be done."),
        ({"mark_due": ["", ""]}, "A milestone takes words and a day: “Five first meetings”."),
        ({"review": ["26.1."]}, "Expected a day such as 2026-01-12, found “26.1.”."),
        ({"decide_on": "never"}, "Expected a day such as 2026-01-12, found “never”."),
    ],
)
def test_what_is_no_plan_is_refused_with_a_word_on_what_is_missing(changed: dict[str, object], said: str):
    before = ledger.head()

    refused = write("leader", **changed)

    assert refused.status_code == 422
    assert said in words(refused)
    assert 'value="I join' in source(refused)
    assert (ledger.head(), Plan.objects.count()) == (before, 0)


def test_two_who_write_at_once_lose_nothing_and_bring_both_together():
    write("leader")
    write("seller", version="1", mark=["Three first meetings"], mark_due=["2026-02-13"])

    late = write("leader", version="1", mark=["Seven first meetings"], mark_due=["2026-02-13"])

    text, html = words(late), source(late)
    assert late.status_code == 422
    assert "Two of you wrote at once Seller-1 changed the plan while you were writing. Nothing is lost" in text
    assert text.index("Three first meetings") < html.index("Seven first meetings")
    assert 'name="version" value="2"' in html
    assert Plan.objects.get().milestones[0]["text"] == "Three first meetings"
    write("leader", version="2", mark=["Five first meetings"], mark_due=["2026-02-13"])
    assert Plan.objects.get().milestones[0]["text"] == "Five first meetings"


def test_a_draft_is_read_by_those_who_write_it_alone_and_what_is_put_forward_by_all_who_see_the_gap():
    drafted()

    assert "A draft, last changed by Lee Okoro. Nobody is bound by it yet." in page("seller")
    assert "There is no plan yet." in page("director")
    agree("seller")
    assert "Put forward on 12 January 2026. Lee Okoro has yet to agree." in page("director")


def test_what_was_changed_since_it_was_read_is_not_agreed_to():
    drafted()
    write("seller", version="1", milestones=(), mark=[], mark_due=[])

    given = send("leader", "plan/agree", version="1")

    assert "The plan was changed while you were reading. Look at it as it stands now." in words(given)
    assert Plan.objects.get().state == "draft"


def test_each_side_says_how_it_goes_and_can_take_that_back():
    plan = run()
    number = plan.commitments[1].number

    send("seller", f"plan/commitments/{number}", kept="no")
    said = send("leader", f"plan/commitments/{number}", kept="yes")
    reached = send("seller", "plan/milestones/1", reached="yes")

    assert "The person says: not kept (12 January 2026)." in words(said)
    assert "Lee Okoro says: kept (12 January 2026)." in words(said)
    assert "Reached on 12 January 2026, says Seller-1." in words(reached)
    back = send("leader", f"plan/commitments/{number}", kept="open")
    assert "Lee Okoro says" not in words(back)
    assert "Reached on" not in words(send("leader", "plan/milestones/1", reached="no"))


def test_an_answer_there_is_not_and_a_milestone_there_is_not_change_nothing():
    plan = run()
    before = ledger.head()

    assert send("leader", f"plan/commitments/{plan.commitments[0].number}", kept="maybe").status_code == 404
    assert send("leader", "plan/milestones/9", reached="yes").status_code == 422
    assert ledger.head() == before


def test_both_sides_name_the_cause_side_by_side_and_what_they_thought_before_stays():
    send("seller", "cause", cause=["process"], evidence="My accounts were split in July.")
    send("leader", "cause", cause=["drive"], evidence="So it seemed.")

    given = send("leader", "cause", cause=["process", "resources"], evidence="I looked at the list.")

    text = words(given)
    assert "On record, beside what the others see." in text
    assert (
        "Lee Okoro, leader the process, time, people or money I looked at the list. 12 January 2026 What they thought "
        "before drive So it seemed. from 12 January 2026 to 12 January 2026 Seller-1 the process My accounts were "
        "split in July."
    ) in text
    assert Cause.objects.count() == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"evidence": "I saw it in July."}, "Name at least one cause."),
        ({"cause": ["process"], "evidence": " "}, "Say what it rests on: what you saw or heard, and when."),
    ],
)
def test_a_view_without_a_cause_or_evidence_is_shown_again_with_what_was_typed(sent: dict[str, object], said: str):
    refused = send("seller", "cause", **sent)

    assert refused.status_code == 422
    assert said in words(refused)
    assert ("I saw it in July." in source(refused)) is ("cause" not in sent)
    assert ('value="process" checked' in source(refused)) is ("cause" in sent)
    assert Cause.objects.count() == 0


def test_the_next_leader_gives_more_time_with_a_reason_and_everybody_reads_it():
    given = send("chief", "more-time", until="2026-04-01", reason="The accounts are divided anew in March.")

    assert "On record: the decision has more time, and why." in words(given)
    assert (
        "12 January 2026 Cleo Chief, level 3, gave it time until 1 April 2026: The accounts are divided anew in March."
    ) in page("seller")
    assert "A decision is due from Lee Okoro by 1 April 2026." in page("seller")


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"until": "soon", "reason": "New accounts."}, "Say until which day the decision has time."),
        ({"until": "2026-04-01", "reason": " "}, "More time takes a reason: say what will be different by then."),
        ({"until": "2026-01-12", "reason": "New accounts."}, "This is no more time: name a day after 12 January 2026."),
    ],
)
def test_more_time_that_cannot_be_given_is_shown_again_with_what_was_typed(sent: dict[str, object], said: str):
    before = ledger.head()

    refused = send("chief", "more-time", **sent)

    assert refused.status_code == 422
    assert said in words(refused)
    assert f"{sent['reason']}</textarea>" in source(refused)
    assert (ledger.head(), Extension.objects.count()) == (before, 0)


def test_a_plan_ends_with_a_word_on_what_came_of_it_and_a_new_one_can_be_made():
    run()

    ended = send("leader", "plan/end", outcome="expectation_wrong", reason="The price list had changed.")

    text = words(ended)
    assert "On record: how the plan ended, and why." in text
    assert "The plan ended on 12 January 2026: the expectation was wrong, and is corrected for all." in text
    assert "Plans before Ended on 12 January 2026: The expectation was wrong, and is corrected for all" in text
    assert "The price list had changed. Lee Okoro Correct what is expected, for all who hold the role" in text
    assert 'href="/roles/sells/"' in source(ended)
    assert "Make the plan" in text
    record = words(visitor("leader").get("/people/seller-1/record/"))
    assert "a plan ended expectation wrong" in record


def test_an_end_that_cannot_be_is_shown_again_with_what_was_typed():
    run()

    refused = send("leader", "plan/end", outcome="closed", reason="It is fine now.")

    assert refused.status_code == 422
    assert "By its figures the gap is still open: it closes once they say so." in words(refused)
    assert "It is fine now.</textarea>" in source(refused)
    assert Plan.objects.get().state == "running"


def test_once_the_gap_has_closed_what_came_of_the_plan_can_be_said_and_nothing_else_is_written():
    run()
    Case.objects.update(closed_on=TODAY)

    text = page("leader")
    ended = send("leader", "plan/end", outcome="closed", reason="Ten calls a week did it.")

    assert "The gap closed on 12 January 2026." in text
    assert "Change the plan" not in text
    assert "The plan ended on 12 January 2026: the gap has closed." in words(ended)
    assert write("leader").status_code == 422


def test_a_unit_s_plan_is_its_leader_s_and_known_to_the_leader_above():
    case = put_forward()
    before = page("director", case)

    known = send("director", "plan/known", case)

    assert "A unit's gap is closed by whoever leads it: the plan holds a commitment of theirs." in before
    assert "I know this plan" in before
    assert "On record: you know this plan." in words(known)
    assert "Dana Reyes knows it (12 January 2026)" in words(known)
    assert "I know this plan" not in words(known)


def test_a_unit_without_a_commitment_of_its_leader_has_no_plan():
    case = take_up(unit="north", answers="leader")
    form = {**FORM, "by": [], "text": [], "due": []}

    refused = send("leader", "plan/write", case.pk, **form, propose="1")

    assert "No leader has committed to anything: what a whole unit misses is closed by whoever leads it." in words(
        refused
    )
    assert Plan.objects.get().state == "draft"


def test_a_leader_of_then_reads_what_was_agreed_then_and_changes_nothing():
    case = take_up(person="seller-6", answers="leader", opened_on=date(2025, 11, 3))
    before = ledger.head()

    text = page("leader", case.pk)
    refused = send("leader", "plan/write", case.pk, **FORM)

    assert "Shown as known on 30 November 2025, the last day of your time" in text
    assert "Make the plan" not in text
    assert "Say what I think" not in text
    assert (refused.status_code, ledger.head()) == (403, before)


def test_a_first_lapse_is_told_with_what_the_organisation_gave_the_leader_and_to_leaders_alone():
    Duty.objects.filter(case=None).update(lapsed_on=None)
    first = "On 16 September 2025 Lee Okoro let a duty lapse for the first time. A first lapse opens support"
    given = "What the organisation gave Lee Okoro, who leads 5 people directly: 13 conversations in the last 180 days"

    for name in ("leader", "director"):
        assert first in page(name)
        assert given in page(name)
    assert "for the first time" not in page("seller")
    Duty.objects.filter(case=None, leader__key="leader").update(lapsed_on=date(2025, 4, 24))
    assert "for the first time" not in page("leader")


def test_who_committed_and_leads_here_no_more_has_to_be_replaced():
    drafted()
    Plan.objects.get().commitments.filter(by__key="leader").update(by=Person.objects.get(key="new-leader"))

    assert "Nia Wolf, leads here no more" in page("leader")
