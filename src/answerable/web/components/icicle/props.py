"""What the icicle is given."""

from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from answerable.web.components.icicle.geometry import Block, Node, blocks, height_of


@dataclass(frozen=True)
class Icicle:
    """The organisation below a leader.

    Attributes:
        root: the leader, with the leaders below.
    """

    template: ClassVar[str] = "icicle/icicle.html"

    root: Node

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Where everybody is drawn, those above before those below."""
        return blocks(self.root)

    @property
    def height(self) -> float:
        """How high the picture is."""
        return height_of(self.root)
