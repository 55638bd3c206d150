"""Today: what my people need from me."""

from dataclasses import dataclass
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.sentences import owed, time_left
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.facts.support import read as support
from answerable.facts.support.read import Week
from answerable.findings.attributed import own_reckoning
from answerable.findings.sentences import percent, sureness
from answerable.rules.wording import spoken
from answerable.web.areas.answers.arrivals import Arrivals, arrivals
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.duty_line.props import DutyLine
from answerable.web.components.empty.props import Empty
from answerable.web.duty_lines import duty_lines

FIRST = 5
MOST = 30
SOON_DAYS = 7
NEW_DAYS = 7


@dataclass(frozen=True, slots=True)
class Split:
    """How a week went: minutes, and how wide they are drawn of 400."""

    people: float
    paper: float
    other: float

    @property
    def total(self) -> float:
        """All minutes on record."""
        return self.people + self.paper + self.other

    @property
    def widths(self) -> tuple[float, float, float]:
        """How wide each part is drawn."""
        total = self.total or 1
        return (
            round(400 * self.people / total, 1),
            round(400 * self.paper / total, 1),
            round(400 * self.other / total, 1),
        )

    @property
    def ends(self) -> tuple[float, float]:
        """Where the second and the third part begin."""
        people, paper, _other = self.widths
        return (people, round(people + paper, 1))


@dataclass(frozen=True, slots=True)
class TodayPage:
    """The page.

    Attributes:
        first: the duties due soonest, at most five.
        folded: the other duties due within the week or over, as far as shown.
        more_soon: how many these are in all.
        later: duties with more time, as far as shown.
        more_later: how many these are in all.
        beyond: how many duties are not shown, because enough others are due before.
        nothing: what stands there where nothing is due.
        arrivals: what has come from leaders below, with what can be chosen; None for nothing.
        answering: the gaps the leader answers for.
        mine: what the leader is owed by their own leader.
        week: how their week went, None where nothing of it is on record.
        reckoned: that what they add was reckoned anew of late, empty where it was not.
    """

    first: tuple[DutyLine, ...]
    folded: tuple[DutyLine, ...]
    more_soon: int
    later: tuple[DutyLine, ...]
    more_later: int
    beyond: int
    nothing: Empty | None
    arrivals: Arrivals | None
    answering: DataTable | None
    mine: DataTable | None
    week: Split | None
    reckoned: str


def today(who: Asker) -> TodayPage:
    """Put the page together.

    Args:
        who: the leader.

    Returns:
        What the page shows.
    """
    own = duties.owed_by(who, limit=MOST)
    soon, owed_in_all = duties.how_many_owed_by(who, until=who.on + timedelta(days=SOON_DAYS))
    mine = duties.owed_to(who)
    numbers = {duty.case for duty in (*own, *mine) if duty.case is not None}
    known = cases.on_the_mind_of(who, numbers, limit=MOST + 1)
    answered = (case for case in known.values() if case.answerable_key == who.viewer.person_id)
    answering = tuple(case for case in answered if case.closed_on is None)[: MOST + 1]
    names = {key: one.name for key, one in roles.expectations({case.expectation for case in known.values()}).items()}
    lines = duty_lines(own, known, names, support.last_conversations(who), who.on)
    return TodayPage(
        first=lines[: min(FIRST, soon)],
        folded=lines[min(FIRST, soon) : soon],
        more_soon=max(soon - FIRST, 0),
        later=lines[soon:],
        more_later=owed_in_all - soon,
        beyond=owed_in_all - len(lines),
        nothing=None if soon else _nothing(),
        arrivals=arrivals(who, answering[:MOST], own, names),
        answering=_answering(answering, names),
        mine=_mine(mine, known, names, who),
        week=_split(support.week_of(who)),
        reckoned=_reckoned(who),
    )


def _reckoned(who: Asker) -> str:
    day = own_reckoning(who, since=who.on - timedelta(days=NEW_DAYS))
    if day is None:
        return ""
    return _("Whose performance is was reckoned anew on %(day)s: see") % {"day": spoken(day)}


def _nothing() -> Empty:
    return Empty(
        _("Nothing is due this week"),
        _("Nobody under you is waiting for anything. Time to be with your people."),
        _("My people"),
        reverse("my-people"),
    )


def _answering(found: tuple[CaseShown, ...], names: dict[str, str]) -> DataTable | None:
    rows = tuple(
        (
            Cell(f"{case.subject}{_(' (whole unit)') if case.is_unit else ''}", reverse("gap", args=[case.number])),
            Cell(names.get(case.expectation, case.expectation)),
            Cell(percent(case.facts["attainment"])),
            Cell(_("%(sure)s sure") % {"sure": sureness(case.facts["probability"])}),
            Cell(spoken(case.since)),
        )
        for case in found[:MOST]
    )
    headers = (_("Whose gap"), _("In"), _("Reaches"), _("It is real"), _("You answer since"))
    caption = _("Gaps you answer for now")
    if len(found) > MOST:
        caption = _("Of the gaps you answer for now, the %(most)d that have been open longest") % {"most": MOST}
    return DataTable(caption, headers, rows) if rows else None


def _mine(
    found: tuple[duties.DutyShown, ...], known: dict[int, CaseShown], names: dict[str, str], who: Asker
) -> DataTable | None:
    rows = []
    for duty in found:
        case = known.get(duty.case or 0)
        what = owed(duty.kind, names.get(case.expectation, "") if case is not None else "")
        rows.append((Cell(what), Cell(duty.leader), Cell(time_left(duty.due_on, who.on))))
    return DataTable(_("What you are owed"), (_("What"), _("By"), _("When")), tuple(rows)) if rows else None


def _split(week: Week) -> Split | None:
    split = Split(week.people, week.paper, week.other)
    return split if split.total else None
