"""In which other roles a person may be expected to meet the standard: for them, and for who may propose a move."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.moves import openings
from answerable.decisions.moves.openings import OpeningShown
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight, Subject
from answerable.findings import prospects
from answerable.findings.fitting import fit_of
from answerable.findings.prospects import Looked, ProspectShown
from answerable.rules.wording import spoken
from answerable.web.components.empty.props import Empty
from answerable.web.components.prospect_card.props import Link, ProspectCard
from answerable.web.prospect_cards import card, reckoned_on

MOST_OPENINGS = 200


@dataclass(frozen=True, slots=True)
class ElsewherePage:
    """The page.

    Attributes:
        key: of the person.
        name: theirs.
        is_own: whether it is the asker's own page.
        cards: a card a role, by its title.
        nothing: what stands there where nothing is said of them; None otherwise.
        caveats: what limits the figures.
        reckoned: of which day they are; empty where there are none.
    """

    key: str
    name: str
    is_own: bool
    cards: tuple[ProspectCard, ...]
    nothing: Empty | None
    caveats: tuple[str, ...]
    reckoned: str


def elsewhere_page(who: Asker, subject: Subject, sight: Sight) -> ElsewherePage:
    """Put the page together.

    Args:
        who: who asks.
        subject: the person.
        sight: what the asker may see of them.

    Returns:
        What the page shows; a leader of then reads nothing of it, for it is of now.
    """
    is_own = who.person == subject.pk
    found = prospects.of_person(who, subject) if sight.until is None else ()
    looked = found[0].looked if found else prospects.looked(who, is_own=is_own)
    fits = fit_of([subject.key], [one.role_key for one in found], who.on) if found else {}
    open_now, _more = openings.listed(state=openings.OPEN, limit=MOST_OPENINGS) if found else ((), False)
    return ElsewherePage(
        key=subject.key,
        name=subject.name,
        is_own=is_own,
        cards=tuple(
            card(one.role, one, fits.get((one.key, one.role_key)), links=_links(one, open_now, is_own=is_own))
            for one in found
        ),
        nothing=None if found else _nothing(looked, sight, subject.name),
        caveats=looked.caveats if looked is not None and found else (),
        reckoned="" if looked is None or not found else reckoned_on(looked),
    )


def _links(one: ProspectShown, open_now: tuple[OpeningShown, ...], *, is_own: bool) -> list[Link]:
    asked = urlencode({"person": one.key, "kind": "role", "role": one.role_key, "reckoned": one.number})
    move = Link(
        f"{reverse('propose-move')}?{asked}", _("I would like to move there") if is_own else _("Propose a move there")
    )
    said = _("An opening: %(unit)s, led by %(leader)s, from %(day)s")
    return [
        move,
        *(
            Link(
                reverse("opening", args=[place.number]),
                said % {"unit": place.unit, "leader": place.leader, "day": spoken(place.starts_on)},
            )
            for place in open_now
            if place.role_key == one.role_key
        ),
    ]


def _nothing(looked: Looked | None, sight: Sight, name: str) -> Empty:
    if sight.until is not None:
        return Empty(_("Not of your time"), _("This is read by those who may propose a move now."))
    if looked is None:
        return Empty(_("Not reckoned yet"), _("It is reckoned at night, once a month."))
    said = {"name": name, "day": spoken(looked.as_of)}
    text = _("On %(day)s there was no other role to name for %(name)s: that says nothing against anybody.") % said
    return Empty(_("No other role"), text)
