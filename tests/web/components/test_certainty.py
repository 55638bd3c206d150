"""How sure something is, in words and as a bar of 60."""

import pytest

from answerable.web.components.certainty.props import Certainty
from rendering import rendered


@pytest.mark.parametrize(
    ("probability", "words", "width"),
    [
        (0.5, "50 % sure", 30.0),
        (0.934, "93 % sure", 56.0),
        (0.99, "99 % sure", 59.4),
        (0.9996, "more than 99 % sure", 59.7),
        # Never claimed to be certain, and never drawn so.
        (1.0, "more than 99 % sure", 59.7),
        (0.0, "0 % sure", 0.0),
    ],
)
def test_it_is_said_and_drawn_and_never_certain(probability: float, words: str, width: float):
    props = Certainty(probability)

    html = rendered(props)

    assert (props.words, props.width) == (words, width)
    assert f'<rect class="part" width="{width}" height="6"/>' in html
    assert html.endswith(f"</svg> {words}</span>")
