"""Conversations are planned, put off, called off, held, confirmed, and logged afterwards."""

import uuid
from datetime import date, datetime, time

from django.db import transaction

from answerable.decisions.conversations.models import Conversation, PrivateNote
from answerable.decisions.conversations.rows import (
    Outcome,
    carry_over,
    enter,
    pair_of,
    row_for,
    side_of,
    take_over,
    talk_of,
)
from answerable.decisions.duties import keeping
from answerable.decisions.duties.keeping import Done
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person
from answerable.ledger import write as ledger
from answerable.rules.conversations import Deed, TalkState, confirmed, may_plan
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict
from answerable.rules.wording import spoken

KINDS = ("one_on_one", "coaching")
NO_PAIR = Verdict(allowed=False, reasons=("You can plan to talk with people in your line, and with your leaders.",))
NO_REASON = Verdict(allowed=False, reasons=("Say in a few words why: the other one reads it.",))
SAME_TIME = Verdict(allowed=False, reasons=("It is planned for just then. Choose another day or time.",))


def propose(who: Asker, *, person_key: str, day: date, at: datetime) -> Outcome:
    """Plan a conversation for a day, its time still open; one that is planned for the two already stands for it.

    Args:
        who: one of the two.
        person_key: the other one.
        day: when.
        at: when this is put on record.

    Returns:
        What came of it, with the number of the conversation.
    """
    planned = planned_with(who, person_key)
    if planned is not None:
        return Outcome(Verdict(allowed=True, reasons=()), planned)
    return plan(who, other_key=person_key, day=day, begins=None, minutes=30, kind=KINDS[0], at=at)


def planned_with(who: Asker, key: str) -> int | None:
    """The number of the conversation the asker and another one have planned; None without one."""
    pair = pair_of(who, key)
    if pair is None:
        return None
    rows = Conversation.objects.filter(leader=pair.leader, person=pair.person, state=TalkState.PLANNED)
    return rows.values_list("pk", flat=True).first()


def plan(
    who: Asker, *, other_key: str, day: date, begins: time | None, minutes: int, kind: str, at: datetime
) -> Outcome:
    """Plan a conversation; what the two did not come to before stands on its agenda.

    Args:
        who: one of the two.
        other_key: the other one, in the asker's line or above them.
        day: when.
        begins: at which time, None where that is open.
        minutes: how long.
        kind: `one_on_one` or `coaching`.
        at: when this is put on record.

    Returns:
        What came of it, with the number of the conversation.
    """
    verdict = may_plan(day, who.on)
    with transaction.atomic():
        ledger.lock()
        pair = pair_of(who, other_key)
        if pair is None or not verdict.allowed:
            return Outcome(NO_PAIR if pair is None else verdict)
        standing = Conversation.objects.filter(leader=pair.leader, person=pair.person, state=TalkState.PLANNED).first()
        if standing is not None:
            reason = f"The two of you plan to talk on {spoken(standing.day)} already: put that one off, or take it."
            return Outcome(Verdict(allowed=False, reasons=(reason,)), standing.pk)
        row = Conversation.objects.create(
            leader=pair.leader,
            person=pair.person,
            state=TalkState.PLANNED,
            kind=kind if kind in KINDS else KINDS[0],
            day=day,
            time=begins,
            minutes=minutes,
            uid=uuid.uuid4(),
            changed_by_id=who.person or 0,
            changed_at=at,
        )
        carry_over(row)
        enter("conversation.planned", who, row, {"day": str(day), "minutes": minutes}, at)
    return Outcome(verdict, row.pk)


def postpone(who: Asker, *, number: int, day: date, begins: time | None, reason: str, at: datetime) -> Outcome:
    """Put a conversation off; agenda, notes and what both promised go along.

    Args:
        who: one of the two.
        number: of the conversation.
        day: to when.
        begins: at which time, None where that is open.
        reason: why, for the other one.
        at: when this is put on record.

    Returns:
        What came of it, with the number of the conversation that goes on from it.
    """
    verdict = may_plan(day, who.on)
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.POSTPONE)
        if row is None or not may.allowed:
            return Outcome(may)
        if not verdict.allowed or not reason or (row.day, row.time) == (day, begins):
            return Outcome(verdict if not verdict.allowed else SAME_TIME if reason else NO_REASON)
        _end(row, TalkState.POSTPONED, reason, who, at)
        moved = Conversation.objects.create(
            leader=row.leader,
            person=row.person,
            state=TalkState.PLANNED,
            kind=row.kind,
            day=day,
            time=begins,
            minutes=row.minutes,
            uid=row.uid,
            sequence=row.sequence + 1,
            came_from=row,
            changed_by_id=who.person or 0,
            changed_at=at,
            notes=row.notes,
            notes_version=row.notes_version,
            notes_by=row.notes_by,
        )
        Conversation.objects.filter(pk=row.pk).update(notes="")
        PrivateNote.objects.filter(conversation=row).update(conversation=moved)
        carry_over(moved)
        enter("conversation.postponed", who, row, {"from": str(row.day), "day": str(day)}, at)
    return Outcome(verdict, moved.pk)


def cancel(who: Asker, *, number: int, reason: str, at: datetime) -> Outcome:
    """Call a conversation off; what was on its agenda waits for the next one.

    Args:
        who: one of the two.
        number: of the conversation.
        reason: why, for the other one.
        at: when this is put on record.

    Returns:
        What came of it.
    """
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.CANCEL)
        if row is None or not may.allowed or not reason:
            return Outcome(NO_REASON if may.allowed else may)
        row.sequence += 1
        _end(row, TalkState.CANCELLED, reason, who, at)
        enter("conversation.cancelled", who, row, {"day": str(row.day)}, at)
    return Outcome(may, row.pk)


def _end(row: Conversation, state: TalkState, reason: str, who: Asker, at: datetime) -> None:
    row.state, row.reason, row.changed_by_id, row.changed_at = state.value, reason, who.person or 0, at
    row.save(update_fields=["state", "reason", "changed_by", "changed_at", "sequence"])


def hold(who: Asker, *, number: int, minutes: int, policy: Policy, at: datetime) -> Done:
    """Put on record that a planned conversation was held, and keep the duties that this keeps.

    Args:
        who: the leader.
        number: of the conversation.
        minutes: how long it took.
        policy: when the next one is due.
        at: when this is put on record.

    Returns:
        What came of it.
    """
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.HOLD)
        if row is None or not may.allowed:
            return Done(may)
        return _hold(row, who, minutes, policy, at)


def _hold(row: Conversation, who: Asker, minutes: int, policy: Policy, at: datetime) -> Done:
    done = keeping.log_talk(who, person=row.person, kind=row.kind, day=row.day, minutes=minutes, policy=policy, at=at)
    if done.verdict.allowed:
        row.state, row.minutes, row.record = TalkState.HELD.value, minutes, done.record
        row.changed_by_id, row.changed_at = who.person or 0, at
        row.save(update_fields=["state", "kind", "day", "minutes", "record", "changed_by", "changed_at"])
        enter("conversation.held", who, row, {"day": str(row.day), "minutes": minutes}, at)
    return done


def log(who: Asker, *, person: Person, kind: str, day: date, minutes: int, policy: Policy, at: datetime) -> Done:
    """Put on record a conversation that took place: the one that was planned for then, or one that came of itself.

    Args:
        who: the leader; the caller has asked whether the person is in their line.
        person: with whom.
        kind: `one_on_one` or `coaching`.
        day: when.
        minutes: how long.
        policy: when the next one is due.
        at: when this is put on record.

    Returns:
        What came of it.
    """
    with transaction.atomic():
        ledger.lock()
        planned = Conversation.objects.filter(leader=who.person, person=person, state=TalkState.PLANNED, day__lte=day)
        row = planned.select_related("leader", "person").first()
        if row is not None:
            row.kind, row.day = kind, day
            return _hold(row, who, minutes, policy, at)
        done = keeping.log_talk(who, person=person, kind=kind, day=day, minutes=minutes, policy=policy, at=at)
        # A form sent twice is one conversation.
        if done.verdict.allowed and not Conversation.objects.filter(record=done.record).exists():
            Conversation.objects.create(
                leader_id=who.person or 0,
                person=person,
                state=TalkState.HELD,
                kind=kind,
                day=day,
                minutes=minutes,
                uid=uuid.uuid4(),
                was_planned=False,
                record=done.record,
                changed_by_id=who.person or 0,
                changed_at=at,
                confirmed_by_leader_at=at,
            )
        return done


def confirm(who: Asker, *, number: int, at: datetime) -> Outcome:
    """Let one of the two confirm that a conversation was held as it reads.

    Args:
        who: one of the two.
        number: of the conversation.
        at: when.

    Returns:
        What came of it.
    """
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.CONFIRM)
        if row is None or not may.allowed:
            return Outcome(may)
        take_over(row, confirmed(talk_of(row), who.viewer.person_id), at)
        row.save(update_fields=["state", "confirmed_by_leader_at", "confirmed_by_person_at"])
        both = row.state == TalkState.CONFIRMED
        enter("conversation.confirmed", who, row, {"side": side_of(who, row), "both": both}, at)
    return Outcome(may, row.pk)


def take_back(who: Asker, *, record: int, at: datetime) -> Done:
    """Take back that a conversation took place: it is planned again, or was never held, and its duties are owed again.

    Args:
        who: the leader who put it on record.
        record: what `log` or `hold` gave.
        at: when.

    Returns:
        What came of it.
    """
    with transaction.atomic():
        ledger.lock()
        done = keeping.take_back_talk(who, record=record, at=at)
        row = Conversation.objects.filter(record=record).first() if done.verdict.allowed else None
        if row is not None:
            others = Conversation.objects.filter(leader=row.leader_id, person=row.person_id, state=TalkState.PLANNED)
            again = row.was_planned and not others.exists()
            row.state = (TalkState.PLANNED if again else TalkState.CANCELLED).value
            row.record = row.confirmed_by_leader_at = row.confirmed_by_person_at = None
            row.changed_by_id, row.changed_at = who.person or 0, at
            row.save()
        return done
