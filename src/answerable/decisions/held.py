"""Everything held on a person, for that person: facts, findings, duties, cases, the record, who looked."""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from answerable.decisions.cases.models import Case, Response
from answerable.decisions.duties.models import Duty
from answerable.facts.measures.models import Measurement, Target
from answerable.facts.people.models import Assignment, Person, Reading
from answerable.facts.people.read import Asker
from answerable.facts.support.models import Activity, Agreement, Assessment, Feedback, Measure
from answerable.findings.models import GapFinding, LevelFinding
from answerable.ledger import read as ledger
from answerable.ledger import write as ledger_write

LOGIC = (
    "A level is what a person truly reaches, as far as can be told from what was measured; the band around it says "
    "how sure that is. A gap opens once it is as likely as the policy asks that the level lies below the standard. "
    "Who is answerable follows from the policy by dates alone. Nothing is decided by the software."
)
MOST_ENTRIES = 1_000_000


def everything_held(who: Asker, *, at: datetime) -> dict[str, Any]:
    """Collect what is held on the asker, and put on record that they asked.

    Other people appear with their names where they acted as leaders; who said what of the person as a leader does not.

    Args:
        who: the person.
        at: when.

    Returns:
        Plain values by kind.
    """
    mine = who.person or 0
    with transaction.atomic():
        ledger_write.append(
            kind="person.exported", at=at, day=who.on, actor=who.viewer.person_id, subject=who.viewer.person_id, body={}
        )
    return {
        "as_of": who.on,
        "how_numbers_come_about": LOGIC,
        "person": _rows(Person.objects.filter(pk=mine), "key", "name", "email", "starts_on", "ends_on"),
        "assignments": _rows(
            Assignment.objects.filter(person=mine),
            *("role__title", "manager__name", "unit__name", "starts_on", "ends_on", "recorded_at", "replaced_at"),
        ),
        "targets": _rows(
            Target.objects.filter(person=mine), "expectation", "period", "target", "recorded_at", "replaced_at"
        ),
        "measurements": _rows(
            Measurement.objects.filter(person=mine), "expectation", "period", "actual", "recorded_at", "replaced_at"
        ),
        "levels": _rows(
            LevelFinding.objects.filter(person=mine),
            *("expectation", "period", "attainment", "level", "low", "high", "standard", "probability"),
        ),
        "gaps_found": _rows(
            GapFinding.objects.filter(person=mine), "evaluation__as_of", "expectation", "facts", "reasons"
        ),
        "cases": _rows(
            Case.objects.filter(person=mine),
            *("expectation", "opened_on", "sustained_on", "closed_on", "answerable__name", "level", "since", "reasons"),
        ),
        "my_answers": _rows(Response.objects.filter(account=who.account), "case", "text", "at"),
        "duties_to_me": _rows(
            Duty.objects.filter(person=mine), "kind", "leader__name", "arises_on", "due_on", "kept_on", "lapsed_on"
        ),
        "duties_of_mine": _rows(
            Duty.objects.filter(leader=mine), "kind", "person__name", "unit__name", "due_on", "kept_on", "lapsed_on"
        ),
        "conversations": _rows(
            Activity.objects.filter(person=mine), "kind", "leader__name", "at", "minutes", "recorded_at", "replaced_at"
        ),
        "measures": _rows(Measure.objects.filter(person=mine), "lever", "name", "leader__name", "starts_on", "ends_on"),
        "agreements": _rows(
            Agreement.objects.filter(person=mine),
            "leader__name",
            "role__title",
            "agreed_by_leader_at",
            "agreed_by_person_at",
        ),
        "assessments": _rows(
            Assessment.objects.filter(person=mine),
            "facet",
            "item",
            "level",
            "assessed_on",
            "assessor__name",
            "evidence",
        ),
        "feedback_i_gave": _rows(Feedback.objects.filter(person=mine), "leader__name", "item", "score", "given_on"),
        "who_looked": _rows(Reading.objects.filter(person=mine), "reader__person__name", "page", "on"),
        "record": [
            {"entry": one.number, "day": one.day, "kind": one.kind, "said": one.body}
            for one in ledger.history([who.viewer.person_id], until=None, limit=MOST_ENTRIES)
        ],
    }


def _rows(rows: QuerySet[Any], *names: str) -> list[dict[str, Any]]:
    return [{name: _plain(value) for name, value in row.items()} for row in rows.order_by("pk").values(*names)]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
