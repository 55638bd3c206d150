"""Moves: openings, what waits for me, what is under way, what was decided and what became of it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.moves import openings, outcomes, read
from answerable.decisions.moves.openings import OpeningShown
from answerable.facts.people.accounts import Asker
from answerable.rules.wording import counted, spoken
from answerable.web.areas.moves.people import OpeningPeople, people_for
from answerable.web.areas.moves.wording import KINDS, OPENING_STATES, standing, where
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.empty.props import Empty
from answerable.web.components.pager.props import Pager, pager_of

PAGE = 50
TABS = ("openings", "waiting", "open", "decided")


@dataclass(frozen=True, slots=True)
class MovesPage:
    """The page.

    Attributes:
        show: which list.
        tabs: the lists: key, name and address.
        query: what was looked for.
        state: of openings, how they stand; empty for all.
        states: how openings can stand.
        table: the list; None where it is empty.
        nothing: what stands there then.
        pager: further pages; None where there are none.
        otherwise: how often people decided otherwise than proposed; empty where nothing was decided.
        may_open: whether the asker can open a place.
        own_url: where the asker says that they would like to move; empty for whoever is no person.
    """

    show: str
    tabs: tuple[tuple[str, str, str], ...]
    query: str
    state: str
    states: tuple[tuple[str, str], ...]
    table: DataTable | None
    nothing: Empty | None
    pager: Pager | None
    otherwise: str
    may_open: bool
    own_url: str


def moves_page(who: Asker, show: str, query: str, state: str, number: int) -> MovesPage:
    """Put the page together.

    Args:
        who: who asks.
        show: which list.
        query: what is looked for.
        state: of openings, how they stand.
        number: which page of the list, from 1 on.

    Returns:
        What the page shows.
    """
    show = show if show in TABS else "openings"
    skip = (number - 1) * PAGE
    if show == "openings":
        found, more = openings.listed(state=state, words=query, skip=skip, limit=PAGE)
        table = openings_table(found)
    else:
        listing = read.listed(who, show=show, words=query, skip=skip, limit=PAGE)
        table, more = _moves_table(listing), listing.has_more
    kept = {"show": show, "q": query, "state": state}
    names = (_("Openings"), _("Waiting for me"), _("Under way"), _("Decided"))
    return MovesPage(
        show=show,
        tabs=tuple((key, name, f"?{urlencode({'show': key})}") for key, name in zip(TABS, names, strict=True)),
        query=query,
        state=state,
        states=tuple((key, _(name)) for key, name in OPENING_STATES.items()),
        table=table,
        nothing=None if table is not None else _nothing(show),
        pager=pager_of(number, more=more, **kept),
        otherwise=_otherwise(who) if show == "decided" else "",
        may_open=who.leads or bool(who.viewer.partner_of),
        own_url=f"{reverse('propose-move')}?{urlencode({'person': who.viewer.person_id})}" if who.person else "",
    )


def _nothing(show: str) -> Empty:
    sentences = {
        "openings": _(
            "No opening fits. A leader opens places in their own line, a people partner those of their units."
        ),
        "waiting": _("Nothing waits for you."),
        "open": _("No move is under way that you may see."),
        "decided": _("No move was decided yet that you may see."),
    }
    return Empty(_("Nothing here"), sentences[show])


def openings_table(found: tuple[OpeningShown, ...]) -> DataTable | None:
    """Openings as a table.

    Args:
        found: the openings.

    Returns:
        The table; None without any.
    """
    rows = tuple(
        (
            Cell(one.role, reverse("opening", args=[one.number])),
            Cell(one.unit),
            Cell(one.leader),
            Cell(spoken(one.starts_on)),
            Cell(_("%(taken)d of %(places)d filled") % {"taken": one.taken, "places": one.places}),
            Cell(_(OPENING_STATES[one.state])),
        )
        for one in found
    )
    headers = (_("Role"), _("Unit"), _("Leader"), _("From"), _("Places"), _("State"))
    return DataTable(_("Openings"), headers, rows) if rows else None


def _moves_table(listing: read.Listing) -> DataTable | None:
    looked_at = tuple(
        one for one in listing.moves if one.took_effect_on is not None and one.number not in listing.closed
    )
    came = outcomes.within(looked_at) if looked_at else {}
    rows = tuple(
        (
            Cell(one.name, reverse("move", args=[one.number])),
            Cell(_(KINDS[one.terms.kind.value])),
            Cell(where(one.terms)),
            Cell(standing(one)),
            Cell(one.decision.by if one.decision is not None else "–"),
            Cell(_came(came.get(one.number, ()))),
        )
        for one in listing.moves
    )
    headers = (_("Who"), _("What"), _("Where to"), _("How it stands"), _("Decided by"), _("Against the forecast"))
    return DataTable(_("Moves, the latest first"), headers, rows) if rows else None


def _came(marks: tuple[tuple[int, bool | None], ...]) -> str:
    words = {True: _("within"), False: _("outside"), None: _("cannot be told")}
    return "; ".join(f"{counted(mark, 'day')}: {words[is_within]}" for mark, is_within in marks) or "–"


def _otherwise(who: Asker) -> str:
    decided, otherwise = read.how_decided(who)
    if not decided:
        return ""
    said = {"decided": decided, "otherwise": otherwise}
    return _("Decided: %(decided)d. Of these otherwise than proposed, or declined: %(otherwise)d.") % said


@dataclass(frozen=True, slots=True)
class OpeningPage:
    """One opening.

    Attributes:
        opening: it; None for a new one.
        may_keep: whether the asker can change it.
        typed: what was written into its form.
        problems: what is wrong with that.
        take_url: where the asker says they would like it; empty where that cannot be.
        people: who of the asker's own people could go there; None for an opening that is not there yet.
    """

    opening: OpeningShown | None
    may_keep: bool
    typed: dict[str, str]
    problems: tuple[str, ...]
    take_url: str
    people: OpeningPeople | None


def opening_page(
    who: Asker, opening: OpeningShown | None, typed: dict[str, str], problems: tuple[str, ...], number: int = 1
) -> OpeningPage:
    """Put the page together.

    Args:
        who: who asks.
        opening: the opening; None for a new one.
        typed: what was written into its form; empty for what stands.
        problems: what is wrong with that.
        number: which page of people who could go there.

    Returns:
        What the page shows.
    """
    take = ""
    if opening is not None and opening.state == openings.OPEN and who.person is not None:
        take = f"{reverse('propose-move')}?{urlencode({'person': who.viewer.person_id, 'opening': opening.number})}"
    return OpeningPage(
        opening,
        opening is None or openings.may_keep(who, opening),
        typed or _stands(opening),
        problems,
        take,
        None if opening is None else people_for(who, opening, number),
    )


def _stands(opening: OpeningShown | None) -> dict[str, str]:
    if opening is None:
        return {"places": "1", "version": "0"}
    return {
        "role": opening.role_key,
        "unit": opening.unit_key,
        "leader": opening.leader_key,
        "day": opening.starts_on.isoformat(),
        "places": str(opening.places),
        "note": opening.note,
        "version": str(opening.version),
    }
