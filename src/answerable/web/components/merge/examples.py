"""Two texts to be brought together, as the gallery shows them."""

from answerable.web.components.merge.props import Merge

EXAMPLES = (
    (
        "both added to the same notes",
        Merge(
            field_label="Shared notes",
            theirs="Two accounts were closed in July.\nPetra asks Finance why.",
            theirs_by="Petra Novak",
            mine="Two accounts were closed in July.\nAna calls both of them.",
            action_url="#",
            hidden=(("version", "4"),),
            field_name="text",
            who_reads="Read by Petra Novak and Ana Silva, and by nobody else.",
            back_url="#",
        ),
    ),
    ("one emptied what the other changed", Merge("Item", "", "Petra Novak", "Travel in March", "#", (), "text")),
)
