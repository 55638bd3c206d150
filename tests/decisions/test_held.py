"""Everything held on somebody, for them, and nothing of what others said in confidence."""

import json
from datetime import UTC, date, datetime

import pytest
from django.apps import apps

import talks
from answerable.decisions.cases.models import Case, Response
from answerable.decisions.conversations.notes import note_privately
from answerable.decisions.held import KINDS, LOGIC, everything_held
from answerable.facts.groups import write as groups
from answerable.facts.people import write as people
from answerable.facts.people.models import Account, Grant, Person
from answerable.facts.roles.models import Role
from answerable.facts.support.models import Agreement, Assessment, Feedback, Measure
from answerable.ledger import read as ledger
from answerable.panel import apart
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

BEGAN = "2024-01-01"
RECORDED = "2026-01-12T09:30:00+00:00"

# What points at somebody and is not given to them as theirs, and why.
OF_OTHERS = {
    "people.Assignment.manager": "whom somebody led: each is that person's own assignment",
    "people.Place.person": "worked out from the assignments",
    "people.Place.leader": "worked out from the assignments",
    "leading.PulseAnswer.leader": "who said what of a leader is shown to nobody",
    "support.Feedback.leader": "who said what of a leader is shown to nobody",
    "support.Assessment.assessor": "what was seen of another person is theirs",
    "findings.BadlyManaged.person": "that it is said of somebody says what their leader takes away (decision 25)",
    "findings.BadlyManaged.leader": "what was reckoned of another person is theirs",
    "duties.Duty.came_from": "a duty that went on to another leader; the lapse before stands among one's own",
    "cases.Case.answerable": "who answers now is the last of who answered",
    "conversations.Conversation.changed_by": "one of the two, to whom the whole conversation is given",
    "conversations.Conversation.notes_by": "one of the two, to whom the whole conversation is given",
    "conversations.AgendaItem.added_by": "one of the two, to whom the whole agenda is given",
    "conversations.AgendaItem.changed_by": "one of the two, to whom the whole agenda is given",
    "conversations.Commitment.by": "one of the two, to whom all that was promised is given",
}


def held(name: str) -> dict[str, object]:
    return everything_held(asker(name), at=AT)


def person(key: str) -> Person:
    return Person.objects.get(key=key)


def test_a_person_gets_what_is_held_on_them_by_kind():
    found = held("seller")

    assert set(found) == {*KINDS, "as_of", "how_numbers_come_about", "record"}
    assert (found["as_of"], found["how_numbers_come_about"]) == (TODAY, LOGIC)
    assert found["person"] == [
        {"key": "seller-1", "name": "Seller-1", "email": None, "starts_on": None, "ends_on": None}
    ]
    assert found["assignments"] == [
        {
            "role__title": "Account Executive",
            "manager__name": "Lee Okoro",
            "unit__name": "North",
            "starts_on": BEGAN,
            "ends_on": None,
            "recorded_at": RECORDED,
            "replaced_at": None,
        }
    ]


def test_figures_findings_and_duties_are_among_it():
    found = {name: rows for name, rows in held("seller").items() if isinstance(rows, list)}

    assert [row["period"] for row in found["measurements"]] == [f"2025-{month:02}-01" for month in range(1, 13)]
    assert found["measurements"][0]["actual"] == 100.0
    assert {row["expectation"] for row in found["levels"]} == {"bookings"}
    assert [(row["opened_on"], row["answerable__name"], row["level"]) for row in found["cases"]] == [
        ("2025-09-01", "Cleo Chief", 3)
    ]
    decisions = [(row["leader__name"], row["due_on"]) for row in found["duties_to_me"] if row["kind"] == "decision"]
    assert decisions == [("Lee Okoro", "2025-11-30"), ("Cleo Chief", "2025-12-15")]
    assert (found["conversations"], found["duties_of_mine"]) == ([], [])


def test_a_leader_gets_what_they_owed_gave_and_answered_for():
    Measure.objects.create(
        key="here-1",
        lever="coaching",
        name="Calls",
        person=person("seller-2"),
        leader=person("leader"),
        starts_on=TODAY,
        recorded_at=AT,
    )
    Agreement.objects.create(person=person("seller-2"), leader=person("leader"), role=Role.objects.get(key="sells"))

    found = {name: rows for name, rows in held("leader").items() if isinstance(rows, list)}

    case = Case.objects.get().pk
    assert found["gaps_i_answered_for"] == [
        {
            "case": case,
            "case__expectation": "bookings",
            "level": 1,
            "since": "2025-09-01",
            "recorded_on": "2025-09-01",
        }
    ]
    assert found["units_i_lead"] == [{"name": "North"}]
    # 27 Mondays with each of four, 24 of them before seller-6 moved, and one report.
    assert len(found["time_of_mine"]) == 27 * 4 + 24 + 1
    assert len(found["conversations"]) == 27
    assert {row["person__name"] for row in found["duties_of_mine"]} == {f"Seller-{number}" for number in range(1, 7)}
    assert [(row["lever"], row["person__name"]) for row in found["measures_of_mine"]] == [("coaching", "Seller-2")]
    assert [row["person__name"] for row in found["agreements_of_mine"]] == ["Seller-2"]


def test_what_the_account_is_who_looked_and_what_was_opened_are_among_it():
    leader, administrator = asker("leader"), Account.objects.get(email="administrator@example.com")
    people.note_reading(reader=leader.account, person=person("seller-1").pk, page="person", at=AT, on=TODAY)
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1)}
    Grant.objects.create(
        account=administrator, person=person("seller-1"), matter="performance", granted_by=administrator, **days
    )
    people.name_partner(
        account=Account.objects.get(email="leader@example.com"),
        units=["south"],
        on=TODAY,
        actor="administrator@example.com",
        at=AT,
    )

    mine, theirs = held("seller"), held("leader")

    assert mine["who_looked"] == [{"reader__person__name": "Lee Okoro", "page": "person", "on": "2026-01-12"}]
    assert theirs["pages_i_read"] == [{"person__name": "Seller-1", "page": "person", "on": "2026-01-12"}]
    opened = {"matter": "performance", "account__email": "administrator@example.com"}
    assert mine["opened_of_me"] == [opened | {"starts_on": "2026-01-01", "ends_on": "2026-02-01"}]
    assert theirs["partner_of"] == [{"unit__name": "South", "starts_on": "2026-01-12", "ends_on": None}]
    account = mine["account"]
    assert isinstance(account, list)
    assert (account[0]["email"], account[0]["wants_digest"]) == ("seller@example.com", True)
    assert "password" not in account[0]


def test_what_somebody_wrote_and_what_was_seen_of_them_are_among_it():
    seller = Account.objects.get(email="seller@example.com")
    Response.objects.create(case=Case.objects.get(), account=seller, text="My accounts were split.", at=AT)
    Assessment.objects.create(
        person=person("seller-1"),
        facet="skill",
        item="calls",
        level=3,
        assessed_on=TODAY,
        recorded_at=AT,
        assessor=person("leader"),
        evidence="Two calls heard.",
    )

    mine, theirs = held("seller"), held("leader")

    assert mine["my_answers"] == [{"case": Case.objects.get().pk, "text": "My accounts were split.", "at": RECORDED}]
    assert mine["assessments"] == [
        {
            "facet": "skill",
            "item": "calls",
            "level": 3.0,
            "assessed_on": "2026-01-12",
            "assessor__name": "Lee Okoro",
            "evidence": "Two calls heard.",
        }
    ]
    assert (theirs["my_answers"], theirs["assessments"]) == ([], [])


def test_who_said_what_of_a_leader_is_given_to_whoever_said_it_alone():
    Feedback.objects.create(
        leader=person("leader"), person=person("seller-1"), item="listens", score=2, given_on=TODAY, recorded_at=AT
    )

    mine, theirs = held("seller"), held("leader")

    assert mine["feedback_i_gave"] == [
        {"leader__name": "Lee Okoro", "item": "listens", "score": 2.0, "given_on": "2026-01-12"}
    ]
    assert "listens" not in json.dumps(theirs, default=str)


def test_that_somebody_asked_is_on_record_and_the_record_is_among_it():
    number, _hash = ledger.head()

    found = held("seller")

    record = found["record"]
    assert isinstance(record, list)
    assert record[0] == {"entry": number + 1, "day": TODAY, "kind": "person.exported", "said": {}}
    assert {entry["kind"] for entry in record} >= {"case.opened", "answerability.moved", "duty.lapsed"}
    assert ledger.history(["seller-1"], until=None, limit=1)[0].actor == "seller-1"


def test_nothing_of_another_person_s_gap_is_among_it():
    found = held("peer")

    assert found["cases"] == []
    assert found["gaps_found"] == []
    assert "Seller-1" not in json.dumps(found, default=str)


def test_on_an_account_of_nobody_nothing_is_held():
    # Another one without a person asked before: that is none of this one's business.
    held("administrator")
    people.open_account(
        email="second@example.com", person=None, password="long enough 1", actor="administrator@example.com", at=AT
    )
    before = ledger.head()

    found = held("second")

    assert {name: rows for name, rows in found.items() if name in {*KINDS, "record"} and rows} == {}
    assert ledger.head() == before


def test_moments_are_given_as_text():
    Response.objects.create(
        case=Case.objects.get(),
        account=Account.objects.get(email="seller@example.com"),
        text="Later.",
        at=datetime(2026, 1, 13, 8, tzinfo=UTC),
    )

    answers = held("seller")["my_answers"]

    assert isinstance(answers, list)
    assert answers[0]["at"] == "2026-01-13T08:00:00+00:00"


def test_a_conversation_is_given_to_both_and_notes_of_one_s_own_to_their_author_alone():
    number = talks.held()
    talks.add("peer", number, "Travel in March")
    talks.share("peer", number, "Between us.")
    note_privately(asker("peer"), number=number, text="Ask about pay", version=0)
    talks.promise("peer", number, "Call both accounts")

    mine, theirs, others = (json.dumps(held(name), default=str) for name in ("peer", "leader", "director"))

    for text in ("Travel in March", "Between us.", "Call both accounts"):
        assert (text in mine, text in theirs, text in others) == (True, True, False)
    assert ("Ask about pay" in mine, "Ask about pay" in theirs) == (True, False)


def test_a_person_sees_to_which_groups_they_are_counted():
    groups.bring([apart.Belonging("seller-1", "sex", "woman")], actor="a", at=AT)

    mine, theirs = held("seller"), held("leader")

    assert mine["groups_i_am_counted_to"] == [{"attribute": "sex", "group": "woman", "supplied_at": RECORDED}]
    assert theirs["groups_i_am_counted_to"] == []


def test_whatever_points_at_a_person_is_given_to_them_or_has_its_reason():
    given = {f"{kind.rows.model._meta.label}.{kind.whose.split('__')[0]}" for kind in KINDS.values()}
    here = {
        "leading",
        "groups",
        "people",
        "roles",
        "measures",
        "levers",
        "support",
        "findings",
        "duties",
        "cases",
        "conversations",
    }

    pointing = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in here
        for field in model._meta.get_fields()
        if field.concrete and field.related_model is Person
    }

    assert pointing - given == set(OF_OTHERS)
