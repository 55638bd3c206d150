"""What a leader's people say, never fewer of them together than the policy allows, and never so that one stands out."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Value

from answerable.facts.leading.models import PulseAnswer, VoicesShown
from answerable.facts.leading.statements import TEXTS, statement_of
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Subject, Surroundings
from answerable.facts.support.models import Feedback
from answerable.ledger import write as ledger
from answerable.rules.mirror import Chosen, choose, quarter_of
from answerable.rules.policy import Policy
from answerable.rules.seeing import FeedbackAnswer, FeedbackGroup

QUARTERS_DAYS = 400
Group = tuple[str, date]


@dataclass(frozen=True, slots=True)
class Voice:
    """What a leader's people say to one statement in one quarter.

    Attributes:
        item: the key of the statement, or the words of an item brought from elsewhere.
        quarter: the first day of the quarter.
        mean: of the answers shown, None where none may be.
        number: how many are shown.
        reason: why none are, or why not all.
    """

    item: str
    quarter: date
    mean: float | None
    number: int
    reason: str


@dataclass(frozen=True, slots=True)
class _Answer:
    id: str
    giver: str
    item: str
    score: float
    on: date
    stands: bool

    @property
    def group(self) -> Group:
        return self.item, quarter_of(self.on)

    @property
    def as_given(self) -> FeedbackAnswer:
        return FeedbackAnswer(self.id, self.giver)


def voices_about(
    who: Asker, leader: Subject, around: Surroundings, *, policy: Policy, at: datetime
) -> tuple[Voice, ...]:
    """Say what a leader's people say of the last year, and put on record which of their answers were shown together.

    Args:
        who: who asks.
        leader: of whom.
        around: the line around both.
        policy: from how many people on answers are shown.
        at: when they are shown.

    Returns:
        A voice a statement and quarter, the latest quarter first.
    """
    answers = _answers(leader, who.on)
    chosen = _chosen(who, leader, around, policy, answers)
    if any(one.is_new for one in chosen.values()):
        with transaction.atomic():
            # Two who look at the same moment must not be shown groups that can be set against each other.
            ledger.lock()
            answers = _answers(leader, who.on)
            chosen = _chosen(who, leader, around, policy, answers)
            _remember(who, leader, chosen, at)
    scores = {one.as_given: one.score for one in answers}
    found = [_voice(group, one, scores) for group, one in chosen.items()]
    return tuple(sorted(found, key=lambda one: (-one.quarter.toordinal(), _order(one.item), one.item)))


def _answers(leader: Subject, on: date) -> list[_Answer]:
    """Every answer that says something, also those replaced since: they may have been shown."""
    # Whole quarters: of a group that was shown, no answer may be missing here.
    since = quarter_of(on - timedelta(days=QUARTERS_DAYS))
    within = {"leader": leader.pk, "given_on__gte": since, "given_on__lte": on}
    columns = ("source", "pk", "person__key", "score", "given_on", "replaced_at")
    given = PulseAnswer.objects.filter(score__isnull=False, **within).annotate(source=Value("pulse"))
    brought = Feedback.objects.filter(**within).annotate(source=Value("brought"))
    rows = given.values_list(*columns, "statement").union(brought.values_list(*columns, "item"), all=True)
    return [
        _Answer(
            f"{source}:{number}", giver or f"unknown:{number}", statement_of(item), float(score), day, replaced is None
        )
        for source, number, giver, score, day, replaced, item in rows
    ]


def _chosen(
    who: Asker, leader: Subject, around: Surroundings, policy: Policy, answers: Iterable[_Answer]
) -> dict[Group, Chosen]:
    by_id = {one.id: one for one in answers}
    shown: dict[Group, list[frozenset[FeedbackAnswer]]] = {}
    for row in VoicesShown.objects.filter(leader=leader.pk).order_by("pk"):
        ids = [by_id[one] for one in row.answers if one in by_id]
        shown.setdefault((row.item, row.quarter), []).append(frozenset(one.as_given for one in ids))
    groups: dict[Group, list[_Answer]] = {}
    for one in by_id.values():
        if one.stands:
            groups.setdefault(one.group, []).append(one)
    unit = around.units.get(leader.key)
    return {
        group: choose(
            who.viewer,
            FeedbackGroup(
                leader.key,
                max(one.on for one in own),
                unit,
                frozenset(one.as_given for one in own),
                tuple(shown.get(group, ())),
            ),
            around.line,
            who.on,
            policy,
        )
        for group, own in groups.items()
    }


def _remember(who: Asker, leader: Subject, chosen: dict[Group, Chosen], at: datetime) -> None:
    new = [(group, one.answers) for group, one in sorted(chosen.items()) if one.is_new and one.answers is not None]
    if not new:
        return
    VoicesShown.objects.bulk_create(
        VoicesShown(
            leader_id=leader.pk,
            item=item,
            quarter=quarter,
            answers=sorted(answer.answer_id for answer in answers),
            shown_to_id=who.account,
            at=at,
        )
        for (item, quarter), answers in new
    )
    ledger.append(
        kind="voices.shown",
        at=at,
        day=who.on,
        actor=who.actor,
        subject=leader.key,
        body={"statements": len(new)},
    )


def _voice(group: Group, one: Chosen, scores: dict[FeedbackAnswer, float]) -> Voice:
    given = [scores[answer] for answer in one.answers or ()]
    mean = sum(given) / len(given) if given else None
    return Voice(group[0], group[1], mean, len(given), one.reason)


def _order(item: str) -> int:
    return [*TEXTS, item].index(item)
