"""The bars, as the gallery shows them."""

from answerable.web.components.interval_bars.props import Bar, IntervalBars

_LEGEND = "To the right: part of the gap. To the left: it makes the gap smaller. The line: where it lies, 95 % sure."

EXAMPLES = (
    (
        "parts of a gap",
        IntervalBars(
            "Whose gap it is",
            "Part",
            _LEGEND,
            (
                Bar("The market and the role", -0.04, -0.04, -0.04, "4 points smaller"),
                Bar("How Lee Okoro leads", 0.13, 0.06, 0.2, "13 points, between 6 and 20"),
                Bar("Ana Thapa", 0.05, -0.02, 0.12, "perhaps 5 points", is_sure=False),
                Bar("Chance", 0.04, -0.03, 0.11, "4 points", is_sure=False),
            ),
        ),
    ),
    (
        "next to nothing",
        IntervalBars("What leaders add", "Leader", "", (Bar("Ruth Levi", 0.002, 0.002, 0.002, "0 points", "#"),)),
    ),
)
