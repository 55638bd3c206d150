"""One gap: is it real, whose is it, who must do what by when."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown, Held, Said
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import owed, standing
from answerable.decisions.plans import read as plans
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.facts.roles import read as roles
from answerable.facts.support import read as support
from answerable.findings import read as findings
from answerable.findings.helped import fitting
from answerable.findings.sentences import percent
from answerable.rules.wording import counted, spoken
from answerable.web.areas.gap.waiting import WaitingHere, waiting_here
from answerable.web.areas.gap.whose import Whose, found_of, whose
from answerable.web.areas.person.page import TIMELINE_DAYS, Story, timeline
from answerable.web.areas.person.parts import given_table
from answerable.web.areas.plans.sentences import in_brief
from answerable.web.components.certainty.props import Certainty
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.duty_line.props import DutyLine
from answerable.web.components.facts.props import Facts
from answerable.web.components.timeline.props import Timeline
from answerable.web.duty_lines import duty_lines


@dataclass(frozen=True, slots=True)
class GapPage:
    """The page.

    Attributes:
        case: the gap taken up.
        title: whose gap in what.
        subject_url: where to read of whose it is; empty for a unit.
        certainty: how sure it is that it is one.
        why: why it is one, as sentences.
        facts: its figures.
        picture: the person or the unit over time, None where nothing of it is on record.
        whose: its parts, which add up to it, as far as the asker may see and the figures can tell.
        waiting: what closed gaps like this one, and what waiting costs.
        answerable: who must act, as a sentence.
        reasons: how that came about.
        history: who was answerable when, as recorded.
        mine: the duties of it that the asker owes, with what to do.
        duties: all it asked for.
        plan: how the plan stands, as a sentence.
        given: what was done since.
        responses: what the person said to it.
        may_respond: whether the asker may answer.
        until: for leaders of then, the last day shown.
    """

    case: CaseShown
    title: str
    subject_url: str
    certainty: Certainty
    why: tuple[str, ...]
    facts: Facts
    picture: Timeline | None
    whose: Whose
    waiting: WaitingHere
    answerable: str
    reasons: tuple[str, ...]
    history: tuple[Held, ...]
    mine: tuple[DutyLine, ...]
    duties: DataTable | None
    plan: str
    given: DataTable | None
    responses: tuple[Said, ...]
    may_respond: bool
    until: date | None


def gap_page(who: Asker, case: CaseShown, sight: Sight) -> GapPage:
    """Put the page together.

    Args:
        who: who asks.
        case: the gap taken up.
        sight: what they may see of it.

    Returns:
        What the page shows.
    """
    names = roles.expectations([case.expectation])
    expectation = names[case.expectation].name if case.expectation in names else case.expectation
    owed_because = duties.of_case(case.number, until=sight.until)
    mine = [duty for duty in owed_because if duty.leader_key == who.viewer.person_id and duty.ended_on is None]
    person = None if case.is_unit else people.Subject(case.subject_number, case.subject_key, case.subject)
    given = _given(case, person, sight)
    found = found_of(who, case, sight)
    last = sight.until or who.on
    history, brief, cause = plans.history(case.number, until=sight.until, on=last)
    waited = replace(found.waited, helps=fitting(found.waited.helps, cause))
    return GapPage(
        case=case,
        title=f"{case.subject}: {expectation}",
        subject_url="" if case.is_unit else reverse("person", args=[case.subject_key]),
        certainty=Certainty(case.facts["probability"]),
        why=case.why,
        facts=_facts(case),
        picture=_picture(case, person, expectation, given, last),
        whose=whose(who, case, sight, found),
        waiting=waiting_here(case, waited, names.get(case.expectation), is_over=case.closed_on is not None),
        answerable=_answerable(case),
        reasons=case.reasons if sight.until is None else (),
        history=history,
        mine=_mine(duty_lines(mine, {case.number: case}, {case.expectation: expectation}, {}, who.on)),
        duties=_duties(owed_because, expectation, last),
        plan=in_brief(brief),
        given=given_table(tuple(one for one in given if one.on >= case.opened_on)),
        responses=tuple(one for one in cases.responses(case.number) if sight.until is None or one.on <= sight.until),
        may_respond=cases.may_respond(who, case),
        until=sight.until,
    )


def _mine(lines: tuple[DutyLine, ...]) -> tuple[DutyLine, ...]:
    """Without the evidence: it is what this page is about."""
    return tuple(replace(line, url="", evidence="", more_url="", more_label="") for line in lines)


def _given(case: CaseShown, person: people.Subject | None, sight: Sight) -> tuple[support.Given, ...]:
    since = case.opened_on - timedelta(days=TIMELINE_DAYS)
    if person is None:
        return support.measures_for_unit(case.subject_key, since=since)
    return support.given_to(person.pk, since=since, until=sight.until)


def _picture(
    case: CaseShown, person: people.Subject | None, expectation: str, given: tuple[support.Given, ...], last: date
) -> Timeline | None:
    since = case.opened_on - timedelta(days=TIMELINE_DAYS)
    if person is None:
        levels = findings.levels_of_unit(case.subject_number, since=since, until=last)
        leaders: tuple[people.Spent, ...] = ()
    else:
        found = findings.levels_of([person.pk], since=since, until=last)
        levels = {key: series for (_person, key), series in found.items()}
        leaders = people.leaders_of(person.pk, until=last)
    if case.expectation not in levels:
        return None
    story = Story({case.expectation: levels[case.expectation]}, leaders, (), (case,), given)
    return timeline(case.subject, expectation, case.expectation, story, last)


def _facts(case: CaseShown) -> Facts:
    facts = case.facts
    rows = [
        (
            _("Reaches"),
            _("%(level)s (between %(low)s and %(high)s)")
            % {"level": percent(facts["attainment"]), "low": percent(facts["low"]), "high": percent(facts["high"])},
        ),
        (_("The standard"), percent(facts["standard"])),
        (_("Below since"), spoken(date.fromisoformat(facts["since"]))),
        (_("In a row"), counted(facts["periods"], facts["cadence"])),
        (_("Taken up"), spoken(case.taken_up_on)),
        (_("Sustained"), spoken(case.sustained_on) if case.sustained_on is not None else _("not yet")),
    ]
    if facts["headroom_role"] is not None:
        rows.append((_("To the best in the role"), percent(facts["headroom_role"])))
    if facts["headroom_own"] is not None:
        rows.append((_("To the own best year"), percent(facts["headroom_own"])))
    return Facts(tuple(rows))


def _answerable(case: CaseShown) -> str:
    if case.answerable is None:
        return _("Nobody above holds a role: there is no leader left whom this could fall to.")
    said = {"leader": case.answerable, "level": case.level, "day": spoken(case.since)}
    if case.level == 1:
        return _("%(leader)s, the direct leader, since %(day)s.") % said
    if case.at_top:
        return _("%(leader)s, level %(level)d, the top, since %(day)s.") % said
    return _("%(leader)s, level %(level)d of the chain, since %(day)s.") % said


def _duties(found: tuple[DutyShown, ...], expectation: str, on: date) -> DataTable | None:
    rows = tuple(
        (
            Cell(owed(duty.kind, expectation)),
            Cell(
                duty.leader
                if duty.came_from is None
                else _("%(leader)s, after %(before)s") % {"leader": duty.leader, "before": duty.came_from}
            ),
            Cell(spoken(duty.due_on)),
            Cell(standing(duty, on)),
        )
        for duty in found
    )
    return (
        DataTable(_("What the gap asked for"), (_("What"), _("By"), _("Due"), _("How it stands")), rows)
        if rows
        else None
    )
