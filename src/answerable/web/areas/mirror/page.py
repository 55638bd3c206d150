"""The mirror: what a leader says, what the records show, what their people say, side by side."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.decisions.cases.leading import LeaderRecord, Tally, record_of
from answerable.facts.leading import read as leading
from answerable.facts.leading.read import Before, Led, SelfViewShown
from answerable.facts.leading.voices import Voice, voices_about
from answerable.facts.people.accounts import Asker
from answerable.findings.attributed import effects_of
from answerable.findings.in_force import policy
from answerable.rules.mirror import STATEMENTS, Typical, quarter_of
from answerable.rules.wording import spoken
from answerable.web.areas.chain.led import adds
from answerable.web.areas.me.added import Added, added
from answerable.web.areas.mirror.naming import NAMES
from answerable.web.areas.mirror.weeks import Estimate, estimate_of, weeks_picture
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.week_bars.props import WeekBars


@dataclass(frozen=True, slots=True)
class MirrorPage:
    """The page.

    Attributes:
        key: of the leader.
        name: theirs.
        is_own: whether it is the asker's own mirror.
        above: who leads this leader, empty at the top.
        sides: the six duties, with what is said, shown and heard of each.
        notes: from when what is said is, and why something is not shown.
        by_person: how duties were kept, person by person.
        first_action: how soon was acted on a gap.
        gaps: what became of gaps.
        quarters: the same over the quarters of a year.
        weeks: time with people against reports.
        time: the same of the last four weeks in a sentence.
        estimate: the form for this week, None for anybody but the leader.
        added: what the leader adds, for the leader.
        effect: the same for leaders above, as sentences.
        growth_url: where their development is read.
    """

    key: str
    name: str
    is_own: bool
    above: str
    sides: DataTable
    notes: tuple[str, ...]
    by_person: DataTable | None
    first_action: str
    gaps: str
    quarters: DataTable
    weeks: WeekBars
    time: str
    estimate: Estimate | None
    added: Added | None
    effect: tuple[str, ...]
    growth_url: str


def mirror_page(who: Asker, led: Led, before: Before, at: datetime) -> MirrorPage:
    """Put the page together.

    Args:
        who: who asks; the caller has asked whether they may.
        led: the leader.
        before: what the asker may see.
        at: when they look.

    Returns:
        What the page shows.
    """
    leader, rules = led.subject, policy()
    views = leading.self_views(leader.pk, is_own=before.is_own)
    record = record_of(leader.pk, who.on)
    voices = voices_about(who, leader, before.around, policy=rules, at=at)
    weeks = leading.weeks_of(leader.pk, who.on)
    view = views[0] if views else None
    latest = _latest(voices)
    picture, time = weeks_picture(weeks)
    return MirrorPage(
        key=leader.key,
        name=leader.name,
        is_own=before.is_own,
        above=led.above,
        sides=_sides(view, record, latest, is_own=before.is_own),
        notes=_notes(view, latest, led.reports, rules.anonymity_threshold, is_own=before.is_own),
        by_person=_by_person(record),
        first_action=first_action(record.first_action),
        gaps=_gaps(record, is_own=before.is_own),
        quarters=_quarters(record),
        weeks=picture,
        time=time,
        estimate=estimate_of(weeks[-1]) if before.is_own else None,
        added=added(who) if before.is_own else None,
        effect=() if before.is_own else _effect(who, leader.pk),
        growth_url=reverse("mirror-growth") if before.is_own else reverse("growth-of", args=[leader.key]),
    )


def _latest(voices: tuple[Voice, ...]) -> dict[str, Voice]:
    """Of each statement what was said last and may be shown; else why nothing may."""
    found: dict[str, Voice] = {}
    for voice in voices:
        if voice.item not in found or (found[voice.item].mean is None and voice.mean is not None):
            found[voice.item] = voice
    return found


def _sides(view: SelfViewShown | None, record: LeaderRecord, voices: Mapping[str, Voice], *, is_own: bool) -> DataTable:
    rows = tuple(
        (
            Cell(str(NAMES[kind])),
            Cell(_said(view, kind)),
            Cell(shown(record.by_kind.get(kind, Tally())) if kind in _RECORDED else "–"),
            Cell(heard(voices.get(kind))),
        )
        for kind in STATEMENTS
    )
    if is_own:
        headers = (_("Duty"), _("What I say"), _("What the records show"), _("What my people say"))
    else:
        headers = (_("Duty"), _("What they say"), _("What the records show"), _("What their people say"))
    return DataTable(_("Side by side; of the records, the last 90 days"), headers, rows)


_RECORDED = STATEMENTS[:-1]


def _said(view: SelfViewShown | None, kind: str) -> str:
    if view is None or kind not in view.scores:
        return "–"
    score = _("%(score)d of 5") % {"score": view.scores[kind]}
    return f"{score}: {view.lines[kind]}" if view.lines.get(kind) else score


def shown(tally: Tally) -> str:
    """Say how duties of one kind went.

    Args:
        tally: how.

    Returns:
        Such as "5 of 7 in time, 1 late, 1 missing".
    """
    if not tally.due:
        return _("nothing fell due")
    parts = [_("%(kept)d of %(due)d in time") % {"kept": tally.kept, "due": tally.due}]
    parts += [_("%(n)d late") % {"n": tally.late}] if tally.late else []
    parts += [_("%(n)d missing") % {"n": tally.missing}] if tally.missing else []
    return ", ".join(parts)


def heard(voice: Voice | None) -> str:
    """Say what people say to a statement.

    Args:
        voice: what may be shown of it; None where nobody said anything.

    Returns:
        The mean and of how many, or that it is not shown.
    """
    if voice is None:
        return "–"
    if voice.mean is None:
        return _("not shown")
    return _("%(mean).1f of 5, from %(n)d") % {"mean": voice.mean, "n": voice.number}


def _notes(
    view: SelfViewShown | None, voices: Mapping[str, Voice], reports: int, threshold: int, *, is_own: bool
) -> tuple[str, ...]:
    notes = []
    if view is not None:
        notes.append(_("What is said is of %(day)s.") % {"day": spoken(view.on)})
    elif is_own:
        notes.append(_("You have not said anything yet: the check takes two minutes."))
    else:
        notes.append(_("This leader has shared nothing of how they see it themself."))
    return (*notes, *why_not_heard(voices.values(), reports, threshold))


def why_not_heard(voices: Iterable[Voice], reports: int, threshold: int) -> tuple[str, ...]:
    """Say why answers of people are not shown, or not all of them.

    Args:
        voices: what may be shown.
        reports: how many people report to the leader.
        threshold: from how many answers on they are shown.

    Returns:
        Sentences, each once.
    """
    found = list(voices)
    if reports < threshold and not any(voice.mean is not None for voice in found):
        few = ngettext("%(n)d person reports", "%(n)d people report", reports) % {"n": reports}
        return (
            _(
                "%(few)s to this leader: with fewer than %(threshold)d, every answer could be traced to somebody, "
                "so nothing of what people say is shown."
            )
            % {"few": few, "threshold": threshold},
        )
    if not found:
        return (_("Nobody has been heard yet. People are asked once a quarter."),)
    return tuple(dict.fromkeys(voice.reason for voice in found if voice.reason))


def _by_person(record: LeaderRecord) -> DataTable | None:
    rows = tuple(
        (
            Cell(
                one.name + (_(" (whole unit)") if one.is_unit else ""),
                "" if one.is_unit else reverse("person", args=[one.key]),
            ),
            Cell(str(one.tally.kept)),
            Cell(str(one.tally.late)),
            Cell(str(one.tally.missing)),
        )
        for one in record.by_person
    )
    headers = (_("Towards"), _("In time"), _("Late"), _("Missing"))
    return DataTable(_("Duties that fell due in the last 90 days, by name"), headers, rows) if rows else None


def first_action(typical: Typical) -> str:
    """Say how soon a leader acts.

    Args:
        typical: how long it took.

    Returns:
        A sentence; with too few gaps, that this says nothing.
    """
    said = {"n": typical.number, "waiting": typical.waiting, "days": f"{typical.days or 0:g}"}
    if typical.is_too_few:
        return _("From a gap taken up to the first action: too few to say (%(n)d in a year).") % said
    if typical.days is None:
        return _("Of %(n)d gaps taken up in a year, %(waiting)d have seen no action yet.") % said
    text = _("From a gap taken up to the first action: %(days)s days, as the middle of %(n)d in a year.") % said
    return f"{text} {_('%(waiting)d of them wait still.') % said}" if typical.waiting else text


def _gaps(record: LeaderRecord, *, is_own: bool) -> str:
    said = {"closed": record.closed, "open": record.open_now}
    if is_own:
        return _("Gaps of my people: %(closed)d closed in the last 90 days, %(open)d open now.") % said
    return _("Gaps of their people: %(closed)d closed in the last 90 days, %(open)d open now.") % said


def _quarters(record: LeaderRecord) -> DataTable:
    rows = tuple(
        (
            Cell(quarter_name(one.begins_on)),
            Cell(str(one.tally.kept)),
            Cell(str(one.tally.late)),
            Cell(str(one.tally.missing)),
            Cell(str(one.closed)),
        )
        for one in record.quarters
    )
    headers = (_("Quarter"), _("In time"), _("Late"), _("Missing"), _("Gaps closed"))
    return DataTable(_("Quarter by quarter"), headers, rows)


def quarter_name(day: date) -> str:
    """Name a quarter.

    Args:
        day: any day in it.

    Returns:
        Such as "2026 Q1".
    """
    first = quarter_of(day)
    return f"{first.year} Q{(first.month + 2) // 3}"


def _effect(who: Asker, leader: int) -> tuple[str, ...]:
    effects, reckoning = effects_of(who, [leader])
    if reckoning is None or not effects:
        return (_("Nothing can be said yet of what this leader adds."),)
    said = tuple(f"{effect.name} {adds(effect)}." for effect in effects)
    day = _("Reckoned on %(day)s, with what was known then.") % {"day": spoken(reckoning.as_of)}
    return (*said, *reckoning.caveats, day)
