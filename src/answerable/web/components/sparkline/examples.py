"""The sparkline, as the gallery shows it."""

from answerable.web.components.sparkline.props import Sparkline

EXAMPLES = (
    ("falling below", Sparkline("Bookings: 74 %, 6 periods", (1.1, 1.08, 1.0, 0.86, 0.78, 0.74), 0.9)),
    ("a single period", Sparkline("Bookings: 101 %, 1 period", (1.01,), 0.9)),
)
