"""People in other roles as cards: what is to be expected, how sure that is, and what would have to be true."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from answerable.findings.fitting import Fit, Item
from answerable.findings.prospects import Looked, ProspectShown
from answerable.findings.sentences import percent
from answerable.rules.profiles import figure
from answerable.rules.wording import counted, spoken
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.prospect_card.props import Link, ProspectCard
from answerable.web.points import between, points


def card(
    title: str,
    prospect: ProspectShown | None,
    fit: Fit | None,
    *,
    links: Iterable[Link],
    url: str = "",
    badge: Link | None = None,
    unsaid: str = "",
) -> ProspectCard:
    """Put a card together.

    Args:
        title: the person, or the role.
        prospect: what was reckoned; None where nothing was.
        fit: what the role asks for beside what was seen; None where nothing is written down.
        url: where the title leads to; empty for nowhere.
        badge: how far a move there is; None where none is under way.
        links: what can be done or read further.
        unsaid: why nothing was reckoned, where that is known.

    Returns:
        The card.
    """
    nothing = unsaid or _("What is to be expected of them there was not reckoned: nothing can be said of it yet.")
    return ProspectCard(
        title=title,
        url=url,
        badge=badge,
        sentences=(nothing,) if prospect is None else tuple(sentences(prospect)),
        fit=fit_said(fit),
        items=None if fit is None else _items(fit),
        conditions=() if prospect is None else prospect.conditions,
        links=tuple(links),
    )


def sentences(one: ProspectShown) -> Iterable[str]:
    """Say what is to be expected of somebody in another role.

    Args:
        one: what was reckoned.

    Returns:
        Sentences: there, where they are, the difference or that it cannot be told, and what that rests on.
    """
    there = {"role": one.role, **_level(one.there), "standard": percent(one.standard)}
    if one.meets:
        yield _("As %(role)s %(level)s is to be expected, %(between)s; the standard there is %(standard)s.") % there
    else:
        words = _("As %(role)s %(level)s is to be expected, %(between)s: below the standard there, %(standard)s.")
        yield words % there
    yield _("As %(role)s, as now, %(level)s, %(between)s.") % {"role": one.from_role, **_level(one.here)}
    yield _difference(one)
    yield _rests_on(one)


def _level(figures: tuple[float, float, float]) -> dict[str, str]:
    level, low, high = (percent(share) for share in figures)
    return {"level": level, "between": _("between %(low)s and %(high)s") % {"low": low, "high": high}}


def _difference(one: ProspectShown) -> str:
    amount, low, high = one.difference
    said = {"points": points(amount), "between": between(low, high)}
    if one.is_more:
        return _("That is %(points)s more, %(between)s.") % said
    if one.is_less:
        return _("That is %(points)s less, %(between)s.") % said
    return _("Whether that is more than now cannot be told: the difference lies %(between)s points.") % said


def _rests_on(one: ProspectShown) -> str:
    said = {"name": one.name, "results": counted(one.results, "result")}
    if one.based_on is None:
        return _("It rests on %(results)s of %(name)s, who has held that role before.") % said
    if not one.based_on:
        return _("It rests on %(results)s of %(name)s, and on nobody who has held both roles.") % said
    people = _("one person") if one.based_on == 1 else _("%(n)d people") % {"n": one.based_on}
    return _("It rests on %(results)s of %(name)s, and on %(people)s who held both roles before.") % {
        **said,
        "people": people,
    }


def fit_said(fit: Fit | None) -> str:
    """Say how much of what a role asks for is met, short and not known, facet by facet.

    Args:
        fit: what the role asks for beside what was seen; None where nothing is written down.

    Returns:
        A sentence.
    """
    if fit is None:
        return _("What the role asks for is not written down.")
    told = "; ".join(_facet(*facet) for facet in fit.facets)
    return _("Of what the role asks for: %(told)s.") % {"told": told}


def _facet(name: str, met: int, short: int, unknown: int) -> str:
    parts = ((met, _("%(n)d met")), (short, _("%(n)d short")), (unknown, _("%(n)d not known")))
    counts = ", ".join(words % {"n": number} for number, words in parts if number)
    return f"{_(name)} {counts}"


def _items(fit: Fit) -> DataTable:
    rows = tuple(
        (
            Cell(f"{item.name} ({_(item.facet)})"),
            Cell(figure(item.required)),
            Cell(_seen(item)),
            Cell(_stands(item)),
        )
        for item in fit.items
    )
    headers = (_("What"), _("The role takes"), _("Seen"), _("How it stands"))
    return DataTable(_("What the role asks for, 1 to 5"), headers, rows)


def _seen(item: Item) -> str:
    if item.seen is None or item.assessed_on is None:
        return _("not assessed")
    seen = f"{figure(round(item.seen, 1))}, {spoken(item.assessed_on)}"
    return seen if item.evidence else _("%(seen)s, no evidence named") % {"seen": seen}


def _stands(item: Item) -> str:
    if item.missing is None:
        return _("not known")
    said = _("short by %(levels)s") % {"levels": figure(round(item.missing, 1))} if item.missing else _("met")
    return _("%(said)s, as seen a year ago or longer") % {"said": said} if item.is_old else said


def reckoned_on(looked: Looked) -> str:
    """Say of which day figures are.

    Args:
        looked: the look they are of.

    Returns:
        A sentence.
    """
    days = {"day": spoken(looked.as_of), "next": spoken(looked.next_by)}
    return _("Reckoned on %(day)s, with what was known then; anew by %(next)s.") % days
