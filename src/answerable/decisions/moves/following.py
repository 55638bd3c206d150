"""What follows from moves with time: they take effect on their day, and what became of them is looked at."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from answerable.decisions.cases import write as cases
from answerable.decisions.moves.models import Decision, Forecast, Move, Outcome
from answerable.decisions.moves.shown import DECLINED
from answerable.facts.people import write as people
from answerable.facts.people.models import Account
from answerable.facts.roles import read as roles
from answerable.findings import read as findings
from answerable.findings.read import Level
from answerable.kernel.periods import Cadence, period_end, period_index
from answerable.ledger import write as ledger
from answerable.ledger.entries import NewEntry
from answerable.rules.moves import MARKS, MoveKind, MoveState, marks_due
from answerable.rules.verdicts import Verdict

CLOCK = "clock"
LEVEL_DAYS = 400
# So long after the last mark a look that was missed is still made up for.
LATE_DAYS = 60


def take_effect(*, on: date, at: datetime) -> bool:
    """Let every move that was decided and whose day has come take effect; any number of times.

    Args:
        on: the day.
        at: when this happens.

    Returns:
        Whether any did, so that the facts are others than before.
    """
    due = Decision.objects.filter(
        taken_back_on__isnull=True,
        starts_on__lte=on,
        move__state=MoveState.DECIDED.value,
        move__took_effect_on__isnull=True,
    ).exclude(outcome=DECLINED)
    numbers = list(due.order_by("starts_on", "pk").values_list("pk", flat=True))
    if not numbers:
        return False
    with transaction.atomic():
        ledger.lock()
        taken = [
            _took_effect(one, at)
            for one in due.filter(pk__in=numbers).select_related(*_WITH).order_by("starts_on", "pk")
        ]
        if any(taken):
            cases.count_below()
    return any(taken)


_WITH = ("move__person", "role", "leader", "unit", "by")


def _took_effect(decision: Decision, at: datetime) -> bool:
    move, day = decision.move, decision.starts_on or date.max
    verdict = _applied(decision, day, at)
    move.held_up = "" if verdict.allowed else verdict.reasons[0]
    move.took_effect_on = day if verdict.allowed else None
    changed = [*(["took_effect_on"] if verdict.allowed else []), "held_up"]
    Move.objects.filter(pk=move.pk).update(**{name: getattr(move, name) for name in changed})
    if verdict.allowed:
        body = {"move": move.pk, "to": decision.kind, "decided_by": decision.by.key}
        ledger.append(kind="move.took_effect", at=at, day=day, actor=CLOCK, subject=move.person.key, body=body)
    return verdict.allowed


def _applied(decision: Decision, day: date, at: datetime) -> Verdict:
    person = decision.move.person_id
    if decision.kind == MoveKind.LEAVING.value:
        people.leave(person=person, on=day, at=at)
        for account in Account.objects.filter(person=person).values_list("pk", flat=True):
            people.close_account(account=account, actor=CLOCK, at=at)
        return Verdict(allowed=True, reasons=())
    if decision.role_id is None or decision.leader_id is None:
        return Verdict(allowed=False, reasons=("Neither a role nor a leader was decided.",))
    post = people.Post(decision.role_id, decision.leader_id, decision.unit_id)
    return people.reassign(person=person, post=post, on=day, at=at)


def look(*, on: date) -> list[NewEntry]:
    """Look at what became of every move whose 30, 90 or 180 days are over; any number of times.

    Args:
        on: the day.

    Returns:
        What to enter in the ledger.
    """
    since = on - timedelta(days=MARKS[-1] + LATE_DAYS)
    moved = Q(decision__move__took_effect_on__range=(since, on - timedelta(days=MARKS[0])))
    stands = Q(decision__taken_back_on__isnull=True) & ~Q(decision__kind=MoveKind.LEAVING.value)
    rows = Forecast.objects.filter(moved, stands).select_related("decision__role", "decision__move__person")
    forecasts = list(rows.order_by("pk"))
    seen = set(Outcome.objects.filter(forecast__in=forecasts).values_list("forecast", "mark"))
    entries: list[NewEntry] = []
    for forecast in forecasts:
        began = forecast.decision.move.took_effect_on
        for mark in marks_due(began, on) if began is not None else ():
            if (forecast.pk, mark) not in seen:
                entries += _looked_at(forecast, began or on, mark, on)
    return entries


def _looked_at(forecast: Forecast, began: date, mark: int, on: date) -> Iterable[NewEntry]:
    move = forecast.decision.move
    found = _levels_since(forecast, (began, began + timedelta(days=mark)), on)
    rows = [_outcome(forecast, mark, key, level, on) for key, level in found] or [
        Outcome(forecast=forecast, expectation=forecast.expectation, mark=mark, recorded_on=on)
    ]
    Outcome.objects.bulk_create(rows)
    for row in rows:
        body = {"move": move.pk, "mark": mark, "expectation": row.expectation, "is_within": row.is_within}
        yield NewEntry("move.looked_at", on, CLOCK, move.person.key, body)


def _levels_since(forecast: Forecast, stretch: tuple[date, date], on: date) -> list[tuple[str, Level]]:
    """Where the person stood at the end of a stretch of time, in what was forecast, else in what their role expects.

    What is known now of the periods over by then counts, however late it was looked at; a period has to reach past the
    beginning of the stretch.
    """
    person = forecast.decision.move.person_id
    levels = findings.levels_of([person], since=stretch[0] - timedelta(days=LEVEL_DAYS), until=on)
    expected = roles.expected_in(forecast.decision.role.key if forecast.decision.role is not None else "")
    wanted = {forecast.expectation} & set(expected) if forecast.expectation else set(expected)
    found = []
    for (_person, key), series in sorted(levels.items()):
        known = [one for one in series if key in wanted and _ends_within(one.period, expected[key].cadence, stretch)]
        found += [(key, one) for one in known[-1:]]
    return found


def _ends_within(period: date, cadence: str, stretch: tuple[date, date]) -> bool:
    kind = Cadence(cadence)
    return stretch[0] < period_end(period_index(period, kind), kind) <= stretch[1]


def _outcome(forecast: Forecast, mark: int, expectation: str, level: Level, on: date) -> Outcome:
    low, high = forecast.low, forecast.high
    return Outcome(
        forecast=forecast,
        expectation=expectation,
        mark=mark,
        recorded_on=on,
        level=level.level,
        low=level.low,
        high=level.high,
        is_within=None if low is None or high is None else low <= level.level <= high,
    )
