"""Groups are supplied, corrected and withdrawn; the ledger says how many, and of nobody which."""

import pytest

from answerable.facts.groups import write
from answerable.facts.groups.models import Belonging, Look
from answerable.facts.groups.write import Brought
from answerable.ledger import read as ledger
from answerable.panel import apart
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

SUPPLIED = (
    apart.Belonging("seller-1", "sex", "woman"),
    apart.Belonging("seller-2", "sex", "man"),
    apart.Belonging("seller-2", "age", "under 40"),
)


def standing() -> set[tuple[str, str, str]]:
    return set(Belonging.objects.values_list("person__key", "attribute", "group"))


def test_groups_are_supplied_and_the_ledger_says_how_many():
    brought = write.bring(SUPPLIED, actor="administrator@example.com", at=AT)

    assert brought == Brought(added=3, corrected=0, withdrawn=0, same=0)
    assert standing() == {
        ("seller-1", "sex", "woman"),
        ("seller-2", "sex", "man"),
        ("seller-2", "age", "under 40"),
    }
    (entry,) = ledger.history(["company"], until=None, limit=1)
    assert (entry.kind, entry.actor, entry.day) == ("groups.loaded", "administrator@example.com", TODAY)
    assert entry.body == {"new": 3, "corrected": 0, "withdrawn": 0}


def test_what_is_corrected_or_withdrawn_is_not_kept():
    write.bring(SUPPLIED, actor="a", at=AT)
    later = (
        apart.Belonging("seller-1", "sex", "other"),
        apart.Belonging("seller-2", "sex", None),
        apart.Belonging("seller-3", "sex", None),
        apart.Belonging("seller-2", "age", "under 40"),
    )

    brought = write.bring(later, actor="a", at=AT)

    assert brought == Brought(added=0, corrected=1, withdrawn=1, same=2)
    assert standing() == {("seller-1", "sex", "other"), ("seller-2", "age", "under 40")}


def test_the_same_again_changes_nothing_and_enters_nothing():
    write.bring(SUPPLIED, actor="a", at=AT)
    head = ledger.head()

    assert write.bring(SUPPLIED, actor="a", at=AT) == Brought(added=0, corrected=0, withdrawn=0, same=3)
    assert ledger.head() == head


def test_a_preview_says_the_same_and_changes_nothing():
    write.bring(SUPPLIED[:1], actor="a", at=AT)

    # Whoever is not on record yet may be loaded along.
    found = write.preview((*SUPPLIED, apart.Belonging("newcomer", "sex", "woman")))

    assert found == Brought(added=3, corrected=0, withdrawn=0, same=1)
    assert found.changes == 3
    assert standing() == {("seller-1", "sex", "woman")}


def test_a_look_is_noted_once_a_day():
    write.note_look(asker("administrator"), at=AT)
    write.note_look(asker("administrator"), at=AT)

    assert list(Look.objects.values_list("account__email", "on")) == [("administrator@example.com", TODAY)]
    assert str(Look.objects.get()) == "administrator@example.com on 2026-01-12"


def test_a_row_does_not_say_in_words_who_belongs_where():
    write.bring(SUPPLIED[:1], actor="a", at=AT)

    assert str(Belonging.objects.get()) == "a group in sex"
