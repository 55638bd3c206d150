"""The shared agenda: both add to it, order it and tick off; two who change an item at once lose nothing."""

import pytest

from answerable.decisions.conversations import agenda, write
from answerable.decisions.conversations.models import AgendaItem, Conversation
from asking import asker
from staged import AT
from talks import add, everything, held, on_agenda, plan

pytestmark = pytest.mark.django_db


def act(name: str, number: int, item: int, deed: str) -> bool:
    return agenda.act(asker(name), number=number, item=item, deed=deed, at=AT).allowed


def change(name: str, number: int, item: int, text: str, version: int) -> agenda.Written:
    return agenda.change(asker(name), number=number, item=item, text=text, version=version, at=AT)


def test_both_add_to_it_and_what_is_sent_twice_stands_once():
    number = plan()

    add("leader", number, "Calls")
    add("peer", number, "Travel  in\n March".replace("\n", " ").replace("  ", " "))
    add("leader", number, "Calls")

    assert on_agenda(number) == [("Calls", 0), ("Travel in March", 0)]
    assert AgendaItem.objects.get(text="Travel in March").added_by.key == "seller-2"


@pytest.mark.parametrize("name", ["director", "stranger", "seller"])
def test_nobody_else_adds_changes_or_ticks(name: str):
    number = plan()
    item = add("leader", number, "Calls")
    before = everything()

    added = agenda.add(asker(name), number=number, text="Mine", prompt="", at=AT)
    changed = change(name, number, item, "Mine", 0)
    ticked = act(name, number, item, "tick")

    assert (added.allowed, changed.verdict.allowed, ticked) == (False, False, False)
    assert everything() == before


def test_nothing_is_no_item():
    number = plan()
    item = add("leader", number, "Calls")
    before = everything()

    assert agenda.add(asker("peer"), number=number, text=" \n ", prompt="", at=AT).reasons == (
        "Write what you want to speak of.",
    )
    assert change("peer", number, item, " ", 0).verdict.reasons == ("Write what you want to speak of.",)
    assert change("peer", number, 0, "Calls", 0).verdict.reasons == ("This is not on the agenda.",)
    assert everything() == before


def test_items_are_ordered_ticked_off_taken_off_and_put_back():
    number = plan()
    first, second, third = (add("leader", number, text) for text in ("Calls", "Travel", "Finance"))

    moved = act("peer", number, third, "up"), act("peer", number, first, "up"), act("peer", number, first, "down")
    ticked, removed = act("leader", number, second, "tick"), act("leader", number, third, "remove")

    assert (moved, ticked, removed) == ((True, True, True), True, True)
    # Finance went above Travel; Calls was at the top and went below Finance, which was then taken off.
    assert on_agenda(number) == [("Calls", 0), ("Travel", 0)]
    assert AgendaItem.objects.get(pk=second).is_done
    act("leader", number, third, "restore")
    act("leader", number, second, "untick")
    assert [text for text, _carried in on_agenda(number)] == ["Finance", "Calls", "Travel"]
    assert not AgendaItem.objects.get(pk=second).is_done


def test_whoever_changes_what_the_other_changed_meanwhile_is_told_what_stands():
    number = plan()
    item = add("leader", number, "Calls")

    first = change("peer", number, item, "Calls of January", 0)
    second = change("leader", number, item, "Calls and letters", 0)
    same = change("leader", number, item, "Calls of January", 0)

    assert first.verdict.allowed
    assert (second.verdict.allowed, second.theirs, second.theirs_by, second.version) == (
        False,
        "Calls of January",
        "Seller-2",
        1,
    )
    assert same.verdict.allowed
    assert on_agenda(number) == [("Calls of January", 0)]
    assert change("leader", number, item, "Calls of January, and letters", 1).verdict.allowed


def test_ticking_asks_nobody_to_confirm_again_but_wording_otherwise_does():
    number = held()
    item = add("leader", number, "Calls")
    write.confirm(asker("peer"), number=number, at=AT)

    act("leader", number, item, "tick")
    after_tick = Conversation.objects.get(pk=number).confirmed_by_person_at
    change("leader", number, item, "Calls of January", 0)

    assert after_tick == AT
    assert Conversation.objects.get(pk=number).confirmed_by_person_at is None


def test_on_what_was_called_off_nothing_is_written():
    number = plan()
    item = add("leader", number, "Calls")
    write.cancel(asker("leader"), number=number, reason="Holiday", at=AT)
    before = everything()

    assert not agenda.add(asker("leader"), number=number, text="More", prompt="", at=AT).allowed
    assert not act("leader", number, item, "tick")
    assert everything() == before
