"""The packet of a gap: all of it that may be seen, on paper; nothing in it runs, and that it was taken is on record."""

import json
from datetime import date
from typing import Any

import pytest
import typst
from django.http import HttpResponse

from answerable.decisions.answers.models import Choice
from answerable.decisions.cases import read as cases
from answerable.decisions.cases.models import Case, Response
from answerable.decisions.hearings.models import Answer, Hearing, Review
from answerable.decisions.plans.models import Cause, Commitment, Extension, Plan
from answerable.facts.people.models import Account, Person, Reading
from answerable.ledger import read as ledger
from answerable.web.areas.packet.content import packet_of
from answerable.web.areas.packet.paper import TEMPLATE, paper
from asking import asker
from more_cases import take_up
from staged import AT, TODAY
from visiting import visitor, words

pytestmark = pytest.mark.django_db

HOSTILE = '#read("/etc/passwd") *b* $x$ <tag> \\ "quoted" @label\n= Not a heading'


def taken(name: str, case: Case | None = None) -> HttpResponse:
    """The packet, as a member of the cast downloads it."""
    number = (case or Case.objects.get()).pk
    response = visitor(name).get(f"/gaps/{number}/packet.pdf")
    assert isinstance(response, HttpResponse)
    return response


def content(name: str, case: Case | None = None) -> dict[str, Any]:
    """What stands in the packet of a member of the cast."""
    who = asker(name)
    found = cases.seen(who, (case or Case.objects.get()).pk)
    assert found is not None
    return packet_of(who, *found).plain()


def section(name: str, heading: str, case: Case | None = None) -> dict[str, Any]:
    """One part of a packet."""
    return next(one for one in content(name, case)["sections"] if one["heading"] == heading)


def headings(plain: dict[str, Any]) -> list[str]:
    """The headings that really stand on the paper."""
    found = typst.query(
        TEMPLATE,
        "heading",
        root=TEMPLATE.parent,
        sys_inputs={"packet": json.dumps(plain)},
        ignore_system_fonts=True,
    )
    return [one["body"]["text"] for one in json.loads(found)]


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def plan(state: str = "running", **more: object) -> Plan:
    """A plan for the stage's gap, with a commitment of the leader's."""
    made = Plan.objects.create(
        case=Case.objects.get(),
        state=state,
        levers=[{"lever": "coaching", "name": "Shadowing"}, {"lever": "role_change", "name": ""}],
        began_on=TODAY,
        decide_on=date(2026, 3, 1),
        changed_by=person("leader"),
        changed_at=AT,
        **({"agreed_on": TODAY} | more),
    )
    Commitment.objects.create(
        plan=made, side="leader", by=person("leader"), text="Join two calls a week.", due_on=date(2026, 2, 1)
    )
    return made


def commit(made: Plan, text: str, due_on: date, **says: bool) -> None:
    """What the person committed to in a plan."""
    Commitment.objects.create(plan=made, side="person", by=person("seller-1"), text=text, due_on=due_on, **says)


def extend() -> None:
    """More time for the decision on the stage's gap."""
    Extension.objects.create(
        case=Case.objects.get(),
        by=person("chief"),
        level=3,
        given_on=TODAY,
        until=date(2026, 4, 1),
        reason="A new quarter.",
        at=AT,
    )


def test_it_is_a_tagged_pdf_to_download_that_says_for_whom_it_can_be_read():
    response = taken("chief")

    assert response["Content-Type"] == "application/pdf"
    number = Case.objects.get().pk
    assert response["Content-Disposition"] == f'attachment; filename="gap-{number}-2026-01-12.pdf"'
    assert response["Cache-Control"] == "no-store"
    assert response.content.startswith(b"%PDF-1.7")
    assert b"/StructTreeRoot" in response.content
    assert b"pdfuaid" in response.content


def test_it_begins_with_how_things_stand_and_who_took_it():
    plain = content("chief")

    number = Case.objects.get().pk
    assert plain["title"] == "Seller-1: Bookings"
    assert plain["lines"][:2] == (
        f"Gap {number}, open, sustained since 1 November 2025.",
        "Taken by Cleo Chief, as things stood on 12 January 2026.",
    )
    assert "Texts of conversations and private notes are not in it." in plain["lines"][2]


def test_it_holds_the_evidence_whose_it_is_and_who_was_answerable_when():
    assert headings(content("chief")) == [
        "Seller-1: Bookings",
        "Is it real?",
        "Whose gap is it?",
        "Who was answerable when, and why",
        "What was owed, and what was done",
        "What Seller-1 says",
        "The record",
    ]
    real, whose = section("chief", "Is it real?"), section("chief", "Whose gap is it?")
    assert real["lines"][0].startswith("Seller-1 reaches 60 % of what is expected in Bookings")
    assert real["tables"][0][2][0] == ("Reaches", "60 % (between 50 % and 70 %)")
    assert "13 with how Lee Okoro leads" in whose["lines"][0]
    assert ("How Lee Okoro leads", "13.0", "6.0", "20.0") in whose["tables"][0][2]
    answered = section("chief", "Who was answerable when, and why")
    assert answered["lines"][0] == "Cleo Chief, level 3, the top, since 30 September 2025."
    assert answered["tables"][0][2] == (
        ("1 September 2025", "Lee Okoro", "1", "1 September 2025"),
        ("16 September 2025", "Dana Reyes", "2", "16 September 2025"),
        ("30 September 2025", "Cleo Chief", "3", "30 September 2025"),
    )


def test_it_holds_what_was_owed_and_the_entries_of_the_gap_alone_with_the_head_of_the_ledger():
    number, head = ledger.head()

    owed = section("chief", "What was owed, and what was done")["tables"][0]
    record = section("chief", "The record")

    assert ("a plan for Bookings", "Lee Okoro", "22 September 2025", "lapsed on 30 September 2025") in owed[2]
    assert record["lines"] == (f"The ledger ended with entry {number}, fingerprint {head}, when this was taken.",)
    happened = [row[2] for row in record["tables"][0][2]]
    assert happened[0] == "a gap was taken up"
    assert "a duty lapsed" in happened
    # One-on-ones are owed to the person all the same; they are not of this gap.
    assert not any("one on one" in row[3] for row in record["tables"][0][2])
    assert [int(row[0]) for row in record["tables"][0][2]] == sorted(int(row[0]) for row in record["tables"][0][2])


def test_a_leader_s_own_part_is_told_only_to_whoever_may_see_it():
    told = section("seller", "Whose gap is it?")

    assert "Lee Okoro" not in json.dumps(told)


def test_a_leader_of_then_takes_what_was_known_in_their_time():
    case = take_up(person="seller-6", answers="leader", opened_on=date(2025, 11, 18))
    Response.objects.create(
        case=case, account=Account.objects.get(email="moved@example.com"), text="After their time.", at=AT
    )

    plain = content("leader", case)

    assert "Shown as known on 30 November 2025, the last day of your time." in plain["lines"]
    assert "After their time." not in json.dumps(plain)


def test_what_the_person_says_stands_there_in_their_words_and_runs_nothing():
    account = Account.objects.get(email="seller@example.com")
    Response.objects.create(case=Case.objects.get(), account=account, text=HOSTILE, at=AT)

    plain = content("leader")

    said = next(one for one in plain["sections"] if one["heading"] == "What Seller-1 says")["said"]
    assert said == ({"text": (HOSTILE.splitlines()[0], "= Not a heading"), "by": "Seller-1, 12 January 2026"},)
    assert "Not a heading" not in headings(plain)
    assert paper(plain).startswith(b"%PDF")


def test_letters_that_no_font_here_has_are_boxes_and_no_error():
    account = Account.objects.get(email="seller@example.com")
    Response.objects.create(case=Case.objects.get(), account=account, text="\U00013000 \u4e2d\u6587", at=AT)

    assert paper(content("leader")).startswith(b"%PDF")


def test_the_same_values_make_the_same_file():
    plain = content("chief")

    assert paper(plain) == paper(plain)


def test_causes_as_each_side_sees_them_are_in_it_and_replaced_views_are_not():
    account = Account.objects.get(email="seller@example.com")
    views = {"Accounts were split in July.": None, "An earlier view.": TODAY}
    for text, replaced in views.items():
        Cause.objects.create(
            case=Case.objects.get(),
            author=account,
            speaks_as="person",
            causes=["resources", "process"],
            evidence=text,
            said_on=TODAY,
            at=AT,
            replaced_on=replaced,
        )

    said = section("chief", "What it comes from, as each side sees it")["said"]

    assert [one["text"] for one in said] == [("Accounts were split in July.",)]
    assert said[0]["by"] == "Seller-1 (person), 12 January 2026: time, people or money, the process"


def test_the_plan_is_in_it_with_the_promises_of_both_sides():
    made = plan()
    commit(made, "Ten calls a day.", date(2026, 1, 10), person_says=True)
    commit(made, "Write it up.", date(2026, 1, 11), person_says=True, leader_says=False)
    extend()

    found = section("chief", "The plan")

    assert found["lines"] == (
        "The plan: agreed, running.",
        "Agreed on 12 January 2026.",
        "What comes of it is decided by 1 March 2026.",
        "Set to work: Shadowing, role change.",
        "More time until 1 April 2026, given by Cleo Chief on 12 January 2026: A new quarter.",
    )
    assert found["tables"][0][2] == (
        ("Lee Okoro", "Join two calls a week.", "1 February 2026", "nobody has said yet"),
        ("Seller-1", "Ten calls a day.", "10 January 2026", "kept"),
        ("Seller-1", "Write it up.", "11 January 2026", "not kept, or not agreed that it was"),
    )


def test_how_a_plan_ended_is_in_it_and_a_draft_is_not():
    made = plan("draft", agreed_on=None)
    assert "The plan" not in headings(content("chief"))

    Plan.objects.filter(pk=made.pk).update(
        state="ended", ended_on=TODAY, ended_by=person("chief"), outcome="role_change", reason="They asked for it."
    )

    assert "It ended so: role change (Cleo Chief). They asked for it." in section("chief", "The plan")["lines"]


def test_the_hearing_is_in_it_with_what_was_said_and_what_came_of_it():
    case, account = Case.objects.get(), Account.objects.get(email="seller@example.com")
    hearing = Hearing.objects.create(
        case=case,
        heard=person("seller-1"),
        finding=case.latest,
        asked_by=Account.objects.get(email="leader@example.com"),
        asked_on=date(2026, 1, 5),
        answer_by=date(2026, 1, 19),
        ended_on=TODAY,
        ended_by=person("chief"),
        outcome="holds",
        reason="Figures were right.",
    )
    said = Response.objects.create(case=case, account=account, text="It was the split.", at=AT)
    Answer.objects.create(hearing=hearing, response=said, stance="otherwise", on=date(2026, 1, 6))
    Review.objects.create(
        hearing=hearing,
        reviewer=person("new-leader"),
        asked_by=account,
        asked_on=date(2026, 1, 6),
        until=date(2026, 1, 20),
        found_on=date(2026, 1, 8),
        finding="holds",
        text="I find the figures right.",
    )

    found = section("chief", "The hearing")

    assert found["lines"][0] == "Asked for by Lee Okoro on 5 January 2026; to be answered by 19 January 2026."
    assert found["lines"][1] == "What came of it, as Cleo Chief put on record: the claim holds. Figures were right."
    assert [(one["text"], one["by"]) for one in found["said"]] == [
        (("It was the split.",), "Seller-1, sees it otherwise, 6 January 2026"),
        (("I find the figures right.",), "Nia Wolf, from outside: the claim holds, 8 January 2026"),
    ]


def test_what_leaders_chose_when_it_came_to_them_is_in_it():
    for level, name, commitment in ((2, "director", ""), (3, "chief", "Sit in on two calls.")):
        Choice.objects.create(
            case=Case.objects.get(),
            leader=person(name),
            level=level,
            choice="help",
            reason="It is worth it.",
            commitment=commitment,
            on=TODAY,
            at=AT,
        )

    assert section("chief", "What leaders chose when it came to them")["tables"][0][2] == (
        ("12 January 2026", "Dana Reyes, level 2", "help", "It is worth it.", "–"),
        ("12 January 2026", "Cleo Chief, level 3", "help", "It is worth it.", "Sit in on two calls."),
    )


def test_more_time_without_a_plan_is_in_it():
    extend()

    assert section("chief", "The decision")["lines"] == (
        "More time until 1 April 2026, given by Cleo Chief on 12 January 2026: A new quarter.",
    )


def test_a_unit_s_packet_has_nobody_s_answer_and_says_where_nothing_was_done():
    case = take_up(unit="north", answers="leader", expectation="calls")

    plain = content("leader", case)

    assert [one["heading"] for one in plain["sections"]][-2:] == ["What was owed, and what was done", "The record"]
    assert plain["sections"][-2]["lines"] == ("Nothing is on record.",)
    assert taken("leader", case).status_code == 200


def test_a_closed_gap_says_when_it_closed():
    Case.objects.update(closed_on=date(2026, 1, 10))

    assert content("leader")["lines"][0].endswith("closed on 10 January 2026.")


def test_that_it_was_taken_is_in_the_ledger_and_on_the_page_of_whose_gap_it_is():
    taken("director")

    entry = ledger.history(["seller-1"], until=None, limit=1)[0]
    assert (entry.kind, entry.actor, entry.body) == ("case.exported", "director", {"case": Case.objects.get().pk})
    assert "Dana Reyes the packet of a gap of mine, taken along 12 January 2026" in words(visitor("seller").get("/me/"))


@pytest.mark.parametrize(("name", "status"), [("new leader", 403), ("peer", 403), ("administrator", 403)])
def test_whoever_may_not_see_the_gap_gets_no_packet_and_nothing_is_entered(name: str, status: int):
    before = ledger.head()

    response = taken(name)

    assert response.status_code == status
    assert (ledger.head(), Reading.objects.filter(page="packet").count()) == (before, 0)


def test_of_a_gap_that_is_not_there_there_is_no_packet():
    assert visitor("chief").get("/gaps/0/packet.pdf").status_code == 404
