"""The certainty, as the gallery shows it."""

from answerable.web.components.certainty.props import Certainty

EXAMPLES = (("as good as certain", Certainty(0.9996)), ("sure enough", Certainty(0.93)), ("a coin", Certainty(0.5)))
