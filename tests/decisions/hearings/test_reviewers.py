"""Who stands far enough outside the direct line to look at a claim."""

from datetime import date

import pytest

from answerable.decisions.cases.models import Case
from answerable.decisions.hearings import read, reviewers, write
from answerable.decisions.hearings.models import Hearing
from answerable.facts.people.models import Account, Person
from answerable.rules.hearing import may_review
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db


def outside(heard: str = "seller-1", words: str = "", limit: int = 50) -> list[tuple[str, str]]:
    case, chief = Case.objects.get().pk, asker("chief")
    day = date(2026, 1, 19)
    write.ask(chief, case=case, heard=heard, answer_by=day, policy=default_policy(), at=AT)
    hearing = read.numbered(Hearing.objects.latest("pk").pk)
    seen = read.seen(chief, case)
    assert hearing is not None
    assert seen is not None
    found = reviewers.outside(hearing, seen[0], TODAY, words=words, limit=limit)
    for one in found:
        person = Person.objects.get(key=one.key)
        assert may_review(reviewers.reviewing(hearing, seen[0], person, TODAY)).allowed
    return [(one.key, one.name) for one in found]


@pytest.mark.parametrize("heard", ["seller-1", "leader"])
def test_a_leader_of_another_team_stands_outside(heard: str):
    assert outside(heard) == [("new-leader", "Nia Wolf")]


def test_whoever_is_below_the_leader_who_is_heard_does_not():
    assert outside("director") == []


def test_whoever_is_below_the_one_who_decides_does_not():
    Case.objects.update(answerable=Person.objects.get(key="director"), level=2)

    assert outside() == []


def test_reviewers_are_found_by_name_and_can_sign_in():
    assert outside(words="wo ni") == [("new-leader", "Nia Wolf")]
    assert outside(words="reyes") == []
    assert outside(limit=0) == []
    Account.objects.filter(email="new-leader@example.com").update(is_active=False)
    assert outside() == []
