"""Everything held on a person, for that person: facts, findings, duties, cases, the record, who looked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from answerable.decisions.cases.models import Answerability, Below, Case, Response
from answerable.decisions.duties.models import Duty
from answerable.facts.measures.models import Measurement, Target
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Account, Assignment, Grant, Partnership, Person, Reading, Unit
from answerable.facts.support.models import Activity, Agreement, Assessment, Feedback, Measure
from answerable.findings.models import GapExplained, GapFinding, LeaderEffect, LevelFinding
from answerable.ledger import read as ledger
from answerable.ledger import write as ledger_write

LOGIC = (
    "A level is what a person truly reaches, as far as can be told from what was measured; the band around it says "
    "how sure that is. A gap opens once it is as likely as the policy asks that the level lies below the standard. "
    "Who is answerable follows from the policy by dates alone. Whose a gap is follows from comparing people under the "
    "same and under other leaders; each part is told with how far it may lie from there, and moves nothing. Nothing is "
    "decided by the software."
)
MOST_ENTRIES = 1_000_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is held on people.

    Attributes:
        rows: the rows of all of them.
        whose: the column that says whose a row is.
        columns: what of a row is given out.
    """

    rows: QuerySet[Any]
    whose: str
    columns: tuple[str, ...]


_DATED = ("recorded_at", "replaced_at")
_EFFECT = ("component", "estimate", "low", "high", "lfsr", "named", "people", "identified_by")
_LEVEL = ("attainment", "level", "low", "high", "standard", "shared", "probability")

KINDS = {
    "person": Kind(Person.objects.all(), "pk", ("key", "name", "email", "starts_on", "ends_on")),
    "account": Kind(
        Account.objects.all(),
        "person",
        ("email", "is_administrator", "is_active", "joined_at", "wants_digest", "wants_notices"),
    ),
    "partner_of": Kind(Partnership.objects.all(), "account__person", ("unit__name", "starts_on", "ends_on")),
    "units_i_lead": Kind(Unit.objects.all(), "leader", ("name",)),
    "assignments": Kind(
        Assignment.objects.all(),
        "person",
        ("role__title", "manager__name", "unit__name", "starts_on", "ends_on", *_DATED),
    ),
    "targets": Kind(Target.objects.all(), "person", ("expectation", "period", "target", *_DATED)),
    "measurements": Kind(Measurement.objects.all(), "person", ("expectation", "period", "actual", *_DATED)),
    "levels": Kind(LevelFinding.objects.all(), "person", ("expectation", "period", *_LEVEL)),
    "gaps_found": Kind(GapFinding.objects.all(), "person", ("evaluation__as_of", "expectation", "facts", "reasons")),
    "whose_my_gaps_are": Kind(
        GapExplained.objects.all(), "person", ("attribution__as_of", "expectation", "shortfall", "told", "reasons")
    ),
    "what_i_add_as_a_leader": Kind(LeaderEffect.objects.all(), "leader", ("attribution__as_of", *_EFFECT)),
    "cases": Kind(
        Case.objects.all(),
        "person",
        ("expectation", "opened_on", "sustained_on", "closed_on", "answerable__name", "level", "since", "reasons"),
    ),
    "gaps_i_answered_for": Kind(
        Answerability.objects.all(), "leader", ("case", "case__expectation", "level", "since", "recorded_on")
    ),
    "below_me": Kind(Below.objects.all(), "leader", ("people", "gaps", "sustained")),
    "my_answers": Kind(Response.objects.all(), "account__person", ("case", "text", "at")),
    "duties_to_me": Kind(
        Duty.objects.all(), "person", ("kind", "leader__name", "arises_on", "due_on", "kept_on", "lapsed_on")
    ),
    "duties_of_mine": Kind(
        Duty.objects.all(), "leader", ("kind", "person__name", "unit__name", "due_on", "kept_on", "lapsed_on")
    ),
    "conversations": Kind(Activity.objects.all(), "person", ("kind", "leader__name", "at", "minutes", *_DATED)),
    "time_of_mine": Kind(Activity.objects.all(), "leader", ("kind", "person__name", "at", "minutes", *_DATED)),
    "measures": Kind(Measure.objects.all(), "person", ("lever", "name", "leader__name", "starts_on", "ends_on")),
    "measures_of_mine": Kind(
        Measure.objects.all(), "leader", ("lever", "name", "person__name", "unit__name", "starts_on", "ends_on")
    ),
    "agreements_of_mine": Kind(
        Agreement.objects.all(),
        "leader",
        ("person__name", "role__title", "agreed_by_leader_at", "agreed_by_person_at"),
    ),
    "agreements": Kind(
        Agreement.objects.all(), "person", ("leader__name", "role__title", "agreed_by_leader_at", "agreed_by_person_at")
    ),
    "assessments": Kind(
        Assessment.objects.all(), "person", ("facet", "item", "level", "assessed_on", "assessor__name", "evidence")
    ),
    "feedback_i_gave": Kind(Feedback.objects.all(), "person", ("leader__name", "item", "score", "given_on")),
    "who_looked": Kind(Reading.objects.all(), "person", ("reader__person__name", "page", "on")),
    "opened_of_me": Kind(Grant.objects.all(), "person", ("matter", "account__email", "starts_on", "ends_on")),
    "pages_i_read": Kind(Reading.objects.all(), "reader__person", ("person__name", "page", "on")),
}


def everything_held(who: Asker, *, at: datetime) -> dict[str, Any]:
    """Collect what is held on the asker, and put on record that they asked.

    Other people appear with their names where they acted as leaders; who said what of the person as a leader does not.

    Args:
        who: the person; an account of nobody is given nothing.
        at: when.

    Returns:
        Plain values by kind.
    """
    key = who.viewer.person_id
    if who.person is not None:
        with transaction.atomic():
            ledger_write.append(kind="person.exported", at=at, day=who.on, actor=key, subject=key, body={})
    held = {name: _rows(kind, who.person or 0) for name, kind in KINDS.items()}
    entries = ledger.history([key], until=None, limit=MOST_ENTRIES) if who.person is not None else ()
    record = [{"entry": one.number, "day": one.day, "kind": one.kind, "said": one.body} for one in entries]
    return {"as_of": who.on, "how_numbers_come_about": LOGIC, **held, "record": record}


def _rows(kind: Kind, person: int) -> list[dict[str, Any]]:
    rows = kind.rows.filter(**{kind.whose: person}).order_by("pk").values(*kind.columns)
    return [{name: _plain(value) for name, value in row.items()} for row in rows]


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date | datetime) else value
