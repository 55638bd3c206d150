"""Pages looked at by many people: the queries each takes, and how long the server takes. Django has to be set up."""

import http.client
import socket
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

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
HELLO = "a bare view"
PAGES = (
    "Today",
    "My people",
    "Person",
    "Expectations",
    "Other roles",
    "Talks with somebody",
    "Gap",
    "Plan",
    "Hearing",
    "Answering",
    "Chain",
    "Roll-up",
    "Teams",
    "Waiting",
    "Roles",
    "Levers",
    "Running",
    "Moves",
    "Mirror",
    "Me",
    "Promises",
)
OF_GAP = {"Gap": "", "Plan": "plan/", "Hearing": "hearing/", "Answering": "answering/"}
OF_ANYBODY = {"Me": "/me/", "Promises": "/me/promises/", "Roles": "/roles/", "Levers": "/levers/", "Moves": "/moves/"}
OF_CHAIN = {
    "Chain": "/chain/",
    "Roll-up": "/chain/rollup/",
    "Teams": "/chain/teams/",
    "Waiting": "/chain/waiting/",
}
OF_LEADERS = {"Today": "/today/", "My people": "/people/", "Running": "/levers/running/", "Mirror": "/mirror/"}
EACH_LEVEL, MOST, SHORT = 4, 2, 4
ROUNDS = 10


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
        cold: milliseconds of everybody's first looks: of a hundred the 50th and the 95th.
        warm: the same of later looks.
        size: how many bytes the largest has.
        looks: how many looks at it there were in a round.
    """

    queries: int
    cold: tuple[float, float]
    warm: tuple[float, float]
    size: int
    looks: int


def measure(today: date) -> dict[str, Taken]:
    """Look at all pages as the chief, leaders of every level, people under them and a people partner."""
    visits = [visit for account in opened(today) for visit in visits_of(account)]
    hello = [Visit(HELLO, "/hello/", visit.session) for visit in visits if visit.page == "Me"]
    with served() as port:
        cold, _ = looked(port, [*hello, *visits])
        warm, sizes = looked(port, [*hello, *visits] * ROUNDS)
    counted = queries([*hello, *visits])
    return {
        page: Taken(counted[page], percentiles(cold[page]), percentiles(warm[page]), sizes[page], len(cold[page]))
        for page in (HELLO, *PAGES)
    }


def percentiles(found: list[float]) -> tuple[float, float]:
    return float(np.percentile(found, 50)), float(np.percentile(found, 95))


def opened(today: date) -> list[Account]:
    """Accounts for a spread of people; those with most to see are among them, and a people partner."""
    line = Count("line", filter=Q(line__ends_on__isnull=True))
    leaders = list(Person.objects.annotate(size=line).filter(size__gt=0).order_by("-size", "pk").values_list("pk"))
    above = dict(Place.objects.filter(leader=leaders[0], ends_on__isnull=True).values_list("person", "level"))
    levels = defaultdict(list)
    for (number,) in leaders:
        levels[above.get(number, 0)].append(number)
    chosen = {
        numbers[place]
        for numbers in levels.values()
        for place in np.linspace(0, len(numbers) - 1, EACH_LEVEL).astype(int)
    }
    is_open, duties = Case.objects.filter(closed_on__isnull=True), Duty.objects.filter(ended_on__isnull=True)
    for rows, field in ((is_open, "answerable"), (duties, "leader")):
        counted = rows.filter(**{f"{field}__isnull": False}).values_list(field).annotate(n=Count("pk"))
        chosen |= {number for number, _ in counted.order_by("-n", field)[:MOST]}
    chosen |= set(is_open.filter(person__isnull=False).order_by("person").values_list("person", flat=True)[:SHORT])
    accounts = [
        people.open_account(
            email=f"{person.key}@example.com",
            person=person.key,
            actor="administrator@example.com",
            at=datetime.now(UTC),
        )
        for person in Person.objects.filter(pk__in=chosen).order_by("pk")
    ]
    people.name_partner(
        account=accounts[1],
        units=["U0001", "U0002", "U0003"],
        on=today,
        actor="administrator@example.com",
        at=datetime.now(UTC),
    )
    return accounts


def visits_of(account: Account) -> Iterator[Visit]:
    """The pages somebody has; of persons and gaps their own and the farthest of those in their line."""
    client = Client()
    client.force_login(account, backend=BACKEND)
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    line = Place.objects.filter(leader=account.person, ends_on__isnull=True).order_by("level", "person")
    members = list(line.values_list("person__key", flat=True))
    yield from (Visit(page, url, session) for page, url in OF_ANYBODY.items())
    for key in (account.person.key, *members[:1], *members[-1:]):
        yield Visit("Person", f"/people/{key}/", session)
        yield Visit("Expectations", f"/people/{key}/expected/", session)
        yield Visit("Other roles", f"/people/{key}/other-roles/", session)
    for key in members[:1]:
        yield Visit("Talks with somebody", f"/people/{key}/conversations/", session)
    below = Q(person__places__leader=account.person, person__places__ends_on__isnull=True)
    gaps = Case.objects.filter(below | Q(person=account.person) | Q(unit__leader=account.person))
    for number in gaps.order_by("-level", "pk").values_list("pk", flat=True).distinct()[:3]:
        yield from (Visit(page, f"/gaps/{number}/{path}", session) for page, path in OF_GAP.items())
    if members:
        yield from (Visit(page, url, session) for page, url in OF_LEADERS.items())
    if members or account.partnerships.exists():
        yield from (Visit(page, url, session) for page, url in OF_CHAIN.items())


def queries(visits: Iterable[Visit]) -> dict[str, int]:
    """By page, the most queries that any of these looks takes."""
    client, most = Client(SERVER_NAME="localhost"), defaultdict(int)
    for visit in visits:
        client.cookies[settings.SESSION_COOKIE_NAME] = visit.session
        with CaptureQueriesContext(connection) as captured:
            answer = client.get(visit.url)
        assert answer.status_code == 200, f"{visit.url}: {answer.status_code}"
        most[visit.page] = max(most[visit.page], len(captured))
    return most


@contextmanager
def served() -> Iterator[int]:
    """The application served as `answerable serve` does it, by one process; gives the port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "answerable.site.wsgi:application"]
    where = ["--host", "127.0.0.1", "--port", str(port)]
    how = ["--workers", "1", "--blocking-threads", "4", "--log-level", "warning"]
    server = subprocess.Popen([*command, *where, *how])
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait_for(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The server did not start within 20 seconds.")


def looked(port: int, visits: Iterable[Visit]) -> tuple[dict[str, list[float]], dict[str, int]]:
    """Look at pages one after the other over one connection.

    Returns:
        By page, the milliseconds of each look, and the bytes of the largest.
    """
    took: dict[str, list[float]] = defaultdict(list)
    size: dict[str, int] = defaultdict(int)
    wire = http.client.HTTPConnection("127.0.0.1", port)
    for visit in visits:
        began = time.perf_counter()
        wire.request("GET", visit.url, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={visit.session}"})
        answer = wire.getresponse()
        body = answer.read()
        took[visit.page].append(1000 * (time.perf_counter() - began))
        assert answer.status == 200, f"{visit.url}: {answer.status}"
        size[visit.page] = max(size[visit.page], len(body))
    return took, size
