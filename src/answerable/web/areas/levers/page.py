"""The library, and one lever of it: what it is for, what to do, who has it at work."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.levers import read as levers
from answerable.facts.levers.read import OURS, LeverShown
from answerable.facts.people.accounts import Asker
from answerable.facts.support import running
from answerable.facts.support.running import Used
from answerable.findings.helped import Help, helps
from answerable.panel.schema import CAUSES
from answerable.rules.levers import KINDS, LeverText, may_retire, may_write
from answerable.rules.wording import spoken
from answerable.web.areas.levers.added import Added, added, of_kind, of_program, weighed
from answerable.web.cause_names import CAUSE_NAMES, EXPECTATION_KIND_NAMES, FACET_NAMES, LIBRARY_KIND_NAMES, SHELF_NAMES
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.facts.props import Facts
from answerable.web.numbers import amount
from answerable.web.running_tables import at_work_table

SHOWN_AT_WORK = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: its key, what it is called, whether it is chosen."""

    key: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Row:
    """A lever in the list.

    Attributes:
        name: what it is called.
        url: where it is.
        summary: what it is.
        soft: how long it takes, what it costs and how often it was set to work.
        causes: what it is for.
        helped: what it added here; empty where nothing is on record of just this one.
    """

    name: str
    url: str
    summary: str
    soft: str
    causes: str
    helped: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The levers of one kind.

    Attributes:
        label: the kind.
        helped: what they added here, as sentences.
        rows: the levers.
    """

    label: str
    helped: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """The page.

    Attributes:
        shelves: the levers, by kind.
        kinds: the kinds to choose from.
        causes: the causes to choose from.
        words: what was looked for.
        is_retired: whether those that were retired are shown.
        is_narrowed: whether anything was chosen or looked for.
        nothing: what stands there where no lever is shown.
        may_write: whether the asker adds to the library.
        count: how many are shown.
        weighed: of which day what they added is.
    """

    shelves: tuple[Shelf, ...]
    kinds: tuple[Choice, ...]
    causes: tuple[Choice, ...]
    words: str
    is_retired: bool
    is_narrowed: bool
    nothing: Empty | None
    may_write: bool
    count: int
    weighed: str


def library_page(who: Asker, *, kind: str, cause: str, words: str, retired: bool) -> LibraryPage:
    """Put the library together.

    Args:
        who: who asks.
        kind: of this kind only; empty for all.
        cause: for this cause only; empty for all.
        words: what is looked for.
        retired: whether the retired ones are asked for.

    Returns:
        What the page shows.
    """
    found = levers.library(who, kind=kind, cause=cause, words=words, retired=retired)
    used = running.used([one.number for one in found])
    helped = helps(who, kinds=KINDS, names=[one.text.name for one in found])
    shelves = tuple(
        Shelf(
            _(SHELF_NAMES[name]),
            of_kind(helped, name),
            tuple(_row(one, used, helped) for one in found if one.text.kind == name),
        )
        for name in KINDS
    )
    is_narrowed = bool(kind or cause or words)
    return LibraryPage(
        shelves=tuple(shelf for shelf in shelves if shelf.rows),
        kinds=tuple(Choice(name, _(LIBRARY_KIND_NAMES[name]), name == kind) for name in KINDS),
        causes=tuple(Choice(name, _(CAUSE_NAMES[name]), name == cause) for name in CAUSES),
        words=words,
        is_retired=retired,
        is_narrowed=is_narrowed,
        nothing=None if found else _nothing(is_narrowed=is_narrowed, retired=retired),
        may_write=may_write(levers.keeper(who)).allowed,
        count=len(found),
        weighed=weighed(helped),
    )


def _nothing(*, is_narrowed: bool, retired: bool) -> Empty:
    if retired and not is_narrowed:
        return Empty(_("No lever was retired"), _("What is in the library is on its own page."))
    if is_narrowed:
        sentence = _("Choose another kind or cause, or look for fewer words.")
        return Empty(_("No lever fits"), sentence, _("The whole library"), reverse("levers"))
    sentence = _("A leader or a people partner brings in the library that comes with the product, or adds a lever.")
    return Empty(_("The library is empty"), sentence)


def _row(one: LeverShown, used: dict[int, Used], helped: tuple[Help, ...]) -> Row:
    count = used.get(one.number, Used()).started
    at_work = _("set to work %(count)d times") % {"count": count} if count != 1 else _("set to work once")
    soft = (duration(one.text.days), cost(one.text), at_work if count else _("not set to work yet"))
    return Row(
        name=one.text.name,
        url=reverse("lever", args=[one.number]),
        summary=one.text.summary,
        helped=of_program(helped, one.text.kind, one.text.name),
        soft=" · ".join(filter(None, soft)),
        causes=listed(one.text.causes, CAUSE_NAMES),
    )


def duration(days: int | None) -> str:
    """How long something takes, in words; empty where that is open."""
    if days is None:
        return ""
    if days % 7 == 0:
        return _("1 week") if days == 7 else _("%(count)d weeks") % {"count": days // 7}
    return _("1 day") if days == 1 else _("%(count)d days") % {"count": days}


def cost(text: LeverText) -> str:
    """What a lever usually costs, in words; empty where nobody has said."""
    if text.cost is None:
        return ""
    said = {"amount": money(text.cost, text.currency)}
    return _("%(amount)s a person") % said if text.cost_per == "person" else _("%(amount)s each time") % said


def money(value: Decimal | None, currency: str) -> str:
    """An amount with its currency; empty where there is none."""
    return "" if value is None else f"{amount(value)} {currency}"


def listed(keys: Iterable[str], names: dict[str, str]) -> str:
    """Keys in words, one after the other."""
    return ", ".join(_(names[key]) for key in keys if key in names)


@dataclass(frozen=True, slots=True)
class LeverPage:
    """The page.

    Attributes:
        shown: the lever.
        kind: what kind it is.
        steps: what to do.
        facts: what it is for, how long it takes, what it costs, who looks after it.
        at_work: who has it at work, of those the asker may see; None for nobody.
        more: whether there are more of these.
        counts: how often it was set to work in the whole company.
        added: whether it closes gaps.
        editions: all it ever said, None where it said nothing else yet.
        may_start: whether the asker can set it to work.
        may_write: whether they can change it.
        may_retire: whether they can retire it or bring it back.
        why_not_retire: why they cannot, for those who keep the library.
    """

    shown: LeverShown
    kind: str
    steps: tuple[str, ...]
    facts: Facts
    at_work: DataTable | None
    more: bool
    counts: Facts
    added: Added
    editions: DataTable | None
    may_start: bool
    may_write: bool
    may_retire: bool
    why_not_retire: str


def lever_page(who: Asker, shown: LeverShown) -> LeverPage:
    """Put the page of a lever together.

    Args:
        who: who asks.
        shown: the lever.

    Returns:
        What the page shows.
    """
    keeper = levers.keeper(who, shown)
    writes, retires = may_write(keeper), may_retire(keeper)
    found = running.running(who, lever=shown.number, limit=SHOWN_AT_WORK)
    used = running.used([shown.number]).get(shown.number, Used())
    return LeverPage(
        shown=shown,
        kind=_(LIBRARY_KIND_NAMES.get(shown.text.kind, shown.text.kind)),
        steps=shown.text.paragraphs,
        facts=_facts(shown),
        at_work=at_work_table(found.measures, who.on, _("Who has it at work")),
        more=found.more,
        counts=Facts(
            (
                (_("Set to work"), str(used.started)),
                (_("Running"), str(used.running)),
                (_("Done"), str(used.done)),
                (_("Stopped"), str(used.stopped)),
            )
        ),
        added=added(helps(who, kinds=[shown.text.kind], names=[shown.text.name])),
        editions=_editions(who, shown) if shown.version > 1 else None,
        may_start=who.leads and shown.retired_on is None,
        may_write=writes.allowed and shown.retired_on is None,
        may_retire=writes.allowed and retires.allowed,
        why_not_retire="" if retires.allowed or not writes.allowed else _(retires.reasons[0]),
    )


def _facts(shown: LeverShown) -> Facts:
    text = shown.text
    source = _("came with the product") if shown.source == OURS else _("the company's own")
    if shown.source == OURS and shown.written_by:
        source = _("came with the product, changed here")
    rows = (
        (_("It helps where the cause is"), listed(text.causes, CAUSE_NAMES)),
        (_("It builds"), listed(text.facets, FACET_NAMES)),
        (_("It is meant for"), listed(text.expectation_kinds, EXPECTATION_KIND_NAMES)),
        (_("It takes"), duration(text.days)),
        (_("It usually costs"), cost(text)),
        (_("Looked after by"), shown.owner or _("nobody yet")),
        (_("Where it is from"), source),
    )
    return Facts(tuple((name, value) for name, value in rows if value))


def _editions(who: Asker, shown: LeverShown) -> DataTable:
    rows = tuple(
        (
            Cell(str(one.version), reverse("lever", args=[one.number]) + f"?version={one.version}"),
            Cell(spoken(one.written_on)),
            Cell(one.written_by or _("came with the product")),
            Cell(one.text.name),
        )
        for one in levers.editions(who, shown.number)
    )
    return DataTable(_("All it ever said"), (_("Version"), _("Since"), _("Written by"), _("Called")), rows)
