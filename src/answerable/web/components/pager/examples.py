"""The pager, as the gallery shows it."""

from answerable.web.components.pager.props import Pager

EXAMPLES = (("in the middle", Pager("#", "#", "Page 2")), ("at the end", Pager("#", "", "Page 3")))
