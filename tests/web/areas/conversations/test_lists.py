"""The lists of conversations: all of mine, those with somebody; what leaders above find there."""

import pytest
from django.http import HttpResponse

from answerable.decisions.conversations import write
from answerable.facts.people.models import Reading
from asking import asker
from staged import AT
from talks import SOON, add, held, hold, plan, promise, share
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def send(name: str, path: str, **sent: str) -> HttpResponse:
    answer = visitor(name).post(path, sent, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def test_the_list_of_two_says_what_is_planned_promised_and_was():
    number = held()
    promise("peer", number, "Call both accounts")

    leader, person = (
        words(visitor("leader").get("/people/seller-2/conversations/")),
        words(visitor("peer").get("/people/leader/conversations/")),
    )

    for text in (leader, person):
        assert "Plan to talk" in text
        assert "Call both accounts Seller-2 Lee Okoro by 15 January 2026 open" in text
        assert "12 January 2026 Lee Okoro with Seller-2 one-on-one 45 minutes held, to be confirmed" in text
        # What was brought with an import is no conversation of its own, but took place.
        assert "5 January 2026 Lee Okoro with Seller-2 one-on-one 30 minutes on record from elsewhere" in text
    assert "Log one that took place" in leader
    assert "Log one that took place" not in person
    assert "Everything on Seller-2" in leader
    assert "Everything on" not in person
    plan(day=SOON)
    assert "Planned: Thursday 15 January 2026, 10:00, 30 minutes Prepare it" in words(
        visitor("peer").get("/people/leader/conversations/")
    )


def test_leaders_above_and_partners_see_that_it_took_place_and_what_was_promised_but_no_word_more():
    number = held()
    add("peer", number, "Travel in March")
    share("peer", number, "Two accounts were closed.")
    promise("peer", number, "Call both accounts")

    for name in ("director", "north-partner"):
        html = visitor(name).get("/people/seller-2/conversations/")
        text = words(html)
        assert "Lee Okoro with Seller-2 one-on-one 45 minutes held, to be confirmed" in text
        assert "Call both accounts" in text
        assert f"/conversations/{number}/" not in source(html)
        assert "Travel in March" not in text
        assert "Two accounts" not in text
    assert {reading.page for reading in Reading.objects.all()} == {"conversations"}


def test_whoever_confirmed_is_named():
    number = held()
    write.confirm(asker("peer"), number=number, at=AT)

    assert "held, confirmed by Seller-2" in words(visitor("director").get("/people/seller-2/conversations/"))


@pytest.mark.parametrize(
    ("name", "key", "status"),
    [
        ("stranger", "seller-2", 403),
        ("seller", "seller-2", 403),
        ("administrator", "seller-2", 403),
        ("leader", "unheard-of", 404),
        ("peer", "seller-2", 302),
        ("moved", "leader", 200),
        ("leader", "seller-6", 200),
    ],
)
def test_who_opens_the_list_of_whom(name: str, key: str, status: int):
    assert visitor(name).get(f"/people/{key}/conversations/").status_code == status


def test_a_leader_of_then_sees_what_was_of_their_time():
    new = plan("new leader", "seller-6")
    hold("new leader", new)
    promise("moved", new, "Learn the region")

    text = words(visitor("leader").get("/people/seller-6/conversations/"))

    assert "Shown as known on 30 November 2025, the last day of your time" in text
    assert "Nia Wolf" not in text
    assert "Learn the region" not in text
    assert "Plan to talk" not in text


def test_planning_leads_to_the_conversation_and_a_refusal_keeps_what_was_sent():
    path = "/people/seller-2/conversations/plan/"

    done = words(send("leader", path, day="2026-01-15", time="10:00", minutes="45", kind="coaching"))
    again = send("leader", path, day="2026-01-16", time="11:15", minutes="20", kind="coaching")
    none = send("director", path, day="someday", time="late", minutes="20")
    after = visitor("stranger").post(path, {"day": "2026-01-15"})

    assert "Planned. Both of you can add to the agenda." in done
    assert "Thursday 15 January 2026, 10:00, 45 minutes planned" in done
    assert "The two of you plan to talk on 15 January 2026 already" in words(again)
    assert "To that conversation" in words(again)
    assert "Choose a day, such as 2026-01-12." in words(none)
    assert 'value="someday"' in source(none)
    assert after.status_code == 403
    assert visitor("leader").post("/people/unheard-of/conversations/plan/").status_code == 404


def test_mine_are_those_planned_those_to_confirm_and_those_over():
    number = held()
    plan("director", "leader", SOON)
    promise("leader", number, "Ask Finance")

    text = words(visitor("leader").get("/conversations/"))

    assert "Log one that took place" in text
    assert "Planned Dana Reyes Thursday 15 January 2026, 10:00, 30 minutes" in text
    assert "Waits for me to confirm it Seller-2" in text
    assert "Ask Finance Lee Okoro Seller-2 by 15 January 2026 open" in text
    assert "12 January 2026 Lee Okoro with Seller-2" in text
    assert "Page 1 Further" in text
    second = words(visitor("leader").get("/conversations/?page=2"))
    assert "Back Page 2 Further" in second


def test_whoever_has_none_is_told_so_and_an_account_of_nobody_has_none():
    assert "No conversations yet" in words(visitor("stranger").get("/conversations/"))
    assert visitor("administrator").get("/conversations/").status_code == 302
