"""What two say of what is expected, what is tailored for one, and who is asked: each in the transaction of its deed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from answerable.facts.agreements import read
from answerable.facts.agreements.models import Asked, Saying, Tailoring
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles_read
from answerable.facts.roles import write as roles
from answerable.facts.roles.models import Role
from answerable.facts.roles.write import Author, Saved
from answerable.facts.support import write as support
from answerable.facts.support.models import Agreement as Stood
from answerable.ledger import write as ledger
from answerable.rules.agreeing import Agreement, Outcome, Side, may_say
from answerable.rules.agreeing import Said as OneSaid
from answerable.rules.profiles import Profile
from answerable.rules.roles import may_change, may_create
from answerable.rules.verdicts import Verdict


def describe_role(
    who: Asker, *, profile: Profile, note: str, holds_from: date, at: datetime
) -> tuple[Verdict, str, Saved]:
    """Describe a new role.

    Args:
        who: who describes it.
        profile: what performance means in it.
        note: what they say of it.
        holds_from: the day from which it is expected.
        at: the moment.

    Returns:
        Whether that was theirs to do, the key of the role, and what came of it.
    """
    verdict = may_create(read.standing(who))
    if not verdict.allowed:
        return verdict, "", Saved(None)
    author = Author(who.actor, who.name, note, holds_from)
    return verdict, *roles.create_role(profile=profile, author=author, on=who.on, at=at)


def change_role(
    who: Asker, *, role: roles_read.RoleShown, profile: Profile, shown: int, note: str, holds_from: date, at: datetime
) -> tuple[Verdict, Saved]:
    """Change what performance means in a role; what was agreed of it before keeps its day and has to be agreed anew.

    Args:
        who: who changes it.
        role: the role.
        profile: as it is meant to stand.
        shown: the number of the version that was changed.
        note: what they say of it.
        holds_from: the day from which it is expected.
        at: the moment.

    Returns:
        Whether that was theirs to do, and what came of it.
    """
    with transaction.atomic():
        ledger.lock()
        found = read.standings(who, role.number).get(role.number)
        verdict = may_change(found[0] if found is not None else read.standing(who))
        if not verdict.allowed:
            return verdict, Saved(None)
        author = Author(who.actor, who.name, note, holds_from)
        saved = roles.change_role(role=role.key, profile=profile, shown=shown, author=author, on=who.on, at=at)
        if saved.is_new:
            end_agreements(Q(role=role.number), at)
    return verdict, saved


def end_agreements(which: Q, at: datetime) -> None:
    """Let agreements stand no more, because what they were of has changed."""
    Stood.objects.filter(which, ends_at__isnull=True).update(ends_at=at)


def take_brought(*, on: date, at: datetime) -> None:
    """Let what an import says of roles stand as their next version, in the transaction of that import."""
    changed = roles.take_brought(on=on, at=at)
    end_agreements(Q(role__key__in=changed), at)


@dataclass(frozen=True, slots=True)
class Spoken:
    """What came of one side's saying something.

    Attributes:
        verdict: whether it could be said.
        is_new: whether it had not been said before.
        state: how the two stand now.
        version: of which version of the role it was said.
    """

    verdict: Verdict
    is_new: bool
    state: Agreement
    version: int


@dataclass(frozen=True, slots=True)
class Pair:
    """A person and their leader, by number, in a role, by key."""

    person: int
    leader: int
    leader_key: str
    role: str


def say(pair: Pair, *, side: Side, outcome: Outcome, comment: str, day: date, at: datetime) -> Spoken:
    """Put on record what one of two says of what is expected.

    Args:
        pair: the two.
        side: who of them says it.
        outcome: what.
        comment: the words beside it.
        day: today.
        at: the moment.

    Returns:
        What came of it. What was said before is not said again.
    """
    with transaction.atomic():
        version = read.last_version(pair.role)
        before = read.stand_of(pair.person, pair.leader_key, pair.role, version)
        verdict = may_say(OneSaid(side, outcome), comment, before.state)
        if not verdict.allowed:
            return Spoken(verdict, is_new=False, state=before.state, version=version)
        own = [one for one in before.said if one.counts and one.side is side]
        known = [one for one in own if one.outcome is outcome] if outcome is Outcome.ACKNOWLEDGED else own[-1:]
        if any((one.outcome, one.comment) == (outcome, comment) for one in known):
            return Spoken(verdict, is_new=False, state=before.state, version=version)
        Saying.objects.create(
            person_id=pair.person,
            leader_id=pair.leader,
            role=Role.objects.get(key=pair.role),
            version=version,
            tailored=read.tailorings(pair.person, pair.role),
            side=side.value,
            outcome=outcome.value,
            comment=comment,
            day=day,
            at=at,
        )
        _stand(pair, side, outcome, is_first=not _has_agreed(before), at=at)
        after = read.stand_of(pair.person, pair.leader_key, pair.role, version)
        return Spoken(verdict, is_new=True, state=after.state, version=version)


def _has_agreed(stand: read.Stand) -> bool:
    return any(one.counts and one.outcome is Outcome.AGREED for one in stand.said)


def _stand(pair: Pair, side: Side, outcome: Outcome, *, is_first: bool, at: datetime) -> None:
    """Keep the agreement of the two as it stands: it is of one version, and of nothing after somebody withdrew."""
    if outcome is Outcome.DISAGREED or (outcome is Outcome.AGREED and is_first):
        end_agreements(Q(person=pair.person, leader=pair.leader, role__key=pair.role), at)
    if outcome is Outcome.AGREED:
        support.agree(person=pair.person, leader=pair.leader, role=pair.role, by_leader=side is Side.LEADER, at=at)


@dataclass(frozen=True, slots=True)
class ForOne:
    """What is meant to be expected of one person.

    Attributes:
        expectation: the key of the expectation.
        target: what is expected of them; the lower edge of a band.
        target_high: the upper edge of a band, None without one.
        reason: why.
        starts_on: first day.
        ends_on: first day no longer, None while it lasts.
    """

    expectation: str
    target: float
    target_high: float | None
    reason: str
    starts_on: date
    ends_on: date | None


def tailor(pair: Pair, wanted: ForOne, *, at: datetime) -> int:
    """Put on record what is expected of one person; what was tailored before holds until then.

    Args:
        pair: the person and the leader, who says so.
        wanted: what is expected.
        at: the moment.

    Returns:
        The number of the tailoring.
    """
    with transaction.atomic():
        rows = Tailoring.standing.filter(person=pair.person, expectation=wanted.expectation)
        for row in rows.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=wanted.starts_on)):
            _end(row, wanted.starts_on, at)
        made: Tailoring = Tailoring.objects.create(
            person_id=pair.person,
            role=Role.objects.get(key=pair.role),
            expectation=wanted.expectation,
            target=wanted.target,
            target_high=wanted.target_high,
            reason=wanted.reason,
            starts_on=wanted.starts_on,
            ends_on=wanted.ends_on,
            by_id=pair.leader,
            recorded_at=at,
        )
        end_agreements(Q(person=pair.person, role__key=pair.role), at)
        return made.pk


def end_tailoring(pair: Pair, *, number: int, day: date, at: datetime) -> str | None:
    """Let what was tailored for a person hold no more from a day on.

    Args:
        pair: the person and the leader.
        number: of the tailoring.
        day: from which day on the role's own target holds again.
        at: the moment.

    Returns:
        The key of the expectation; None where there is nothing to end.
    """
    with transaction.atomic():
        lasts = Q(ends_on__isnull=True) | Q(ends_on__gt=day)
        row = Tailoring.standing.filter(lasts, pk=number, person=pair.person).first()
        if row is None:
            return None
        _end(row, day, at)
        end_agreements(Q(person=pair.person, role__key=pair.role), at)
        expectation: str = row.expectation
        return expectation


def _end(row: Tailoring, day: date, at: datetime) -> None:
    row.replaced_at = at
    row.save(update_fields=["replaced_at"])
    # One that had not begun by then never held.
    if row.starts_on < day:
        row.pk, row.recorded_at, row.replaced_at, row.ends_on = None, at, None, day
        row.save(force_insert=True)


def ask(*, people: Collection[int], role: roles_read.RoleShown, day: date) -> tuple[int, ...]:
    """Ask people to agree on the version of a role that stands; whoever is asked already stays asked since then.

    Args:
        people: their numbers.
        role: the role.
        day: today.

    Returns:
        The numbers of those who were not asked for this version before.
    """
    waiting = {row.person_id: row for row in Asked.objects.filter(role=role.number, ended_at__isnull=True)}
    fresh = [number for number in people if number not in waiting]
    again = [number for number in people if number in waiting and waiting[number].version != role.version]
    Asked.objects.bulk_create(
        (Asked(person_id=number, role_id=role.number, version=role.version, asked_on=day) for number in fresh),
        batch_size=2_000,
    )
    Asked.objects.filter(pk__in=[waiting[number].pk for number in again]).update(version=role.version)
    return (*fresh, *again)


def settle(*, person: int, role: str, at: datetime) -> None:
    """Nobody has to be asked any more: the two have said their last word."""
    Asked.objects.filter(person=person, role__key=role, ended_at__isnull=True).update(ended_at=at)
