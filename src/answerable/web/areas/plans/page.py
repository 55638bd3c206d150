"""The plan of a case: where it stands, what it comes from, who does what by when, what came of it."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.plans import read
from answerable.decisions.plans.causes import speaker
from answerable.decisions.plans.parties import Parties, parties_of
from answerable.decisions.plans.read import ExtensionShown, PlanShown, View
from answerable.decisions.plans.write import missing, signers
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.facts.roles import read as roles
from answerable.rules.clocks import DutyKind
from answerable.rules.plans import OF_A_PERSON, Deciding, Outcome, Side
from answerable.rules.policy import Policy
from answerable.rules.wording import spoken
from answerable.web.areas.plans import written
from answerable.web.areas.plans.fairness import first_lapse
from answerable.web.areas.plans.lines import Lines, PlanLines, ViewLine, view_lines
from answerable.web.areas.plans.sentences import OUTCOME_NAMES, at_length
from answerable.web.areas.plans.written import Written
from answerable.web.cause_names import CAUSE_NAMES
from answerable.web.duty_lines import LEVER_NAMES, PLAN_LEVERS

LAST_PAST_PLANS = 5


@dataclass(frozen=True, slots=True)
class Refused:
    """What was sent and refused, so that nothing of it is lost.

    Attributes:
        about: `plan`, `cause`, `extend` or `end`.
        reasons: why.
        form: the plan as typed, None for another form.
        text: the text of another form.
        choices: what was chosen there.
        day: the day named there.
        is_stale: whether the plan was changed meanwhile.
    """

    about: str
    reasons: tuple[str, ...]
    form: Written | None = None
    text: str = ""
    choices: tuple[str, ...] = ()
    day: str = ""
    is_stale: bool = False


NOTHING = Refused("", ())


@dataclass(frozen=True, slots=True)
class PlanPage:
    """The page.

    Attributes:
        case: the case.
        title: whose gap in what.
        role_key: the role in which it is expected, empty where that is not known.
        stands: how the plan stands, as a sentence.
        decide_by: by when the decision is due, as a sentence; empty once the gap has closed.
        running: the plan that runs, None where none does.
        writing: the plan being written, as far as the asker sees it.
        past: plans that ended.
        views: what is thought of the cause, a line an author.
        may_say: whether the asker has a say on the cause.
        cause_choices: value, name, and whether it is chosen.
        cause_text: what the asker's view rests on.
        form: the plan to be written, None where the asker does not write it.
        sides: whom a commitment can be of.
        may_agree: whether the asker can agree to the plan being written.
        may_acknowledge: whether they can say that they know it.
        may_progress: whether they can say how it goes.
        may_extend: whether they can give the decision more time.
        may_end: whether they can say how it ended.
        extensions: when the decision got more time.
        fair: what the organisation gave the direct leader, where a first lapse counts against them and no plan runs.
        refused: what was sent and refused.
        until: for leaders of then, the last day shown.
    """

    case: CaseShown
    title: str
    role_key: str
    stands: str
    decide_by: str
    running: PlanLines | None
    writing: PlanLines | None
    past: tuple[PlanLines, ...]
    views: tuple[ViewLine, ...]
    may_say: bool
    cause_choices: tuple[tuple[str, str, bool], ...]
    cause_text: str
    form: Written | None
    sides: tuple[tuple[str, str], ...]
    may_agree: bool
    may_acknowledge: bool
    may_progress: bool
    may_extend: bool
    may_end: bool
    extensions: tuple[ExtensionShown, ...]
    fair: tuple[str, ...]
    refused: Refused
    until: date | None

    @property
    def kinds(self) -> tuple[tuple[str, str], ...]:
        """The levers to choose from: value and name."""
        return tuple((kind, _(LEVER_NAMES[kind])) for kind in PLAN_LEVERS)

    @property
    def takes_leader(self) -> bool:
        """Whether it takes a commitment of a leader's own."""
        return self.case.is_unit or self.case.sustained_on is not None

    @property
    def outcomes(self) -> tuple[tuple[str, str], ...]:
        """How a plan can end: value and name."""
        left_out = set(OF_A_PERSON) if self.case.is_unit else set()
        left_out |= {Outcome.CLOSED} if self.case.closed_on is None else set()
        return tuple((one.value, _(OUTCOME_NAMES[one.value])) for one in Outcome if one not in left_out)


def plan_page(who: Asker, case: CaseShown, sight: Sight, policy: Policy, refused: Refused = NOTHING) -> PlanPage:
    """Put the page together.

    Args:
        who: who asks.
        case: the gap taken up.
        sight: what they may see of it.
        policy: how many days a decision has.
        refused: what was sent and refused.

    Returns:
        What the page shows.
    """
    names = roles.expectations([case.expectation])
    expected = names.get(case.expectation)
    key, last = who.viewer.person_id, sight.until or who.on
    parties = parties_of(case, last)
    asked = duties.of_case(case.number, until=sight.until)
    deciding = read.deciding(case, asked, who.on, policy.decision_days)
    plans = read.plans_of(case.number, until=sight.until)
    running = next((plan for plan in plans if plan.state == read.RUNNING), None)
    draft = _seen_draft(plans, parties, key)
    is_now = sight.until is None
    writes = is_now and case.closed_on is None and who.person is not None and parties.may_write(key)
    may_say = bool(speaker(who, case, parties)) and is_now
    views = read.views_of(case.number, until=sight.until)
    waits = missing(draft, parties) if draft is not None else ()
    lines = Lines(who, case, parties, last, is_now=is_now)
    return PlanPage(
        case=case,
        title=f"{case.subject}: {case.expectation if expected is None else expected.name}",
        role_key="" if expected is None else expected.role_key,
        stands=at_length(running or draft or next(iter(_past(plans)), None), waits, last),
        decide_by=_decide_by(case, deciding, asked),
        running=None if running is None else lines.of(running),
        writing=None if draft is None else lines.of(draft),
        past=tuple(lines.of(plan) for plan in _past(plans)[:LAST_PAST_PLANS]),
        views=view_lines(views),
        may_say=may_say,
        cause_choices=_choices(views, who, refused),
        cause_text=_cause_text(views, who, refused),
        form=_form(running, draft, lines, deciding.decide_by, refused.form) if writes else None,
        sides=written.sides_of(parties, draft or running),
        may_agree=is_now and draft is not None and key in signers(draft, parties) and not draft.has_signed(key),
        may_acknowledge=_may_acknowledge(case, running or draft, parties, key) and is_now,
        may_progress=is_now and running is not None and who.person is not None and parties.may_write(key),
        may_extend=is_now and case.closed_on is None and key == case.answerable_key and case.level > 1,
        may_end=is_now and running is not None and parties.side_of(key) is Side.LEADER,
        extensions=read.extensions_of(case.number, until=sight.until),
        fair=first_lapse(asked, parties, key, last) if running is None else (),
        refused=refused,
        until=sight.until,
    )


def _seen_draft(plans: tuple[PlanShown, ...], parties: Parties, key: str) -> PlanShown | None:
    """The plan being written: what was put forward is seen by all who see the case, a draft by those who write it."""
    found = next((plan for plan in plans if plan.state in {read.DRAFT, read.PROPOSED}), None)
    if found is None or found.state == read.PROPOSED:
        return found
    return found if key in signers(found, parties) else None


def _past(plans: tuple[PlanShown, ...]) -> tuple[PlanShown, ...]:
    return tuple(plan for plan in plans if plan.state == read.ENDED)


def _decide_by(case: CaseShown, deciding: Deciding, asked: tuple[DutyShown, ...]) -> str:
    if case.closed_on is not None:
        return _("The gap closed on %(day)s.") % {"day": spoken(case.closed_on)}
    owed = [one for one in asked if one.kind is DutyKind.DECISION and one.ended_on is None]
    if not owed:
        return ""
    latest = max(owed, key=lambda one: one.due_on)
    said = {"name": latest.leader, "day": spoken(deciding.decide_by)}
    return _("A decision is due from %(name)s by %(day)s.") % said


def _mine(views: tuple[View, ...], who: Asker) -> View | None:
    return next((view for view in views if view.account == who.account and view.replaced_on is None), None)


def _choices(views: tuple[View, ...], who: Asker, refused: Refused) -> tuple[tuple[str, str, bool], ...]:
    mine = _mine(views, who)
    chosen = refused.choices if refused.about == "cause" else () if mine is None else mine.causes
    return tuple((cause, _(name), cause in chosen) for cause, name in CAUSE_NAMES.items())


def _cause_text(views: tuple[View, ...], who: Asker, refused: Refused) -> str:
    mine = _mine(views, who)
    return refused.text if refused.about == "cause" else "" if mine is None else mine.evidence


def _form(
    running: PlanShown | None, draft: PlanShown | None, lines: Lines, decide_by: date, typed: Written | None
) -> Written:
    """What was typed or being written goes on; a plan that runs is changed by a new one that begins as its like."""
    if typed is not None:
        return written.spared(typed)
    if draft is not None:
        return written.of_plan(draft, version=draft.version)
    if running is not None:
        return written.of_plan(running, version=0)
    return written.begun(lines.parties, lines.who.on, decide_by)


def _may_acknowledge(case: CaseShown, plan: PlanShown | None, parties: Parties, key: str) -> bool:
    if plan is None or not case.is_unit or plan.state == read.DRAFT or key not in parties.above:
        return False
    return not any(one.key == key for one in plan.signed)
