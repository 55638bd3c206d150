"""Who of the asker's own people could go into an opening: facet by facet, and what is to be expected. No ranking."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.moves import openings, read
from answerable.decisions.moves.openings import OpeningShown
from answerable.decisions.moves.shown import MoveShown
from answerable.facts.people.accounts import Asker
from answerable.findings import prospects
from answerable.findings.fitting import Fit, fit_of
from answerable.findings.prospects import InRole, Looked, ProspectShown
from answerable.rules.wording import spoken
from answerable.web.areas.moves.wording import standing
from answerable.web.components.pager.props import Pager, pager_of
from answerable.web.components.prospect_card.props import Link, ProspectCard
from answerable.web.prospect_cards import card, reckoned_on

AT_ONCE = 20


@dataclass(frozen=True, slots=True)
class OpeningPeople:
    """Who could go into an opening, as far as the asker may see it.

    Attributes:
        asked: a card each for those who would like to, or were proposed, by name.
        others: a card each for further people of the asker's, by name.
        nothing: what stands there where there are no others; empty where there are, or for whoever has no people.
        reckoned: of which day the figures are; empty where there are none.
        caveats: what limits them.
        pager: further people; None where there are none.
        read: the numbers of the people of whom the asker reads here.
    """

    asked: tuple[ProspectCard, ...]
    others: tuple[ProspectCard, ...]
    nothing: str
    reckoned: str
    caveats: tuple[str, ...]
    pager: Pager | None
    read: tuple[int, ...]


def people_for(who: Asker, opening: OpeningShown, number: int) -> OpeningPeople:
    """Say who of the asker's own people could go into an opening.

    Args:
        who: who asks.
        opening: the opening.
        number: which page of further people, from 1 on.

    Returns:
        Those who asked or were proposed, and those who may be expected to meet the standard there.
    """
    moves = read.into(who, opening.number)
    movers = [move.person for move in moves]
    has_people = opening.state == openings.OPEN and (who.leads or bool(who.viewer.partner_of))
    others = _others(who, opening, movers, number) if has_people else InRole((), has_more=False)
    of_movers = prospects.asked_for(who, opening.role_key, movers) if movers else {}
    keys = [*(move.key for move in moves), *(one.key for one in others.prospects)]
    fits = fit_of(keys, [opening.role_key], who.on) if keys else {}
    some = next(iter((*of_movers.values(), *others.prospects)), None)
    looked = some.looked if some is not None else prospects.looked(who) if has_people else None
    return OpeningPeople(
        asked=tuple(_asked(move, of_movers.get(move.person), fits.get((move.key, opening.role_key))) for move in moves),
        others=tuple(_other(who, one, opening, fits.get((one.key, one.role_key))) for one in others.prospects),
        nothing=_nothing(looked) if has_people and not others.prospects else "",
        reckoned="" if some is None else reckoned_on(some.looked),
        caveats=() if some is None else some.looked.caveats,
        pager=pager_of(number, more=others.has_more),
        read=tuple(sorted({*movers, *(one.person for one in others.prospects)} - {who.person})),
    )


def _others(who: Asker, opening: OpeningShown, but: list[int], number: int) -> InRole:
    return prospects.in_role(who, opening.role_key, but=but, skip=(number - 1) * AT_ONCE, limit=AT_ONCE)


def _asked(move: MoveShown, prospect: ProspectShown | None, fit: Fit | None) -> ProspectCard:
    address = reverse("move", args=[move.number])
    links = (Link(reverse("person", args=[move.key]), _("Everything on %(name)s") % {"name": move.name}),)
    same = _("They hold this role now: what would change is the leader and the unit, and of that nothing is said here.")
    unsaid = same if move.before[0] == move.proposed.role else ""
    return card(move.name, prospect, fit, url=address, badge=Link(address, standing(move)), links=links, unsaid=unsaid)


def _other(who: Asker, one: ProspectShown, opening: OpeningShown, fit: Fit | None) -> ProspectCard:
    asked = {"person": one.key, "kind": "role", "opening": opening.number, "reckoned": one.number}
    asked |= {"day": max(opening.starts_on, who.on).isoformat()}
    links = (
        Link(f"{reverse('propose-move')}?{urlencode(asked)}", _("Propose it")),
        Link(reverse("person", args=[one.key]), _("Everything on %(name)s") % {"name": one.name}),
    )
    return card(one.name, one, fit, url=reverse("person-elsewhere", args=[one.key]), links=links)


def _nothing(looked: Looked | None) -> str:
    if looked is None:
        return _("What is to be expected of people in other roles was not reckoned yet.")
    said = _("On %(day)s there was nobody of your people to name here. That says nothing against anybody.")
    return said % {"day": spoken(looked.as_of)}
