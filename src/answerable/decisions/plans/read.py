"""Questions about causes and plans."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import replace
from datetime import date

from django.db.models import Case as Choice
from django.db.models import F, FilteredRelation, OuterRef, Q, Subquery, When
from django.db.models.functions import JSONObject

from answerable.decisions.cases.models import Answerability
from answerable.decisions.cases.read import CaseShown, Held
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.plans.models import (
    DRAFT,
    ENDED,
    PROPOSED,
    RUNNING,
    Cause,
    Commitment,
    Extension,
    Plan,
    Signature,
)
from answerable.decisions.plans.parties import Parties
from answerable.decisions.plans.shown import (
    Brief,
    CommitmentShown,
    ExtensionShown,
    MilestoneShown,
    PlanShown,
    Signed,
    View,
)
from answerable.facts.people.accounts import Asker
from answerable.rules.clocks import Decided, DutyKind
from answerable.rules.plans import Deciding, GapFacing, Side, agreed_cause

__all__ = [
    "DRAFT",
    "ENDED",
    "PROPOSED",
    "RUNNING",
    "Brief",
    "CommitmentShown",
    "ExtensionShown",
    "MilestoneShown",
    "PlanShown",
    "Signed",
    "View",
]


def views_of(case: int, *, until: date | None) -> tuple[View, ...]:
    """What was said of a case's cause, those that stand first, then the latest; the caller has asked who may see it."""
    rows = Cause.objects.filter(case=case).select_related("author__person").order_by("-pk")
    rows = rows if until is None else rows.filter(said_on__lte=until)
    found = [
        View(
            row.author_id,
            "" if row.author.person is None else row.author.person.name,
            row.speaks_as,
            tuple(row.causes),
            row.evidence,
            row.said_on,
            None if until is not None and row.replaced_on is not None and row.replaced_on > until else row.replaced_on,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda view: view.replaced_on is not None))


def agreed_causes(cases: Collection[int], *, on: date) -> dict[int, str]:
    """By number of the cases, what their gaps are taken to come from, as it was said by a day.

    Args:
        cases: their numbers; the caller has asked who may see them.
        on: the day; what was said after it, of how things went, is left out.

    Returns:
        The cause of those of which it is agreed.
    """
    views = defaultdict(list)
    for case, causes in Cause.objects.filter(_stood("", on), case__in=cases).values_list("case", "causes"):
        views[case].append(causes)
    found = ((case, agreed_cause(own)) for case, own in views.items())
    return {case: cause for case, cause in found if cause is not None}


def _stood(views: str, on: date) -> Q:
    """Which views stood on a day."""
    replaced = Q(**{f"{views}replaced_on__isnull": True}) | Q(**{f"{views}replaced_on__gt": on})
    return Q(**{f"{views}said_on__lte": on}) & replaced


def plans_of(case: int, *, until: date | None) -> tuple[PlanShown, ...]:
    """The plans of a case, the latest first; the caller has asked who may see it.

    Args:
        case: its number.
        until: the last day that may be looked at: what was agreed by then, as it stood then; None for all there is.

    Returns:
        The plans.
    """
    rows = Plan.objects.filter(case=case).select_related("changed_by", "ended_by").order_by("-pk")
    rows = rows if until is None else rows.filter(agreed_on__lte=until)
    plans = list(rows)
    if not plans:
        return ()
    said = _commitments(Q(plan__in=plans))
    signed = defaultdict(list)
    for row in Signature.objects.filter(plan__in=plans).select_related("person").order_by("pk"):
        signed[row.plan_id, row.version].append(
            Signed(row.person.key, row.person.name, row.signed_on, row.is_acknowledged)
        )
    shown = (_plan(row, said[row.pk], signed[row.pk, row.version]) for row in plans)
    return tuple(shown if until is None else (_as_known(plan, until) for plan in shown))


def plan_of(case: int, *, until: date | None) -> PlanShown | None:
    """The current plan of a case: the one that runs, else the one being written, else the last that ended.

    Args:
        case: its number; the caller has asked who may see it.
        until: as in `plans_of`.

    Returns:
        The plan; None where there is none.
    """
    return current(plans_of(case, until=until))


def current(plans: tuple[PlanShown, ...]) -> PlanShown | None:
    """Of the plans of a case the current one: that which runs, else is being written, else ended last."""
    running = next((plan for plan in plans if plan.state == RUNNING), None)
    return running or next(iter(plans), None)


def history(case: int, *, until: date | None, on: date) -> tuple[tuple[Held, ...], Brief | None, str | None]:
    """Who was answerable for a case, in order, how its current plan stands and what it comes from, in one question.

    Args:
        case: its number; the caller has asked who may see it.
        until: the last day that may be looked at, None for all there is.
        on: the day of which the cause is told.

    Returns:
        Who was answerable when; how the plan stands, None where there is none; and as `agreed_causes` the cause, None
        where it is not agreed.
    """
    runs_first = Choice(When(state=RUNNING, then=0), default=1)
    plans = Plan.objects.filter(case=OuterRef("case")).order_by(runs_first, "-pk")
    plans = plans if until is None else plans.filter(agreed_on__lte=until)
    columns = ("state", "decide_on", "outcome", "proposed_on", "agreed_on", "ended_on")
    told = plans.annotate(told=JSONObject(**{name: name for name in columns})).values("told")[:1]
    rows = Answerability.objects.filter(case=case).select_related("leader").order_by("pk")
    rows = rows.annotate(
        plan=Subquery(told),
        views=FilteredRelation("case__causes", condition=_stood("case__causes__", on)),
        view=F("views"),
        named=F("views__causes"),
    )
    found = list(rows if until is None else rows.filter(recorded_on__lte=until))
    once = {row.pk: row for row in found}.values()
    held = (Held(row.leader.name if row.leader else None, row.level, row.since, row.recorded_on) for row in once)
    plan = found[0].plan if found else None
    views = {row.view: row.named for row in found if row.view is not None}
    return tuple(held), None if plan is None else _brief(plan, until), agreed_cause(views.values())


def _brief(plan: dict[str, str | None], until: date | None) -> Brief:
    days = {name: date.fromisoformat(text) for name, text in plan.items() if name.endswith("_on") and text}
    state, ended_on = str(plan["state"]), days.get("ended_on")
    if until is not None and ended_on is not None and ended_on > until:
        return Brief(RUNNING, days.get("decide_on"), "", days.get("agreed_on"))
    on = ended_on or days.get("agreed_on") or days.get("proposed_on")
    return Brief(state, days.get("decide_on"), str(plan["outcome"]), on)


def extensions_of(case: int, *, until: date | None) -> tuple[ExtensionShown, ...]:
    """When the decision on a case got more time, in order; the caller has asked who may see it."""
    rows = Extension.objects.filter(case=case).select_related("by").order_by("pk")
    rows = rows if until is None else rows.filter(given_on__lte=until)
    return tuple(ExtensionShown(row.by.name, row.level, row.given_on, row.until, row.reason) for row in rows)


def decided(*, until: date) -> dict[int, tuple[Decided, ...]]:
    """By number of the open cases, what was decided on them beside measures: more time, or how a plan ended.

    Args:
        until: the last day looked at.

    Returns:
        What was decided, in order of day.
    """
    found = defaultdict(list)
    given = Extension.objects.filter(case__closed_on__isnull=True, given_on__lte=until)
    for case, on, again_by in given.order_by("given_on", "pk").values_list("case", "given_on", "until"):
        found[case].append(Decided(on, again_by))
    ended = Plan.objects.filter(case__closed_on__isnull=True, ended_on__lte=until).exclude(outcome="")
    for case, ended_on in ended.order_by("ended_on", "pk").values_list("case", "ended_on"):
        if ended_on is not None:
            found[case].append(Decided(ended_on, None))
    return {case: tuple(sorted(own, key=lambda one: one.on)) for case, own in found.items()}


def commitments_of(who: Asker) -> tuple[CommitmentShown, ...]:
    """What the asker committed to in plans that run and nobody has said anything about, in order of due date."""
    mine = Q(by=who.person, plan__state=RUNNING, person_says__isnull=True, leader_says__isnull=True)
    found = _commitments(mine) if who.person is not None else {}
    return tuple(sorted((one for own in found.values() for one in own), key=lambda one: (one.due_on, one.number)))


def in_writing(case: int) -> PlanShown | None:
    """The plan of a case that is being written or put forward; the caller has asked who may see it."""
    return next((plan for plan in plans_of(case, until=None) if plan.state in {DRAFT, PROPOSED}), None)


def has_commitment(case: int, number: int) -> bool:
    """Whether a commitment is one of a plan of this case."""
    return Commitment.objects.filter(pk=number, plan__case=case).exists()


def facing(case: CaseShown, parties: Parties, decide_by: date) -> GapFacing:
    """The gap of a case as the rules of plans ask about it."""
    leaders = frozenset(party.key for party in parties.leaders)
    return GapFacing(case.is_unit, case.sustained_on is not None, leaders, decide_by)


def deciding(case: CaseShown, duties: tuple[DutyShown, ...], on: date, days: int) -> Deciding:
    """How the decision on a case stands.

    Args:
        case: the case.
        duties: what was asked for because of it.
        on: today.
        days: how many a decision has by the policy.

    Returns:
        By when it is due; where none is owed now, as many days from now as the policy gives.
    """
    owed = [duty for duty in duties if duty.kind is DutyKind.DECISION and duty.ended_on is None]
    latest = max((duty.due_on for duty in owed), default=date.fromordinal(on.toordinal() + days))
    asked_on = max((duty.arises_on for duty in owed), default=None)
    return Deciding(case.answerable_key, case.level, case.closed_on is None, latest, asked_on)


def _commitments(which: Q) -> dict[int, list[CommitmentShown]]:
    found = defaultdict(list)
    rows = Commitment.objects.filter(which).select_related("by", "plan", "leader_said_by").order_by("pk")
    for row in rows:
        shown = CommitmentShown(
            number=row.pk,
            case=row.plan.case_id,
            side=Side(row.side),
            by_key=row.by.key,
            by=row.by.name,
            text=row.text,
            due_on=row.due_on,
            person_says=row.person_says,
            person_said_on=row.person_said_on,
            leader_says=row.leader_says,
            leader_said_on=row.leader_said_on,
            leader_said_by="" if row.leader_said_by is None else row.leader_said_by.name,
        )
        found[row.plan_id].append(shown)
    return found


def _milestones(row: Plan) -> tuple[MilestoneShown, ...]:
    return tuple(
        MilestoneShown(
            place,
            one["text"],
            date.fromisoformat(one["due_on"]),
            date.fromisoformat(one["reached_on"]) if one["reached_on"] else None,
            one["said_by"],
        )
        for place, one in enumerate(row.milestones, start=1)
    )


def _plan(row: Plan, said: list[CommitmentShown], signed: list[Signed]) -> PlanShown:
    return PlanShown(
        number=row.pk,
        case=row.case_id,
        version=row.version,
        state=row.state,
        levers=tuple((one["lever"], one["name"]) for one in row.levers),
        commitments=tuple(said),
        milestones=_milestones(row),
        reviews=tuple(date.fromisoformat(day) for day in row.review_on),
        decide_on=row.decide_on,
        changed_by=row.changed_by.key,
        changed_by_name=row.changed_by.name,
        proposed_on=row.proposed_on,
        agreed_on=row.agreed_on,
        signed=tuple(signed),
        ended_on=row.ended_on,
        ended_by="" if row.ended_by is None else row.ended_by.name,
        outcome=row.outcome,
        reason=row.reason,
    )


def _as_known(plan: PlanShown, until: date) -> PlanShown:
    """A plan that was agreed by a day, without what came after."""
    commitments = tuple(_said_by(one, until) for one in plan.commitments)
    milestones = tuple(
        replace(one, reached_on=None, said_by="") if one.reached_on is not None and one.reached_on > until else one
        for one in plan.milestones
    )
    plan = replace(plan, commitments=commitments, milestones=milestones)
    if plan.ended_on is None or plan.ended_on <= until:
        return plan
    return replace(plan, state=RUNNING, ended_on=None, ended_by="", outcome="", reason="")


def _said_by(one: CommitmentShown, until: date) -> CommitmentShown:
    if one.person_said_on is not None and one.person_said_on > until:
        one = replace(one, person_says=None, person_said_on=None)
    if one.leader_said_on is not None and one.leader_said_on > until:
        one = replace(one, leader_says=None, leader_said_on=None, leader_said_by="")
    return one
