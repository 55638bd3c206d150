"""What the six duties are called in the mirror, and how they are asked about."""

from django.utils.translation import gettext_lazy as _

from answerable.rules.clocks import DutyKind
from answerable.rules.mirror import GROWTH

NAMES = {
    DutyKind.EXPECTATIONS_AGREED.value: _("Expectations agreed"),
    DutyKind.CONVERSATION.value: _("Talking when there is a gap"),
    DutyKind.PLAN.value: _("Plans agreed"),
    DutyKind.REVIEW.value: _("Plans looked at again"),
    DutyKind.DECISION.value: _("Decisions taken"),
    DutyKind.ONE_ON_ONE.value: _("One-on-ones held"),
    GROWTH: _("Helping people grow"),
}
ASKED = {
    DutyKind.EXPECTATIONS_AGREED.value: _("Each of my people has agreed with me what is expected"),
    DutyKind.CONVERSATION.value: _("When somebody falls short, I talk with them within a week"),
    DutyKind.PLAN.value: _("For every gap there is a plan with what I do, too"),
    DutyKind.REVIEW.value: _("I come back to what we agreed, every other week"),
    DutyKind.DECISION.value: _("I decide when a decision is due, and say why"),
    DutyKind.ONE_ON_ONE.value: _("Each of my people has a one-on-one with me, every other week"),
}
SCALE = ((1, _("1, hardly")), (2, "2"), (3, _("3, half")), (4, "4"), (5, _("5, fully")))
AGREEMENT = (
    (1, _("1, not at all")),
    (2, "2"),
    (3, _("3, partly")),
    (4, "4"),
    (5, _("5, fully")),
    (0, _("cannot say")),
)
LEVERS = {
    "training": _("a training"),
    "coaching": _("coaching, or a mentor"),
    "program": _("a program"),
    "process": _("another way of working"),
    "tool": _("a tool"),
}
