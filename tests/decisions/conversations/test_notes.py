"""Notes both read, and notes of one alone; two who write at once lose nothing."""

import pytest

from answerable.decisions.conversations import notes
from answerable.decisions.conversations.models import Conversation, PrivateNote
from asking import asker
from talks import everything, plan, share

pytestmark = pytest.mark.django_db


def test_whoever_writes_over_what_the_other_wrote_meanwhile_is_told_what_stands():
    number = plan()

    first = share("peer", number, "Two accounts were closed.\r\n")
    second = share("leader", number, "Ana calls both.", version=0)
    merged = share("leader", number, "Two accounts were closed.\nAna calls both.", version=second.version)

    assert (first.verdict.allowed, second.verdict.allowed, merged.verdict.allowed) == (True, False, True)
    assert (second.theirs, second.theirs_by, second.version) == ("Two accounts were closed.", "Seller-2", 1)
    found = Conversation.objects.get(pk=number)
    assert (found.notes, found.notes_version) == ("Two accounts were closed.\nAna calls both.", 2)
    assert found.notes_by is not None
    assert found.notes_by.key == "leader"


def test_the_same_text_sent_again_is_no_new_version():
    number = plan()
    share("peer", number, "Done.")
    before = everything()

    assert share("leader", number, "Done.", version=0).verdict.allowed
    assert everything() == before


def test_a_note_of_one_s_own_is_for_each_alone_and_two_windows_lose_nothing():
    number = plan()

    first = notes.note_privately(asker("peer"), number=number, text="Ask about pay", version=0)
    again = notes.note_privately(asker("peer"), number=number, text="Ask about leave", version=0)
    other = notes.note_privately(asker("leader"), number=number, text="Ask gently", version=0)

    assert (first.verdict.allowed, other.verdict.allowed) == (True, True)
    assert (again.theirs, again.theirs_by, again.version) == ("Ask about pay", "Seller-2", 1)
    assert sorted(PrivateNote.objects.values_list("author__key", "text")) == [
        ("leader", "Ask gently"),
        ("seller-2", "Ask about pay"),
    ]


@pytest.mark.parametrize("name", ["director", "chief", "seller", "administrator"])
def test_nobody_else_writes(name: str):
    number = plan()
    before = everything()

    shared = share(name, number, "Mine")
    private = notes.note_privately(asker(name), number=number, text="Mine", version=0)

    assert (shared.verdict.allowed, private.verdict.allowed) == (False, False)
    assert everything() == before
