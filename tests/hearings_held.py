"""Hearings and choices on the stage's only gap, in tests: asked, answered, under review; help promised."""

from datetime import date

from answerable.decisions.answers import write as answers
from answerable.decisions.answers.models import Choice as Row
from answerable.decisions.cases.models import Case
from answerable.decisions.hearings import write
from answerable.decisions.hearings.models import Hearing
from answerable.rules.answering import Choice, Chosen
from answerable.rules.hearing import Stance
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT

ANSWER_BY, UNTIL, HELPED_BY = date(2026, 1, 19), date(2026, 1, 26), date(2026, 1, 30)
WORDS = "My two largest accounts went to another team in July."


def case() -> int:
    """The number of the gap of seller-1."""
    return Case.objects.get(person__key="seller-1").pk


def asked(heard: str = "seller-1") -> int:
    """The chief has asked somebody for their side of it; the number of the hearing."""
    policy = default_policy()
    verdict = write.ask(asker("chief"), case=case(), heard=heard, answer_by=ANSWER_BY, policy=policy, at=AT)
    assert verdict.allowed
    return Hearing.objects.latest("pk").pk


def answered() -> int:
    """And the person has answered."""
    number = asked()
    assert write.answer(asker("seller"), hearing=number, stance=Stance.OTHERWISE, text=WORDS, at=AT).allowed
    return number


def reviewed() -> int:
    """And has asked the new leader to review it."""
    number, policy, seller = answered(), default_policy(), asker("seller")
    verdict = write.ask_reviewer(seller, hearing=number, reviewer="new-leader", until=UNTIL, policy=policy, at=AT)
    assert verdict.allowed
    return number


def reviewed_case() -> int:
    """The gap, while it is under review."""
    reviewed()
    return case()


def helped() -> int:
    """The chief has promised to help; the number of that choice."""
    chosen = Chosen("chief", Choice.HELP, "It lasts.", "I sit in on two pitches.", HELPED_BY)
    assert answers.choose(asker("chief"), case=case(), chosen=chosen, policy=default_policy(), at=AT).allowed
    return Row.objects.latest("pk").pk
