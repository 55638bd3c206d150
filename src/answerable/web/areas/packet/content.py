"""What stands in the packet of a gap: all that whoever takes it may see of it, as plain values."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from answerable.decisions.answers import read as answers
from answerable.decisions.answers.read import ChoiceShown
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.hearings import read as hearings
from answerable.decisions.hearings.read import HearingShown
from answerable.decisions.plans import read as plans
from answerable.decisions.plans.shown import CommitmentShown, ExtensionShown, PlanShown
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.ledger import read as ledger
from answerable.rules.hearing import Outcome, Reviewed, Stance
from answerable.rules.wording import spoken
from answerable.web.areas.gap.page import GapPage, gap_page
from answerable.web.areas.person.parts import KINDS, said_of
from answerable.web.cause_names import CAUSE_NAMES
from answerable.web.components.data_table.props import DataTable
from answerable.web.components.interval_bars.props import IntervalBars

EVERY_ENTRY = 1_000_000


@dataclass(frozen=True, slots=True)
class Quote:
    """What somebody said: its lines, and who said it when."""

    text: tuple[str, ...]
    by: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: what it shows, its heads, its rows."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the packet.

    Attributes:
        heading: what it is about.
        lines: sentences.
        said: what people said.
        tables: tables.
    """

    heading: str
    lines: tuple[str, ...] = ()
    said: tuple[Quote, ...] = ()
    tables: tuple[Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Packet:
    """The packet.

    Attributes:
        title: whose gap in what.
        lines: how it stands, who took the packet when, who may read it.
        sections: its parts.
        foot: what stands at the foot of every page.
    """

    title: str
    lines: tuple[str, ...]
    sections: tuple[Section, ...]
    foot: str

    def plain(self) -> dict[str, Any]:
        """The packet as plain values, for the template."""
        whole = asdict(self)
        for section in whole["sections"]:
            section["tables"] = [[one["caption"], one["headers"], one["rows"]] for one in section["tables"]]
        return whole


def packet_of(who: Asker, case: CaseShown, sight: Sight) -> Packet:
    """Put the packet together.

    Args:
        who: who takes it.
        case: the gap.
        sight: what they may see of it; nothing after its last day goes in.

    Returns:
        Its content.
    """
    page, until = gap_page(who, case, sight), sight.until
    number, head = ledger.head()
    found = (
        _evidence(page),
        _whose(page),
        _answerable(page),
        _done(page),
        _causes(case, until),
        _plan(plans.plan_of(case.number, until=until), plans.extensions_of(case.number, until=until)),
        _chosen(answers.choices_of(case.number, until=until)),
        _hearing(hearings.hearing_of(case.number, until=until)),
        _responses(page),
        _record(case, until, number, head),
    )
    said = {"number": case.number, "entry": number, "head": head[:16]}
    return Packet(
        title=page.title,
        lines=_standing(who, case, until),
        sections=tuple(section for section in found if section is not None),
        foot=_("Gap %(number)d. The ledger up to entry %(entry)d, %(head)s…") % said,
    )


def _standing(who: Asker, case: CaseShown, until: date | None) -> tuple[str, ...]:
    state = _("open")
    if case.sustained_on is not None:
        state = _("open, sustained since %(day)s") % {"day": spoken(case.sustained_on)}
    if case.closed_on is not None:
        state = _("closed on %(day)s") % {"day": spoken(case.closed_on)}
    taken = _("Taken by %(name)s, as things stood on %(day)s.") % {"name": who.name, "day": spoken(who.on)}
    lines = [_("Gap %(number)d, %(state)s.") % {"number": case.number, "state": state}, taken]
    if until is not None:
        lines.append(_("Shown as known on %(day)s, the last day of your time.") % {"day": spoken(until)})
    lines.append(
        _(
            "It holds what whoever took it may see. Texts of conversations and private notes are not in it. Whoever "
            "has this paper can read it: keep it as you would keep what it says."
        )
    )
    return tuple(lines)


def _evidence(page: GapPage) -> Section:
    figures = Grid(_("Its figures"), (_("What"), _("How much")), page.facts.rows)
    return Section(_("Is it real?"), page.why, tables=(figures,))


def _whose(page: GapPage) -> Section:
    bars = page.whose.bars
    lines = (page.whose.sentence, *page.whose.reasons, page.whose.reckoned)
    return Section(
        _("Whose gap is it?"),
        tuple(line for line in lines if line),
        tables=(_parts(bars),) if bars is not None else (),
    )


def _parts(bars: IntervalBars) -> Grid:
    return Grid(bars.caption, (bars.what, _("Points"), _("From"), _("To")), bars.figures)


def _answerable(page: GapPage) -> Section:
    held = tuple(
        (spoken(one.recorded_on), one.leader or _("nobody"), str(one.level), spoken(one.since)) for one in page.history
    )
    headers = (_("Recorded on"), _("Who"), _("Level"), _("Since"))
    lines = page.reasons if page.until is not None else (page.answerable, *page.reasons)
    return Section(
        _("Who was answerable when, and why"), lines, tables=(Grid(_("As it was recorded at the time"), headers, held),)
    )


def _done(page: GapPage) -> Section:
    tables = [_grid(one) for one in (page.duties, page.given) if one is not None]
    nothing = () if tables else (_("Nothing is on record."),)
    return Section(_("What was owed, and what was done"), nothing, tables=tuple(tables))


def _causes(case: CaseShown, until: date | None) -> Section | None:
    said = tuple(
        Quote(
            _lines(view.evidence),
            _("%(author)s (%(as)s), %(day)s: %(causes)s")
            % {
                "author": view.author or _("a people partner"),
                "as": view.speaks_as,
                "day": spoken(view.on),
                "causes": ", ".join(_(CAUSE_NAMES[cause]) for cause in view.causes),
            },
        )
        for view in plans.views_of(case.number, until=until)
        if view.replaced_on is None
    )
    return Section(_("What it comes from, as each side sees it"), said=said) if said else None


def _plan(plan: PlanShown | None, extended: tuple[ExtensionShown, ...]) -> Section | None:
    given = _("More time until %(until)s, given by %(by)s on %(day)s: %(reason)s")
    more = [
        given % {"until": spoken(one.until), "by": one.by, "day": spoken(one.given_on), "reason": one.reason}
        for one in extended
    ]
    if plan is None or plan.state == plans.DRAFT:
        return Section(_("The decision"), tuple(more)) if more else None
    lines = [_("The plan: %(state)s.") % {"state": _STATES.get(plan.state, plan.state)}]
    if plan.agreed_on is not None:
        lines.append(_("Agreed on %(day)s.") % {"day": spoken(plan.agreed_on)})
    if plan.decide_on is not None:
        lines.append(_("What comes of it is decided by %(day)s.") % {"day": spoken(plan.decide_on)})
    if plan.levers:
        names = ", ".join(name or kind.replace("_", " ") for kind, name in plan.levers)
        lines.append(_("Set to work: %(names)s.") % {"names": names})
    if plan.outcome:
        said = {"outcome": plan.outcome.replace("_", " "), "by": plan.ended_by, "reason": plan.reason}
        lines.append(_("It ended so: %(outcome)s (%(by)s). %(reason)s") % said)
    lines += more
    rows = tuple((one.by, one.text, spoken(one.due_on), _kept(one)) for one in plan.commitments)
    headers = (_("Who"), _("What they promised"), _("By"), _("Kept"))
    return Section(
        _("The plan"), tuple(lines), tables=(Grid(_("Promises of both sides"), headers, rows),) if rows else ()
    )


_STATES = {"proposed": "put forward", "running": "agreed, running", "ended": "ended"}


def _kept(one: CommitmentShown) -> str:
    if one.person_says is None and one.leader_says is None:
        return _("nobody has said yet")
    return _("kept") if one.is_kept else _("not kept, or not agreed that it was")


def _chosen(found: tuple[ChoiceShown, ...]) -> Section | None:
    rows = tuple(
        (
            spoken(one.on),
            _("%(leader)s, level %(level)d") % {"leader": one.leader, "level": one.level},
            one.choice.value.replace("_", " "),
            one.reason,
            one.commitment or "–",
        )
        for one in reversed(found)
    )
    headers = (_("Day"), _("Who"), _("What they chose"), _("Why"), _("What they will do"))
    heading = _("What leaders chose when it came to them")
    return Section(heading, tables=(Grid(heading, headers, rows),)) if rows else None


def _hearing(found: HearingShown | None) -> Section | None:
    if found is None:
        return None
    said = {"by": found.asked_by, "day": spoken(found.asked_on), "until": spoken(found.answer_by)}
    lines = [_("Asked for by %(by)s on %(day)s; to be answered by %(until)s.") % said]
    if found.outcome is not None:
        became = {"outcome": _(_OUTCOMES[found.outcome]), "by": found.ended_by, "reason": found.reason}
        lines.append(_("What came of it, as %(by)s put on record: %(outcome)s. %(reason)s") % became)
    quotes = [_quote(one.text, found.heard, _(_STANCES[one.stance]), one.on) for one in found.answers]
    quotes += [
        _quote(one.text, one.reviewer, _(_REVIEWED[one.finding]), one.found_on)
        for one in found.reviews
        if one.found_on is not None and one.finding is not None
    ]
    return Section(_("The hearing"), tuple(lines), tuple(quotes))


_STANCES = {Stance.SO: "sees it so", Stance.OTHERWISE: "sees it otherwise", Stance.IN_PART: "sees it so in part"}
_REVIEWED = {
    Reviewed.HOLDS: "from outside: the claim holds",
    Reviewed.DOES_NOT_HOLD: "from outside: the claim does not hold",
    Reviewed.CANNOT_TELL: "from outside: it cannot be told",
}
_OUTCOMES = {
    Outcome.HOLDS: "the claim holds",
    Outcome.EXPECTATION_WRONG: "the expectation was wrong",
    Outcome.CONTESTED: "it stays contested",
}


def _quote(text: str, name: str, how: str, on: date) -> Quote:
    return Quote(_lines(text), f"{name}, {how}, {spoken(on)}")


def _responses(page: GapPage) -> Section | None:
    if page.case.is_unit:
        return None
    said = tuple(Quote(_lines(one.text), f"{one.by}, {spoken(one.on)}") for one in page.responses)
    heading = _("What %(name)s says") % {"name": page.case.subject}
    return Section(heading, () if said else (_("No answer is on record."),), said)


def _record(case: CaseShown, until: date | None, number: int, head: str) -> Section:
    entries = ledger.history([case.subject_key], until=until, limit=EVERY_ENTRY)
    rows = tuple(
        (str(one.number), spoken(one.day), _(KINDS.get(one.kind, one.kind)), said_of(one))
        for one in reversed(entries)
        if one.body.get("case") == case.number
    )
    said = {"number": number, "head": head}
    return Section(
        _("The record"),
        (_("The ledger ended with entry %(number)d, fingerprint %(head)s, when this was taken.") % said,),
        tables=(Grid(_("Entries on this gap"), (_("Entry"), _("Day"), _("What happened"), _("Of what")), rows),),
    )


def _grid(table: DataTable) -> Grid:
    return Grid(table.caption, table.headers, tuple(tuple(cell.text for cell in row) for row in table.rows))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.splitlines() if line.strip()) or ("–",)
