"""The further pages on a person: support owed and received with what the role takes, and the record."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

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
    known = cases.numbered({duty.case for duty in found if duty.case is not None})
    names = roles.expectations({case.expectation for case in known.values()})
    rows = []
    for duty in reversed(found):
        case = known.get(duty.case or 0)
        expectation = names[case.expectation].name if case is not None and case.expectation in names else ""
        rows.append(
            (Cell(owed(duty.kind, expectation)), Cell(duty.leader), Cell(spoken(duty.due_on)), Cell(standing(duty, on)))
        )
    headers = (_("What"), _("By"), _("Due"), _("How it stands"))
    return DataTable(_("Support owed"), headers, tuple(rows)) if rows else None


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
    "measure.begun": "a measure was begun",
    "expectations.agreed": "expectations were agreed by one side",
    "case.answered": "the person answered",
    "person.exported": "what is held on the person was downloaded",
    "account.opened": "an account was opened",
    "account.closed": "an account was closed",
    "partner.named": "the account was named people partner",
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
        (Cell(spoken(one.day)), Cell(_(KINDS.get(one.kind, one.kind))), Cell(_said(one)), Cell(str(one.number)))
        for one in shown
    )
    older = f"?before={shown[-1].number}" if len(found) > ENTRIES else ""
    pager = Pager("?" if before else "", older, "") if older or before else None
    headers = (_("Day"), _("What happened"), _("Of what"), _("Entry"))
    return RecordPage(
        subject.key, subject.name, DataTable(_("The latest first"), headers, rows) if rows else None, pager
    )


def _said(entry: Recorded) -> str:
    body = entry.body
    parts = [str(body[name]).replace("_", " ") for name in ("duty", "kind", "lever", "name") if body.get(name)]
    if body.get("due_on"):
        parts.append(_("due %(day)s") % {"day": spoken(date.fromisoformat(body["due_on"]))})
    if entry.kind == "answerability.moved" and body.get("why"):
        parts.append(str(body["why"][-1]))
    return ", ".join(parts)
