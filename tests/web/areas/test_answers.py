"""What has come from below, on Today and on a gap's own page: who answers, what is asked, what was chosen."""

from datetime import date

import pytest

import hearings_held
from answerable.decisions.answers.models import Choice as Row
from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.decisions.hearings import write as hearings
from answerable.facts.people.models import Person, Reading
from answerable.ledger import read as ledger
from answerable.rules.hearing import Outcome
from asking import asker
from more_cases import owe, take_up
from staged import AT
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

HELP = {"choice": "help", "reason": "It lasts.", "commitment": "I sit in on two pitches.", "due_on": "2026-01-30"}


def url(number: int | None = None) -> str:
    return f"/gaps/{number or hearings_held.case()}/answering/"


def today(name: str = "chief") -> str:
    return words(visitor(name).get("/today/"))


def choose(name: str = "chief", *, number: int | None = None, in_place: bool = False, **sent: str) -> tuple[int, str]:
    """How a choice was answered: the status, and what the page said."""
    headers = {"HX-Request": "true"} if in_place else {}
    response = visitor(name).post(f"{url(number)}choose/", HELP | sent, headers=headers, follow=True)
    return response.status_code, words(response)


def test_what_came_from_below_stands_on_today_in_one_sentence_with_the_choices_in_place():
    text = today()

    assert "Come to you from below" in text
    assert "Seller-1 is short in Bookings: you answer for it since 30 September 2025. 97 days over" in text
    assert (
        "No plan was agreed by 29 September 2025 (due 22 September 2025, 7 days of grace): answerability moved from "
        "Dana Reyes to Cleo Chief on 30 September 2025."
    ) in text
    assert (
        "Asked of you: a conversation about Bookings by 7 October 2025 and a plan for Bookings by 7 October 2025 and a "
        "decision on Bookings by 15 December 2025."
    ) in text
    assert "First lapse: what does Lee Okoro need to lead?" in text
    assert "Say what comes of it" in text
    assert text.index("Come to you from below") < text.index("What I answer for now")


@pytest.mark.parametrize("name", ["leader", "director", "new leader"])
def test_whoever_nothing_came_to_is_told_of_nothing(name: str):
    assert "Come to you from below" not in today(name)


def test_what_asks_for_nothing_by_a_day_says_so_and_many_are_folded():
    for number in range(3, 6):
        take_up(person=f"seller-{number}", answers="chief", level=2, opened_on=date(2026, 1, number))
    soon = take_up(unit="north", answers="chief", level=3)
    owe(soon, leader="chief")
    Duty.objects.filter(case=soon.pk).update(came_from=Person.objects.get(key="director"))

    text = today()

    assert "North is short in Bookings: you answer for it since 12 January 2026. due in 7 days" in text
    assert "Nothing is asked of you by a day. Say what comes of it." in text
    assert "2 more have come from below" in text


def test_a_choice_on_today_is_put_on_record_in_place():
    status, text = choose(in_place=True)

    assert (status, Row.objects.get().choice) == (200, "help")
    assert "Your choice for Seller-1 is on record." in text
    assert "Cleo Chief chose help on 12 January 2026: it is done by 30 January 2026." in today()


def test_a_choice_without_script_leads_to_the_gap_s_page():
    status, text = choose()

    assert status == 200
    assert "Your choice is on record." in text
    assert "Cleo Chief chose help on 12 January 2026: it is done by 30 January 2026." in text
    assert "Promised: I sit in on two pitches. It lasts." in text


@pytest.mark.parametrize("in_place", ["in place", ""])
@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        ({"reason": ""}, "Say why: the person, and the leaders below, are owed a reason."),
        ({"due_on": ""}, "Say by when you will have done that: a promise without a day is none."),
        ({"due_on": "soon"}, "Name a day, such as 2026-01-19."),
        ({"choice": "forget it"}, "Choose one of what is offered."),
    ],
)
def test_a_choice_that_is_refused_loses_no_word_and_changes_nothing(in_place: str, sent: dict[str, str], reason: str):
    before = ledger.head()

    status, text = choose(in_place=bool(in_place), **sent)

    assert status == (200 if in_place else 422)
    assert reason in text
    assert "I sit in on two pitches." in text
    assert (Row.objects.count(), ledger.head()) == (0, before)


@pytest.mark.parametrize(("choice", "kind"), [("change_role", "role"), ("exit", "leaving")])
def test_a_move_is_chosen_and_then_proposed(choice: str, kind: str):
    response = visitor("chief").post(f"{url()}choose/", HELP | {"choice": choice})

    asked = f"/moves/propose/?person=seller-1&case={hearings_held.case()}&kind={kind}"
    assert response["Location"] == asked
    assert visitor("chief").get(asked).status_code == 200
    assert f'href="{asked.replace("&", "&amp;")}"' in source(visitor("chief").get(url()))
    _status, in_place = choose(in_place=True, choice=choice, reason="Again.")
    assert "Propose the move" in in_place


def test_of_a_unit_nothing_is_chosen_that_is_about_one_person():
    unit = take_up(unit="north", answers="chief", level=3).pk

    page = source(visitor("chief").get(url(unit)))

    assert 'value="help"' in page
    assert 'value="exit"' not in page
    assert 'value="change_role"' not in page


def test_the_person_reads_who_answers_what_was_chosen_and_what_was_promised():
    hearings_held.helped()

    text = words(visitor("seller").get(url()))

    assert "Cleo Chief, level 3 of the chain, answers for it since 30 September 2025." in text
    assert "Cleo Chief chose help on 12 January 2026: it is done by 30 January 2026." in text
    assert "Promised: I sit in on two pitches." in text
    assert "Put it on record" not in text
    assert "It is done" not in text.replace("It is done by", "")


def test_what_was_promised_is_said_to_be_done():
    number = hearings_held.helped()
    assert "It is done" in words(visitor("chief").get(url()))

    visitor("chief").post(f"{url()}{number}/done/")

    text = words(visitor("seller").get(url()))
    assert "Cleo Chief chose help on 12 January 2026, and did it on 12 January 2026." in text


def test_whoever_looks_at_another_s_page_is_on_their_record():
    visitor("leader").get(url())
    visitor("seller").get(url())

    looked = Reading.objects.filter(page="answering")
    assert list(looked.values_list("reader__person__key", "person__key")) == [("leader", "seller-1")]


def test_who_answers_directly_and_that_nobody_does_is_said():
    direct = take_up(person="seller-2", answers="leader").pk
    nobody = take_up(person="seller-3", answers=None, level=0).pk

    told = words(visitor("leader").get(url(direct)))
    assert "Lee Okoro, the direct leader, answers for it since 12 January 2026." in told
    text = words(visitor("leader").get(url(nobody)))
    assert "Nobody above holds a role" in text
    assert "Nothing was chosen yet" in text


def test_a_gap_whose_figures_are_contested_says_so_and_stays_open():
    number = hearings_held.answered()
    hearings.end(asker("chief"), hearing=number, outcome=Outcome.CONTESTED, reason="July is missing.", at=AT)

    assert "Contested since 12 January 2026: a fair hearing ended so." in words(visitor("leader").get(url()))
    assert Case.objects.get().closed_on is None


def test_more_time_is_shown_with_its_day():
    status, text = choose(choice="extend", commitment="", due_on="2026-02-27")

    assert status == 200
    assert "Cleo Chief chose more time for the decision on 12 January 2026: it is due by 27 February 2026." in text


def test_me_names_who_answers_now_for_what_i_am_owed():
    text = words(visitor("seller").get("/me/"))

    assert "a plan for Bookings Cleo Chief Cleo Chief, level 3, since 30 September 2025 7 October 2025" in text
    assert "a one-on-one Lee Okoro Lee Okoro 7 January 2026" in text
