"""Every address of the product, asked for by every member of the cast: what each of them gets, and what they do not."""

from collections.abc import Iterator
from functools import cache

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.db.models import Count, Value
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

import hearings_held
import levers_made
import mirrored
import moves_at
import plans_made
import talks
from answerable.decisions.cases.models import Case
from answerable.decisions.conversations.models import AgendaItem, Conversation
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Account, Installation, Person
from answerable.facts.support import write as support
from answerable.ledger import read as ledger
from answerable.sources.intake.models import Upload
from roles_agreed import tailored
from staged import AT, TODAY
from visiting import visitor
from who_gets_what import CAST, DEEDS, OPEN, PAGES, REQUESTS, SENT, SIGNED_IN

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _real() -> None:
    """The company is a real one: what anybody may do in the demo company is told in tests/web/areas/test_welcome.py."""
    Installation.objects.update(is_demo=False)


def address(request: str) -> str:
    """The address a row of the table asks for; what has a number of its own is looked up on the stage."""
    _method, name, *given = request.split()
    return reverse(name, args=[_number(one) for one in given])


def _number(given: str) -> int | str:
    leader, chief = (Person.objects.get(key=key) for key in ("leader", "chief"))
    found = {
        "account": lambda: Account.objects.get(email="stranger@example.com").pk,
        "case": lambda: Case.objects.get().pk,
        "drafted": plans_made.drafted,
        "put-forward": plans_made.put_forward,
        "running": lambda: plans_made.run().case,
        "promised": plans_made.promised,
        "talk": lambda: Duty.objects.get(leader=leader, person__key="seller-2", ended_on=None).pk,
        "plan": lambda: Duty.objects.get(leader=chief, kind="plan", ended_on=None).pk,
        "record": lambda: support.log_conversation(
            leader=leader.pk, person=None, kind="team", day=TODAY, minutes=30, at=AT
        ),
        "lever": levers_made.lever,
        "measure": lambda: levers_made.set_to_work("seller-2"),
        "upload": lambda: (
            Upload.objects.create(
                account_id=Account.objects.get(email="administrator@example.com").pk, brought_at=AT, state="refused"
            ).pk
        ),
        "planned": lambda: talks.prepared().pk,
        "item": lambda: talks.prepared().items.get().pk,
        "promise": lambda: talks.prepared().commitments.get().pk,
        "held": talks.held,
        "asked": hearings_held.asked,
        "answered": hearings_held.answered,
        "reviewed": hearings_held.reviewed,
        "reviewed-case": hearings_held.reviewed_case,
        "help": hearings_held.helped,
        **moves_at.NUMBERS,
        **mirrored.NUMBERS,
        "tailored": lambda: tailored("seller-1"),
        "0": lambda: 0,
    }
    return found[given]() if given in found else given


def ask(request: str, url: str, client: Client) -> HttpResponseBase:
    """Ask for an address the way its row says."""
    method, name, *_given = request.split()
    response = client.get(url) if method == "GET" else client.post(url, SENT.get(name, {}))
    assert isinstance(response, HttpResponseBase)
    return response


def state() -> list[object]:
    """How many rows there are of everything, what is owed, who may sign in, and where the ledger stands."""
    accounts = Account.objects.order_by("pk").values_list("pk", "is_active", "password", "wants_digest")
    duties = Duty.objects.order_by("pk").values_list("pk", "kept_on", "lapsed_on", "ended_on")
    agenda = AgendaItem.objects.order_by("pk").values_list("text", "is_done")
    notes = Conversation.objects.order_by("pk").values_list("notes")
    written = [*agenda, *notes]
    return [rows(), [*accounts], [*duties], written, ledger.head()]


def rows() -> list[tuple[str, int]]:
    """How many rows every table has, in one question: it is asked thousands of times."""
    with connection.cursor() as cursor:
        cursor.execute(counting())
        return list(cursor.fetchall())


@cache
def counting() -> str:
    """The question for all tables at once; one without rows does not answer."""
    models = [model for model in apps.get_models() if model is not Session]
    counted = [model._default_manager.order_by().values(counted_table=Value(model._meta.label)) for model in models]
    # Text stands between quotes in SQL, which Django leaves to the database's own adapter.
    return " UNION ALL ".join(
        str(rows.annotate(counted_rows=Count("*")).query).replace(model._meta.label, f"'{model._meta.label}'", 1)
        for model, rows in zip(models, counted, strict=True)
    )


def outcome(request: str, url: str, client: Client) -> str:
    """What a request comes to, in the words of the table."""
    before = state()
    response = ask(request, url, client)
    status, changed = response.status_code, state() != before
    if status in {403, 404}:
        return {403: "no", 404: "none"}[status] + " but something happened" * changed
    if status == 302 and response["Location"].startswith(reverse("account_login")):
        return "in" + " but something happened" * changed
    if request.startswith("POST"):
        # What was refused may be shown again, to be put right.
        shown = {200: "kept", 422: "kept"} if not changed else {}
        return {302: "done" if changed else "kept", **shown}.get(status, str(status))
    return {200: "ok", 302: "go"}.get(status, str(status))


def patterns(found: list[URLPattern | URLResolver]) -> Iterator[URLPattern]:
    """All patterns below some, however deep."""
    for one in found:
        if isinstance(one, URLPattern):
            yield one
        else:
            yield from patterns(one.url_patterns)


@pytest.mark.parametrize("request_", REQUESTS)
def test_every_member_of_the_cast_gets_what_the_table_says(request_: str):
    found, url = {}, address(request_)

    for name in CAST:
        with transaction.atomic():
            found[name] = outcome(request_, url, visitor(name))
            transaction.set_rollback(True)

    assert found == REQUESTS[request_]


def test_every_address_has_its_row():
    ours = {one.name for one in patterns(get_resolver("answerable.web.urls").url_patterns)}
    all_ = {one.name for one in patterns(get_resolver().url_patterns)}

    assert {request.split()[1] for request in REQUESTS} == ours
    assert all_ - ours == OPEN | SIGNED_IN


@pytest.mark.parametrize("request_", [request for request in REQUESTS if request.startswith("POST")])
def test_a_deed_without_the_token_of_its_page_is_refused_and_nothing_happens(request_: str):
    client = Client(enforce_csrf_checks=True)
    client.cookies = visitor("administrator").cookies
    url, before = address(request_), state()

    response = ask(request_, url, client)

    assert response.status_code == 403
    assert "The page was too old" in response.content.decode()
    assert state() == before


@pytest.mark.parametrize("request_", [request for request in DEEDS if request.split()[1] not in PAGES])
def test_a_deed_is_never_done_by_following_a_link(request_: str):
    url, client = address(request_), visitor(DEEDS[request_])
    before = state()

    response = client.get(url)

    assert response.status_code == 405
    assert state() == before


@pytest.mark.parametrize("name", sorted(OPEN | SIGNED_IN))
def test_of_the_sign_in_pages_only_those_meant_to_be_are_open_to_anybody(name: str):
    given = {
        "account_confirm_email": ["no-such-key"],
        "account_reset_password_from_key": ["1", "no-such-key"],
        "mfa_remove_webauthn": [1],
        "mfa_edit_webauthn": [1],
    }
    url = reverse(name, args=given.get(name, []))

    response = Client().get(url)

    asked = (response.status_code, response.headers.get("Location", "").partition("?")[0])
    if name in SIGNED_IN:
        assert asked in {(302, "/accounts/login/"), (404, "")}
    else:
        assert asked in {(200, ""), (302, "/accounts/login/"), (302, "/"), (404, "")}
