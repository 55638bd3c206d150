"""Fair hearings: what is claimed, who is heard on it, who reviewed it from outside, what became of it."""

from django.db import models

from answerable.decisions.cases.models import Case, Response
from answerable.facts.people.models import Account, Person
from answerable.findings.models import GapFinding


class Hearing(models.Model):
    """That somebody is heard on a gap: whoever has it, or a leader to whom something of it is counted."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="hearings")
    heard = models.ForeignKey(Person, models.PROTECT, related_name="hearings")
    finding = models.ForeignKey(GapFinding, models.PROTECT, related_name="heard_on")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="hearings_asked")
    asked_on = models.DateField()
    answer_by = models.DateField()
    wanted_until = models.DateField(null=True)
    seen_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="hearings_ended")
    outcome = models.CharField(max_length=30, default="")
    reason = models.TextField(default="")

    class Meta:
        """One open hearing of somebody on a gap."""

        constraints = (
            models.UniqueConstraint(
                fields=("case", "heard"), condition=models.Q(ended_on__isnull=True), name="one_open_hearing"
            ),
        )

    def __str__(self) -> str:
        return f"hearing of {self.heard_id} on case {self.case_id}"


class Answer(models.Model):
    """How whoever is heard sees the claim; their words are a response to the case. Never updated."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="answers")
    response = models.ForeignKey(Response, models.PROTECT, related_name="hearing_answers")
    stance = models.CharField(max_length=30)
    on = models.DateField()

    def __str__(self) -> str:
        return f"answer {self.stance} in hearing {self.hearing_id}"


class Review(models.Model):
    """That a leader from outside the direct line was asked to look at a claim, and what they found."""

    hearing = models.ForeignKey(Hearing, models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, models.PROTECT, related_name="reviews")
    asked_by = models.ForeignKey(Account, models.PROTECT, related_name="reviews_asked")
    asked_on = models.DateField()
    until = models.DateField()
    found_on = models.DateField(null=True)
    finding = models.CharField(max_length=30, default="")
    text = models.TextField(default="")

    def __str__(self) -> str:
        return f"review of hearing {self.hearing_id} by {self.reviewer_id}"
