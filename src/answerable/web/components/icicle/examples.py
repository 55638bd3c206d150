"""The icicle, as the gallery shows it."""

from answerable.web.components.icicle.geometry import Node
from answerable.web.components.icicle.props import Icicle

_LEAVES = tuple(
    Node(name, "#", people, gaps, 0, 0, 0, ())
    for name, people, gaps in (
        ("Ruth Levi", 8, 0),
        ("Victor Kessler", 7, 1),
        ("A name that is too long to fit anywhere", 2, 2),
    )
)

EXAMPLES = (
    (
        "three levels",
        Icicle(
            Node("Marcus Webb", "#", 40, 3, 1, 0, 0, (Node("Petra Novak", "#", 20, 3, 1, 0, 0, _LEAVES), _LEAVES[0]))
        ),
    ),
)
