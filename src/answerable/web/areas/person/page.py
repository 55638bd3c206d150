"""One person over time."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.facts.agreements import read as agreements
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight, Spent
from answerable.facts.roles.read import Expected
from answerable.facts.support import read as support
from answerable.facts.support.read import Given
from answerable.findings import read as findings
from answerable.findings.read import Level
from answerable.findings.sentences import sureness
from answerable.rules.wording import spoken
from answerable.web.areas.person.agreement import Agreement, agreement_of, expected_table
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.timeline.props import Timeline
from answerable.web.components.timeline.story import GapSpan, LeaderBand, Mark, Point
from answerable.web.duty_lines import LEVER_NAMES
from answerable.web.running_tables import running_for

TIMELINE_DAYS = 365 * 3
TALK_NAMES = {"one_on_one": "one-on-one", "coaching": "coaching"}


@dataclass(frozen=True, slots=True)
class PersonPage:
    """The page.

    Attributes:
        key: of the person.
        name: theirs.
        role: what they do now.
        leader: their direct leader, with where to read of them where the asker may.
        seen_as: why the asker may see this.
        until: for leaders of then, the last day shown.
        timelines: one picture an expectation.
        expected: what is expected in the role.
        agreement: how far that is agreed, None without a role or a leader.
        gaps: the gaps, open and closed.
        running: what is running for the person, None where nothing is.
        nothing: what stands there where nothing was measured.
        is_own: whether it is the asker's own page.
        may_log: whether the asker can log a conversation here.
        today: the day it is.
    """

    key: str
    name: str
    role: str
    leader: str
    seen_as: str
    until: date | None
    timelines: tuple[Timeline, ...]
    expected: DataTable | None
    agreement: Agreement | None
    gaps: DataTable | None
    running: DataTable | None
    nothing: Empty | None
    is_own: bool
    may_log: bool
    today: date


@dataclass(frozen=True, slots=True)
class Story:
    """What is read of a person, as far as the asker may see it."""

    levels: dict[str, tuple[Level, ...]]
    leaders: tuple[Spent, ...]
    roles: tuple[Spent, ...]
    cases: tuple[CaseShown, ...]
    given: tuple[Given, ...]


def person_page(who: Asker, subject: people.Subject, sight: Sight, story: Story) -> PersonPage:
    """Put the page together.

    Args:
        who: who asks.
        subject: the person.
        sight: what the asker may see of them.
        story: what was read of them.

    Returns:
        What the page shows.
    """
    last = sight.until or who.on
    role = next((one for one in reversed(story.roles) if one.starts_on <= last), None)
    leader = next(
        (one for one in story.leaders if one.starts_on <= last and (one.ends_on is None or last < one.ends_on)), None
    )
    keys = {*story.levels, *(case.expectation for case in story.cases)}
    role_key = role.key if role is not None else ""
    found = agreements.expected_of(subject.pk, role_key, keys, last, now=sight.until)
    names = {key: one.expected for key, one in found.items()}
    wanted = tuple(one for one in found.values() if one.expected.role_key == role_key and one.expected.lasts(last))
    is_own = who.person == subject.pk
    return PersonPage(
        key=subject.key,
        name=subject.name,
        role=role.name if role is not None else "",
        leader=leader.name if leader is not None else "",
        seen_as=sight.reason,
        until=sight.until,
        timelines=tuple(
            timeline(subject.name, names[key].name if key in names else key, key, story, last)
            for key in sorted(story.levels)
        ),
        expected=expected_table(wanted),
        agreement=agreement_of(who, subject, role, leader, wanted) if sight.until is None else None,
        gaps=gaps_table(story.cases, names),
        running=running_for(story.given, last, is_linked=sight.until is None),
        nothing=None if story.levels else _nothing(is_own=is_own),
        is_own=is_own,
        may_log=not is_own and sight.until is None and who.leads,
        today=who.on,
    )


def story_of(who: Asker, subject: people.Subject, sight: Sight) -> Story:
    """Read a person's story, as far as the asker may see it.

    Args:
        who: who asks.
        subject: the person.
        sight: what the asker may see of them.

    Returns:
        The story.
    """
    since = (sight.until or who.on) - timedelta(days=TIMELINE_DAYS)
    levels = findings.levels_of([subject.pk], since=since, until=sight.until)
    return Story(
        levels={key: found for (_person, key), found in levels.items()},
        leaders=people.leaders_of(subject.pk, until=sight.until or who.on),
        roles=people.roles_of(subject.pk, until=sight.until or who.on),
        cases=cases.of_people([subject.pk], until=sight.until),
        given=support.given_to(subject.pk, since=since, until=sight.until),
    )


def timeline(name: str, expectation: str, key: str, story: Story, until: date) -> Timeline:
    """The picture of one expectation.

    Args:
        name: the person's.
        expectation: what it is called.
        key: its key.
        story: what is read of the person.
        until: the last day shown.

    Returns:
        The picture.
    """
    return Timeline(
        person=name,
        expectation=expectation,
        points=tuple(point_of(one) for one in story.levels[key]),
        leaders=tuple(LeaderBand(one.name, one.starts_on, one.ends_on) for one in story.leaders),
        marks=tuple(sorted(_marks(story), key=lambda mark: mark.on)),
        gaps=tuple(GapSpan(case.opened_on, case.closed_on) for case in story.cases if case.expectation == key),
        until=until,
    )


def point_of(one: Level) -> Point:
    """A level as a point of the timeline.

    Args:
        one: where somebody stood in a period.

    Returns:
        The point.
    """
    return Point(
        period=one.period,
        label=f"{one.period:%B %Y}",
        attainment=one.attainment,
        level=one.level,
        low=one.low,
        high=one.high,
        standard=one.standard,
        shared=one.shared,
    )


def _marks(story: Story) -> list[Mark]:
    marks = []
    for given in story.given:
        if given.minutes is not None:
            marks.append(
                Mark("talk", given.on, f"{spoken(given.on)}: {_(TALK_NAMES.get(given.kind, given.kind))}, {given.by}")
            )
        else:
            name = given.name or _(LEVER_NAMES.get(given.kind, given.kind))
            marks.append(Mark("measure", given.on, f"{spoken(given.on)}: {name}"))
    changes = [*story.roles[1:], *story.leaders[1:]]
    return [*marks, *(Mark("role", one.starts_on, f"{spoken(one.starts_on)}: {one.name}") for one in changes)]


def gaps_table(found: tuple[CaseShown, ...], names: dict[str, Expected]) -> DataTable | None:
    """Gaps as a table, the latest first.

    Args:
        found: the cases.
        names: expectations by key.

    Returns:
        The table; None without any.
    """
    rows = tuple(
        (
            Cell(
                names[case.expectation].name if case.expectation in names else case.expectation,
                reverse("gap", args=[case.number]),
            ),
            Cell(spoken(case.opened_on)),
            Cell(spoken(case.closed_on) if case.closed_on is not None else _("open")),
            Cell(_("%(sure)s sure") % {"sure": sureness(case.facts["probability"])}),
            Cell(case.answerable or _("nobody is left")),
        )
        for case in reversed(found)
    )
    headers = (_("In"), _("Opened"), _("Closed"), _("It is real"), _("Answerable"))
    return DataTable(_("Gaps, the latest first"), headers, rows) if rows else None


def _nothing(*, is_own: bool) -> Empty:
    text = _("Nothing has been measured of you yet.") if is_own else _("Nothing has been measured of this person yet.")
    return Empty(_("No figures yet"), text)
