"""Persons, units, who reports to whom, and the accounts that look at them."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from answerable.facts.dated import DatedFact, one_standing
from answerable.facts.roles.models import Role


class Person(models.Model):
    """Anyone in the company, leaders too."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=300)
    email = models.CharField(max_length=320, null=True)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        """Looked up by name in the finder."""

        indexes = (models.Index(fields=("name",), name="person_by_name"),)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """A team, a department, the company."""

    key = models.CharField(max_length=200, unique=True)
    name = models.CharField(max_length=300)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="children")
    leader = models.ForeignKey(Person, models.PROTECT, null=True, related_name="leads")

    def __str__(self) -> str:
        return self.name


class Assignment(DatedFact):
    """A person holding a role under a manager in a unit, from a day to a day (the first no longer)."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="assignments")
    role = models.ForeignKey(Role, models.PROTECT, related_name="assignments")
    manager = models.ForeignKey(Person, models.PROTECT, null=True, related_name="managed")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="assignments")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        """One stands for each first day."""

        constraints = (one_standing("one_assignment", "person", "starts_on"),)

    def __str__(self) -> str:
        return f"{self.person} as {self.role} from {self.starts_on}"


class Place(models.Model):
    """That somebody was in a leader's line, from a day to a day: the chain of every person, written out.

    Worked out from the assignments by `rules.dated_chain` whenever those change, so that every question about the
    line is one indexed look-up (docs/decisions/0020).
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="places", db_index=False)
    leader = models.ForeignKey(Person, models.CASCADE, related_name="line", db_index=False)
    level = models.PositiveSmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        """Asked from both ends."""

        indexes = (
            models.Index(fields=("leader", "level", "ends_on"), name="place_by_leader"),
            models.Index(fields=("person", "leader", "ends_on"), name="place_by_person"),
        )

    def __str__(self) -> str:
        return f"{self.person} under {self.leader}, level {self.level}"


class Correction(models.Model):
    """That the name or another detail of a person, unit or role was corrected; what it was before stays here."""

    table = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    before = models.JSONField()
    after = models.JSONField()
    recorded_at = models.DateTimeField()

    class Meta:
        """Asked for one row's history."""

        indexes = (models.Index(fields=("table", "key"), name="correction_of"),)

    def __str__(self) -> str:
        return f"{self.table} {self.key} corrected"


class Installation(models.Model):
    """This installation: one row, there once a company was loaded or somebody set it up."""

    name = models.CharField(max_length=300, default="")
    began_on = models.DateField()
    is_demo = models.BooleanField(default=False)
    stands_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class AccountManager(BaseUserManager["Account"]):
    """Accounts are found by their e-mail address."""


class Account(AbstractBaseUser):
    """Somebody who can sign in. What they see follows from the person they are, never from a flag called leader."""

    email = models.EmailField(unique=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, related_name="account")
    is_administrator = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    persona = models.CharField(max_length=200, default="")
    joined_at = models.DateTimeField(auto_now_add=True)
    wants_digest = models.BooleanField(default=True)
    wants_notices = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects = AccountManager()

    def __str__(self) -> str:
        return self.email


class Partnership(models.Model):
    """That an account's person is people partner of a unit, from a day to a day."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="partnerships")
    unit = models.ForeignKey(Unit, models.PROTECT)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    def __str__(self) -> str:
        return f"{self.account} for {self.unit}"


class Grant(models.Model):
    """That something of one person was opened to an administrator, from a day to a day."""

    account = models.ForeignKey(Account, models.CASCADE, related_name="grants")
    person = models.ForeignKey(Person, models.PROTECT)
    matter = models.CharField(max_length=30)
    starts_on = models.DateField()
    ends_on = models.DateField()
    granted_by = models.ForeignKey(Account, models.PROTECT, related_name="granted")

    def __str__(self) -> str:
        return f"{self.matter} of {self.person} for {self.account}"


class Reading(models.Model):
    """That somebody looked at another person's page; that person sees it."""

    reader = models.ForeignKey(Account, models.PROTECT, related_name="readings")
    person = models.ForeignKey(Person, models.PROTECT, related_name="read_by")
    page = models.CharField(max_length=40)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        """One row a reader, page and day."""

        constraints = (models.UniqueConstraint(fields=("person", "reader", "page", "on"), name="one_reading_a_day"),)

    def __str__(self) -> str:
        return f"{self.reader} read {self.page} of {self.person}"
