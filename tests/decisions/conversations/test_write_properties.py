"""Whatever two people do to their conversations, in whatever order, no promise and nothing on the agenda is lost."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answerable.decisions.conversations import agenda, commitments, read, write
from answerable.decisions.conversations.models import AgendaItem, Commitment, Conversation
from answerable.facts.support.models import Activity
from answerable.rules.policy import default_policy
from asking import asker
from staged import AT, TODAY
from talks import TEN

DEEDS = ("plan", "postpone", "cancel", "hold", "confirm", "add", "promise", "take back", "keep")
STEPS = st.lists(st.tuples(st.sampled_from(DEEDS), st.sampled_from(["leader", "peer"])), max_size=14)


class Two:
    """A leader and a person, and what they said: told apart by their numbers."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.promised: list[str] = []

    def latest(self) -> Conversation | None:
        """The conversation they are at: the one planned, else the last."""
        rows = Conversation.objects.order_by("pk")
        return rows.filter(state="planned").first() or rows.last()

    def do(self, deed: str, name: str, step: int) -> None:
        """Do one thing, whether or not the rules allow it."""
        who, row, at = asker(name), self.latest(), AT
        other = "seller-2" if name == "leader" else "leader"
        if deed == "plan":
            write.plan(who, other_key=other, day=TODAY, begins=TEN, minutes=30, kind="", at=at)
        if row is None:
            return
        number = row.pk
        if deed == "postpone":
            write.postpone(who, number=number, day=TODAY, begins=TEN.replace(minute=step), reason="Busy", at=at)
        elif deed == "cancel":
            write.cancel(who, number=number, reason="Busy", at=at)
        elif deed == "hold":
            write.hold(who, number=number, minutes=30 + step, policy=default_policy(), at=at)
        elif deed == "confirm":
            write.confirm(who, number=number, at=at)
        elif deed == "take back" and row.record is not None:
            write.take_back(who, record=row.record, at=at)
        elif deed == "keep":
            first = Commitment.objects.filter(state="open").order_by("pk").first()
            if first is not None:
                commitments.judge(who, commitment=first.pk, state="kept", at=at)
        self.say(deed, name, number, step)

    def say(self, deed: str, name: str, number: int, step: int) -> None:
        """Write something; what is taken is remembered."""
        text, due_on = f"{deed} {step}", TODAY + timedelta(days=step)
        if deed == "add" and agenda.add(asker(name), number=number, text=text, prompt="", at=AT).allowed:
            self.texts.append(text)
        if deed == "promise":
            done = commitments.make(asker(name), number=number, by_asker=True, text=text, due_on=due_on, at=AT)
            if done.verdict.allowed:
                self.promised.append(text)


@pytest.mark.django_db
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STEPS)
def test_nothing_is_lost_and_nothing_counts_twice(steps: list[tuple[str, str]]):
    with transaction.atomic():
        two = Two()

        for step, (deed, name) in enumerate(steps):
            two.do(deed, name, step)

        standing = [item.text for item in AgendaItem.objects.filter(went_on=False, is_removed=False)]
        assert sorted(standing) == sorted(two.texts)
        person = Commitment.objects.values_list("person", flat=True).first() or 0
        around = read.commitments_around(person, since=TODAY)
        assert sorted(one.text for one in around) == sorted(two.promised)
        # Whoever opens the one that is planned finds all of the agenda there.
        planned = Conversation.objects.filter(state="planned")
        assert planned.count() <= 1
        on_the_way = AgendaItem.objects.filter(conversation__in=Conversation.objects.filter(state="postponed"))
        assert not on_the_way.filter(went_on=False, is_done=False).exists()
        # Each that was held is on record once, and nothing else is.
        here = Activity.standing.filter(is_logged_here=True)
        held = Conversation.objects.filter(state__in=["held", "confirmed"])
        assert sorted(here.values_list("pk", flat=True)) == sorted(held.values_list("record", flat=True))
        transaction.set_rollback(True)
