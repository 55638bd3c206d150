"""The list of problems, as the gallery shows it."""

from answerable.web.components.problems.props import Problems, Trouble

EXAMPLES = (
    (
        "more than are listed",
        Problems(
            (
                Trouble("measurements.csv", "17", "actual", "12,5k", "a number such as 12500"),
                Trouble("people.csv", "4", "person_id", "", "an id; this one is empty"),
            ),
            31,
        ),
    ),
)
