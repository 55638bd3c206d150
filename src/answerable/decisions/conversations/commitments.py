"""What both sides of a conversation promise, and what became of it."""

from datetime import date, datetime

from django.db import transaction

from answerable.decisions.conversations.models import DROPPED, KEPT, NOT_KEPT, OPEN, Commitment, Conversation
from answerable.decisions.conversations.rows import ALLOWED, Outcome, enter, note_edit, row_for
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Place
from answerable.ledger import write as ledger
from answerable.rules.conversations import Deed, may_judge
from answerable.rules.verdicts import Verdict

LONGEST = 500
STATES = (OPEN, KEPT, NOT_KEPT, DROPPED)
NOTHING = Verdict(allowed=False, reasons=("Write what will be done.",))
OVER = Verdict(allowed=False, reasons=("The day it is due on is over. Take one that is still to come.",))
LEADS_NO_MORE = Verdict(
    allowed=False, reasons=("The leader has changed since. Promise it in a conversation with the leader of today.",)
)
NOT_THERE = Verdict(allowed=False, reasons=("There is no such commitment.",))


def make(who: Asker, *, number: int, by_asker: bool, text: str, due_on: date, at: datetime) -> Outcome:
    """Put a commitment on record.

    Args:
        who: one of the two.
        number: of the conversation.
        by_asker: whether it is the asker's own; else it is the other one's.
        text: what will be done.
        due_on: by when.
        at: when this is put on record.

    Returns:
        What came of it, with the number of the commitment; sent twice, it stands once.
    """
    text = " ".join(text.split())[:LONGEST]
    with transaction.atomic():
        ledger.lock()
        row, may = row_for(who, number, Deed.WRITE)
        verdict = may if row is None or not may.allowed else _may_promise(row, text, due_on, who.on)
        if row is None or not verdict.allowed:
            return Outcome(verdict)
        is_leader_s = (who.person == row.leader_id) == by_asker
        by = row.leader if is_leader_s else row.person
        one, is_new = Commitment.objects.get_or_create(
            conversation=row,
            by=by,
            text=text,
            due_on=due_on,
            state=OPEN,
            defaults={"leader": row.leader, "person": row.person, "made_on": who.on},
        )
        if is_new:
            note_edit(row, who, at)
            side = "leader" if is_leader_s else "person"
            enter("commitment.made", who, row, {"commitment": one.pk, "side": side, "due_on": str(due_on)}, at)
    return Outcome(may, one.pk)


def _may_promise(row: Conversation, text: str, due_on: date, on: date) -> Verdict:
    """What is promised is of the person's account, and that is no longer the business of a leader of then."""
    if not text:
        return NOTHING
    if due_on < on:
        return OVER
    leads = Place.objects.filter(holds(on), leader=row.leader, person=row.person)
    return ALLOWED if leads.exists() else LEADS_NO_MORE


def judge(who: Asker, *, commitment: int, state: str, at: datetime) -> Outcome:
    """Say what became of a commitment: kept, not kept, dropped; or that it is open after all.

    Args:
        who: one of the two, or whoever leads the person today.
        commitment: of which.
        state: one of `STATES`.
        at: when.

    Returns:
        What came of it, with the number of the conversation it was made in.
    """
    with transaction.atomic():
        ledger.lock()
        rows = Commitment.objects.filter(pk=commitment)
        one = rows.select_related("conversation__leader", "conversation__person", "leader", "person").first()
        if one is None or state not in STATES:
            return Outcome(NOT_THERE)
        leads = Place.objects.filter(holds(who.on), person=one.person, level=1)
        led_by = leads.values_list("leader__key", flat=True).first()
        may = may_judge(who.viewer.person_id, frozenset({one.leader.key, one.person.key}), led_by)
        if not may.allowed:
            return Outcome(may)
        if one.state != state:
            one.state, one.said_by_id, one.said_on = state, who.person, who.on
            one.save(update_fields=["state", "said_by", "said_on"])
            deed = "reopened" if state == OPEN else state
            side = "person" if who.person == one.person_id else "leader"
            enter(f"commitment.{deed}", who, one.conversation, {"commitment": one.pk, "side": side}, at)
    return Outcome(ALLOWED, one.conversation_id)
