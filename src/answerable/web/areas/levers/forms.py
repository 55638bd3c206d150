"""What is written of a lever, as it comes in from its form and stands there again where it was refused."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.levers.read import LeverShown
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.panel.schema import CAUSES, FACETS
from answerable.rules.levers import (
    COST_PER,
    EXPECTATION_KINDS,
    KINDS,
    LONGEST_DAYS,
    LONGEST_NAME,
    LONGEST_SUMMARY,
    LeverText,
)
from answerable.web.areas.levers.page import Choice
from answerable.web.cause_names import CAUSE_NAMES, EXPECTATION_KIND_NAMES, FACET_NAMES, LIBRARY_KIND_NAMES
from answerable.web.components.merge.props import Merge
from answerable.web.numbers import money, whole_number

LEVELS_TO_NAME = 3
NO_NUMBER = -1


@dataclass(frozen=True, slots=True)
class Written:
    """What was written of a lever.

    Attributes:
        text: as it can be read.
        owner: the key of whoever shall look after it, empty for nobody.
        version: of the edition that was changed, 0 for a new lever.
        days: as written.
        cost: as written.
        problems: what of it cannot be read.
    """

    text: LeverText
    owner: str
    version: int
    days: str
    cost: str
    problems: tuple[str, ...] = ()


def read_form(form: QueryDict) -> Written:
    """Read what was sent.

    Args:
        form: the form.

    Returns:
        What was written, with what of it cannot be read.
    """
    days, cost = form.get("days", "").strip(), form.get("cost", "").strip()
    found = None if not cost else money(cost)
    number = None if not days else whole_number(days, otherwise=NO_NUMBER)
    unread = (
        (number == NO_NUMBER, _("Expected a whole number of days, found “%(found)s”."), days),
        (bool(cost) and found is None, _("Expected an amount such as 1200 or 49.90, found “%(found)s”."), cost),
    )
    text = LeverText(
        kind=form.get("kind", ""),
        name=form.get("name", "").strip(),
        causes=_among(form.getlist("causes"), CAUSES),
        facets=_among(form.getlist("facets"), FACETS),
        expectation_kinds=_among(form.getlist("expectation_kinds"), EXPECTATION_KINDS),
        summary=_lines(form.get("summary", "")),
        steps=_lines(form.get("steps", "")),
        days=None if number == NO_NUMBER else number,
        cost=found,
        currency="" if found is None else form.get("currency", "").strip().upper(),
        cost_per="" if found is None else form.get("cost_per", ""),
    )
    problems = tuple(sentence % {"found": value[:40]} for is_so, sentence, value in unread if is_so)
    version = whole_number(form.get("version", ""), otherwise=0)
    return Written(text, form.get("owner", ""), version, days, cost, problems)


def _among(sent: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    return tuple(one for one in known if one in sent)


def _lines(text: str) -> str:
    return "\n".join(text.split("\r\n")).strip()


def as_written(shown: LeverShown) -> Written:
    """What stands, as it is shown to whoever changes it."""
    text = shown.text
    days = "" if text.days is None else str(text.days)
    return Written(text, shown.owner_key, shown.version, days, "" if text.cost is None else f"{text.cost:f}")


EMPTY = Written(LeverText("coaching", "", (), "", ""), "", 0, "", "")


@dataclass(frozen=True, slots=True)
class EditPage:
    """The page.

    Attributes:
        title: what it is.
        written: what stands in the form.
        problems: why it was refused.
        kinds: the kinds to choose from.
        causes: the causes.
        facets: the facets.
        expectation_kinds: the kinds of expectations.
        owners: who may be named as the owner.
        per: for what a cost is paid.
        action_url: where it is sent.
        back_url: where to go to leave it.
        keep: by what a browser keeps what is half written.
        merge: the two texts of the steps, where somebody else wrote in the meantime; else None.
        lines: how many lines the field of the steps has.
        most: the longest name and summary, and the most days.
    """

    title: str
    written: Written
    problems: tuple[str, ...]
    kinds: tuple[Choice, ...]
    causes: tuple[Choice, ...]
    facets: tuple[Choice, ...]
    expectation_kinds: tuple[Choice, ...]
    owners: tuple[Choice, ...]
    per: tuple[Choice, ...]
    action_url: str
    back_url: str
    keep: str
    merge: Merge | None
    lines: int
    most: tuple[int, int, int]


def edit_page(
    who: Asker,
    written: Written,
    shown: LeverShown | None,
    *,
    problems: Sequence[str] = (),
    theirs: LeverShown | None = None,
) -> EditPage:
    """Put the form together.

    Args:
        who: who writes.
        written: what stands in it.
        shown: the lever; None for a new one.
        problems: why it was refused.
        theirs: what somebody else wrote in the meantime; None where nobody did.

    Returns:
        What the page shows.
    """
    text = written.text
    url = reverse("lever-add") if shown is None else reverse("lever-edit", args=[shown.number])
    back = reverse("levers") if shown is None else reverse("lever", args=[shown.number])
    per = {"person": _("for each person"), "start": _("each time it is set to work")}
    return EditPage(
        title=_("A new lever") if shown is None else _("Change “%(name)s”") % {"name": shown.text.name},
        written=written,
        problems=tuple(problems),
        kinds=_choices(KINDS, LIBRARY_KIND_NAMES, (text.kind,)),
        causes=_choices(CAUSES, CAUSE_NAMES, text.causes),
        facets=_choices(FACETS, FACET_NAMES, text.facets),
        expectation_kinds=_choices(EXPECTATION_KINDS, EXPECTATION_KIND_NAMES, text.expectation_kinds),
        owners=_owners(who, written.owner, shown),
        per=_choices(COST_PER, per, (text.cost_per,)),
        action_url=url,
        back_url=back,
        keep="lever-new" if shown is None else f"lever-{shown.number}",
        merge=None if theirs is None else _merge(written, theirs, url, back),
        lines=max(8, min(30, 2 * len(text.paragraphs))),
        most=(LONGEST_NAME, LONGEST_SUMMARY, LONGEST_DAYS),
    )


def _choices(keys: Sequence[str], names: dict[str, str], chosen: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(key, _(names[key]), key in chosen) for key in keys)


def _owners(who: Asker, owner: str, shown: LeverShown | None) -> tuple[Choice, ...]:
    """Nobody, the asker, whoever owns it now, and the leaders below."""
    found = {"": _("nobody yet")}
    if who.person is not None:
        found[who.viewer.person_id] = who.name
        below = people.leaders_below(who.person, levels=LEVELS_TO_NAME) if who.leads else ()
        found |= {one.key: one.name for one in sorted(below, key=lambda one: one.name)}
    if shown is not None and shown.owner_key:
        found[shown.owner_key] = shown.owner
    return tuple(Choice(key, name, key == owner) for key, name in found.items())


def _merge(written: Written, theirs: LeverShown, url: str, back: str) -> Merge:
    """Everything else that was written goes along as it was sent; the steps, which are long, are brought together."""
    text = written.text
    hidden = [("version", str(theirs.version)), ("kind", text.kind), ("name", text.name), ("summary", text.summary)]
    hidden += [("days", written.days), ("cost", written.cost), ("currency", text.currency)]
    hidden += [("cost_per", text.cost_per), ("owner", written.owner)]
    for name, values in (
        ("causes", text.causes),
        ("facets", text.facets),
        ("expectation_kinds", text.expectation_kinds),
    ):
        hidden += [(name, value) for value in values]
    return Merge(
        field_label=_("Steps"),
        theirs=theirs.text.steps,
        theirs_by=theirs.written_by or _("The product"),
        mine=text.steps,
        action_url=url,
        hidden=tuple(hidden),
        field_name="steps",
        who_reads=_("Read by everybody in the company."),
        back_url=back,
    )
