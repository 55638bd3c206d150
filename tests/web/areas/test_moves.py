"""Moves: openings for everybody, proposals for those they concern, what decisions rest on, and the way out."""

from datetime import timedelta

import pytest
from django.http import HttpResponse

from answerable.decisions.cases.models import Case
from answerable.decisions.moves import following, openings
from answerable.decisions.moves.models import ExitStep, Forecast, Going, Move, Opening, Outcome
from answerable.decisions.moves.openings import Draft
from answerable.facts.people.models import Place, Reading
from asking import asker
from moving import IN_A_MONTH, OUT, OVER, ROLE, decide, heard, help_with, proposed
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

WHERE = {"kind": "leader", "leader": "Nia Wolf", "unit": "south", "day": "2026-02-12"}
WHY = {"reasons": "The work there suits better.", "conditions": "A month of handing over."}


def page(name: str, url: str) -> str:
    return words(visitor(name).get(url))


def send(name: str, url: str, **form: str) -> HttpResponse:
    answer = visitor(name).post(url, form, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def opened(note: str = "Two are needed.") -> int:
    draft = Draft("sells", "south", "new-leader", IN_A_MONTH, 2, note)
    number = openings.save(asker("new leader"), draft, number=None, version=0, at=AT).number
    assert number is not None
    return number


def leaving() -> Move:
    move = heard("leader", "seller-2", OUT)
    help_with("leader", "seller-2")
    assert decide("leader", move).allowed
    return move


def moved() -> Move:
    """A move to another leader that took effect six weeks ago, and was looked at."""
    move = heard()
    help_with("leader", "seller-2")
    decide("leader", move)
    Move.objects.filter(pk=move.pk).update(took_effect_on=TODAY - timedelta(days=42))
    following.look(on=TODAY)
    return move


def test_whoever_leads_nobody_sees_openings_and_can_ask_to_move():
    number = opened()

    text = page("seller", "/moves/")

    assert "Account Executive South Nia Wolf 12 February 2026 0 of 2 filled open" in text
    assert "I would like to move" in text
    assert "Open a place" not in text
    detail = page("seller", f"/moves/openings/{number}/")
    assert detail.startswith("Moves An opening Account Executive in South open led by Nia Wolf, from 12 February 2026")
    assert "Two are needed. Opened by Nia Wolf. I would like to move there" in detail
    assert "Change it" not in detail


def test_lists_are_empty_with_a_word_on_why():
    said = {show: page("leader", f"/moves/?show={show}") for show in ("openings", "waiting", "open", "decided", "odd")}

    assert "No opening fits. A leader opens places in their own line" in said["openings"]
    assert "Nothing waits for you." in said["waiting"]
    assert "No move is under way that you may see." in said["open"]
    assert "No move was decided yet that you may see." in said["decided"]
    assert said["odd"] == said["openings"]


def test_openings_are_filtered_by_state_and_words_kept_in_the_address():
    Opening.objects.filter(pk=opened()).update(state="withdrawn")

    assert "South" not in page("leader", "/moves/")
    assert "withdrawn" in page("leader", "/moves/?state=all&q=wolf")
    assert "No opening fits." in page("leader", "/moves/?state=all&q=okoro")
    assert "South" in page("leader", "/moves/?state=withdrawn")


def test_long_lists_have_pages():
    for number in range(51):
        opened(f"The {number + 1}. place.")

    first, second = visitor("leader").get("/moves/"), visitor("leader").get("/moves/?page=2")

    assert "show=openings&amp;q=&amp;state=open&amp;page=2" in source(first)
    assert source(second).count("0 of 2 filled") == 1


def test_a_place_is_opened_changed_and_withdrawn():
    form = {"role": "sells", "unit": "north", "leader": "Lee Okoro", "day": "2026-03-01", "places": "1", "note": "One."}

    made = send("leader", "/moves/openings/new/", **form, version="0")
    number = Opening.objects.get().pk
    changed = send("leader", f"/moves/openings/{number}/", **form | {"places": "3"}, version="1")
    stale = send("leader", f"/moves/openings/{number}/", **form | {"note": "Kept."}, version="1")
    ended = send("leader", f"/moves/openings/{number}/end/", state="withdrawn")

    assert (
        "The opening is on record. Account Executive in North open led by Lee Okoro, from 1 March 2026, 0 of 1 filled"
        in words(made)
    )
    assert "0 of 3 filled" in words(changed)
    assert stale.status_code == 422
    assert "Somebody changed this opening while you were writing." in words(stale)
    assert 'name="version" value="2"' in source(stale)
    assert ">Kept.</textarea>" in source(stale)
    assert "On record. Account Executive in North withdrawn" in words(ended)


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"day": "soon"}, "Expected a day such as 2026-01-12."),
        ({"leader": "nobody"}, "Name a role, a unit and a leader that there are."),
        ({"places": "many"}, "Expected from 1 to 99 places."),
    ],
)
def test_an_opening_that_cannot_be_says_why_and_keeps_what_was_written(form: dict[str, str], reason: str):
    sent = {"role": "sells", "unit": "north", "leader": "leader", "day": "2026-03-01", "places": "1", "note": "Mine."}

    answer = send("leader", "/moves/openings/new/", **sent | form)

    assert answer.status_code == 422
    assert reason in words(answer)
    assert ">Mine.</textarea>" in source(answer)
    assert not Opening.objects.exists()


@pytest.mark.parametrize("url", ["/people/seller-2/", "/gaps/case/"])
def test_a_move_is_proposed_from_the_person_or_the_gap(url: str):
    case = Case.objects.get().pk

    html = source(visitor("leader").get(url.replace("case", str(case))))

    person = "seller-1" if "gaps" in url else "seller-2"
    assert f"/moves/propose/?person={person}" in html


def test_a_leader_proposes_a_move_from_a_gap():
    case = str(Case.objects.get().pk)
    offered = page("leader", f"/moves/propose/?person=seller-1&case={case}")

    done = send("leader", "/moves/propose/", person="seller-1", case=case, **WHERE, **WHY)

    assert offered.startswith("A move of Seller-1 A proposal decides nothing")
    assert "From a gap from none Bookings" in offered
    text = words(done)
    assert "Proposed. Nothing is decided. A move of Seller-1 proposed, the person is not told yet" in text
    assert "Proposed Account Executive under Nia Wolf, South, from 12 February 2026" in text
    assert "Conversations held 0 Measures of 30 days or more 0 A plan agreed by both no" in text
    assert "No hearing on the gap was asked for. No real support is on record yet." in text
    move = Move.objects.get()
    assert (str(move.case_id), move.reasons, move.conditions) == (case, WHY["reasons"], WHY["conditions"])


def test_somebody_asks_for_a_move_of_their_own():
    number = opened()
    offered = page("peer", f"/moves/propose/?person=seller-2&opening={number}")

    send("peer", "/moves/propose/", person="seller-2", kind="role", opening=str(number), day="2026-02-12", **WHY)

    move = Move.objects.get()
    assert offered.startswith("I would like to move Your leader, or one above, decides on it and says why.")
    assert (move.own_wish, move.opening_id, move.starts_on) == (True, number, IN_A_MONTH)
    text = page("leader", f"/moves/{move.pk}/")
    assert "asked for by the person" in text
    assert "Support that was owed" not in text


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ({"day": "soon"}, "Choose where to, and a day such as 2026-01-12."),
        ({"kind": "up"}, "Choose where to, and a day such as 2026-01-12."),
        ({"leader": "nobody"}, "There is no such leader. Give their name or id."),
        ({"reasons": " ", "conditions": "Kept."}, "Say why: whoever decides reads it, and so does the person."),
    ],
)
def test_a_proposal_that_cannot_be_says_why_and_loses_nothing(form: dict[str, str], reason: str):
    answer = send("leader", "/moves/propose/", **{"person": "seller-2", **WHERE, **WHY, **form})

    assert answer.status_code == 422
    assert reason in words(answer)
    assert f">{form.get('conditions', WHY['conditions'])}</textarea>" in source(answer)
    assert not Move.objects.exists()


def test_the_way_from_a_proposal_to_a_decision():
    move = proposed("leader", "seller-2", OVER)
    url = f"/moves/{move.pk}/"

    told = send("leader", f"{url}tell/", answer_by="2026-01-19")
    said = send("peer", f"{url}answer/", text="I would rather stay.\nBut I see why.")
    refused = send("leader", f"{url}decide/", reason="She will learn there.")
    silent = send("director", f"{url}decide/", reason="")
    decided = send("director", f"{url}decide/", reason="Lee and I owe her a better place.")

    assert "On record: the person was told." in words(told)
    assert "Told on 12 January 2026, to answer by 19 January 2026" in words(told)
    assert "I would rather stay.<br>But I see why." in source(said)
    assert (refused.status_code, silent.status_code) == (422, 422)
    assert "A move to another leader without it can be decided by the next leader or one above" in words(refused)
    assert ">She will learn there.</textarea>" in source(refused)
    assert "The next leader can decide so all the same: say why." in words(silent)
    text = words(decided)
    assert "Decided, and on record with your name. A move of Seller-2 decided, from 12 February 2026" in text
    assert "Dana Reyes, level 2 of the chain, on 12 January 2026: decided as it was proposed." in text
    assert "Lee and I owe her a better place. No real support is on record yet." in text
    assert "What was to be expected, and what came Bookings: " in text
    assert "(where they stood when it was decided)." in text
    assert "Seller-2 Another leader" in page("peer", "/moves/?show=decided")
    assert "Decided: 1. Of these otherwise than proposed, or declined: 0." in page("peer", "/moves/?show=decided")


def test_it_is_decided_otherwise_declined_or_withdrawn():
    first, second, third = (proposed("leader", who, OVER) for who in ("seller-1", "seller-2", "seller-3"))
    Move.objects.update(state="heard", told_on=TODAY, answer_by=TODAY, answered_on=TODAY)
    form = {"otherwise": "1", "kind": "role", "role": "advises", "day": "2026-02-12", "reason": "He advises well."}

    offered = page("director", f"/moves/{first.pk}/?otherwise=1")
    no_day = send("director", f"/moves/{first.pk}/decide/", **form | {"day": ""})
    otherwise = send("director", f"/moves/{first.pk}/decide/", **form)
    declined = send("leader", f"/moves/{second.pk}/decline/", reason="We need her here.")
    withdrawn = send("leader", f"/moves/{third.pk}/withdraw/")

    assert "Decide otherwise Where to Another role Another leader Leaving the company" in offered
    assert "Choose where to, and a day such as 2026-01-12." in words(no_day)
    assert "decided otherwise than it was proposed. Adviser under Lee Okoro, North, from 12 February 2026." in words(
        otherwise
    )
    assert "Declined, and on record with your name." in words(declined)
    assert "We need her here." in words(declined)
    assert "Nothing: it was withdrawn." in words(withdrawn)
    assert "Decided: 2. Of these otherwise than proposed, or declined: 2." in page("leader", "/moves/?show=decided")


def test_a_decision_is_taken_back_before_its_day_and_stays_to_be_read():
    move = proposed("peer", "seller-2", ROLE)
    decide("leader", move)

    silent = send("leader", f"/moves/{move.pk}/take-back/", reason=" ")
    done = send("leader", f"/moves/{move.pk}/take-back/", reason="The place is gone.")

    assert "Say why it is taken back." in words(silent)
    assert "Taken back. What it had kept is owed again." in words(done)
    assert "Taken back by Lee Okoro on 12 January 2026: The place is gone." in words(done)
    assert "Nothing yet. Only a named leader decides; time decides nothing." in words(done)


def test_the_new_leader_reads_what_was_decided_and_no_more_before_the_day():
    move = heard()
    help_with("leader", "seller-2")
    decide("leader", move)

    text = page("new leader", f"/moves/{move.pk}/")

    assert "You see what was decided. The reasons and the record are yours to see once" in text
    assert WHY["reasons"] not in text
    assert "Conversations held" not in text
    assert "100 %" not in text


def test_that_somebody_looked_is_noted_for_the_person():
    move = proposed()

    for name in ("leader", "peer"):
        page(name, f"/moves/{move.pk}/")

    assert list(Reading.objects.values_list("reader__email", "person__key", "page")) == [
        ("leader@example.com", "seller-2", "move")
    ]


def test_what_came_of_it_is_read_by_the_person_and_not_by_who_led_then():
    move = moved()
    Place.objects.filter(person__key="seller-2", level=1).update(leader_id=asker("new leader").person)

    mine, then = page("peer", f"/moves/{move.pk}/"), page("leader", f"/moves/{move.pk}/")
    said = send("peer", f"/moves/{move.pk}/going/", mark="30", text="I learn a lot.")
    empty = send("new leader", f"/moves/{move.pk}/going/", mark="30", text=" ")

    assert "in effect since 1 December 2025" in mine
    assert "When In Reaches Against the forecast after 30 days Bookings" in mine
    assert "What was to be expected" not in then
    assert "Seller-2, after 30 days: I learn a lot." in words(said)
    assert "Write a line first." in words(empty)
    assert Going.objects.count() == 1
    assert "30 days:" in page("peer", "/moves/?show=decided")
    assert "30 days:" not in page("leader", "/moves/?show=decided")


def test_a_forecast_under_a_typical_leader_is_told_with_its_figures_to_those_above_alone():
    move = moved()
    Forecast.objects.update(basis="typical_leader", expected=0.97, low=0.88, high=1.06)
    Outcome.objects.update(is_within=False, level=0.8, low=0.7, high=0.9)

    above, own = page("director", f"/moves/{move.pk}/"), page("peer", f"/moves/{move.pk}/")

    assert "Bookings: 97 %, between 88 % and 106 % (what is to be expected of them under a typical leader)." in above
    assert "Bookings: a forecast was made. Its figures are for those who may see what the leader adds." in own
    assert "80 % (between 70 % and 90 %) outside of what was forecast" in own


def test_the_way_out_is_walked_by_four():
    url = f"/moves/{leaving().pk}/exit/"

    answers = {name: visitor(name).get(url) for name in ("peer", "leader", "director", "north-partner", "chief")}

    assert {name: answer.status_code for name, answer in answers.items()} == {
        "peer": 200,
        "leader": 200,
        "director": 200,
        "north-partner": 200,
        "chief": 403,
    }
    text = words(answers["peer"])
    assert "Notice 12 January 2026 Last day 11 February 2026 Account can be used up to the last day" in text
    assert "Nothing was named yet: what is handed over, who writes a reference, what else." in text
    assert ("Write what I ask for" in text, "Write what I ask for" in words(answers["leader"])) == (True, False)
    assert "Write the message" not in words(answers["director"])


def test_both_write_the_message_and_what_was_written_at_once_is_laid_side_by_side():
    url = f"/moves/{leaving().pk}/exit/"

    first = send("leader", f"{url}message/", text="Seller-2 leaves us.", version="0")
    both = send("peer", f"{url}message/", text="I leave after two good years.", version="0")
    merged = send("peer", f"{url}message/", text="I leave.\nSeller-2 leaves us.", version="1")

    assert "Seller-2 leaves us. last written by Lee Okoro Neither has agreed to it yet." in words(first)
    assert both.status_code == 409
    said = words(both)
    assert "Lee Okoro changed this while you were writing. Nothing is lost: here are both texts." in said
    assert "Seller-2 leaves us." in said
    assert "I leave after two good years." in said
    assert 'name="version" value="1"' in source(both)
    assert "I leave. Seller-2 leaves us. last written by Seller-2" in words(merged)


def test_the_message_is_agreed_by_one_then_by_both():
    url = f"/moves/{leaving().pk}/exit/"
    empty = page("peer", url)
    send("leader", f"{url}message/", text="Seller-2 leaves us.", version="0")

    one = send("peer", f"{url}agree/", version="1")
    old = send("leader", f"{url}agree/", version="0")
    two = send("leader", f"{url}agree/", version="1")

    assert "There is no message yet. Either of you can begin it." in empty
    assert "Seller-2 has agreed; it waits for Lee Okoro." in words(one)
    assert "I agree to this message" not in words(one)
    assert "This was changed while you were writing." in words(old)
    assert "Agreed by both on 12 January 2026." in words(two)


def test_what_the_person_asks_for_and_what_is_to_be_done():
    url = f"/moves/{leaving().pk}/exit/"
    step = {"kind": "reference", "side": "leader", "what": "A reference by Lee", "day": "2026-02-02"}

    asked = send("peer", f"{url}asked/", text="No farewell party.", version="0")
    again = send("peer", f"{url}asked/", text="Cake is fine.", version="0")
    no_day = send("leader", f"{url}steps/", **step | {"day": "soon"})
    added = send("leader", f"{url}steps/", **step)
    number = ExitStep.objects.get().pk
    agreed = send("peer", f"{url}steps/{number}/", deed="agreed")
    done = send("leader", f"{url}steps/{number}/", deed="done")

    assert "What Seller-2 asks for No farewell party." in words(asked)
    assert again.status_code == 409
    assert no_day.status_code == 422
    assert 'value="A reference by Lee"' in source(no_day)
    assert "A reference by Lee a reference, the leader, by 2 February 2026, not agreed yet" in words(added)
    assert "agreed by one of the two" in words(agreed)
    assert "done on 12 January 2026" in words(done)
    assert "Not done yet: A reference by Lee" in words(done)


def test_after_leaving_the_others_note_what_became_of_them():
    move = leaving()
    url = f"/moves/{move.pk}/exit/"
    before = send("leader", f"{url}note/", note="She leads a team of her own.")
    following.take_effect(on=IN_A_MONTH, at=AT)

    after = send("director", f"{url}note/", note="She leads a team of her own.")

    assert "They have not left yet." in words(before)
    assert "After She leads a team of her own. Dana Reyes," in words(after)
    assert page("leader", f"/moves/{move.pk}/").count("The way out") == 1
