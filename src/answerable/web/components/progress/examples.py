"""The progress, as the gallery shows it; it is not asked again, for there is no work behind it."""

from answerable.web.components.progress.props import Progress

EXAMPLES = (
    ("with an end in sight", Progress("measurements", 40, 100, "")),
    ("without", Progress("comparing", 0, 0, "")),
)
