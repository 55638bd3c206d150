"""The fair hearing on its page: the evidence first, an answer, a reviewer from outside, an outcome."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

import hearings_held
from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.hearings.models import Answer, Hearing, Review
from answerable.facts.people.models import Person, Reading
from answerable.ledger import read as ledger
from more_cases import take_up
from staged import TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

FULL = 15


def page(name: str, number: int | None = None) -> str:
    return words(visitor(name).get(reverse("hearing", args=[number or hearings_held.case()])))


def post(name: str, deed: str, number: int, **sent: str) -> tuple[int, str, str]:
    """How a deed was answered: the status, what the page said, its HTML."""
    response = visitor(name).post(reverse(deed, args=[number]), sent, follow=True)
    return response.status_code, words(response), source(response)


def test_before_anybody_was_asked_the_page_says_so_and_offers_whom_to_ask():
    text = page("chief")

    assert "Seller-1: Bookings" in text
    assert "Nobody was asked for their side of it yet." in text
    assert "Who is heard Seller-1 Lee Okoro Cleo Chief Dana Reyes Time to answer until" in text


def test_whoever_asks_is_told_and_the_page_says_who_is_heard_until_when():
    status, text, _html = post("chief", "hearing-ask", hearings_held.case(), heard="seller-1", answer_by="2026-01-19")

    assert status == 200
    assert "On record. They are told, and see the evidence first." in text
    assert "Seller-1 is heard answer by 19 January 2026" in text
    assert "Cleo Chief asked for Seller-1's side of it on 12 January 2026; there is time until 19 January 2026." in text
    assert "Seller-1 has not opened the evidence yet." in text
    assert "Found on 6 January 2026" in text
    assert "The outcome can be put on record once Seller-1 has answered, or after 19 January 2026." in text


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (
            {"answer_by": "2026-01-18"},
            "Whoever is heard has at least 7 days to answer: until 19 January 2026 or later.",
        ),
        ({"answer_by": "soon"}, "Name a day, such as 2026-01-19."),
        ({"heard": "nobody at all"}, "Name somebody who is a person of this company."),
    ],
)
def test_what_is_refused_stands_on_the_page_again(sent: dict[str, str], reason: str):
    before = ledger.head()

    status, text, html = post(
        "chief", "hearing-ask", hearings_held.case(), **{"heard": "leader", "answer_by": "2026-01-30"} | sent
    )

    assert (status, Hearing.objects.count()) == (422, 0)
    assert reason in text
    assert f'value="{sent.get("answer_by", "2026-01-30")}"' in html
    assert ledger.head() == before


def test_the_day_on_which_the_evidence_was_opened_is_on_record_and_who_looked_is_for_the_person_to_see():
    hearings_held.asked()

    page("leader")
    assert "has not opened the evidence" in page("chief")
    page("seller")

    assert "Seller-1 opened the evidence on 12 January 2026." in page("chief")
    assert Reading.objects.filter(person__key="seller-1", page="hearing").count() == 2


def test_the_person_answers_and_everybody_who_sees_the_gap_reads_it():
    number = hearings_held.asked()

    status, text, _html = post("seller", "hearing-answer", number, stance="otherwise", text=hearings_held.WORDS)

    assert status == 200
    assert "Your answer is on record. It stands beside the claim for good." in text
    for name in ("seller", "leader", "chief", "north-partner"):
        assert f"I see it otherwise {hearings_held.WORDS} Seller-1, 12 January 2026" in page(name)


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"stance": "otherwise", "text": " "}, "Say it in your own words: a sentence is enough."),
        ({"stance": "so so", "text": "Kept as it was written."}, "Choose one of what is offered."),
    ],
)
def test_an_answer_that_is_refused_loses_no_word(sent: dict[str, str], reason: str):
    number = hearings_held.asked()

    status, text, _html = post("seller", "hearing-answer", number, **sent)

    assert (status, Answer.objects.count()) == (422, 0)
    assert reason in text
    assert sent["text"].strip() in text


def test_more_time_is_asked_for_on_the_page_and_given_there():
    number = hearings_held.asked()

    _status, asked, _html = post("seller", "hearing-time", number, until="2026-02-02")
    assert "Asked for. Until it is given, the day stays as it is." in asked
    assert "Seller-1 asks for time until 2 February 2026." in page("leader")
    _status, given, html = post("leader", "hearing-time", number, until="2026-02-02")

    assert "More time is given." in given
    assert "Seller-1 is heard answer by 2 February 2026" in given
    assert 'name="until" value="2026-02-09"' in html


def test_no_day_and_an_earlier_day_give_no_time():
    number = hearings_held.asked()

    status, text, _html = post("seller", "hearing-time", number, until="")
    assert (status, "Name a day, such as 2026-01-19." in text) == (422, True)
    status, text, html = post("leader", "hearing-time", number, until="2026-01-15")

    assert status == 422
    assert "Give a later day than 19 January 2026: time given is not taken back." in text
    assert 'name="until" value="2026-01-15"' in html


def test_a_reviewer_is_chosen_from_those_outside_and_everybody_concerned_sees_who():
    number = hearings_held.answered()
    url = reverse("hearing-reviewer", args=[number])
    offered = words(visitor("seller").get(url))
    assert "Leaders who stand outside Nia Wolf" in offered
    assert "Dana Reyes" not in offered

    status, text, _html = post("seller", "hearing-reviewer", number, reviewer="new-leader", until="2026-01-26")

    assert status == 200
    assert "Asked. They are told, and may see this gap until then" in text
    asked = "Seller-1 asked Nia Wolf to look at it from outside, on 12 January 2026"
    said = f"{asked}: they may see this until 26 January 2026."
    assert said in page("seller")
    assert said in page("leader")
    assert "You were asked to review this, until 26 January 2026." in page("new leader")
    assert visitor("new leader").get(reverse("gap", args=[hearings_held.case()])).status_code == 200
    assert visitor("new leader").get(reverse("person", args=["seller-1"])).status_code == 403


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"until": "2026-01-13"}, "A reviewer has until a day from 19 January 2026 to 13 March 2026."),
        ({"until": ""}, "Name a day, such as 2026-01-19."),
        ({"reviewer": "director"}, "A reviewer stands outside the direct line of the one who is heard."),
    ],
)
def test_a_review_that_is_refused_says_why_and_opens_nothing(sent: dict[str, str], reason: str):
    number = hearings_held.answered()

    wanted = {"reviewer": "new-leader", "until": "2026-01-26"} | sent
    status, text, _html = post("seller", "hearing-reviewer", number, **wanted)

    assert (status, Review.objects.count()) == (422, 0)
    assert reason in text
    assert visitor("new leader").get(reverse("hearing", args=[hearings_held.case()])).status_code == 403


def test_a_leader_nobody_finds_by_that_name_is_said_not_to_be_there():
    url = reverse("hearing-reviewer", args=[hearings_held.answered()])

    assert "Nobody found who leads people" in words(visitor("seller").get(url, {"q": "Reyes"}))
    assert "Nia Wolf" in words(visitor("seller").get(url, {"q": "wolf"}))


def test_what_the_reviewer_finds_stands_beside_the_claim():
    number = hearings_held.reviewed()

    status, _text, _html = post("new leader", "hearing-review", number, finding="", text="Half of it is July.")
    assert (status, Review.objects.get().finding) == (422, "")
    status, text, _html = post(
        "new leader", "hearing-review", number, finding="does_not_hold", text="Half of it is July."
    )

    assert status == 200
    assert "On record, beside the claim." in text
    assert "The claim does not hold Half of it is July. Nia Wolf, 12 January 2026" in page("seller")


def test_the_outcome_is_for_the_leader_who_answers_and_says_what_follows():
    number = hearings_held.answered()
    assert "Put the outcome on record" not in page("leader")

    status, refused, _html = post("chief", "hearing-end", number, outcome="contested", reason=" ")
    assert (status, "Say why: the one who was heard is owed a reason." in refused) == (422, True)
    status, text, _html = post("chief", "hearing-end", number, outcome="contested", reason="July is missing.")

    assert status == 200
    assert "Seller-1 is heard ended: the claim is contested" in text
    assert "The claim is contested July is missing. Cleo Chief, 12 January 2026" in text
    assert "The gap is contested. It closes once its figures say so: correct them where they come from." in text
    assert Case.objects.get().closed_on is None


def test_where_the_expectation_was_wrong_it_is_put_right_for_everybody():
    number = hearings_held.answered()

    _status, text, _html = post("chief", "hearing-end", number, outcome="expectation_wrong", reason="The target.")

    assert "What is expected has to be put right for everybody in the role." in text


def test_a_leader_who_is_named_reads_what_is_counted_to_them_and_what_they_were_given():
    hearings_held.asked("leader")

    text = page("leader")

    assert "Lee Okoro, heard as a leader" in text
    assert "Owed: a conversation about Bookings, due 8 September 2025; lapsed on 16 September 2025." in text
    assert "A first lapse: what does Lee Okoro need to lead?" in text
    assert "It is a first lapse: it opens support and raises no blame." in text
    assert "Talks with their own leader, last 90 days 6" in text
    assert "What the organisation gave" not in page("seller")
    assert "Training and coaching to lead" not in page("north-partner")


def test_a_leader_past_whom_it_climbed_is_told_that_nothing_is_counted_to_them():
    hearings_held.asked("director")

    assert "The gap has climbed past them. No lapse is counted to them." in page("director")


def test_a_unit_s_gap_has_a_hearing_of_its_leader():
    unit = take_up(unit="south", answers="director", level=2).pk
    new_leader = Person.objects.get(key="new-leader")
    Duty.objects.filter(leader=new_leader).update(case=unit, lapsed_on=TODAY)

    status, text, _html = post("director", "hearing-ask", unit, heard="new-leader", answer_by="2026-01-19")

    assert status == 200
    assert "Nia Wolf, heard as a leader" in text


def test_a_gap_that_has_closed_has_no_new_hearing():
    hearings_held.answered()
    Case.objects.update(closed_on=TODAY)

    text = page("chief")

    assert "Ask for their side of it" not in text
    assert hearings_held.WORDS in text


def test_no_answer_by_its_day_and_a_reviewer_who_let_the_time_pass_are_said():
    number = hearings_held.reviewed()
    Review.objects.update(until=TODAY - timedelta(days=1))
    assert "answered, outcome open" in page("chief")
    Review.objects.all().delete()
    Answer.objects.all().delete()
    Hearing.objects.filter(pk=number).update(answer_by=date(2026, 1, 11))

    assert "no answer by 11 January 2026" in page("chief")


def test_what_waits_for_somebody_is_on_a_page_of_theirs():
    hearings_held.reviewed()
    hearings_held.asked("leader")

    def waiting(name: str) -> str:
        return words(visitor(name).get(reverse("hearings")))

    review = "You are asked to review the claim on Seller-1 from outside, until 26 January 2026."
    assert review in waiting("new leader")
    assert "You are asked for your side of it, until 19 January 2026: see the evidence, and answer." in waiting(
        "leader"
    )
    assert "Nobody waits for your side of a claim." in waiting("peer")


@pytest.mark.parametrize("name", ["chief", "seller", "new leader"])
def test_the_page_asks_no_more_questions_for_a_hearing_with_everything_on_it(name: str):
    number = hearings_held.reviewed()
    hearings_held.asked("leader")
    hearings_held.asked("director")
    client, url = visitor(name), reverse("hearing", args=[hearings_held.case()])
    client.get(url)

    with CaptureQueriesContext(connection) as asked:
        client.get(url)

    assert number
    assert len(asked) <= FULL
