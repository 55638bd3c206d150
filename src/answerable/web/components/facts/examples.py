"""The list of facts, as the gallery shows it."""

from answerable.web.components.facts.props import Facts

EXAMPLES = (
    ("a few", Facts((("Reaches", "78 % (between 72 % and 83 %)"), ("The standard", "90 %"), ("In a row", "9 months")))),
)
