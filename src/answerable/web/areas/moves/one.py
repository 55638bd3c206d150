"""One move: where to, why, what was owed and given, what the person says, what was decided, what became of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.moves import exits, grounds, outcomes, read
from answerable.decisions.moves.outcomes import ForecastShown, OutcomeShown
from answerable.decisions.moves.shown import DECLINED, DecisionShown, MoveShown, MoveSight
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.findings.sentences import percent
from answerable.rules import moves as rules
from answerable.rules.moves import UNDECIDED, MoveKind, MoveState, SupportGiven
from answerable.rules.wording import spoken
from answerable.web.areas.moves.choices import Choices, choices
from answerable.web.areas.moves.wording import BASES, OUTCOMES, standing, where
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.facts.props import Facts

ANSWER_DAYS = 7
# What a form sends that decides otherwise, and what an address asks for it by.
OTHERWISE = "otherwise"


@dataclass(frozen=True, slots=True)
class Offered:
    """What the asker can do here.

    Attributes:
        tell: say that the person was told.
        answer: say something to it as the person.
        decide: decide or decline.
        withdraw: withdraw the proposal.
        take_back: take the decision back.
        say: the mark at which the asker says how it is going; None where they are not asked.
    """

    tell: bool
    answer: bool
    decide: bool
    withdraw: bool
    take_back: bool
    say: int | None


@dataclass(frozen=True, slots=True)
class MovePage:
    """The page.

    Attributes:
        move: the move.
        standing: how far it is.
        person_url: where to read of the person; empty where that is not for the asker.
        facts: where from, where to, when, by whom.
        is_newcomer: whether only what was decided is shown.
        support: what was owed and given; None where it needs no proof, or is not for the asker.
        missing: what real support lacks, now or when it was decided.
        hearing: how the hearing on the gap stands; empty without a gap or a hearing.
        decided: what was decided, as a sentence; empty while nothing is.
        earlier: decisions that were taken back, as sentences.
        forecast: what was forecast, as sentences.
        outcomes: what came of it; None where nothing was looked at yet.
        goings: what both sides say of how it is going.
        offered: what the asker can do.
        choices: what can be chosen to decide otherwise; None unless that was asked for.
        answer_by: the day that is offered to answer by.
        exit_url: where the way out is; empty where there is none for the asker.
        typed: what was written into a form that was refused, or what the address asks for.
        problems: why it was refused.
    """

    move: MoveShown
    standing: str
    person_url: str
    facts: Facts
    is_newcomer: bool
    support: Facts | None
    missing: tuple[str, ...]
    hearing: str
    decided: str
    earlier: tuple[str, ...]
    forecast: tuple[str, ...]
    outcomes: DataTable | None
    goings: tuple[tuple[str, str], ...]
    offered: Offered
    choices: Choices | None
    answer_by: date
    exit_url: str
    typed: dict[str, str]
    problems: tuple[str, ...]


def move_page(
    who: Asker, move: MoveShown, sight: MoveSight, typed: dict[str, str], problems: tuple[str, ...]
) -> MovePage:
    """Put the page together.

    Args:
        who: who asks.
        move: the move.
        sight: what the asker may see of it.
        typed: what was written into a form that was refused.
        problems: why it was.

    Returns:
        What the page shows.
    """
    offered = _offered(who, move, sight)
    # To decide otherwise is a page of its own: what the decision rests on stands on the one before.
    otherwise = offered.decide and bool(typed.get(OTHERWISE))
    hides = sight.is_newcomer or otherwise
    hearing = grounds.hearing_on(move.case, who.on) if move.state in UNDECIDED and not hides else None
    given = None if hides else _support(move, who.on, hearing)
    told = () if sight.is_newcomer or sight.is_former else outcomes.forecasts_of(who, move)
    names = _names(told)
    goings = outcomes.goings_of(move.number) if told and move.took_effect_on is not None else ()
    sides = {"person": move.name, "leader": move.terms.leader}
    return MovePage(
        move=move,
        standing=standing(move),
        person_url=reverse("person", args=[move.key]) if sight.toward.may_propose else "",
        facts=_facts(move),
        is_newcomer=sight.is_newcomer,
        support=None if given is None else _support_facts(given),
        missing=() if given is None else rules.missing_support(given),
        hearing=_hearing(hearing) if move.case is not None and move.state in UNDECIDED else "",
        decided="" if move.decision is None else _decided(move.decision),
        earlier=tuple(_taken_back(one) for one in move.earlier),
        forecast=tuple(_forecast(one, names) for one in told),
        outcomes=_outcomes(told, names),
        goings=tuple(
            (_("%(name)s, after %(mark)d days") % {"name": sides[one.side], "mark": one.mark}, one.text)
            for one in goings
        ),
        offered=offered,
        choices=choices(who) if otherwise else None,
        answer_by=who.on + timedelta(days=ANSWER_DAYS),
        exit_url=_exit_url(who, move, sight),
        typed=typed,
        problems=problems,
    )


def _offered(who: Asker, move: MoveShown, sight: MoveSight) -> Offered:
    place, decider = sight.toward, read.decider(who, sight)
    starts_on = move.terms.starts_on
    decided = move.decision is not None and move.decision.outcome != DECLINED
    leads_now = place.level == 1 or place.is_person
    return Offered(
        tell=move.state is MoveState.PROPOSED and (place.level > 0 or place.is_partner),
        answer=place.is_person and move.state in {MoveState.TOLD, MoveState.HEARD} and not move.own_wish,
        decide=rules.may_decline(move.rule(), decider).allowed,
        withdraw=move.state in UNDECIDED and move.proposer == who.account,
        take_back=decided and who.on < starts_on and move.decision is not None and place.level >= move.decision.level,
        say=outcomes.mark_to_say(move, who.on) if leads_now and not sight.is_former else None,
    )


def _facts(move: MoveShown) -> Facts:
    role, leader = move.before
    rows = [
        (_("Now") if move.took_effect_on is None else _("Before"), ", ".join(filter(None, (role, leader)))),
        (_("Proposed"), where(move.proposed)),
        (
            _("Proposed by"),
            _("%(name)s on %(day)s") % {"name": move.proposed_by, "day": spoken(move.proposed_on)},
        ),
    ]
    if move.told_on is not None and move.answer_by is not None:
        said = {"day": spoken(move.told_on), "until": spoken(move.answer_by)}
        rows.append((_("Told"), _("on %(day)s, to answer by %(until)s") % said))
    if move.answered_on is not None:
        rows.append((_("Answered"), spoken(move.answered_on)))
    return Facts(tuple(rows))


def _support(move: MoveShown, on: date, hearing: grounds.Heard | None) -> SupportGiven | None:
    """As it was shown when it was decided; while nothing is, as it stands now. None where it needs no proof."""
    if move.own_wish:
        return None
    if move.decision is not None:
        return grounds.from_plain(move.decision.support)
    if move.state not in UNDECIDED:
        return None
    return grounds.support_before(move.person, move.case, on, hearing, is_heard=_is_heard(move, on))


def _is_heard(move: MoveShown, on: date) -> bool:
    return rules.was_heard(move.told_on, move.answer_by, move.answered_on, on)


def _support_facts(given: SupportGiven) -> Facts:
    yes, no = _("yes"), _("no")
    return Facts(
        (
            (_("Duties owed in the last year"), str(given.owed)),
            (_("Kept"), str(given.kept)),
            (_("Lapsed"), str(given.lapsed)),
            (_("Conversations held"), str(given.conversations)),
            (_("Measures of 30 days or more"), str(given.measures)),
            (_("A plan agreed by both"), yes if given.plan_agreed else no),
            (_("Commitments of leaders kept in it"), str(given.leader_commitments_kept)),
            (_("Told and heard"), yes if given.heard else no),
        )
    )


def _hearing(found: grounds.Heard | None) -> str:
    if found is None:
        return _("No hearing on the gap was asked for.")
    if found.ended_on is not None:
        return _("The hearing on the gap ended on %(day)s.") % {"day": spoken(found.ended_on)}
    until = {"day": spoken(found.answer_by)}
    return _("The hearing on the gap is under way: an answer is asked for by %(day)s.") % until


def _decided(one: DecisionShown) -> str:
    said = {"by": one.by, "level": one.level, "day": spoken(one.on), "outcome": _(OUTCOMES[one.outcome])}
    sentence = _("%(by)s, level %(level)d of the chain, on %(day)s: %(outcome)s.") % said
    return sentence if one.terms is None else f"{sentence} {where(one.terms)[:1].upper()}{where(one.terms)[1:]}."


def _taken_back(one: DecisionShown) -> str:
    said = {"what": _decided(one), "by": one.taken_back_by, "why": one.taken_back_why}
    day = spoken(one.taken_back_on) if one.taken_back_on is not None else ""
    return _("%(what)s Taken back by %(by)s on %(day)s: %(why)s") % {**said, "day": day}


def _names(told: tuple[ForecastShown, ...]) -> dict[str, str]:
    keys = {one.expectation for one in told} | {came.expectation for one in told for came in one.outcomes}
    return {key: one.name for key, one in roles.expectations(keys - {""}).items()} if keys - {""} else {}


def _forecast(one: ForecastShown, names: dict[str, str]) -> str:
    if not one.expectation:
        return _(BASES[one.basis])
    said = {"what": names.get(one.expectation, one.expectation), "basis": _(BASES[one.basis])}
    if one.figures is None:
        return _("%(what)s: a forecast was made. Its figures are for those who may see what the leader adds.") % said
    expected, low, high = (percent(figure) for figure in one.figures)
    figures = {"expected": expected, "low": low, "high": high}
    return _("%(what)s: %(expected)s, between %(low)s and %(high)s (%(basis)s).") % {**said, **figures}


def _outcomes(told: tuple[ForecastShown, ...], names: dict[str, str]) -> DataTable | None:
    rows = tuple(
        (
            Cell(_("after %(mark)d days") % {"mark": came.mark}),
            Cell(names.get(came.expectation, came.expectation) or "–"),
            Cell(_level(came)),
            Cell(_within(came)),
        )
        for one in told
        for came in one.outcomes
    )
    headers = (_("When"), _("In"), _("Reaches"), _("Against the forecast"))
    return DataTable(_("What came of it"), headers, rows) if rows else None


def _level(came: OutcomeShown) -> str:
    if came.level is None or came.low is None or came.high is None:
        return _("nothing was measured since")
    said = {"level": percent(came.level), "low": percent(came.low), "high": percent(came.high)}
    return _("%(level)s (between %(low)s and %(high)s)") % said


def _within(came: OutcomeShown) -> str:
    words = {True: _("within what was forecast"), False: _("outside of what was forecast"), None: _("cannot be told")}
    return words[came.is_within]


def _exit_url(who: Asker, move: MoveShown, sight: MoveSight) -> str:
    leaves = move.terms.kind is MoveKind.LEAVING and move.state is MoveState.DECIDED and not sight.is_newcomer
    return reverse("exit-path", args=[move.number]) if leaves and exits.side_in(who, move) else ""
