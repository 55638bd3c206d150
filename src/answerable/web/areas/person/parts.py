"""The further pages on a person: support owed and received with what the role takes, and the record."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.sentences import owed, standing
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight, Subject
from answerable.facts.roles import read as roles
from answerable.facts.support import read as support
from answerable.ledger import read as ledger
from answerable.ledger.read import Recorded
from answerable.rules.wording import spoken
from answerable.web.areas.person.page import TALK_NAMES
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.pager.props import Pager
from answerable.web.duty_lines import LEVER_NAMES

SUPPORT_DAYS = 180
ENTRIES = 50


@dataclass(frozen=True, slots=True)
class SupportPage:
    """What a person is owed, what they were given, what their role takes."""

    key: str
    name: str
    since: date
    summary: tuple[str, ...]
    owed: DataTable | None
    given: DataTable | None
    facets: DataTable | None


def support_page(who: Asker, subject: Subject, sight: Sight) -> SupportPage:
    """Put the page together.

    Args:
        who: who asks.
        subject: the person.
        sight: what the asker may see of them.

    Returns:
        What the page shows.
    """
    last = sight.until or who.on
    since = last - timedelta(days=SUPPORT_DAYS)
    found = duties.of_person(subject.pk, until=sight.until, since=since)
    return SupportPage(
        key=subject.key,
        name=subject.name,
        since=since,
        summary=tuple(_summary(found)),
        owed=owed_table(found, last),
        given=given_table(support.given_to(subject.pk, since=since, until=sight.until)),
        facets=_facets(subject, sight, last),
    )


def _summary(found: tuple[duties.DutyShown, ...]) -> Iterable[str]:
    """A sentence a leader, by name: what they owed and how they kept it."""
    by_leader = defaultdict(list)
    for duty in found:
        by_leader[duty.leader].append(duty)
    for leader, owed_by_them in sorted(by_leader.items()):
        kept = [duty for duty in owed_by_them if duty.kept_on is not None]
        late = sum(duty.kept_on > duty.due_on for duty in kept if duty.kept_on is not None)
        lapsed = sum(duty.lapsed_on is not None and duty.kept_on is None for duty in owed_by_them)
        said = {"leader": leader, "owed": len(owed_by_them), "kept": len(kept) - late, "late": late, "lapsed": lapsed}
        yield _("%(leader)s: %(owed)d owed, %(kept)d kept in time, %(late)d late, %(lapsed)d lapsed.") % said


def owed_table(found: tuple[duties.DutyShown, ...], on: date) -> DataTable | None:
    """Duties as a table, the latest first.

    Args:
        found: the duties.
        on: the day looked at.

    Returns:
        The table; None without any.
    """
    rows = tuple(
        (Cell(what), Cell(duty.leader), Cell(spoken(duty.due_on)), Cell(standing(duty, on)))
        for duty, _case, what in _owed(found)
    )
    headers = (_("What"), _("By"), _("Due"), _("How it stands"))
    return DataTable(_("Support owed"), headers, rows) if rows else None


def owed_to_me_table(
    found: tuple[duties.DutyShown, ...], on: date, read: tuple[cases.CaseShown, ...]
) -> DataTable | None:
    """Duties as a table for whoever they are owed to: who answers for each now, where its gap has climbed.

    Args:
        found: the duties.
        on: today.
        read: gaps that have been read already.

    Returns:
        The table, the latest first; None without any.
    """
    rows = tuple(
        (Cell(what), Cell(duty.leader), _answers_now(duty, case), Cell(spoken(duty.due_on)), Cell(standing(duty, on)))
        for duty, case, what in _owed(found, read)
    )
    headers = (_("What"), _("By"), _("Who answers now"), _("Due"), _("How it stands"))
    return DataTable(_("Support owed"), headers, rows) if rows else None


def _answers_now(duty: duties.DutyShown, case: cases.CaseShown | None) -> Cell:
    if case is None or case.answerable is None or case.level == 1:
        return Cell(duty.leader)
    said = {"leader": case.answerable, "level": case.level, "day": spoken(case.since)}
    words = _("%(leader)s, level %(level)d, since %(day)s") % said
    return Cell(words, reverse("answering", args=[case.number]))


def _owed(
    found: tuple[duties.DutyShown, ...], read: tuple[cases.CaseShown, ...] = ()
) -> Iterator[tuple[duties.DutyShown, cases.CaseShown | None, str]]:
    """Each duty, the latest first, with its gap and what it is called."""
    known = {case.number: case for case in read}
    known |= cases.numbered({duty.case for duty in found if duty.case is not None} - known.keys())
    names = roles.expectations({case.expectation for case in known.values()})
    for duty in reversed(found):
        case = known.get(duty.case or 0)
        expectation = names[case.expectation].name if case is not None and case.expectation in names else ""
        yield duty, case, owed(duty.kind, expectation)


def given_table(found: tuple[support.Given, ...]) -> DataTable | None:
    """Support given as a table, the latest first.

    Args:
        found: what was given.

    Returns:
        The table; None without any.
    """
    rows = tuple(
        (
            Cell(one.name or _(TALK_NAMES.get(one.kind, LEVER_NAMES.get(one.kind, one.kind)))),
            Cell(one.by),
            Cell(spoken(one.on)),
            Cell("" if one.minutes is None else _("%(minutes)d minutes") % {"minutes": one.minutes}),
        )
        for one in found
    )
    return DataTable(_("Support received"), (_("What"), _("By"), _("When"), _("How long")), rows) if rows else None


def _facets(subject: Subject, sight: Sight, last: date) -> DataTable | None:
    held = people.roles_of(subject.pk, until=last)
    wanted = roles.facets(held[-1].key) if held else ()
    seen = support.assessments(subject.pk, until=sight.until)
    rows = []
    for one in wanted:
        found = seen.get((one.facet, one.item))
        level = _("not assessed") if found is None else f"{found.level:g}, {spoken(found.on)}"
        rows.append((Cell(f"{one.item} ({one.facet})"), Cell(f"{one.level:g}"), Cell(level)))
    return (
        DataTable(_("What the role takes, 1 to 5"), (_("What"), _("The role takes"), _("Seen")), tuple(rows))
        if rows
        else None
    )


@dataclass(frozen=True, slots=True)
class RecordPage:
    """What the ledger holds on a person."""

    key: str
    name: str
    entries: DataTable | None
    pager: Pager | None


KINDS = {
    "case.opened": "a gap was taken up",
    "case.sustained": "the gap counts as sustained",
    "case.closed": "the gap closed",
    "answerability.moved": "who is answerable was recorded",
    "duty.raised": "a duty arose",
    "duty.kept": "a duty was kept",
    "duty.lapsed": "a duty lapsed",
    "duty.ended": "a duty ended",
    "duty.reopened": "a duty is owed again",
    "conversation.logged": "a conversation was logged",
    "conversation.taken_back": "a logged conversation was taken back",
    "conversation.planned": "a conversation was planned",
    "conversation.postponed": "a conversation was put off",
    "conversation.cancelled": "a conversation was called off",
    "conversation.held": "a planned conversation was held",
    "conversation.confirmed": "a conversation was confirmed by one side",
    "conversation.edited": "what was confirmed of a conversation changed: it is to be confirmed again",
    "commitment.made": "something was promised in a conversation",
    "commitment.kept": "a promise was kept",
    "commitment.not_kept": "a promise was not kept",
    "commitment.dropped": "a promise was dropped",
    "commitment.reopened": "a promise is open again",
    "lever.added": "a lever came into the library",
    "lever.changed": "a lever of the library was changed",
    "lever.retired": "a lever was taken out of the library",
    "lever.brought_back": "a lever was brought back into the library",
    "measure.begun": "a measure was begun",
    "measure.progressed": "how far a measure is was said",
    "measure.finished": "a measure was done",
    "measure.stopped": "a measure was stopped",
    "measure.taken_back": "a measure was taken back",
    "agreement.asked": "the person was asked to agree on what is expected",
    "expectations.acknowledged": "one side has read what is expected",
    "expectations.agreed": "expectations were agreed by one side",
    "expectations.disagreed": "one side does not agree with what is expected",
    "expectations.answered": "the leader stands by what is expected",
    "expectation.tailored": "what is expected was tailored for the person",
    "tailoring.ended": "a tailored expectation ended",
    "case.answered": "the person answered",
    "cause.named": "somebody said what they think the gap comes from",
    "plan.written": "a plan was written or changed",
    "plan.proposed": "a plan was put forward",
    "plan.agreed": "a plan was agreed by one side",
    "plan.acknowledged": "a leader above knows the plan",
    "plan.begun": "a plan agreed by both sides began",
    "plan.ended": "a plan ended",
    "commitment.judged": "one side said how a commitment of the plan went",
    "milestone.judged": "a milestone of the plan was reached, or that was taken back",
    "decision.extended": "the decision got more time",
    "move.proposed": "a move was proposed",
    "move.told": "the person was told of a proposed move",
    "move.answered": "the person answered to a proposed move",
    "move.withdrawn": "a proposed move was withdrawn",
    "move.decided": "a move was decided on",
    "move.taken_back": "a decision on a move was taken back",
    "move.took_effect": "a move took effect",
    "move.looked_at": "what came of a move was looked at",
    "move.going": "one side said how a move is going",
    "exit.asked": "the person wrote what they ask for on the way out",
    "exit.message_changed": "the message on leaving was changed",
    "exit.message_agreed": "the message on leaving was agreed to by one side",
    "exit.step_added": "something to be done before leaving was added",
    "exit.step_done": "something to be done before leaving was done",
    "exit.step_undone": "something to be done before leaving was not done yet",
    "exit.step_agreed": "a reference was agreed to by one side",
    "exit.noted": "what became of the person after leaving was noted",
    "hearing.asked": "somebody was asked for their side of it",
    "hearing.seen": "the one who is heard opened the evidence",
    "hearing.answered": "the one who is heard answered",
    "hearing.time_wanted": "more time to answer was asked for",
    "hearing.extended": "more time to answer was given",
    "hearing.reviewer_asked": "a reviewer from outside was asked",
    "hearing.reviewed": "a reviewer from outside said what they find",
    "hearing.ended": "the outcome of a hearing was put on record",
    "answering.chosen": "the leader it came to chose what comes of it",
    "answering.done": "the leader it came to did what they promised",
    "person.exported": "what is held on the person was downloaded",
    "rollup.exported": "figures of the line were taken along",
    "case.exported": "the packet of the gap was taken along",
    "account.opened": "an account was opened",
    "account.closed": "an account was closed",
    "partner.named": "the account was named people partner",
    "self_view.kept": "said how they see their own leading",
    "self_view.shared": "shared how they see their own leading",
    "self_view.withdrawn": "no longer shares how they see their own leading",
    "voices.shown": "what their people say was shown, together",
    "week.estimated": "estimated their week",
    "aim.set": "set an aim as a leader",
    "aim.changed": "changed an aim as a leader",
    "aim.promised": "their own leader promised something to an aim",
    "aim.noted": "something was said to an aim",
    "aim.settled": "settled an aim as a leader",
}


def record_page(subject: Subject, sight: Sight, before: int | None) -> RecordPage:
    """Put the page together.

    Args:
        subject: the person.
        sight: what the asker may see of them.
        before: entries with a smaller number only.

    Returns:
        What the page shows.
    """
    found = ledger.history([subject.key], until=sight.until, limit=ENTRIES + 1, before=before)
    shown = found[:ENTRIES]
    rows = tuple(
        (Cell(spoken(one.day)), Cell(_(KINDS.get(one.kind, one.kind))), Cell(said_of(one)), Cell(str(one.number)))
        for one in shown
    )
    older = f"?before={shown[-1].number}" if len(found) > ENTRIES else ""
    pager = Pager("?" if before else "", older, "") if older or before else None
    headers = (_("Day"), _("What happened"), _("Of what"), _("Entry"))
    return RecordPage(
        subject.key, subject.name, DataTable(_("The latest first"), headers, rows) if rows else None, pager
    )


def said_of(entry: Recorded) -> str:
    """What an entry of the ledger is about, in a few words.

    Args:
        entry: any entry.

    Returns:
        The duty, measure or reason it names; empty where it names none.
    """
    body = entry.body
    parts = [
        str(body[name]).replace("_", " ") for name in ("duty", "kind", "lever", "name", "outcome") if body.get(name)
    ]
    if body.get("due_on"):
        parts.append(_("due %(day)s") % {"day": spoken(date.fromisoformat(body["due_on"]))})
    if entry.kind == "answerability.moved" and body.get("why"):
        parts.append(str(body["why"][-1]))
    return ", ".join(parts)
