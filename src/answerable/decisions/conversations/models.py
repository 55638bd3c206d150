"""Conversations: planned, held, confirmed; what was to be spoken of, what was noted, what both promised."""

from django.db import models

from answerable.facts.people.models import Person
from answerable.rules.conversations import TalkState

STATES = [(state.value, state.value) for state in TalkState]
OPEN, KEPT, NOT_KEPT, DROPPED = "open", "kept", "not_kept", "dropped"


class Conversation(models.Model):
    """A talk of a leader with somebody in their line. One that is put off goes on in another row, with the same uid."""

    leader = models.ForeignKey(Person, models.PROTECT, related_name="conversations_led")
    person = models.ForeignKey(Person, models.PROTECT, related_name="conversations")
    state = models.CharField(max_length=10, choices=STATES)
    kind = models.CharField(max_length=20, default="one_on_one")
    day = models.DateField()
    time = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(default=30)
    uid = models.UUIDField()
    sequence = models.PositiveIntegerField(default=0)
    came_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="came_of")
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="conversations_changed")
    changed_at = models.DateTimeField()
    reason = models.TextField(default="")
    was_planned = models.BooleanField(default=True)
    record = models.BigIntegerField(null=True)
    notes = models.TextField(default="")
    notes_version = models.PositiveIntegerField(default=0)
    notes_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="notes_shared")
    confirmed_by_leader_at = models.DateTimeField(null=True)
    confirmed_by_person_at = models.DateTimeField(null=True)

    class Meta:
        """Two people plan one talk at a time."""

        constraints = (
            models.UniqueConstraint(
                fields=("leader", "person"), condition=models.Q(state="planned"), name="one_conversation_planned"
            ),
        )
        indexes = (
            models.Index(fields=("person", "day"), name="conversation_by_person"),
            models.Index(fields=("leader", "day"), name="conversation_by_leader"),
            models.Index(fields=("record",), name="conversation_by_record"),
        )

    def __str__(self) -> str:
        return f"{self.leader} and {self.person} on {self.day}"


class AgendaItem(models.Model):
    """Something one of the two wants to speak of."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="items")
    text = models.CharField(max_length=500)
    place = models.IntegerField()
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="agenda_added")
    changed_by = models.ForeignKey(Person, models.PROTECT, related_name="agenda_changed")
    version = models.PositiveIntegerField(default=0)
    prompt = models.CharField(max_length=60, default="")
    carried = models.PositiveSmallIntegerField(default=0)
    is_done = models.BooleanField(default=False)
    is_removed = models.BooleanField(default=False)
    went_on = models.BooleanField(default=False)

    class Meta:
        """In the order in which the two want them."""

        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.text


class PrivateNote(models.Model):
    """What one of the two noted for themself."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="private_notes")
    author = models.ForeignKey(Person, models.PROTECT, related_name="private_notes")
    text = models.TextField(default="")
    version = models.PositiveIntegerField(default=0)

    class Meta:
        """One an author and conversation."""

        constraints = (models.UniqueConstraint(fields=("conversation", "author"), name="one_private_note"),)

    def __str__(self) -> str:
        return f"of {self.author}"


class Commitment(models.Model):
    """What one of the two will do by when. It goes along from talk to talk until somebody says what became of it."""

    conversation = models.ForeignKey(Conversation, models.PROTECT, related_name="commitments")
    leader = models.ForeignKey(Person, models.PROTECT, related_name="commitments_heard")
    person = models.ForeignKey(Person, models.PROTECT, related_name="commitments_around")
    by = models.ForeignKey(Person, models.PROTECT, related_name="commitments")
    text = models.CharField(max_length=500)
    due_on = models.DateField()
    made_on = models.DateField()
    state = models.CharField(max_length=10, default=OPEN)
    said_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="commitments_judged")
    said_on = models.DateField(null=True)

    class Meta:
        """Asked for by whom it is about, and by who made it."""

        indexes = (
            models.Index(fields=("person", "state"), name="commitment_by_person"),
            models.Index(fields=("by", "state"), name="commitment_by_maker"),
        )

    def __str__(self) -> str:
        return self.text
