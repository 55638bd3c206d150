"""Who stands far enough outside the direct line to look at a claim."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from answerable.decisions.cases.read import CaseShown
from answerable.decisions.hearings.named import answered_for
from answerable.decisions.hearings.read import HearingShown
from answerable.facts.people import read as people
from answerable.facts.people.models import Account, Person, Place
from answerable.rules.hearing import Reviewing, concerned_leaders


@dataclass(frozen=True, slots=True)
class Outside:
    """A leader who could be asked to review: their key and name."""

    key: str
    name: str


def reviewing(hearing: HearingShown, case: CaseShown, reviewer: Person, on: date) -> Reviewing:
    """Put together what the rule has to know of somebody who is to review a claim.

    Args:
        hearing: the hearing.
        case: the gap.
        reviewer: who is to review it.
        on: today.

    Returns:
        Their place, and that of the one who is heard.
    """
    around = people.surroundings({reviewer.pk, hearing.heard_number}, on)
    return Reviewing(
        reviewer=reviewer.key,
        leads=Place.objects.filter(leader=reviewer, level=1, ends_on__isnull=True).exists(),
        above_reviewer=around.line.chain(reviewer.key, on, {}).leaders,
        heard=hearing.heard_key,
        above_heard=around.line.chain(hearing.heard_key, on, {}).leaders,
        decides=case.answerable_key,
        is_leader=hearing.is_leader,
        answered_before=frozenset(answered_for(case.number)),
    )


def outside(hearing: HearingShown, case: CaseShown, on: date, *, words: str, limit: int) -> tuple[Outside, ...]:
    """Name leaders who stand outside and can sign in, by name; the caller has asked who may ask for a review.

    Args:
        hearing: the hearing.
        case: the gap.
        on: today.
        words: parts of the name; empty for all.
        limit: at most so many.

    Returns:
        The leaders, as `rules.hearing.may_review` has it.
    """
    above = people.surroundings({hearing.heard_number}, on).line.chain(hearing.heard_key, on, {}).leaders
    is_leader = hearing.is_leader
    concerned = concerned_leaders(hearing.heard_key, above, case.answerable_key, is_leader=is_leader)
    involved = {hearing.heard_key, *above, *answered_for(case.number)} | {case.answerable_key or ""}
    leads = Place.objects.filter(leader=OuterRef("pk"), level=1, ends_on__isnull=True)
    below = Place.objects.filter(person=OuterRef("pk"), leader__key__in=concerned, ends_on__isnull=True)
    account = Account.objects.filter(person=OuterRef("pk"), is_active=True)
    rows = Person.objects.filter(Exists(leads), ~Exists(below), Exists(account)).exclude(key__in=involved)
    for word in words.split():
        rows = rows.filter(name__icontains=word)
    return tuple(Outside(row.key, row.name) for row in rows.order_by("name", "key")[:limit])
