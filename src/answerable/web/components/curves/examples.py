"""The curves, as the gallery shows them."""

from answerable.web.components.curves.props import Curve, Curves, Point


def _grows(label: str, shares: tuple[float, ...]) -> Curve:
    return Curve(
        label,
        tuple(Point(month, share, share - 0.06, share + 0.06) for month, share in enumerate(shares, start=1)),
    )


def _shown(first: tuple[float, ...], second: tuple[float, ...]) -> Curves:
    rows = tuple(
        (str(month), f"{one:.0%}", f"{other:.0%}")
        for month, (one, other) in enumerate(zip(first, second, strict=True), start=1)
    )
    return Curves(
        "Gaps closed, month by month",
        "Gaps closed: with coaching 64 % after a year, without 46 %.",
        "Around each: where it lies, 95 % sure.",
        _grows("with coaching", first),
        _grows("without", second),
        ("With", "Without"),
        rows,
    )


EXAMPLES = (
    (
        "a year",
        _shown(
            (0.12, 0.22, 0.31, 0.38, 0.44, 0.49, 0.53, 0.56, 0.59, 0.61, 0.63, 0.64),
            (0.08, 0.14, 0.2, 0.25, 0.29, 0.33, 0.36, 0.39, 0.41, 0.43, 0.45, 0.46),
        ),
    ),
    ("a quarter", _shown((0.2, 0.3, 0.36), (0.1, 0.16, 0.2))),
)
