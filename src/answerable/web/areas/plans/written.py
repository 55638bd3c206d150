"""A plan as it is typed in: rows of text, some of them empty; and what they come to."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import zip_longest

from django.http import QueryDict
from django.utils.translation import gettext as _

from answerable.decisions.plans.parties import Parties
from answerable.decisions.plans.shown import PlanShown
from answerable.decisions.plans.write import LONGEST, MOST_ROWS, CommitmentText, PlanText
from answerable.rules.levers import KINDS
from answerable.rules.plans import Side
from answerable.web.numbers import day, whole_number

SPARE = 2
REVIEW_DAYS = 14
FIRST_REVIEWS = 3


@dataclass(frozen=True, slots=True)
class LeverRow:
    """A lever as typed: its kind and what it is called."""

    kind: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class CommitmentRow:
    """A commitment as typed: whose, what, by when."""

    by: str = ""
    text: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as typed: what, by when."""

    text: str = ""
    due_on: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A plan as typed.

    Attributes:
        levers: what is set to work.
        commitments: of both sides.
        milestones: what one sees it by.
        reviews: the days of the reviews.
        decide_on: the day of the decision.
        version: of the plan that was changed, 0 for none.
    """

    levers: tuple[LeverRow, ...]
    commitments: tuple[CommitmentRow, ...]
    milestones: tuple[MilestoneRow, ...]
    reviews: tuple[str, ...]
    decide_on: str
    version: int


def begun(parties: Parties, on: date, decide_by: date) -> Written:
    """The form of a plan that nobody has written yet: a row for each side, reviews every other week, a last day.

    Args:
        parties: whom it concerns.
        on: today.
        decide_by: the last day on which the decision is due.

    Returns:
        The form; without days where the decision is over its day.
    """
    days = [on + timedelta(days=REVIEW_DAYS * number) for number in range(1, FIRST_REVIEWS + 1)]
    reviews = tuple(one.isoformat() for one in days if one <= decide_by)
    last = decide_by.isoformat() if decide_by >= on else ""
    rows = (CommitmentRow(by=parties.direct.key),) if parties.direct is not None else ()
    if parties.person is not None:
        rows = (CommitmentRow(by=parties.person.key), *rows)
    return spared(Written((LeverRow(),), rows, (MilestoneRow(),), reviews, last, 0), rows=0)


def of_plan(plan: PlanShown, *, version: int) -> Written:
    """The form of a plan that stands.

    Args:
        plan: the plan.
        version: what is sent along: that of the plan in writing, 0 where a running one is to be changed.

    Returns:
        The form, with spare rows.
    """
    return spared(
        Written(
            levers=tuple(LeverRow(kind, name) for kind, name in plan.levers),
            commitments=tuple(CommitmentRow(one.by_key, one.text, str(one.due_on)) for one in plan.commitments),
            milestones=tuple(MilestoneRow(one.text, str(one.due_on)) for one in plan.milestones),
            reviews=tuple(str(one) for one in plan.reviews),
            decide_on="" if plan.decide_on is None else str(plan.decide_on),
            version=version,
        )
    )


def typed(form: QueryDict) -> Written:
    """Read what was sent; nothing of it is lost.

    Args:
        form: of the request.

    Returns:
        The rows that hold anything.
    """
    levers = (LeverRow(kind, name.strip()) for kind, name in _rows(form, "kind", "name"))
    commitments = (CommitmentRow(by, text.strip(), due) for by, text, due in _rows(form, "by", "text", "due"))
    milestones = (MilestoneRow(text.strip(), due) for text, due in _rows(form, "mark", "mark_due"))
    return Written(
        levers=tuple(row for row in levers if row.kind or row.name),
        commitments=tuple(row for row in commitments if row.text or row.due_on),
        milestones=tuple(row for row in milestones if row.text or row.due_on),
        reviews=tuple(one for one in form.getlist("review")[:MOST_ROWS] if one),
        decide_on=form.get("decide_on", ""),
        version=whole_number(form.get("version", ""), otherwise=0),
    )


def _rows(form: QueryDict, *names: str) -> Iterable[tuple[str, ...]]:
    return list(zip_longest(*(form.getlist(name) for name in names), fillvalue=""))[:MOST_ROWS]


def spared(written: Written, *, rows: int = SPARE) -> Written:
    """Add empty rows to a form, and at least one of each.

    Args:
        written: the form.
        rows: how many of each.

    Returns:
        The form with room for more.
    """
    return replace(
        written,
        levers=(*written.levers, *[LeverRow()] * max(rows - 1, not written.levers)),
        commitments=(*written.commitments, *[CommitmentRow()] * max(rows, not written.commitments)),
        milestones=(*written.milestones, *[MilestoneRow()] * max(rows - 1, not written.milestones)),
        reviews=(*written.reviews, *[""] * max(rows - 1, not written.reviews)),
    )


def meant(written: Written, parties: Parties) -> tuple[PlanText | None, tuple[str, ...]]:
    """Make a plan of what was typed.

    Args:
        written: what was typed.
        parties: whom it concerns.

    Returns:
        The plan, None where some of it is no plan; and what is wrong with it, as sentences.
    """
    problems = [*_wrong_levers(written), *_wrong_commitments(written, parties), *_wrong_days(written)]
    if problems:
        return None, tuple(problems)
    text = PlanText(
        levers=tuple((row.kind, row.name[:300]) for row in written.levers),
        commitments=tuple(
            CommitmentText(row.by, row.text[:LONGEST], due)
            for row in written.commitments
            if (due := day(row.due_on)) is not None
        ),
        milestones=tuple(
            (row.text[:LONGEST], due) for row in written.milestones if (due := day(row.due_on)) is not None
        ),
        reviews=tuple(sorted({one for text in written.reviews if (one := day(text)) is not None})),
        decide_on=day(written.decide_on),
    )
    return text, ()


def _wrong_levers(written: Written) -> Iterable[str]:
    for row in written.levers:
        if row.kind not in KINDS:
            yield _("Say what kind of lever “%(name)s” is.") % {"name": row.name}
        elif not row.name:
            yield _("Say in a few words what is set to work.")


def _wrong_commitments(written: Written, parties: Parties) -> Iterable[str]:
    for row in written.commitments:
        if not row.text:
            yield _("A commitment has a day and no words: say what will be done.")
        elif parties.side_of(row.by) is None:
            yield _("Say who will do “%(text)s”.") % {"text": row.text}
        elif day(row.due_on) is None:
            yield _("Say by when “%(text)s” will be done.") % {"text": row.text}


def _wrong_days(written: Written) -> Iterable[str]:
    for row in written.milestones:
        if not row.text or day(row.due_on) is None:
            yield _("A milestone takes words and a day: “%(text)s”.") % {"text": row.text or row.due_on}
    for text in (*written.reviews, *([written.decide_on] if written.decide_on else [])):
        if day(text) is None:
            yield _("Expected a day such as 2026-01-12, found “%(found)s”.") % {"found": text[:100]}


def sides_of(parties: Parties, plan: PlanShown | None) -> tuple[tuple[str, str], ...]:
    """Name who can be chosen for a commitment.

    Args:
        parties: whom the plan concerns.
        plan: the plan to be changed; who committed to something in it and leads here no more has to be replaced.

    Returns:
        Key and name, the person first.
    """
    here = [
        (one.key, one.name if parties.side_of(one.key) is Side.PERSON else _("%(name)s, leader") % {"name": one.name})
        for one in parties.everybody
    ]
    known = {key for key, _name in here}
    gone = {one.by_key: one.by for one in (() if plan is None else plan.commitments) if one.by_key not in known}
    return (*here, *((key, _("%(name)s, leads here no more") % {"name": name}) for key, name in gone.items()))
