"""Everything held on a person, for that person: facts, findings, duties, cases, the record, who looked."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from answerable.decisions.answers.models import Choice
from answerable.decisions.cases.models import Answerability, Below, Case, Response
from answerable.decisions.conversations.models import AgendaItem, Commitment, Conversation, PrivateNote
from answerable.decisions.duties.models import Duty
from answerable.decisions.hearings.models import Answer, Hearing, Review
from answerable.decisions.moves.models import (
    AlumniNote,
    Decision,
    ExitPath,
    ExitStep,
    Forecast,
    Going,
    Move,
    Opening,
    Outcome,
)
from answerable.decisions.plans.models import Cause, Extension, Plan, Signature
from answerable.decisions.plans.models import Commitment as PlanCommitment
from answerable.facts.agreements.models import Asked, Saying, Tailoring
from answerable.facts.groups.models import Belonging, Look
from answerable.facts.leading.models import Aim, AimNote, PulseAnswer, SelfView, VoicesShown, WeekEstimate
from answerable.facts.levers.models import Edition
from answerable.facts.measures.models import Measurement, Target
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Account, Assignment, Grant, Partnership, Person, Reading, Unit
from answerable.facts.support.models import Activity, Agreement, Assessment, Feedback, Measure, Progress
from answerable.findings.models import (
    GapExplained,
    GapFinding,
    GapWaited,
    LeaderEffect,
    LevelFinding,
    Prospect,
    TeamLed,
    Total,
    WaitedUnder,
)
from answerable.ledger import read as ledger
from answerable.ledger import write as ledger_write

LOGIC = (
    "A level is what a person truly reaches, as far as can be told from what was measured; the band around it says "
    "how sure that is. A gap opens once it is as likely as the policy asks that the level lies below the standard. "
    "Who is answerable follows from the policy by dates alone. Whose a gap is follows from comparing people under the "
    "same and under other leaders; each part is told with how far it may lie from there, and moves nothing. What may "
    "be expected in another role follows from what went along with those who held both. What waiting costs is what the "
    "level falls short of target until somebody acts. Nothing is decided by the software."
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


_TALK = ("state", "kind", "day", "time", "minutes", "reason", "changed_by__name", "notes", "notes_by__name")
_CONFIRMED = ("confirmed_by_leader_at", "confirmed_by_person_at")
_ITEM = ("conversation", "text", "added_by__name", "is_done", "is_removed")
_PROMISE = ("conversation", "by__name", "text", "due_on", "made_on", "state", "said_by__name", "said_on")
_DATED = ("recorded_at", "replaced_at")
_MEASURE = ("cause", "starts_on", "planned_until", "ends_on", "ended_as", "stopped_reason", "cost", "currency", *_DATED)
_EFFECT = ("component", "estimate", "low", "high", "lfsr", "named", "people", "identified_by")
_TEAM = ("reports", "span", "record", "minutes", "owed", "kept", "has_time")
_PROSPECT = (
    *("role__title", "from_role__title", "expected", "low", "high", "standard"),
    *("here_expected", "here_low", "here_high", "difference", "difference_low", "difference_high", "better", "told"),
    *("carry", "carry_low", "carry_high", "based_on", "results", "conditions"),
)
_LEVEL = ("attainment", "level", "low", "high", "standard", "shared", "probability")
_MOVE = (
    "kind",
    "role__title",
    "leader__name",
    "starts_on",
    "own_wish",
    "reasons",
    "conditions",
    "proposed_on",
    "state",
)
_DECISION = ("outcome", "kind", "role__title", "leader__name", "starts_on", "level", "reason", "decided_on")
_TAKEN_BACK = ("taken_back_on", "taken_back_why")
_MESSAGE = ("message", "agreed_by_person_on", "agreed_by_leader_on")
_STEP = ("kind", "text", "side", "due_on", "done_on", "agreed_by_person_on", "agreed_by_leader_on")
_OPENING = ("role__title", "unit__name", "starts_on", "places", "state")
_CAUSE = ("causes", "evidence", "said_on", "replaced_on")
_PLAN = (
    "state",
    "levers",
    "milestones",
    "review_on",
    "decide_on",
    "began_on",
    "proposed_on",
    "agreed_on",
    "ended_on",
    "outcome",
    "reason",
)
_COMMITMENT = ("text", "due_on", "person_says", "person_said_on", "leader_says", "leader_said_on")

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
    "what_waiting_for_my_gaps_costs": Kind(
        GapWaited.objects.all(), "person", ("waiting__as_of", "expectation", "figures")
    ),
    "what_waiting_cost_under_me": Kind(
        WaitedUnder.objects.all(), "leader", ("waiting__as_of", "expectation", "figures")
    ),
    "what_i_add_as_a_leader": Kind(LeaderEffect.objects.all(), "leader", ("attribution__as_of", *_EFFECT)),
    "my_team_and_the_time_for_each": Kind(TeamLed.objects.all(), "leader", ("organisation__as_of", *_TEAM)),
    "other_roles_reckoned_for_me": Kind(Prospect.objects.all(), "person", ("prospecting__as_of", *_PROSPECT)),
    "cases": Kind(
        Case.objects.all(),
        "person",
        ("expectation", "opened_on", "sustained_on", "closed_on", "answerable__name", "level", "since", "reasons"),
    ),
    "gaps_i_answered_for": Kind(
        Answerability.objects.all(), "leader", ("case", "case__expectation", "level", "since", "recorded_on")
    ),
    "below_me": Kind(Below.objects.all(), "leader", ("people", "gaps", "sustained")),
    "totals_of_my_line": Kind(
        Total.objects.all(), "leader", ("expectation", "period", "held", "people", "actual", "target", "attainment")
    ),
    "my_answers": Kind(Response.objects.all(), "account__person", ("case", "text", "at")),
    "hearings_of_me": Kind(
        Hearing.objects.all(),
        "heard",
        ("case", "asked_by__person__name", "asked_on", "answer_by", "seen_on", "ended_on", "outcome", "reason"),
    ),
    "hearings_i_ended": Kind(Hearing.objects.all(), "ended_by", ("case", "ended_on", "outcome", "reason")),
    "my_side_of_it": Kind(Answer.objects.all(), "hearing__heard", ("hearing", "stance", "on", "response__text")),
    "reviews_of_my_hearings": Kind(
        Review.objects.all(), "hearing__heard", ("hearing", "reviewer__name", "asked_on", "until", "finding", "text")
    ),
    "reviews_of_mine": Kind(Review.objects.all(), "reviewer", ("hearing", "asked_on", "until", "finding", "text")),
    "hearings_i_asked_for": Kind(Hearing.objects.all(), "asked_by__person", ("case", "asked_on", "answer_by")),
    "reviews_i_asked_for": Kind(Review.objects.all(), "asked_by__person", ("hearing", "asked_on", "until")),
    "chosen_about_my_gaps": Kind(
        Choice.objects.all(),
        "case__person",
        ("case", "leader__name", "choice", "reason", "commitment", "due_on", "done_on", "on"),
    ),
    "chosen_by_me": Kind(
        Choice.objects.all(), "leader", ("case", "choice", "reason", "commitment", "due_on", "done_on", "on")
    ),
    "causes_of_my_gaps": Kind(
        Cause.objects.all(), "case__person", ("case", "author__person__name", "speaks_as", *_CAUSE)
    ),
    "causes_i_named": Kind(Cause.objects.all(), "author__person", ("case", *_CAUSE)),
    "plans_for_me": Kind(Plan.objects.all(), "case__person", ("case", *_PLAN, "ended_by__name")),
    "plans_i_wrote": Kind(Plan.objects.all(), "changed_by", ("case", "state", "began_on", "agreed_on", "ended_on")),
    "plans_i_ended": Kind(Plan.objects.all(), "ended_by", ("case", "outcome", "reason", "ended_on")),
    "commitments_in_my_plans": Kind(
        PlanCommitment.objects.all(), "plan__case__person", ("plan__case", "side", "by__name", *_COMMITMENT)
    ),
    "my_commitments_in_plans": Kind(PlanCommitment.objects.all(), "by", ("plan__case", "side", *_COMMITMENT)),
    "commitments_i_judged": Kind(
        PlanCommitment.objects.all(), "leader_said_by", ("plan__case", "text", "leader_says", "leader_said_on")
    ),
    "plans_i_agreed_to": Kind(
        Signature.objects.all(), "person", ("plan__case", "version", "is_acknowledged", "signed_on")
    ),
    "more_time_for_decisions_on_me": Kind(
        Extension.objects.all(), "case__person", ("case", "by__name", "level", "given_on", "until", "reason")
    ),
    "more_time_i_gave": Kind(Extension.objects.all(), "by", ("case", "level", "given_on", "until", "reason")),
    "duties_to_me": Kind(
        Duty.objects.all(), "person", ("kind", "leader__name", "arises_on", "due_on", "kept_on", "lapsed_on")
    ),
    "duties_of_mine": Kind(
        Duty.objects.all(), "leader", ("kind", "person__name", "unit__name", "due_on", "kept_on", "lapsed_on")
    ),
    "conversations": Kind(Activity.objects.all(), "person", ("kind", "leader__name", "at", "minutes", *_DATED)),
    "time_of_mine": Kind(Activity.objects.all(), "leader", ("kind", "person__name", "at", "minutes", *_DATED)),
    "talks_with_my_leaders": Kind(Conversation.objects.all(), "person", ("leader__name", *_TALK, *_CONFIRMED)),
    "talks_i_led": Kind(Conversation.objects.all(), "leader", ("person__name", *_TALK, *_CONFIRMED)),
    "agendas_with_my_leaders": Kind(AgendaItem.objects.all(), "conversation__person", _ITEM),
    "agendas_of_talks_i_led": Kind(AgendaItem.objects.all(), "conversation__leader", _ITEM),
    "my_own_notes": Kind(PrivateNote.objects.all(), "author", ("conversation", "text")),
    "promises_around_me": Kind(Commitment.objects.all(), "person", ("leader__name", *_PROMISE)),
    "promises_i_judged": Kind(Commitment.objects.all(), "said_by", ("person__name", "text", "state", "said_on")),
    "promises_of_talks_i_led": Kind(Commitment.objects.all(), "leader", ("person__name", *_PROMISE)),
    "measures": Kind(Measure.objects.all(), "person", ("lever", "name", "leader__name", *_MEASURE)),
    "measures_of_mine": Kind(
        Measure.objects.all(), "leader", ("lever", "name", "person__name", "unit__name", *_MEASURE)
    ),
    "progress_of_measures_for_me": Kind(
        Progress.objects.all(), "measure__person", ("measure__name", "share", "note", "said_by__name", "on")
    ),
    "progress_i_reported": Kind(
        Progress.objects.all(), "said_by", ("measure__name", "measure__person__name", "share", "note", "on")
    ),
    "levers_i_look_after": Kind(Edition.objects.all(), "owner", ("name", "version", *_DATED)),
    "levers_i_wrote": Kind(Edition.objects.all(), "written_by", ("name", "version", "summary", "steps", *_DATED)),
    "agreements_of_mine": Kind(
        Agreement.objects.all(),
        "leader",
        ("person__name", "role__title", "agreed_by_leader_at", "agreed_by_person_at"),
    ),
    "agreements": Kind(
        Agreement.objects.all(), "person", ("leader__name", "role__title", "agreed_by_leader_at", "agreed_by_person_at")
    ),
    "what_was_said_of_my_expectations": Kind(
        Saying.objects.all(),
        "person",
        ("role__title", "version", "side", "leader__name", "outcome", "comment", "day"),
    ),
    "what_i_said_of_expectations_as_a_leader": Kind(
        Saying.objects.filter(side="leader"),
        "leader",
        ("person__name", "role__title", "version", "outcome", "comment", "day"),
    ),
    "tailored_for_me": Kind(
        Tailoring.objects.all(),
        "person",
        ("expectation", "target", "target_high", "reason", "starts_on", "ends_on", "by__name", *_DATED),
    ),
    "tailored_by_me": Kind(
        Tailoring.objects.all(),
        "by",
        ("person__name", "expectation", "target", "target_high", "reason", "starts_on", "ends_on", *_DATED),
    ),
    "asked_to_agree": Kind(Asked.objects.all(), "person", ("role__title", "version", "asked_on", "ended_at")),
    "assessments": Kind(
        Assessment.objects.all(), "person", ("facet", "item", "level", "assessed_on", "assessor__name", "evidence")
    ),
    "feedback_i_gave": Kind(Feedback.objects.all(), "person", ("leader__name", "item", "score", "given_on")),
    "how_i_see_my_leading": Kind(SelfView.objects.all(), "leader", ("on", "answers", "shared_at", *_DATED)),
    "pulse_i_gave": Kind(
        PulseAnswer.objects.all(), "person", ("leader__name", "statement", "score", "given_on", *_DATED)
    ),
    "what_my_people_say_was_shown_to": Kind(
        VoicesShown.objects.all(), "leader", ("item", "quarter", "shown_to__person__name", "at")
    ),
    "shown_to_me_of_leaders": Kind(
        VoicesShown.objects.all(), "shown_to__person", ("leader__name", "item", "quarter", "at")
    ),
    "weeks_i_estimated": Kind(
        WeekEstimate.objects.all(), "leader", ("week", "people", "reports", "customers", "other", *_DATED)
    ),
    "my_aims_as_a_leader": Kind(
        Aim.objects.all(),
        "leader",
        ("text", "lever", "by", "state", "ended_on", "promise", "promised_by__name", "promised_on", "set_on"),
    ),
    "notes_on_my_aims": Kind(AimNote.objects.all(), "aim__leader", ("aim", "said_by__name", "text", "on")),
    "what_i_promised_to_aims": Kind(Aim.objects.all(), "promised_by", ("leader__name", "promise", "promised_on")),
    "notes_of_mine_on_aims": Kind(AimNote.objects.all(), "said_by", ("aim", "aim__leader__name", "text", "on")),
    "moves": Kind(Move.objects.all(), "person", (*_MOVE, "told_on", "answer_by", "answer", "answered_on")),
    "moves_i_proposed": Kind(Move.objects.all(), "proposed_by__person", _MOVE),
    "moves_i_told_of": Kind(Move.objects.all(), "told_by__person", ("kind", "told_on", "answer_by")),
    "decisions_on_my_moves": Kind(
        Decision.objects.all(), "move__person", (*_DECISION, "by__name", "support", "grounds", *_TAKEN_BACK)
    ),
    "moves_i_decided": Kind(Decision.objects.all(), "by", (*_DECISION, "grounds", *_TAKEN_BACK)),
    "decisions_i_took_back": Kind(Decision.objects.all(), "taken_back_by__person", _TAKEN_BACK),
    "forecasts_of_my_moves": Kind(
        Forecast.objects.exclude(basis="typical_leader"),
        "decision__move__person",
        ("expectation", "basis", "expected", "low", "high"),
    ),
    "what_came_of_my_moves": Kind(
        Outcome.objects.all(),
        "forecast__decision__move__person",
        ("expectation", "mark", "recorded_on", "level", "low", "high", "is_within"),
    ),
    "how_my_moves_go": Kind(Going.objects.all(), "move__person", ("mark", "side", "text", "at")),
    "how_i_said_moves_go": Kind(Going.objects.all(), "account__person", ("mark", "side", "text", "at")),
    "my_way_out": Kind(ExitPath.objects.all(), "move__person", ("notice_on", "asked", *_MESSAGE)),
    "messages_on_leaving_i_wrote": Kind(ExitPath.objects.all(), "message_by__person", _MESSAGE),
    "what_i_asked_for_on_leaving": Kind(ExitPath.objects.all(), "asked_by__person", ("asked",)),
    "steps_of_my_way_out": Kind(ExitStep.objects.all(), "path__move__person", _STEP),
    "steps_on_a_way_out_i_added": Kind(ExitStep.objects.all(), "added_by__person", _STEP),
    "what_became_of_me": Kind(AlumniNote.objects.all(), "path__move__person", ("text", "at")),
    "notes_i_wrote_on_who_left": Kind(AlumniNote.objects.all(), "account__person", ("text", "at")),
    "openings_of_mine": Kind(Opening.objects.all(), "leader", _OPENING),
    "openings_i_made": Kind(Opening.objects.all(), "opened_by__person", (*_OPENING, "note")),
    "who_looked": Kind(Reading.objects.all(), "person", ("reader__person__name", "page", "on")),
    "opened_of_me": Kind(Grant.objects.all(), "person", ("matter", "account__email", "starts_on", "ends_on")),
    "groups_i_am_counted_to": Kind(Belonging.objects.all(), "person", ("attribute", "group", "supplied_at")),
    "fairness_i_looked_at": Kind(Look.objects.all(), "account__person", ("on",)),
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
