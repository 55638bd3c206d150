"""What people are asked about their leader: seven statements, one for each of the six duties and one for growing."""

from answerable.rules.clocks import DutyKind
from answerable.rules.mirror import GROWTH

TEXTS = {
    DutyKind.EXPECTATIONS_AGREED.value: "I know what is expected of me",
    DutyKind.CONVERSATION.value: "When something goes wrong, my leader soon talks with me about it",
    DutyKind.PLAN.value: "When I fall short, my leader and I agree what each of us will do",
    DutyKind.REVIEW.value: "My leader comes back to what we agreed",
    DutyKind.DECISION.value: "My leader decides when a decision is needed",
    DutyKind.ONE_ON_ONE.value: "My leader makes time for me",
    GROWTH: "My leader helps me get better",
}
# What was asked elsewhere in the same words is the same statement.
BY_TEXT = {text.casefold().rstrip("."): key for key, text in TEXTS.items()}


def statement_of(item: str) -> str:
    """Say which statement an item of a survey is.

    Args:
        item: the words in which it was asked.

    Returns:
        The key of the statement of the same words; the item itself where there is none.
    """
    return BY_TEXT.get(item.strip().casefold().rstrip("."), item)
