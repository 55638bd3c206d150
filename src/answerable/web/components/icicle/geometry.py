"""Where the leaders of an organisation are drawn: a column a level, as high as the people under them are many."""

from collections.abc import Iterator
from dataclasses import dataclass

from answerable.rules.wording import counted

WIDTH = 960
LEAST = 260
LINE = 17
ROOM = LINE + 7
CHARACTER = 6.8
SHADES = 5


@dataclass(frozen=True, slots=True)
class Node:
    """A leader and what is under them.

    Attributes:
        name: theirs.
        url: where to drill down to.
        people: how many people are in their line.
        gaps: open gaps among these, their own not counted.
        sustained: how many of the gaps are sustained.
        answers_for: how many gaps they are answerable for themselves.
        overdue: how many duties of theirs are over their day.
        children: the leaders who report to them.
    """

    name: str
    url: str
    people: int
    gaps: int
    sustained: int
    answers_for: int
    overdue: int
    children: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A leader's rectangle.

    Attributes:
        node: the leader.
        level: how far below the root, which is 0.
        x: its left edge.
        y: its upper edge.
        width: how wide.
        height: how high.
        shade: 0 for no gap to 5 for a gap with every fifth person or more.
        lines: what there is room to write in it.
    """

    node: Node
    level: int
    x: float
    y: float
    width: float
    height: float
    shade: int
    lines: tuple[str, ...]

    @property
    def texts(self) -> list[tuple[float, str]]:
        """The lines with their height."""
        return [(round(self.y + 15 + LINE * number, 1), line) for number, line in enumerate(self.lines)]


def blocks(root: Node) -> tuple[Block, ...]:
    """Lay out everybody below a leader, the leader too.

    Args:
        root: the leader.

    Returns:
        A block a leader, with room for a line each; what is left of the column goes by the people under them.
    """
    columns = _depth(root)
    return tuple(_laid(root, 0, 0.0, height_of(root), WIDTH / columns))


def height_of(root: Node) -> float:
    """How high the picture has to be for every name at the lowest level to have a line.

    Args:
        root: the leader.

    Returns:
        At least 260.
    """
    return float(max(_leaves(root) * ROOM * 1.4, LEAST))


def _depth(node: Node) -> int:
    return 1 + max((_depth(child) for child in node.children), default=0)


def _leaves(node: Node) -> int:
    return sum(_leaves(child) for child in node.children) or 1


def _laid(node: Node, level: int, y: float, height: float, width: float) -> Iterator[Block]:
    shade = min(SHADES, round(25 * node.gaps / node.people)) if node.people else 0
    if node.gaps and shade == 0:
        shade = 1
    block_width, block_height = round(width - 2, 1), round(max(height - 2, 1.0), 1)
    yield Block(
        node, level, round(level * width, 1), round(y, 1), block_width, block_height, shade, _lines(node, width, height)
    )
    needed = sum(_leaves(child) for child in node.children) * ROOM
    total = sum(max(child.people, 1) for child in node.children)
    for child in node.children:
        own = _leaves(child) * ROOM + (height - needed) * max(child.people, 1) / total
        yield from _laid(child, level + 1, y, own, width)
        y += own


def _lines(node: Node, width: float, height: float) -> tuple[str, ...]:
    room = int((width - 12) / CHARACTER)
    gaps = counted(node.gaps, "gap") if node.gaps else "no gap"
    people = "1 person" if node.people == 1 else f"{node.people} people"
    wanted = (node.name, f"{people}, {gaps}")
    if height < 2 * LINE + 6:
        both = f"{node.name} · {gaps}" if node.gaps else node.name
        return (_cut(both, room),)
    return tuple(_cut(line, room) for line in wanted)


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else f"{text[: max(room - 1, 0)]}…"
