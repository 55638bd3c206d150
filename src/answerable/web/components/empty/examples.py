"""The empty state, as the gallery shows it."""

from answerable.web.components.empty.props import Empty

EXAMPLES = (
    ("with something to do", Empty("Nothing is due this week", "Nobody is waiting for anything.", "My people", "#")),
    ("with nothing to do", Empty("No figures yet", "Nothing has been measured of this person yet.")),
)
