"""Conversations on the screen: prepared by both, held, confirmed; their words for the two alone."""

from datetime import UTC, datetime

import pytest
from django.http import HttpResponse

from answerable.decisions.conversations import write
from answerable.decisions.conversations.models import AgendaItem, Commitment, Conversation, PrivateNote
from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.write import Post, reassign
from answerable.facts.support.models import Activity
from asking import asker
from staged import AT, TODAY
from talks import SOON, add, everything, held, plan, postpone, promise
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def page(name: str, number: int) -> str:
    return words(visitor(name).get(f"/conversations/{number}/"))


def send(name: str, path: str, **sent: str) -> HttpResponse:
    answer = visitor(name).post(path, sent, follow=True)
    assert isinstance(answer, HttpResponse)
    return answer


def test_it_says_with_whom_when_and_how_it_stands():
    number = plan()

    leader, person = page("leader", number), page("peer", number)

    for text in (leader, person):
        assert "Lee Okoro and Seller-2 Monday 12 January 2026, 10:00, 30 minutes planned" in text
        assert "Read by Lee Okoro and Seller-2, and by nobody else." in text
        assert "Read by you alone. It may be disclosed on an access request." in text
    assert "We have talked" in leader
    assert "We have talked" not in person


@pytest.mark.parametrize("name", ["director", "chief", "seller", "stranger", "partner", "administrator"])
def test_its_words_are_for_the_two_alone(name: str):
    number = plan()
    client = visitor(name)

    asked = [client.get(f"/conversations/{number}/"), client.get(f"/conversations/{number}/invitation.ics")]

    assert [answer.status_code for answer in asked] == [403, 403]
    assert client.get("/conversations/0/").status_code == 404


def test_what_asks_to_be_spoken_of_is_taken_with_one_tap():
    number = plan("leader", "seller-1")
    case = AgendaItem.objects.count()

    text = page("leader", number)
    prompt = "Bookings is below standard since August 2025"
    assert f"+ {prompt}" in text
    assert "+ No talk of the two of you is on record: how have things been?" in text
    key = source(visitor("seller").get(f"/conversations/{number}/")).split('name="prompt" value="')[1].split('"')[0]
    send("seller", f"/conversations/{number}/agenda/", text=prompt, prompt=key)

    assert AgendaItem.objects.count() == case + 1
    assert f"+ {prompt}" not in page("leader", number)


def test_what_is_owed_to_the_person_stands_in_the_prompt():
    number = plan("chief", "seller-1")

    text = page("seller", number)

    assert "Bookings is below standard since August 2025; " in text
    assert "is owed by" in text


def test_time_without_a_talk_is_a_prompt_once_it_is_longer_than_the_cadence():
    Activity.objects.filter(person__key="seller-2").exclude(at__lt=datetime(2025, 12, 1, tzinfo=UTC)).delete()
    number = plan()

    # The last Monday left is 24 November: seven weeks ago.
    assert "+ You have not talked for 7 weeks" in page("leader", number)


def test_where_things_stand_is_at_the_side_until_the_leader_leads_no_more():
    number = plan("leader", "seller-1")

    now = page("leader", number)
    Conversation.objects.filter(pk=number).update(person=Person.objects.get(key="seller-6"))
    then = page("leader", number)

    assert "Where things stand Bookings" in now
    assert "below standard" in now
    assert "Where things stand" not in then


def test_what_the_next_leader_said_of_a_promise_is_not_for_the_leader_of_then():
    number = held()
    made = promise("peer", number, "Call both accounts")
    person, nia = (Person.objects.get(key=key) for key in ("seller-2", "new-leader"))
    held_role = Assignment.standing.get(person=person, ends_on=None).role_id
    reassign(person=person.pk, post=Post(held_role, nia.pk, None), on=TODAY, at=AT)
    Commitment.objects.filter(pk=made).update(state="kept", said_by=nia, said_on=TODAY)

    then, own = page("leader", number), page("peer", number)

    assert "Call both accounts" in then
    assert "kept, says" not in then
    assert f"kept, says {nia.name} on 12 January 2026" in own
    assert "Will do" not in then + own


def test_both_add_tick_change_and_take_off_without_script():
    number = plan()

    text = words(send("peer", f"/conversations/{number}/agenda/", text="Travel in March"))
    item = AgendaItem.objects.get().pk
    changed = words(send("leader", f"/conversations/{number}/agenda/{item}/change/", text="Travel in May", version="0"))
    ticked = source(send("leader", f"/conversations/{number}/agenda/{item}/tick/"))
    removed = words(send("leader", f"/conversations/{number}/agenda/{item}/remove/"))
    back = words(send("leader", f"/conversations/{number}/agenda/{item}/restore/"))

    assert "Travel in March Seller-2" in text
    assert "Travel in May Seller-2" in changed
    assert f'id="tick-{item}" aria-pressed="true"' in ticked
    assert "Taken off the agenda. Take it back" in removed
    assert "Nothing is on it yet." in removed
    assert "Travel in May" in back


def test_in_place_the_agenda_alone_is_exchanged():
    number = plan()
    client = visitor("peer")

    answer = client.post(f"/conversations/{number}/agenda/", {"text": "Calls"}, headers={"HX-Request": "true"})
    refused = client.post(f"/conversations/{number}/agenda/", {"text": " "}, headers={"HX-Request": "true"})
    gone = client.post(
        f"/conversations/{number}/agenda/{AgendaItem.objects.get().pk}/remove/", headers={"HX-Request": "true"}
    )

    assert source(answer).startswith('<section id="agenda"')
    assert "Write what you want to speak of." in source(refused)
    assert "data-kept-refused" in source(refused)
    assert "Put it back" in source(gone)


@pytest.mark.parametrize("deed", ["explode", "kept"])
def test_no_other_deed_is_known(deed: str):
    number = plan()
    item, commitment = add("leader", number, "Calls"), promise("leader", number, "Call")
    before = everything()

    answers = [
        visitor("leader").post(f"/conversations/{number}/agenda/{item}/{deed}/"),
        visitor("leader").post(f"/conversations/{number}/agenda/0/tick/"),
        visitor("leader").post(f"/conversations/{number}/agenda/0/change/", {"text": "x"}),
        visitor("leader").post(f"/conversations/{number}/promises/0/kept/"),
        visitor("leader").post(f"/conversations/{number}/promises/{commitment}/explode/"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 5
    assert everything() == before


def test_whoever_wrote_at_the_same_time_meets_both_texts_and_nothing_is_lost():
    number = plan()
    send("peer", f"/conversations/{number}/notes/", text="Two accounts were closed.", version="0")

    merge = send("leader", f"/conversations/{number}/notes/", text="Ana calls both.", version="0")

    html = source(merge)
    assert "Seller-2 changed this while you were writing. Nothing is lost: here are both texts." in words(merge)
    assert '<input type="hidden" name="version" value="1">' in html
    assert f'data-keep="notes-{number}-merge" data-keep-for="notes-{number}"' in html
    assert "Two accounts were closed.\nAna calls both.</textarea>" in html
    assert Conversation.objects.get(pk=number).notes == "Two accounts were closed."
    done = send(
        "leader", f"/conversations/{number}/notes/", text="Two accounts were closed.\nAna calls both.", version="1"
    )
    assert "Last written by Lee Okoro." in words(done)
    assert Conversation.objects.get(pk=number).notes == "Two accounts were closed.\nAna calls both."


def test_an_item_and_a_note_of_one_s_own_are_brought_together_too():
    number = plan()
    item = add("leader", number, "Calls")
    send("peer", f"/conversations/{number}/agenda/{item}/change/", text="Calls of May", version="0")
    send("peer", f"/conversations/{number}/private/", text="Ask about pay", version="0")

    other = words(send("leader", f"/conversations/{number}/agenda/{item}/change/", text="Calls, letters", version="0"))
    own = words(send("peer", f"/conversations/{number}/private/", text="Ask about leave", version="0"))

    assert "Item: what shall stand" in other
    assert "Read by Lee Okoro and Seller-2, and by nobody else." in other
    assert "My own notes: what shall stand" in own
    assert "Read by you alone. It may be disclosed on an access request." in own
    assert "Ask about pay" not in page("leader", number)
    assert PrivateNote.objects.get().text == "Ask about pay"


def test_it_is_held_confirmed_and_taken_back():
    number = plan()

    talked = words(send("leader", f"/conversations/{number}/hold/", minutes="40"))
    person = words(send("peer", f"/conversations/{number}/confirm/"))
    both = words(send("leader", f"/conversations/{number}/confirm/"))

    assert "On record: you have talked. Write down what you agreed, then both confirm. Take it back" in talked
    assert "Waits to be confirmed by Lee Okoro and Seller-2." in talked
    assert "On record: you confirm this conversation as it reads." in person
    assert "Waits to be confirmed by Lee Okoro." in person
    assert "40 minutes confirmed by both" in both
    # The next one is proposed from the cadence: two weeks later.
    assert 'name="day" required min="2026-01-12" value="2026-01-26"' in source(
        visitor("leader").get(f"/conversations/{number}/")
    )
    record = Conversation.objects.get().record
    assert "Taken back. What it had kept is owed again." in words(send("leader", f"/conversations/{record}/take-back/"))
    assert "planned" in page("peer", number)


def test_what_is_still_to_come_was_not_held():
    number = plan(day=SOON)
    before = everything()

    text = words(send("leader", f"/conversations/{number}/hold/", minutes="40"))

    assert "It is planned for 15 January 2026. If you have talked already, log that instead." in text
    assert everything() == before


def test_put_off_both_read_why_and_find_the_one_that_came_of_it():
    number = plan()
    add("peer", number, "Travel in March")

    text = words(send("peer", f"/conversations/{number}/postpone/", day="2026-01-15", time="14:30", reason="I am ill"))
    old = page("leader", number)

    assert "Put off. The agenda and what you promised each other have gone along." in text
    assert "Thursday 15 January 2026, 14:30, 30 minutes planned" in text
    assert "Travel in March Seller-2 · carried over" in text
    assert "put off Seller-2: “I am ill” Go on in the one that came of it" in old


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"day": "soon", "reason": "Busy next week"}, "Choose a day, such as 2026-01-12."),
        ({"day": "2026-01-02", "reason": "Busy next week"}, "This day is over."),
        ({"day": "2026-01-15", "reason": ""}, "Say in a few words why: the other one reads it."),
    ],
)
def test_a_refusal_says_why_and_loses_no_text(sent: dict[str, str], said: str):
    number = plan()
    before = everything()

    answer = send("leader", f"/conversations/{number}/postpone/", **sent)

    assert said in words(answer)
    assert f'value="{sent["reason"]}"' in source(answer)
    assert everything() == before


def test_called_off_and_confirmed_too_early_is_told():
    number = plan()

    early = words(send("leader", f"/conversations/{number}/confirm/"))
    none = words(send("leader", f"/conversations/{number}/cancel/", reason=""))
    off = words(send("leader", f"/conversations/{number}/cancel/", reason="Holiday"))

    assert "This conversation has not been held yet." in early
    assert "Say in a few words why: the other one reads it." in none
    assert "called off Lee Okoro: “Holiday”" in off


def test_both_promise_and_say_what_became_of_it():
    number = plan()
    path = f"/conversations/{number}/promises/"

    send("peer", path, by="me", text="Call both accounts", due_on="2026-01-20")
    text = words(send("peer", path, by="other", text="Ask Finance", due_on="2026-01-15"))
    refused = send("peer", path, by="other", text="Ask them again", due_on="2026-01-02")
    no_day = words(send("peer", path, by="other", text="Ask them again", due_on=""))
    asked = Commitment.objects.get(text="Ask Finance").pk
    kept = words(send("leader", f"{path}{asked}/kept/"))

    assert "Lee Okoro : Ask Finance by 15 January 2026" in text
    assert "Seller-2 : Call both accounts by 20 January 2026" in text
    assert "The day it is due on is over. Take one that is still to come." in words(refused)
    assert 'value="Ask them again"' in source(refused)
    assert "Choose a day, such as 2026-01-12." in no_day
    assert "kept, says Lee Okoro on 12 January 2026 Still open after all" in kept


def test_what_was_promised_elsewhere_says_where():
    earlier = held()
    promise("peer", earlier, "Call both accounts")
    number = plan(day=SOON)
    promise("peer", number, "Find a mentor")
    Commitment.objects.filter(text="Find a mentor").update(
        leader=Person.objects.get(key="director"), conversation=earlier
    )

    text = page("leader", number)

    assert "Call both accounts by 15 January 2026 carried over from 12 January 2026" in text
    assert "Find a mentor by 15 January 2026 made with Dana Reyes on 12 January 2026" in text


def test_another_s_promise_is_judged_by_nobody_else():
    mine, theirs = plan(), plan("leader", "seller-1")
    commitment = promise("leader", theirs, "Ask Finance")
    Commitment.objects.update(leader=Person.objects.get(key="director"))
    before = everything()

    answer = visitor("peer").post(f"/conversations/{mine}/promises/{commitment}/kept/")

    assert answer.status_code == 403
    assert everything() == before


def test_the_invitation_is_downloaded_by_the_two():
    number = plan()

    answer = visitor("peer").get(f"/conversations/{number}/invitation.ics")

    assert answer["Content-Type"] == "text/calendar; charset=utf-8; method=REQUEST"
    assert answer["Content-Disposition"] == 'attachment; filename="conversation-2026-01-12.ics"'
    text = source(answer)
    assert "SUMMARY:Lee Okoro and Seller-2: one-on-one" in text
    assert f"URL:http://localhost:8000/conversations/{number}/" in text


def test_called_off_the_invitation_calls_off_too_and_put_off_there_is_none():
    called_off, put_off = plan(), plan("leader", "seller-3")
    write.cancel(asker("leader"), number=called_off, reason="Holiday", at=AT)
    postpone("leader", put_off)

    answers = [visitor("leader").get(f"/conversations/{number}/invitation.ics") for number in (called_off, put_off)]

    assert [answer.status_code for answer in answers] == [200, 404]
    assert answers[0]["Content-Type"] == "text/calendar; charset=utf-8; method=CANCEL"


def test_it_is_reached_from_today_the_person_and_me():
    today, person, me = (
        source(visitor(name).get(path))
        for name, path in (("leader", "/today/"), ("leader", "/people/seller-2/"), ("peer", "/me/"))
    )

    assert '<a href="/people/seller-2/conversations/">Prepare the conversation</a>' in today
    assert '<a class="button plain" href="/conversations/log/">Log a conversation</a>' in today
    assert '<a class="button plain" href="/people/seller-2/conversations/">Talk with Seller-2</a>' in person
    assert '<a class="button plain" href="/conversations/">My conversations</a>' in me
