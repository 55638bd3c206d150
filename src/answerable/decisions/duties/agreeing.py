"""Expectations are agreed, or not, and tailored: what each side says, what follows, and which duties that keeps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q

from answerable.decisions.duties.keeping import (
    NOT_THEIRS,
    Done,
    described,
    duty_rows,
    enter,
    keep_duties,
    reopen,
    subject_of,
)
from answerable.decisions.duties.models import Duty
from answerable.facts.agreements import read as agreements
from answerable.facts.agreements import write as agreements_write
from answerable.facts.agreements.read import ExpectedOf, Holder
from answerable.facts.agreements.write import ForOne, Pair
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import RoleShown
from answerable.ledger import write as ledger
from answerable.rules.agreeing import SETTLED, Agreement, Outcome, Side
from answerable.rules.clocks import DutyKind, expectations_duty
from answerable.rules.policy import Policy
from answerable.rules.roles import may_ask
from answerable.rules.tailoring import Band, Wanted, faults
from answerable.rules.verdicts import Verdict

KIND = DutyKind.EXPECTATIONS_AGREED
DEEDS = {
    Outcome.ACKNOWLEDGED: "expectations.acknowledged",
    Outcome.AGREED: "expectations.agreed",
    Outcome.DISAGREED: "expectations.disagreed",
    Outcome.STANDS: "expectations.answered",
}
NOT_THE_LEADER = Verdict(allowed=False, reasons=("Only their direct leader tailors what is expected of somebody.",))
NOTHING_TO_END = Verdict(allowed=False, reasons=("There is nothing to end: it was ended before.",))
NOBODY_TO_ASK = Verdict(allowed=False, reasons=("Nobody has to be asked: all have agreed, or have no leader.",))
ALLOWED = Verdict(allowed=True, reasons=())


@dataclass(frozen=True, slots=True)
class Two:
    """A person and their direct leader, in the role the person holds.

    Attributes:
        person: the person.
        leader: their direct leader.
        role: the key of the role.
    """

    person: Person
    leader: Person
    role: str

    @property
    def pair(self) -> Pair:
        """The two, as facts name them."""
        return Pair(self.person.pk, self.leader.pk, self.leader.key, self.role)

    def side_of(self, who: Asker) -> Side | None:
        """Which of the two somebody is; None for anybody else."""
        return {self.person.pk: Side.PERSON, self.leader.pk: Side.LEADER}.get(who.person or 0)


def say(who: Asker, two: Two, *, outcome: Outcome, comment: str, policy: Policy, at: datetime) -> Done:
    """Let the asker, one of two, say what they think of what is expected, and keep or raise the duty that follows.

    Args:
        who: the person or their leader.
        two: both of them.
        outcome: what the asker says.
        comment: the words beside it; the ledger holds that there are some, not which.
        policy: when a disagreement is to be answered by.
        at: the moment.

    Returns:
        What came of it; refused to anybody else, and where words are missing.
    """
    side = two.side_of(who)
    if side is None:
        return Done(NOT_THEIRS)
    with transaction.atomic():
        ledger.lock()
        said = agreements_write.say(two.pair, side=side, outcome=outcome, comment=comment, day=who.on, at=at)
        if said.is_new:
            body = {"role": two.role, "side": side.value, "both": said.state is Agreement.AGREED}
            enter(DEEDS[outcome], who, two.person.key, {**body, "version": said.version}, at)
        if said.verdict.allowed and said.state is Agreement.DISAGREED:
            _owe_answer(who, two, policy, at)
        kept = _settle(who, two, at) if said.state in SETTLED else 0
    return Done(said.verdict, None, kept)


def _open(two: Two) -> Q:
    return Q(person=two.person, leader=two.leader, kind=KIND.value, case__isnull=True, ended_on__isnull=True)


def _settle(who: Asker, two: Two, at: datetime) -> int:
    agreements_write.settle(person=two.person.pk, role=two.role, at=at)
    kept = duty_rows(_open(two))
    keep_duties(kept, who, who.on, None, at)
    return len(kept)


def _owe_answer(who: Asker, two: Two, policy: Policy, at: datetime) -> None:
    """Whoever disagrees, or of whom something else is expected now, is owed an agreement anew."""
    role = roles.role(two.role)
    if role is not None:
        agreements_write.ask(people=[two.person.pk], role=role, day=who.on)
    if not duty_rows(_open(two)):
        _raise(who, [(two.leader.pk, two.person.pk)], policy, at)


def ask(who: Asker, *, role: RoleShown, policy: Policy, at: datetime) -> Done:
    """Ask everybody in the asker's line and units who holds a role to agree on the version that stands.

    Args:
        who: a leader or a people partner.
        role: the role.
        policy: by when.
        at: the moment.

    Returns:
        What came of it; `kept` says how many are asked who were not before. Asked twice, nothing happens.
    """
    with transaction.atomic():
        ledger.lock()
        found = agreements.standings(who, role.number).get(role.number)
        verdict = may_ask(found[0] if found is not None else agreements.standing(who))
        if not verdict.allowed:
            return Done(verdict)
        wanted = {one.number: one for one in to_ask(agreements.holders(who, role))}
        if not wanted:
            return Done(NOBODY_TO_ASK)
        fresh = agreements_write.ask(people=list(wanted), role=role, day=who.on)
        entries = [
            ledger.NewEntry("agreement.asked", who.on, who.actor, wanted[number].key, _asked(role, wanted[number]))
            for number in fresh
        ]
        if entries:
            ledger.append_all(entries, at)
        _raise(who, [(one.leader, number) for number, one in wanted.items() if one.leader is not None], policy, at)
    return Done(ALLOWED, None, len(fresh))


def to_ask(holders: Iterable[Holder]) -> tuple[Holder, ...]:
    """Of those who hold a role, whoever has a leader and has not settled with them what is expected."""
    return tuple(one for one in holders if one.leader is not None and one.state not in SETTLED)


def _asked(role: RoleShown, one: Holder) -> dict[str, Any]:
    return {"role": role.key, "version": role.version, "leader": one.leader_key}


def _raise(who: Asker, pairs: list[tuple[int, int]], policy: Policy, at: datetime) -> None:
    """Let each leader owe each person an agreement from today, unless that is owed already."""
    clock = expectations_duty(who.on, None, policy)
    wanted = set(pairs)
    about = Duty.objects.filter(kind=KIND.value, case__isnull=True, person__in=[person for _leader, person in pairs])
    is_owed = set(about.filter(ended_on__isnull=True).values_list("leader", "person"))
    # What was agreed this morning and changed since is owed again; it is the same duty.
    today = duty_rows(Q(pk__in=about.filter(arises_on=clock.arises_on, ended_on__isnull=False).values("pk")))
    for row in today:
        if (row.leader_id, row.person_id) in wanted - is_owed:
            reopen(row, who, at)
    known = is_owed | {(row.leader_id, row.person_id or 0) for row in today}
    Duty.objects.bulk_create(
        (
            Duty(
                leader_id=leader,
                person_id=person,
                kind=KIND.value,
                arises_on=clock.arises_on,
                due_on=clock.due_on,
                lapses_on=clock.lapses_on,
            )
            for leader, person in sorted(wanted - known)
        ),
        batch_size=2_000,
    )
    fresh = wanted - known
    people = [person for _leader, person in fresh]
    rows = duty_rows(Q(kind=KIND.value, case__isnull=True, arises_on=clock.arises_on, person__in=people))
    entries = [
        ledger.NewEntry("duty.raised", who.on, who.actor, subject_of(row), described(row))
        for row in rows
        if (row.leader_id, row.person_id) in fresh
    ]
    if entries:
        ledger.append_all(entries, at)


def tailor(who: Asker, two: Two, *, wanted: Wanted, policy: Policy, at: datetime) -> tuple[Verdict, dict[str, str]]:
    """Expect something else of one person, with the reason; the leader agrees by saying so, the person is asked to.

    Args:
        who: the direct leader.
        two: the person and the leader.
        wanted: what is expected.
        policy: by when the person is to be asked.
        at: the moment.

    Returns:
        Whether it was theirs to do; and by field, what is wrong with what was sent. Nothing is on record then.
    """
    if two.side_of(who) is not Side.LEADER:
        return NOT_THE_LEADER, {}
    with transaction.atomic():
        ledger.lock()
        known = agreements.expected_of(two.person.pk, two.role, (), who.on).get(wanted.expectation)
        band = _band(known)
        is_expected = known is not None and known.expected.role_key == two.role and known.expected.lasts(who.on)
        wrong = faults(wanted, band, who.on, is_expected=is_expected)
        if wrong or wanted.target is None or wanted.starts_on is None:
            return ALLOWED, wrong
        # How wide a band is stays the role's: only where it lies is somebody's own.
        high = None if band is None else wanted.target + band.width
        for_one = ForOne(
            wanted.expectation, wanted.target, high, wanted.reason.strip(), wanted.starts_on, wanted.ends_on
        )
        agreements_write.tailor(two.pair, for_one, at=at)
        body = {
            "expectation": wanted.expectation,
            "target": wanted.target,
            "from": wanted.starts_on.isoformat(),
            "until": None if wanted.ends_on is None else wanted.ends_on.isoformat(),
        }
        enter("expectation.tailored", who, two.person.key, body, at)
        _changed(who, two, policy, at)
    return ALLOWED, {}


def _band(known: ExpectedOf | None) -> Band | None:
    if known is None or known.expected.direction != "band":
        return None
    if known.expected.target is None or known.expected.target_high is None:
        return None
    return Band(known.expected.target_high - known.expected.target)


def end_tailoring(who: Asker, two: Two, *, number: int, day: date, policy: Policy, at: datetime) -> Verdict:
    """Let what was tailored for a person hold no more, from a day on.

    Args:
        who: the direct leader.
        two: the person and the leader.
        number: of the tailoring.
        day: from when on the role's own target holds again.
        policy: by when the person is to be asked.
        at: the moment.

    Returns:
        The verdict.
    """
    if two.side_of(who) is not Side.LEADER:
        return NOT_THE_LEADER
    with transaction.atomic():
        ledger.lock()
        expectation = agreements_write.end_tailoring(two.pair, number=number, day=day, at=at)
        if expectation is None:
            return NOTHING_TO_END
        enter("tailoring.ended", who, two.person.key, {"expectation": expectation, "from": day.isoformat()}, at)
        _changed(who, two, policy, at)
    return ALLOWED


def _changed(who: Asker, two: Two, policy: Policy, at: datetime) -> None:
    """What is expected of somebody has changed: the leader agrees to it, and the person is asked."""
    _owe_answer(who, two, policy, at)
    say(who, two, outcome=Outcome.AGREED, comment="", policy=policy, at=at)


def due_by(policy: Policy, on: date) -> date:
    """The day by which whoever is asked on a day is to have agreed."""
    return on + timedelta(days=policy.expectations_agreed_days)
