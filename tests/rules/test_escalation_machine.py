"""Whatever is done or left undone: somebody answers, answerability never falls by itself, and people decide."""

from datetime import date, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from answerable.rules.chain import Chain
from answerable.rules.clocks import Decided, DutyKind, Support, clock_start, gap_duties
from answerable.rules.escalation import Answer, OpenGap, answerable
from answerable.rules.owing import owed_for_gap
from answerable.rules.plans import (
    Commitment,
    Deciding,
    GapFacing,
    MoreTime,
    Outcome,
    ProposedPlan,
    Side,
    acceptable,
    may_end,
    may_extend,
)
from answerable.rules.policy import default_policy

OPENED = date(2026, 1, 5)
POLICY = default_policy()
SUSTAINED_ON = date(2026, 4, 1)
SPANS = tuple(date(2026, 7, 1) + timedelta(days=92 * number) for number in range(8))
PERSON = "pia"


class Answering(RuleBasedStateMachine):
    """One gap that stays open, through everything that people do about it or do not."""

    def __init__(self) -> None:
        super().__init__()
        self.on = OPENED
        self.leaders = ["ann", "bo", "dee", "eli"]
        self.led_since = OPENED
        self.talks: list[date] = []
        self.plans: list[date] = []
        self.measures: list[date] = []
        self.decided: list[Decided] = []
        # Who decided what on a person, beside what is on record of it.
        self.deciders: list[str] = []
        self.hired = 0
        self.plan: ProposedPlan | None = None
        self.level_before = 0

    @property
    def clock(self) -> date:
        """The day from which the present leader is asked."""
        return clock_start(OPENED, self.led_since)

    def gap(self) -> OpenGap:
        """The gap, with what it asked of the leaders by now."""
        since = [[day for day in days if day >= self.clock] for days in (self.talks, self.plans, self.measures)]
        support = Support(*(tuple(days) for days in since))
        duties = gap_duties(self.clock, support, self.on, POLICY, tuple(self.decided))
        is_sustained = self.on >= SUSTAINED_ON
        further = tuple(day for day in SPANS if day <= self.on)
        return OpenGap(OPENED, 3, "month", SUSTAINED_ON if is_sustained else None, further, duties, consistent=False)

    def answer(self) -> Answer:
        """Who answers for it now."""
        return answerable(self.gap(), Chain(tuple(self.leaders), ()), self.on, {})

    def decide_by(self) -> date:
        """By when the decision is due that was asked for last."""
        return max(duty.due_on for duty in self.gap().duties if duty.kind is DutyKind.DECISION)

    def facing(self) -> GapFacing:
        """The gap as plans face it."""
        return GapFacing(
            is_unit=False,
            is_sustained=self.on >= SUSTAINED_ON,
            leaders=frozenset(self.leaders),
            decide_by=self.decide_by(),
        )

    @rule(days=st.integers(1, 120))
    def let_time_pass(self, days: int) -> None:
        """Nobody does anything."""
        decided = len(self.decided) + len(self.measures)
        self.on += timedelta(days=days)
        self.answer()
        assert len(self.decided) + len(self.measures) == decided

    @precondition(lambda self: self.leaders)
    @rule()
    def talk(self) -> None:
        """A leader talks with the person."""
        self.talks.append(self.on)

    @rule(by_leader=st.booleans(), days=st.integers(-5, 120))
    def propose_a_plan(self, *, by_leader: bool, days: int) -> None:
        """Both sides agree to a plan, if it can be agreed."""
        last = self.on + timedelta(days=days)
        said = [Commitment(Side.PERSON, PERSON, "I call ten a week", self.on)]
        if by_leader:
            said.append(Commitment(Side.LEADER, self.leaders[0] if self.leaders else "nobody", "I join", self.on))
        plan = ProposedPlan(("coaching",), tuple(said), (self.on,), last)
        if acceptable(plan, self.facing(), self.on).allowed:
            assert by_leader or self.on < SUSTAINED_ON
            assert self.on <= last <= self.decide_by()
            self.plan = plan
            self.plans.append(self.on)

    @rule(who=st.integers(0, 3), days=st.integers(-5, 200), reason=st.sampled_from(["", "The new price list is out."]))
    def give_more_time(self, who: int, days: int, reason: str) -> None:
        """A leader gives the decision more time, if they may."""
        answer = self.answer()
        by = self.leaders[who] if who < len(self.leaders) else PERSON
        asked = [duty for duty in self.gap().duties if duty.kind is DutyKind.DECISION and duty.kept_on is None]
        asked_on = max((duty.arises_on for duty in asked), default=None)
        deciding = Deciding(answer.leader_id, answer.level, is_open=True, decide_by=self.decide_by(), asked_on=asked_on)
        wish = MoreTime(by, self.on + timedelta(days=days), reason)
        if may_extend(wish, deciding, self.on).allowed:
            assert by == answer.leader_id
            assert answer.level >= 2
            assert reason
            self.decided.append(Decided(self.on, wish.until))
            self.deciders.append(by)
            assert self.answer().level >= answer.level

    @precondition(lambda self: self.plan is not None)
    @rule(who=st.integers(0, 3), outcome=st.sampled_from(list(Outcome)))
    def end_the_plan(self, who: int, outcome: Outcome) -> None:
        """Somebody says what came of the plan, if they may; the gap stays open by its figures."""
        by = self.leaders[who] if who < len(self.leaders) else PERSON
        if may_end(outcome, self.facing(), by, "Because.", None).allowed:
            assert by in self.leaders
            assert outcome is not Outcome.CLOSED
            self.decided.append(Decided(self.on, None))
            self.deciders.append(by)
            self.plan = None

    @precondition(lambda self: self.leaders)
    @rule()
    def change_the_role(self) -> None:
        """Whoever answers decides on another role."""
        self.deciders.append(self.answer().leader_id or "")
        self.measures.append(self.on)
        self.plans.append(self.on)

    @precondition(lambda self: len(self.leaders) > 0)
    @rule(place=st.integers(0, 3))
    def a_leader_leaves(self, place: int) -> None:
        """A leader leaves; what is theirs falls to the next above."""
        if place < len(self.leaders):
            self.leaders.pop(place)
            self.level_before = 0

    @rule()
    def a_new_direct_leader_comes(self) -> None:
        """A new leader comes, and has the full time."""
        self.hired += 1
        self.leaders = [f"new-{self.hired}", *self.leaders[1:]]
        self.led_since, self.level_before = self.on, 0

    @invariant()
    def somebody_answers(self) -> None:
        """As long as anybody above holds a role, one of them answers, and all that is owed is owed by one of them."""
        answer, chain = self.answer(), Chain(tuple(self.leaders), ())
        assert (answer.leader_id is None) == (not self.leaders)
        assert answer.leader_id is None or self.leaders[answer.level - 1] == answer.leader_id
        owed = owed_for_gap(self.gap().duties, answer, chain, self.on, POLICY)
        assert {one.leader_id for one in owed} <= set(self.leaders)

    @invariant()
    def it_never_falls_by_itself(self) -> None:
        """Answerability stays where it is or climbs, unless the leaders change."""
        level = self.answer().level
        assert level >= self.level_before
        self.level_before = level

    @invariant()
    def a_named_person_decided(self) -> None:
        """Whatever was decided on the person has somebody's name."""
        assert len(self.deciders) == len(self.decided) + len(self.measures)
        assert all(self.deciders)


Answering.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
TestAnswering = Answering.TestCase
