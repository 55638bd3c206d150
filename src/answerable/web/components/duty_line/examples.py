"""The duty, as the gallery shows it."""

from answerable.web.components.duty_line.props import Action, DutyLine, Field

_LOG = Action(
    "Log the conversation",
    "#",
    (
        Field("date", "day", "When", "2026-11-02", most="2026-11-02"),
        Field("select", "kind", "What", "coaching", (("one_on_one", "one-on-one"), ("coaching", "coaching"))),
        Field("number", "minutes", "Minutes", "30", least="1", most="600"),
    ),
    "Log it",
)

EXAMPLES = (
    (
        "with time left",
        DutyLine(
            number=1,
            sentence="Ana needs a one-on-one with you by Friday 6 November.",
            url="#",
            due="due in 4 days",
            is_over=False,
            evidence="",
            came_from="",
            actions=(_LOG,),
        ),
    ),
    (
        "over its day, come from below",
        DutyLine(
            number=2,
            sentence="Ana needs a plan for Bookings by Monday 26 October.",
            url="#",
            due="7 days over",
            is_over=True,
            evidence="Below standard since June 2026; 97 % sure that it is not chance.",
            came_from="Petra Novak",
            actions=(
                Action("Put the plan on record", "#", (Field("text", "name", "In a few words"),), "Put on record"),
            ),
            more_url="#",
            more_label="Why, and who answers",
            go_url="#",
            go_label="Make the plan",
        ),
    ),
)
