"""What the card is given."""

from dataclasses import dataclass
from typing import ClassVar

from answerable.web.components.data_table.props import DataTable


@dataclass(frozen=True, slots=True)
class Link:
    """Where something leads to: an address, and what it is called."""

    url: str
    label: str


@dataclass(frozen=True, slots=True)
class ProspectCard:
    """Somebody in another role; one card says nothing of any other.

    Attributes:
        title: the person, or the role.
        url: where the title leads to; empty for nowhere.
        badge: how far a move there is; None where none is under way.
        sentences: what is to be expected there and here, and on what that rests.
        fit: what is met, short and not known of what the role asks for, in a sentence.
        items: the same thing by thing; None where nothing is written down.
        conditions: what would have to be true, as sentences.
        links: what can be done or read further.
    """

    template: ClassVar[str] = "prospect_card/prospect_card.html"

    title: str
    url: str
    badge: Link | None
    sentences: tuple[str, ...]
    fit: str
    items: DataTable | None
    conditions: tuple[str, ...]
    links: tuple[Link, ...]
