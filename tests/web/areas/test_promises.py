"""What I promised, and what my leader promised me: in conversations, in plans, and when a gap came to me."""

from datetime import date
from uuid import uuid4

import pytest

from answerable.decisions.answers.models import Choice
from answerable.decisions.cases.models import Case
from answerable.decisions.conversations.models import Commitment, Conversation
from answerable.decisions.plans.models import Commitment as Planned
from answerable.decisions.plans.models import Plan
from answerable.facts.people.models import Person
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

HEADS = "How it stands"


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def talk(leader: str = "leader", other: str = "seller-1") -> Conversation:
    """A conversation of two."""
    return Conversation.objects.create(
        leader=person(leader),
        person=person(other),
        state="held",
        day=date(2026, 1, 5),
        uid=uuid4(),
        changed_by=person(leader),
        changed_at=AT,
    )


def promise(of: Conversation, by: str, text: str, **more: object) -> None:
    """Something that one of the two promised in it."""
    given = {"due_on": date(2026, 1, 19), "made_on": date(2026, 1, 5)} | more
    Commitment.objects.create(conversation=of, leader=of.leader, person=of.person, by=person(by), text=text, **given)


def plan(**more: object) -> Plan:
    """A plan for the stage's gap."""
    made = {"state": "running", "agreed_on": TODAY} | more
    return Plan.objects.create(
        case=Case.objects.get(), began_on=TODAY, changed_by=person("leader"), changed_at=AT, **made
    )


def sides(name: str) -> tuple[str, str]:
    """What somebody reads of what they promised, and of what they were promised."""
    text = words(visitor(name).get("/me/promises/"))
    mine, _heading, theirs = text.partition("What my leader promised me")
    return mine, theirs


def test_where_nothing_is_promised_both_sides_say_so():
    mine, theirs = sides("seller")

    assert mine.startswith("Promises What is open, and what became of the rest in the last 90 days")
    assert "What I promised Nothing is open." in mine
    assert "Nothing is open. What my leader owes me by the policy stands on the page Me." in theirs


def test_both_see_what_was_promised_in_a_talk_each_on_their_own_side():
    said = talk()
    promise(said, "leader", "Ask for the accounts back")
    promise(said, "seller-1", "Write down the lost deals", due_on=date(2026, 1, 9))

    mine, theirs = sides("seller")

    assert "Write down the lost deals Lee Okoro 9 January 2026 3 days over" in mine
    assert "Ask for the accounts back Lee Okoro 19 January 2026 due in 7 days" in theirs
    assert "Ask for the accounts back Seller-1 19 January 2026 due in 7 days" in sides("leader")[0]
    assert f'<a href="/conversations/{said.pk}/">' in source(visitor("seller").get("/me/promises/"))


def test_what_became_of_a_promise_stands_there_after_what_is_open():
    said = talk()
    for text, state in (("a", "kept"), ("b", "not_kept"), ("c", "dropped"), ("d", "open")):
        promise(said, "leader", f"promise {text}", state=state, said_on=None if state == "open" else TODAY)

    theirs = sides("seller")[1]

    assert f"{HEADS} promise d Lee Okoro 19 January 2026 due in 7 days promise a" in theirs
    assert "promise a Lee Okoro 19 January 2026 kept promise b" in theirs
    assert "promise b Lee Okoro 19 January 2026 not kept" in theirs
    assert "promise c Lee Okoro 19 January 2026 dropped by both" in theirs


def test_what_was_judged_long_ago_is_left_out():
    promise(talk(), "leader", "Long ago", state="kept", said_on=date(2025, 10, 1))

    assert "Long ago" not in sides("seller")[1]


def test_promises_of_both_sides_in_a_plan_stand_there_with_how_they_were_kept():
    made = plan()
    for by, side, text, said in (
        ("leader", "leader", "Join two calls", None),
        ("leader", "leader", "Get the tool", True),
        ("seller-1", "person", "Ten calls a day", False),
    ):
        Planned.objects.create(
            plan=made, side=side, by=person(by), text=text, due_on=date(2026, 2, 1), person_says=said
        )

    mine, theirs = sides("seller")

    assert "Ten calls a day a plan 1 February 2026 not kept, or not agreed that it was" in mine
    assert "Join two calls Lee Okoro 1 February 2026 due in 20 days" in theirs
    assert "Get the tool Lee Okoro 1 February 2026 kept" in theirs
    assert "Join two calls a plan 1 February 2026 due in 20 days" in sides("leader")[0]
    assert f'<a href="/gaps/{made.case_id}/plan/">' in source(visitor("seller").get("/me/promises/"))


@pytest.mark.parametrize(
    "made",
    [
        {"state": "draft", "agreed_on": None},
        {"state": "ended", "agreed_on": date(2025, 6, 1), "ended_on": date(2025, 9, 1)},
        {"state": "ended", "agreed_on": None, "ended_on": TODAY},
    ],
)
def test_what_was_only_drafted_never_agreed_or_is_long_over_is_no_promise(made: dict[str, object]):
    Planned.objects.create(
        plan=plan(**made), side="leader", by=person("leader"), text="Join two calls", due_on=date(2026, 2, 1)
    )

    assert "Join two calls" not in "".join(sides("seller"))


def test_what_a_leader_said_they_would_do_when_a_gap_came_to_them_is_theirs():
    Choice.objects.create(
        case=Case.objects.get(),
        leader=person("chief"),
        level=3,
        choice="help",
        reason="So",
        commitment="Sit in on two calls",
        due_on=date(2026, 1, 20),
        on=TODAY,
        at=AT,
    )

    assert "Sit in on two calls a gap that came to me 20 January 2026 due in 8 days" in sides("chief")[0]


def test_what_others_promised_each_other_is_nobody_else_s():
    promise(talk(), "leader", "Ask for the accounts back")

    for name in ("peer", "director", "chief", "moved"):
        assert "Ask for the accounts back" not in "".join(sides(name))


@pytest.mark.parametrize("name", ["administrator", "north-partner"])
def test_an_account_that_is_no_person_promised_nothing(name: str):
    response = visitor(name).get("/me/promises/")

    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize(("name", "path"), [("leader", "/today/"), ("seller", "/me/")])
def test_the_page_is_reached_from_where_one_looks(name: str, path: str):
    assert '<a href="/me/promises/">' in source(visitor(name).get(path))
