"""Pages looked at by many people: how many queries each takes, and how long the server takes. Django has to be set up."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from django.conf import settings
from django.db import connection
from django.db.models import Count, Q
from django.test import Client
from django.test.utils import CaptureQueriesContext

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people import write as people
from answerable.facts.people.models import Account, Person, Place

BACKEND = "answerable.web.signing_in.Backend"
PAGES = ("Today", "My people", "Person", "Gap", "Chain", "Me")
LEADERS_A_LEVEL = 4
ROUNDS = 15


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody's look at a page."""

    page: str
    url: str
    session: str


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page takes.

    Attributes:
        queries: the most queries a look at it took.
        cold: milliseconds of the first look of everybody: the 50th and the 95th of a hundred.
        warm: the same of later looks.
        bytes: the size of the largest.
    """

    queries: int
    cold: tuple[float, float]
    warm: tuple[float, float]
    bytes: int


def measure() -> dict[str, Taken]:
    """Look at all pages as a spread of people: the chief, leaders of every level, those under them, a partner."""
    visits = [visit for account in opened() for visit in visits_of(account)]
    counted, sizes = queries(visits)
    with served() as port:
        hello = [Visit("hello", "/hello/", visit.session) for visit in visits if visit.page == "Me"]
        times(port, [Visit("", "/hello/", ""), *hello])
        cold = times(port, [*hello, *visits])
        warm = times(port, [*hello, *visits] * ROUNDS)
    return {
        page: Taken(counted.get(page, 0), percentiles(cold[page]), percentiles(warm[page]), sizes.get(page, 0))
        for page in ("hello", *PAGES)
    }


def percentiles(found: list[float]) -> tuple[float, float]:
    return float(np.percentile(found, 50)), float(np.percentile(found, 95))


def opened() -> list[Account]:
    """Accounts for a spread of people, those with most to see among them."""
    line = Count("line", filter=Q(line__ends_on__isnull=True))
    leaders = Person.objects.annotate(in_line=line).filter(in_line__gt=0).order_by("-in_line", "pk")
    chief = leaders[0]
    chosen = {chief.pk}
    depth = dict(Place.objects.filter(leader=chief, ends_on__isnull=True).values_list("person", "level"))
    by_level = defaultdict(list)
    for number in leaders.values_list("pk", flat=True):
        by_level[depth.get(number, 0)].append(number)
    for numbers in by_level.values():
        chosen.update(numbers[place] for place in np.linspace(0, len(numbers) - 1, LEADERS_A_LEVEL).astype(int))
    duties, cases = Duty.objects.filter(ended_on__isnull=True), Case.objects.filter(closed_on__isnull=True)
    chosen.update(duties.values_list("leader", flat=True).annotate(n=Count("pk")).order_by("-n", "leader")[:2])
    answering = cases.filter(answerable__isnull=False).values_list("answerable", flat=True)
    chosen.update(answering.annotate(n=Count("pk")).order_by("-n", "answerable")[:2])
    chosen.update(cases.filter(person__isnull=False).order_by("person").values_list("person", flat=True)[:4])
    accounts = [
        people.open_account(email=f"{person.key}@example.com".lower(), person=person.key)
        for person in Person.objects.filter(pk__in=chosen).order_by("pk")
    ]
    partner = Account.objects.get(person=by_level[max(by_level)][0])
    people.name_partner(account=partner, units=["U0001", "U0002", "U0003"], on=person_since(partner))
    return accounts
