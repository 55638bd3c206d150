"""What the pager is given."""

from dataclasses import dataclass
from typing import ClassVar
from urllib.parse import urlencode

from django.utils.translation import gettext as _


@dataclass(frozen=True, slots=True)
class Pager:
    """Pages of a long list; an empty address where there is no such page."""

    template: ClassVar[str] = "pager/pager.html"

    newer_url: str
    older_url: str
    shown: str


def pager_of(number: int, *, more: bool, **asked: str) -> Pager | None:
    """The pager of a list that is told by pages with a number.

    Args:
        number: of the page that is shown, from 1 on.
        more: whether there is one after it.
        asked: what else the address of a page holds, such as what was looked for.

    Returns:
        The pager; None where there is one page only.
    """
    newer, older = (f"?{urlencode({**asked, 'page': page})}" for page in (number - 1, number + 1))
    if number == 1 and not more:
        return None
    return Pager(newer if number > 1 else "", older if more else "", _("Page %(number)d") % {"number": number})
