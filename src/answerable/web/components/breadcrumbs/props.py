"""What the breadcrumbs are given."""

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Crumb:
    """A step on the way here."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Breadcrumbs:
    """The way here; where one is comes last and leads nowhere."""

    template: ClassVar[str] = "breadcrumbs/breadcrumbs.html"

    steps: tuple[Crumb, ...]
    here: str
