"""Leaders say how they see their leading, their people how they are led, both sides how a leader means to grow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.facts.leading import read
from answerable.facts.leading.models import DROPPED, OPEN, REACHED, Aim, AimNote, PulseAnswer, SelfView, WeekEstimate
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger
from answerable.rules import mirror
from answerable.rules.mirror import quarter_of
from answerable.rules.verdicts import Verdict

ALLOWED = Verdict(allowed=True, reasons=())
NO_LEADER = Verdict(allowed=False, reasons=("Only somebody to whom others report looks into this mirror.",))
NOT_THERE = Verdict(allowed=False, reasons=("There is nothing like this of yours. Load the page again.",))
NOBODY_ABOVE = Verdict(allowed=False, reasons=("Nobody leads you, so there is nobody to be asked about.",))
GIVEN = Verdict(allowed=False, reasons=("You have answered this quarter. You are asked again in the next one.",))
NOT_YOURS = Verdict(allowed=False, reasons=("Only the leader and their own leader write here.",))
NO_TEXT = Verdict(allowed=False, reasons=("Say it in a few words.",))
OVER = Verdict(allowed=False, reasons=("This was settled. Set a new aim for what is still to do.",))
NOT_AHEAD = Verdict(allowed=False, reasons=("The day by which it is to be better has to be ahead.",))
LONGEST = 4_000


def keep_self_view(who: Asker, *, scores: Mapping[str, int | None], lines: Mapping[str, str], at: datetime) -> Verdict:
    """Keep how a leader sees their own leading today; a second time on a day corrects the first.

    Args:
        who: the leader.
        scores: by duty, from 1 to 5.
        lines: by duty, a line to it.
        at: when.

    Returns:
        Whether it was kept.
    """
    if who.person is None or not who.leads:
        return NO_LEADER
    verdict = mirror.is_whole(scores, lines)
    if not verdict.allowed:
        return verdict
    answers = {kind.value: [scores[kind.value], lines.get(kind.value, "")] for kind in mirror.SIX}
    with transaction.atomic():
        ledger.lock()
        before = SelfView.standing.filter(leader=who.person, on=who.on).first()
        if before is not None:
            before.replaced_at = at
            before.save(update_fields=["replaced_at"])
        shared_at = None if before is None else before.shared_at
        SelfView.objects.create(leader_id=who.person, on=who.on, answers=answers, shared_at=shared_at, recorded_at=at)
        _enter("self_view.kept", who, {}, at)
    return verdict


def share_self_view(who: Asker, *, number: int, is_shared: bool, at: datetime) -> Verdict:
    """Let the leaders above read a self-view, or let them read it no more.

    Args:
        who: the leader whose it is.
        number: of the view.
        is_shared: whether they may read it from now on.
        at: when.

    Returns:
        Whether there was such a view of theirs.
    """
    with transaction.atomic():
        ledger.lock()
        row = SelfView.standing.filter(pk=number, leader=who.person or 0).first()
        if row is None:
            return NOT_THERE
        if (row.shared_at is not None) != is_shared:
            row.shared_at = at if is_shared else None
            row.save(update_fields=["shared_at"])
            _enter("self_view.shared" if is_shared else "self_view.withdrawn", who, {"of": str(row.on)}, at)
    return ALLOWED


def estimate_week(who: Asker, *, week: date, hours: tuple[float | None, ...], at: datetime) -> Verdict:
    """Keep how a leader says this week went; until it is over they can correct it.

    Args:
        who: the leader.
        week: the Monday.
        hours: with people, on reports, with customers, on other things.
        at: when.

    Returns:
        Whether it was kept.
    """
    if who.person is None or not who.leads:
        return NO_LEADER
    verdict = mirror.may_estimate(hours, week, who.on)
    if not verdict.allowed:
        return verdict
    people, reports, customers, other = (one or 0.0 for one in hours)
    with transaction.atomic():
        ledger.lock()
        WeekEstimate.standing.filter(leader=who.person, week=week).update(replaced_at=at)
        WeekEstimate.objects.create(
            leader_id=who.person,
            week=week,
            people=people,
            reports=reports,
            customers=customers,
            other=other,
            recorded_at=at,
        )
        _enter("week.estimated", who, {"week": str(week)}, at)
    return verdict


def answer_pulse(who: Asker, *, scores: Mapping[str, int | None], at: datetime) -> Verdict:
    """Keep what somebody says of their leader this quarter.

    Args:
        who: the person.
        scores: by statement, from 1 to 5; None for "cannot say".
        at: when.

    Returns:
        Whether it was kept. The ledger holds that somebody answered, not who, and not about whom.
    """
    with transaction.atomic():
        ledger.lock()
        pulse = read.pulse_of(who)
        verdict = mirror.may_answer(
            NOBODY_ABOVE if pulse.leader is None else ALLOWED, GIVEN if pulse.given_on else ALLOWED, scores
        )
        if not verdict.allowed or pulse.leader is None or who.person is None:
            return verdict
        quarter = quarter_of(who.on)
        PulseAnswer.objects.bulk_create(
            PulseAnswer(
                leader_id=pulse.leader,
                person_id=who.person,
                statement=statement,
                score=scores[statement],
                given_on=who.on,
                quarter=quarter,
                recorded_at=at,
            )
            for statement in mirror.STATEMENTS
        )
        body = {"quarter": str(quarter)}
        ledger.append(kind="pulse.answered", at=at, day=who.on, actor="withheld", subject="pulse", body=body)
    return verdict


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing a text.

    Attributes:
        verdict: whether it was kept.
        is_stale: whether somebody else changed the text in between: nothing was kept, both are to be brought together.
        number: of the aim.
    """

    verdict: Verdict
    is_stale: bool = False
    number: int = 0


def set_aim(who: Asker, *, text: str, lever: str, by: date, at: datetime) -> Written:
    """Put on record what a leader wants to do better.

    Args:
        who: the leader.
        text: what.
        lever: by what means.
        by: by when.
        at: when this is put on record.

    Returns:
        What came of it.
    """
    if who.person is None or not who.leads:
        return Written(NO_LEADER)
    verdict = _sound(text, by, who.on)
    if not verdict.allowed:
        return Written(verdict)
    with transaction.atomic():
        ledger.lock()
        same = {"leader_id": who.person, "text": text.strip(), "lever": lever, "by": by, "set_on": who.on}
        row = Aim.objects.filter(**same, state=OPEN).first()
        if row is not None:
            # A form sent twice is one aim.
            return Written(verdict, number=row.pk)
        row = Aim.objects.create(**same, at=at)
        _enter("aim.set", who, {"aim": row.pk, "lever": lever, "by": str(by)}, at)
    return Written(verdict, number=row.pk)


def change_aim(who: Asker, *, number: int, text: str, lever: str, by: date, version: int, at: datetime) -> Written:
    """Change an aim; the leader whose it is, alone.

    Args:
        who: the leader.
        number: of the aim.
        text: what it is to be.
        lever: by what means.
        by: by when.
        version: of the text they had before them.
        at: when.

    Returns:
        What came of it; stale where the text was changed in between.
    """
    verdict = _sound(text, by, who.on)
    if not verdict.allowed:
        return Written(verdict, number=number)
    with transaction.atomic():
        ledger.lock()
        row = Aim.objects.filter(pk=number, leader=who.person or 0).first()
        if row is None or row.state != OPEN:
            return Written(NOT_THERE if row is None else OVER, number=number)
        if row.version != version and row.text != text.strip():
            return Written(ALLOWED, is_stale=True, number=number)
        row.text, row.lever, row.by, row.version = text.strip(), lever, by, row.version + 1
        row.save(update_fields=["text", "lever", "by", "version"])
        _enter("aim.changed", who, {"aim": row.pk, "lever": lever, "by": str(by)}, at)
    return Written(verdict, number=number)


def promise(who: Asker, *, number: int, text: str, version: int, at: datetime) -> Written:
    """Say what one does for an aim of a leader who reports to one.

    Args:
        who: the leader's own leader.
        number: of the aim.
        text: what they promise.
        version: of the promise they had before them.
        at: when.

    Returns:
        What came of it; stale where the promise was changed in between.
    """
    if not text.strip():
        return Written(NO_TEXT, number=number)
    with transaction.atomic():
        ledger.lock()
        row = Aim.objects.filter(pk=number).select_related("leader").first()
        if row is None or not read.is_led_by(row.leader_id, who.person, who.on):
            return Written(NOT_YOURS, number=number)
        if row.state != OPEN:
            return Written(OVER, number=number)
        if row.promise_version != version and row.promise != text.strip():
            return Written(ALLOWED, is_stale=True, number=number)
        row.promise, row.promise_version = text.strip()[:LONGEST], row.promise_version + 1
        row.promised_by_id, row.promised_on = who.person, who.on
        row.save(update_fields=["promise", "promise_version", "promised_by", "promised_on"])
        _enter("aim.promised", who, {"aim": row.pk}, at, row.leader.key)
    return Written(ALLOWED, number=number)


def note_aim(who: Asker, *, number: int, text: str, at: datetime) -> Written:
    """Say how an aim goes; the leader or their own leader.

    Args:
        who: one of the two.
        number: of the aim.
        text: how it goes.
        at: when.

    Returns:
        What came of it.
    """
    if not text.strip():
        return Written(NO_TEXT, number=number)
    with transaction.atomic():
        ledger.lock()
        row = Aim.objects.filter(pk=number).select_related("leader").first()
        if row is None or who.person is None:
            return Written(NOT_YOURS, number=number)
        if who.person != row.leader_id and not read.is_led_by(row.leader_id, who.person, who.on):
            return Written(NOT_YOURS, number=number)
        same = {"aim": row, "said_by_id": who.person, "text": text.strip()[:LONGEST], "on": who.on}
        # A form sent twice is one note.
        if not AimNote.objects.filter(**same).exists():
            AimNote.objects.create(**same, at=at)
            _enter("aim.noted", who, {"aim": row.pk}, at, row.leader.key)
    return Written(ALLOWED, number=number)


def settle_aim(who: Asker, *, number: int, state: str, at: datetime) -> Written:
    """Say that an aim was reached or is dropped, or that it is open after all; the leader whose it is, alone.

    Args:
        who: the leader.
        number: of the aim.
        state: reached, dropped or open.
        at: when.

    Returns:
        What came of it.
    """
    with transaction.atomic():
        ledger.lock()
        row = Aim.objects.filter(pk=number, leader=who.person or 0).first()
        if row is None or state not in {OPEN, REACHED, DROPPED}:
            return Written(NOT_THERE, number=number)
        if row.state != state:
            row.state, row.ended_on = state, None if state == OPEN else who.on
            row.save(update_fields=["state", "ended_on"])
            _enter("aim.settled", who, {"aim": row.pk, "state": state}, at)
    return Written(ALLOWED, number=number)


def _sound(text: str, by: date, on: date) -> Verdict:
    if not text.strip():
        return NO_TEXT
    if len(text.strip()) > LONGEST:
        return Verdict(allowed=False, reasons=(f"This has more than {LONGEST} characters. Say it shorter.",))
    return ALLOWED if by > on else NOT_AHEAD


def _enter(kind: str, who: Asker, body: Mapping[str, Any], at: datetime, subject: str = "") -> None:
    key = who.viewer.person_id
    ledger.append(kind=kind, at=at, day=who.on, actor=key, subject=subject or key, body=body)
