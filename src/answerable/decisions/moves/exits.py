"""The way out, walked well: what the person asks for, a message both agree on, who does what by when, and news after.

Only the two, the leader above and the people partner read it.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists
from django.utils import timezone

from answerable.decisions.moves.models import AlumniNote, Decision, ExitPath, ExitStep, Move
from answerable.decisions.moves.shown import DECLINED, MoveShown, account_name, move_shown
from answerable.decisions.moves.write import LONGEST, YES, enter, refused
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger
from answerable.rules.moves import MoveKind
from answerable.rules.verdicts import Verdict

PERSON, LEADER, ABOVE, PARTNER = "person", "leader", "above", "partner"
SIDES = (PERSON, LEADER, ABOVE, PARTNER)
HANDOVER, REFERENCE, OTHER = "handover", "reference", "other"
STEP_KINDS = (HANDOVER, REFERENCE, OTHER)
LONGEST_LINE = 300
NOT_THEIRS = refused("Only the two, the leader above and the people partner walk this way out.")
CHANGED = refused("This was changed while you were writing.")


@dataclass(frozen=True, slots=True)
class StepShown:
    """One thing to do.

    Attributes:
        number: of the step.
        kind: a handover, a reference or something else.
        text: what.
        side: who does it.
        due_on: by when.
        done_on: the day it was done; None while it is not.
        agreed_by_person_on: of a reference, the day the person agreed to it.
        agreed_by_leader_on: likewise the leader.
    """

    number: int
    kind: str
    text: str
    side: str
    due_on: date
    done_on: date | None
    agreed_by_person_on: date | None
    agreed_by_leader_on: date | None


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is written together.

    Attributes:
        text: as it stands.
        version: which version of it this is.
        by: who wrote that; empty for nobody.
    """

    text: str
    version: int
    by: str


@dataclass(frozen=True, slots=True)
class PathShown:
    """The way out.

    Attributes:
        move: the number of the move.
        side: as who the asker walks it.
        notice_on: the day notice was given.
        asked: what the person asked for.
        message: what everybody is told.
        agreed_by_person_on: the day the person agreed to the message as it stands.
        agreed_by_leader_on: likewise the leader.
        steps: what is to be done, in order of day.
        notes: what became of the person after, as text, by whom, when.
    """

    move: int
    side: str
    notice_on: date | None
    asked: Text
    message: Text
    agreed_by_person_on: date | None
    agreed_by_leader_on: date | None
    steps: tuple[StepShown, ...]
    notes: tuple[tuple[str, str, date], ...]


def side_in(who: Asker, move: MoveShown) -> str:
    """As who somebody walks the way out of a move; empty for nobody."""
    if who.person is not None:
        sides = {move.above: ABOVE, move.from_leader: LEADER, move.person: PERSON}
        if who.person in sides:
            return sides[who.person]
    return PARTNER if move.from_unit in who.viewer.partner_of else ""


@dataclass(frozen=True, slots=True)
class _Walked:
    row: ExitPath
    move: Move
    side: str


_WITH = (
    *("move__person", "move__from_unit", "move__from_role", "move__from_leader", "move__case", "move__role"),
    *("move__leader", "move__unit", "move__proposed_by__person", "asked_by__person", "message_by__person"),
)


def _walked(who: Asker, number: int) -> _Walked | None:
    # Of one and the same decision: one to leave may have been taken back, and another one stand.
    leaves = Decision.objects.filter(move=number, taken_back_on__isnull=True, kind=MoveKind.LEAVING.value)
    rows = ExitPath.objects.filter(Exists(leaves.exclude(outcome=DECLINED)), move=number, move__state="decided")
    row = rows.select_related(*_WITH).first()
    side = "" if row is None else side_in(who, move_shown(row.move, []))
    return None if row is None or not side else _Walked(row, row.move, side)


def path_of(who: Asker, number: int) -> PathShown | None:
    """The way out of a move, for those who walk it; None for anybody else, and where nobody leaves.

    Args:
        who: who asks.
        number: of the move.

    Returns:
        The way out.
    """
    walked = _walked(who, number)
    if walked is None:
        return None
    row = walked.row
    steps = ExitStep.objects.filter(path=row).order_by("due_on", "pk")
    notes = AlumniNote.objects.filter(path=row).select_related("account__person").order_by("pk")
    return PathShown(
        move=number,
        side=walked.side,
        notice_on=row.notice_on,
        asked=Text(row.asked, row.asked_version, account_name(row.asked_by) if row.asked_by else ""),
        message=Text(row.message, row.message_version, account_name(row.message_by) if row.message_by else ""),
        agreed_by_person_on=row.agreed_by_person_on,
        agreed_by_leader_on=row.agreed_by_leader_on,
        steps=tuple(_step(one) for one in steps),
        notes=tuple(
            (one.text, account_name(one.account), timezone.localtime(one.at).date())
            for one in notes
            if walked.side != PERSON
        ),
    )


def _step(row: ExitStep) -> StepShown:
    return StepShown(
        row.pk,
        row.kind,
        row.text,
        row.side,
        row.due_on,
        row.done_on,
        row.agreed_by_person_on,
        row.agreed_by_leader_on,
    )


def ask(who: Asker, *, number: int, text: str, version: int, at: datetime) -> Verdict:
    """Write what the person asks for; they alone do.

    Args:
        who: the person.
        number: of the move.
        text: what they ask for.
        version: the version that was changed.
        at: when.

    Returns:
        `CHANGED` where it was changed since.
    """
    with transaction.atomic():
        walked = _locked(who, number, (PERSON,))
        if walked is None:
            return NOT_THEIRS
        row = walked.row
        if row.asked_version != version:
            return CHANGED
        if text.strip() != row.asked:
            row.asked, row.asked_version, row.asked_by_id = text.strip()[:LONGEST], version + 1, who.account
            row.save(update_fields=["asked", "asked_version", "asked_by"])
            enter("exit.asked", who, walked.move, at, {"version": row.asked_version})
    return YES


def write_message(who: Asker, *, number: int, text: str, version: int, at: datetime) -> Verdict:
    """Write the message that both are to agree on; whoever had agreed has to look at it again.

    Args:
        who: one of the two.
        number: of the move.
        text: the message.
        version: the version that was changed.
        at: when.

    Returns:
        `CHANGED` where the other has changed it since.
    """
    with transaction.atomic():
        walked = _locked(who, number, (PERSON, LEADER))
        if walked is None:
            return NOT_THEIRS
        row = walked.row
        if row.message_version != version:
            return CHANGED
        if text.strip() != row.message:
            row.message, row.message_version, row.message_by_id = text.strip()[:LONGEST], version + 1, who.account
            row.agreed_by_person_on, row.agreed_by_leader_on = None, None
            row.save(update_fields=[*_MESSAGE, "agreed_by_person_on", "agreed_by_leader_on"])
            enter("exit.message_changed", who, walked.move, at, {"version": row.message_version})
    return YES


_MESSAGE = ("message", "message_version", "message_by")


def agree_message(who: Asker, *, number: int, version: int, at: datetime) -> Verdict:
    """Agree to the message as it stands.

    Args:
        who: one of the two.
        number: of the move.
        version: the version that was read.
        at: when.

    Returns:
        `CHANGED` where it was changed since.
    """
    with transaction.atomic():
        walked = _locked(who, number, (PERSON, LEADER))
        if walked is None:
            return NOT_THEIRS
        if walked.row.message_version != version:
            return CHANGED
        if not walked.row.message:
            return refused("There is no message yet that could be agreed to.")
        if _agree(who, walked.row, walked.side):
            enter("exit.message_agreed", who, walked.move, at, {"version": version, "side": walked.side})
    return YES


def _agree(who: Asker, row: ExitPath | ExitStep, side: str) -> bool:
    column = f"agreed_by_{side}_on"
    is_new = getattr(row, column) is None
    if is_new:
        setattr(row, column, who.on)
        row.save(update_fields=[column])
    return is_new


def add_step(who: Asker, *, number: int, kind: str, text: str, side: str, due_on: date, at: datetime) -> Verdict:
    """Add something to be done.

    Args:
        who: anybody who walks the way out.
        number: of the move.
        kind: a handover, a reference or something else.
        text: what.
        side: who does it.
        due_on: by when.
        at: when this is added.

    Returns:
        Refused to anybody else, and without words.
    """
    if kind not in STEP_KINDS or side not in SIDES or not text.strip():
        return refused("Say what is to be done, and who does it.")
    with transaction.atomic():
        walked = _locked(who, number, SIDES)
        if walked is None:
            return NOT_THEIRS
        row, is_new = ExitStep.objects.get_or_create(
            path=walked.row,
            kind=kind,
            text=text.strip()[:LONGEST_LINE],
            side=side,
            due_on=due_on,
            defaults={"added_by_id": who.account},
        )
        if is_new:
            enter("exit.step_added", who, walked.move, at, {"step": row.pk, "kind": kind, "due_on": str(due_on)})
    return YES


def tick_off(who: Asker, *, number: int, step: int, deed: str, at: datetime) -> Verdict:
    """Say that a step is done, that it is not, or that one agrees to a reference.

    Args:
        who: anybody who walks the way out; the two agree.
        number: of the move.
        step: which.
        deed: `done`, `undone` or `agreed`.
        at: when.

    Returns:
        Refused to anybody else.
    """
    with transaction.atomic():
        walked = _locked(who, number, (PERSON, LEADER) if deed == "agreed" else SIDES)
        row = None if walked is None else ExitStep.objects.filter(pk=step, path=walked.row).first()
        if walked is None or row is None:
            return NOT_THEIRS
        if deed == "agreed":
            changed = row.kind == REFERENCE and _agree(who, row, walked.side)
        else:
            changed = (row.done_on is None) == (deed == "done")
            row.done_on = who.on if deed == "done" else None
            row.save(update_fields=["done_on"])
        if changed:
            enter(f"exit.step_{deed}", who, walked.move, at, {"step": row.pk, "kind": row.kind})
    return YES


def note(who: Asker, *, number: int, text: str, at: datetime) -> Verdict:
    """Note what became of somebody after they left.

    Args:
        who: the leader, the one above, or the people partner.
        number: of the move.
        text: what they told.
        at: when.

    Returns:
        Refused to anybody else, and before the person has left.
    """
    if not text.strip():
        return refused("Write something first.")
    with transaction.atomic():
        walked = _locked(who, number, (LEADER, ABOVE, PARTNER))
        if walked is None:
            return NOT_THEIRS
        if walked.move.took_effect_on is None:
            return refused("They have not left yet.")
        said = text.strip()[:1000]
        if not AlumniNote.objects.filter(path=walked.row, account=who.account, text=said).exists():
            AlumniNote.objects.create(path=walked.row, account_id=who.account, text=said, at=at)
            enter("exit.noted", who, walked.move, at, {})
    return YES


def _locked(who: Asker, number: int, sides: tuple[str, ...]) -> _Walked | None:
    ledger.lock()
    walked = _walked(who, number)
    return walked if walked is not None and walked.side in sides else None
