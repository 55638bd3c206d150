"""Questions about hearings: who is heard on what, what they said, what a reviewer found, what became of it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Prefetch, QuerySet

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.hearings.models import Answer, Hearing, Review
from answerable.facts.dated import holds, known_by
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Account, Place
from answerable.facts.people.read import Sight
from answerable.rules.hearing import Outcome, Reviewed, Stance
from answerable.rules.wording import spoken


@dataclass(frozen=True, slots=True)
class AnswerShown:
    """How whoever is heard sees the claim.

    Attributes:
        on: the day they said so.
        stance: how.
        text: in their words.
    """

    on: date
    stance: Stance
    text: str


@dataclass(frozen=True, slots=True)
class ReviewShown:
    """That a leader from outside was asked to look at the claim.

    Attributes:
        reviewer_key: who.
        reviewer: their name.
        asked_by: who asked them.
        asked_on: the day from which they may see the gap.
        until: the last day on which they may.
        found_on: the day they said what they find; None while they have not.
        finding: what they find; None while they have not said.
        text: in their words.
    """

    reviewer_key: str
    reviewer: str
    asked_by: str
    asked_on: date
    until: date
    found_on: date | None
    finding: Reviewed | None
    text: str


@dataclass(frozen=True, slots=True)
class HearingShown:
    """One hearing.

    Attributes:
        number: of the hearing.
        case: the number of the gap.
        heard_number: of the person who is heard.
        heard_key: their key.
        heard: their name.
        is_leader: whether they are heard as a leader, not as the person whose gap it is.
        asked_by: who asked for it.
        asked_on: when.
        answer_by: the last day on which an answer is in time.
        wanted_until: the day until which they asked for more time, None where they did not.
        seen_on: the day they first opened the evidence, None while they have not.
        found_on: the day of the finding it is about.
        facts: the engine's figures of that finding.
        why: why it is a gap, as sentences.
        answers: what they said, in order.
        reviews: by whom it was looked at from outside, in order.
        outcome: what became of it, None while it is open.
        reason: why.
        ended_on: the day the outcome was put on record.
        ended_by: by whom; empty while it is open.
    """

    number: int
    case: int
    heard_number: int
    heard_key: str
    heard: str
    is_leader: bool
    asked_by: str
    asked_on: date
    answer_by: date
    wanted_until: date | None
    seen_on: date | None
    found_on: date
    facts: dict[str, Any]
    why: tuple[str, ...]
    answers: tuple[AnswerShown, ...]
    reviews: tuple[ReviewShown, ...]
    outcome: Outcome | None
    reason: str
    ended_on: date | None
    ended_by: str

    @property
    def answered_on(self) -> date | None:
        """The day of the first answer; None where there is none."""
        return self.answers[0].on if self.answers else None

    @property
    def reviewer(self) -> ReviewShown | None:
        """The reviewer asked last; None where nobody was."""
        return self.reviews[-1] if self.reviews else None

    @property
    def review_until(self) -> date | None:
        """The last day of a reviewer who has not said what they find; None where none is awaited."""
        last = self.reviewer
        return last.until if last is not None and last.found_on is None else None

    @property
    def is_over(self) -> bool:
        """Whether the outcome is on record."""
        return self.ended_on is not None


_BESIDE = ("case", "heard", "finding__evaluation", "asked_by__person", "ended_by")
_WITHIN = (
    Prefetch("answers", Answer.objects.select_related("response")),
    Prefetch("reviews", Review.objects.select_related("reviewer", "asked_by__person")),
)


def hearing_of(case: int, *, until: date | None) -> HearingShown | None:
    """The latest hearing of the person whose gap it is; the caller has asked who may see it.

    Args:
        case: the number of the gap.
        until: the last day of which anything may be seen; None for all.

    Returns:
        The hearing; None where there was none.
    """
    rows = Hearing.objects.filter(case=case, heard=F("case__person"))
    return next(iter(reversed(_shown(rows, until))), None)


def hearings_of(case: int, *, until: date | None, also_of: int | None = None) -> tuple[HearingShown, ...]:
    """All hearings on a gap, in order; the caller has asked who may see them.

    Args:
        case: the number of the gap.
        until: the last day of which anything may be seen; None for all.
        also_of: the number of somebody who sees their own hearings as they are.

    Returns:
        The hearings.
    """
    rows = Hearing.objects.filter(case=case)
    if until is None:
        return _shown(rows, None)
    own = _shown(rows.filter(heard=also_of), None)
    return tuple(sorted((*own, *_shown(rows.exclude(heard=also_of), until)), key=lambda one: one.number))


def numbered(number: int) -> HearingShown | None:
    """A hearing by its number; the caller has asked who may see it."""
    return next(iter(_shown(Hearing.objects.filter(pk=number), None)), None)


def contested(numbers: Collection[int]) -> dict[int, date]:
    """By gap, the day since which its figures are contested: so the latest hearing of the person ended."""
    rows = Hearing.objects.filter(case__in=numbers, heard=F("case__person"), ended_on__isnull=False).order_by("pk")
    latest = {row.case_id: row for row in rows}
    found = (row for row in latest.values() if row.outcome == Outcome.CONTESTED)
    return {row.case_id: row.ended_on for row in found if row.ended_on is not None}


def seen(who: Asker, number: int) -> tuple[CaseShown, Sight] | None:
    """A gap and what the asker may see of it: as `cases.seen`, and for a reviewer in the time of their review.

    Args:
        who: who asks.
        number: of the gap.

    Returns:
        The gap and their sight of it; None where there is no such gap.
    """
    found = cases.seen(who, number)
    if found is None or (found[1].allowed and found[1].until is None):
        return found
    until = seen_as_reviewer(who, number)
    if until is None:
        return found
    # A leader of then was given the gap as it was known in their time.
    case = found[0] if found[1].until is None else cases.numbered([number])[number]
    reason = f"You were asked to review this, until {spoken(until)}."
    return case, Sight(allowed=True, reason=reason, until=None)


def seen_as_reviewer(who: Asker, case: int) -> date | None:
    """Until which day the asker may see a gap as a reviewer from outside; None where they may not."""
    if who.person is None:
        return None
    rows = Review.objects.filter(hearing__case=case, hearing__ended_on__isnull=True, reviewer=who.person)
    return (
        rows.filter(asked_on__lte=who.on, until__gte=who.on).order_by("-until").values_list("until", flat=True).first()
    )


def led(who: Asker, numbers: Collection[int]) -> frozenset[int]:
    """Of some people, by number, those in the asker's line on the day they ask."""
    if who.person is None or not who.leads:
        return frozenset()
    rows = Place.objects.filter(holds(who.on), leader=who.person, person__in=numbers)
    return frozenset(rows.values_list("person", flat=True))


@dataclass(frozen=True, slots=True)
class Awaited:
    """A hearing or a review that waits for somebody.

    Attributes:
        hearing: the number of the hearing.
        case: the number of the gap.
        heard: the name of who is heard.
        account: the number of the account of whoever it waits for.
        by: the last day in time.
        asked_on: the day they were asked.
        is_review: whether it waits for a reviewer.
    """

    hearing: int
    case: int
    heard: str
    account: int
    by: date
    asked_on: date
    is_review: bool


def awaited() -> tuple[Awaited, ...]:
    """Every open hearing without an answer and every open review, with whose turn it is; for letters."""
    return _awaited(None)


def _awaited(account: int | None) -> tuple[Awaited, ...]:
    rows = Hearing.objects.filter(ended_on__isnull=True, answers__isnull=True, heard__account__is_active=True)
    rows = rows if account is None else rows.filter(heard__account=account)
    asked = rows.values_list("pk", "case", "heard__name", "heard__account", "answer_by", "asked_on")
    reviews = Review.objects.filter(found_on__isnull=True, hearing__ended_on__isnull=True)
    reviews = reviews.filter(reviewer__account__is_active=True)
    reviews = reviews if account is None else reviews.filter(reviewer__account=account)
    looked = reviews.values_list(
        "hearing", "hearing__case", "hearing__heard__name", "reviewer__account", "until", "asked_on"
    )
    found = [Awaited(*row, is_review=False) for row in asked.order_by("pk")]
    return (*found, *(Awaited(*row, is_review=True) for row in looked.order_by("pk")))


def waiting_for(who: Asker) -> tuple[Awaited, ...]:
    """The hearings that wait for the asker's answer, and the reviews that wait for what they find."""
    return _awaited(who.account)


def _shown(rows: QuerySet[Hearing], until: date | None) -> tuple[HearingShown, ...]:
    if until is not None:
        rows = rows.filter(asked_on__lte=until)
    found = rows.select_related(*_BESIDE).prefetch_related(*_WITHIN).order_by("pk")
    return tuple(_hearing(row, until or date.max) for row in found)


def _hearing(row: Hearing, until: date) -> HearingShown:
    ended_on = known_by(row.ended_on, until)
    return HearingShown(
        number=row.pk,
        case=row.case_id,
        heard_number=row.heard_id,
        heard_key=row.heard.key,
        heard=row.heard.name,
        is_leader=row.heard_id != row.case.person_id,
        asked_by=_name(row.asked_by),
        asked_on=row.asked_on,
        answer_by=row.answer_by,
        wanted_until=row.wanted_until,
        seen_on=known_by(row.seen_on, until),
        found_on=row.finding.evaluation.as_of,
        facts=row.finding.facts,
        why=tuple(row.finding.reasons),
        answers=_answers(row, until),
        reviews=_reviews(row, until),
        outcome=Outcome(row.outcome) if ended_on is not None else None,
        reason=row.reason if ended_on is not None else "",
        ended_on=ended_on,
        ended_by=row.ended_by.name if ended_on is not None and row.ended_by is not None else "",
    )


def _answers(row: Hearing, until: date) -> tuple[AnswerShown, ...]:
    said = sorted(row.answers.all(), key=lambda one: one.pk)
    return tuple(AnswerShown(one.on, Stance(one.stance), one.response.text) for one in said if one.on <= until)


def _reviews(row: Hearing, until: date) -> tuple[ReviewShown, ...]:
    asked = sorted(row.reviews.all(), key=lambda one: one.pk)
    return tuple(_review(one, until) for one in asked if one.asked_on <= until)


def _review(row: Review, until: date) -> ReviewShown:
    found_on = known_by(row.found_on, until)
    return ReviewShown(
        reviewer_key=row.reviewer.key,
        reviewer=row.reviewer.name,
        asked_by=_name(row.asked_by),
        asked_on=row.asked_on,
        until=row.until,
        found_on=found_on,
        finding=Reviewed(row.finding) if found_on is not None else None,
        text=row.text if found_on is not None else "",
    )


def _name(account: Account) -> str:
    return account.person.name if account.person is not None else account.email
