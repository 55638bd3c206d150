"""The timeline, as the gallery shows it."""

from datetime import date

from answerable.web.components.timeline.props import Timeline
from answerable.web.components.timeline.story import GapSpan, LeaderBand, Mark, Point

_LEVELS = (1.1, 1.12, 1.1, 1.08, 0.82, 0.76, 0.74, 0.75, 0.98, 1.04)
_SHARED = (0.0, 0.0, 0.0, 0.0, 0.0, 0.1, 0.14, 0.12, 0.0, 0.0)
_POINTS = tuple(
    Point(
        period=date(2026, number + 1, 1),
        label=f"{date(2026, number + 1, 1):%B %Y}",
        attainment=None if number == 3 else round(level + 0.06 * (-1) ** number, 2),
        level=level,
        low=level - 0.08,
        high=level + 0.08,
        standard=0.9,
        shared=shared,
    )
    for number, (level, shared) in enumerate(zip(_LEVELS, _SHARED, strict=True))
)

EXAMPLES = (
    (
        "a gap that opened and closed",
        Timeline(
            person="Ana Thapa",
            expectation="Bookings",
            points=_POINTS,
            leaders=(
                LeaderBand("Ruth Levi", date(2025, 1, 1), date(2026, 5, 1)),
                LeaderBand("Victor Kessler", date(2026, 5, 1), date(2026, 8, 15)),
                LeaderBand("Ruth Levi", date(2026, 8, 15), None),
            ),
            marks=(
                Mark("talk", date(2026, 3, 4), "4 March 2026: one-on-one, Ruth Levi"),
                Mark("role", date(2026, 5, 1), "1 May 2026: Victor Kessler"),
                Mark("measure", date(2026, 8, 20), "20 August 2026: coaching"),
            ),
            gaps=(GapSpan(date(2026, 6, 1), date(2026, 9, 1)),),
            until=date(2026, 11, 1),
        ),
    ),
    ("nothing measured", Timeline("Ana Thapa", "Bookings", (), (), (), (), date(2026, 11, 1))),
)
