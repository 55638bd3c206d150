"""Every address of the product, asked for by every member of the cast: what each of them gets, and what they do not."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from answerable.decisions.cases.models import Case
from answerable.decisions.duties.models import Duty
from answerable.facts.people.models import Account, Installation, Person
from answerable.facts.support import write as support
from answerable.ledger import read as ledger
from answerable.sources.intake.models import Upload
from staged import AT, TODAY
from visiting import visitor

pytestmark = pytest.mark.django_db

# ok: the page. go: another page. done: a deed, and something has changed.
# kept: an answer, and nothing has changed. no: refused. none: there is nothing. in: asked to sign in.
TABLE = """
request                       chief director leader new  seller peer moved stranger partner north admin nobody
GET  home                     go    go       go     go   go     go   go    go       go      go    go    in
GET  welcome                  go    go       go     go   go     go   go    go       go      go    go    go
POST look-round account       no    no       no     no   no     no   no    no       no      no    no    no
POST load-demo                no    no       no     no   no     no   no    no       no      no    no    no
GET  demo-progress            ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    ok
GET  set-up                   go    go       go     go   go     go   go    go       go      go    go    go
POST set-up                   kept  kept     kept   kept kept   kept kept  kept     kept    kept  kept  kept
GET  today                    ok    ok       ok     ok   go     go   go    go       go      go    go    in
POST duty-talk talk           none  none     done   none none   none none  none     none    none  none  in
POST duty-talk 0              none  none     none   none none   none none  none     none    none  none  in
POST duty-measure plan        done  none     none   none none   none none  none     none    none  none  in
POST take-back record         kept  kept     done   kept kept   kept kept  kept     kept    kept  kept  in
GET  my-people                ok    ok       ok     ok   go     go   go    go       go      go    go    in
GET  person seller-1          ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  person seller-6          ok    ok       ok     ok   no     no   ok    no       no      no    no    in
GET  person leader            ok    ok       ok     no   no     no   no    no       no      ok    no    in
GET  person unheard-of        none  none     none   none none   none none  none     none    none  none  in
GET  person-support seller-1  ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  person-record seller-1   ok    ok       ok     no   ok     no   no    no       no      ok    no    in
POST talk seller-1            done  done     done   no   no     no   no    no       no      no    no    in
POST talk seller-6            done  done     no     done no     no   no    no       no      no    no    in
POST talk unheard-of          none  none     none   none none   none none  none     none    none  none  in
POST agree seller-1           no    no       done   no   done   no   no    no       no      no    no    in
POST agree chief              none  none     none   none none   none none  none     none    none  none  in
GET  gap case                 ok    ok       ok     no   ok     no   no    no       no      ok    no    in
GET  gap 0                    none  none     none   none none   none none  none     none    none  none  in
POST gap-respond case         no    no       no     no   done   no   no    no       no      no    no    in
GET  chain                    ok    ok       ok     ok   go     go   go    go       go      ok    go    in
GET  chain-of director        ok    ok       no     no   no     no   no    no       no      no    no    in
GET  chain-of seller-6        ok    ok       no     ok   no     no   ok    no       no      no    no    in
GET  chain-of unheard-of      none  none     none   none none   none none  none     none    none  none  in
GET  me                       ok    ok       ok     ok   ok     ok   ok    ok       ok      go    go    in
GET  held                     ok    ok       ok     ok   ok     ok   ok    ok       ok      go    go    in
GET  settings                 ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
POST settings                 done  done     done   done done   done done  done     done    done  done  in
GET  finder                   ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
GET  gallery                  ok    ok       ok     ok   ok     ok   ok    ok       ok      ok    ok    in
GET  company                  no    no       no     no   no     no   no    no       no      no    ok    in
POST bring                    no    no       no     no   no     no   no    no       no      no    kept  in
GET  upload upload            no    no       no     no   no     no   no    no       no      no    ok    in
GET  upload 0                 no    no       no     no   no     no   no    no       no      no    none  in
GET  upload-progress upload   no    no       no     no   no     no   no    no       no      no    ok    in
POST load upload              no    no       no     no   no     no   no    no       no      no    kept  in
POST check-ledger             no    no       no     no   no     no   no    no       no      no    kept  in
GET  access                   no    no       no     no   no     no   no    no       no      no    ok    in
POST invite                   no    no       no     no   no     no   no    no       no      no    done  in
POST close-account account    no    no       no     no   no     no   no    no       no      no    done  in
"""

# The sign-in pages come with a package. Reachable by anybody: signing in and out, and a new password by mail.
OPEN = {
    "account_login",
    "account_logout",
    "account_inactive",
    "account_signup",
    "account_email_verification_sent",
    "account_confirm_email",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    # Halfway through signing in; whoever is not is sent to its beginning.
    "account_confirm_login_code",
    "mfa_authenticate",
    "mfa_login_webauthn",
}
SIGNED_IN = {
    "account_reauthenticate",
    "account_email",
    "account_change_password",
    "account_set_password",
    "mfa_index",
    "mfa_reauthenticate",
    "mfa_activate_totp",
    "mfa_deactivate_totp",
    "mfa_view_recovery_codes",
    "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes",
    "mfa_list_webauthn",
    "mfa_add_webauthn",
    "mfa_reauthenticate_webauthn",
    "mfa_remove_webauthn",
    "mfa_edit_webauthn",
}

SENT = {
    "duty-measure": {"lever": "coaching", "name": "Shadowing"},
    "gap-respond": {"text": "My accounts were split in July."},
    "invite": {"email": "new@example.com"},
    "set-up": {"code": "wrong", "email": "new@example.com", "password": "long enough 1"},
}
HEAD, *ROWS = (line.split() for line in TABLE.strip().splitlines())
IN_FULL = {"new": "new leader", "north": "north-partner", "admin": "administrator"}
CAST = [IN_FULL.get(name, name) for name in HEAD[1:]]
REQUESTS = {" ".join(row[: -len(CAST)]): dict(zip(CAST, row[-len(CAST) :], strict=True)) for row in ROWS}
PAGES = {request.split()[1] for request in REQUESTS if request.startswith("GET")}
# Every deed that somebody can do, with the first who can.
DEEDS = {
    request: next(name for name, what in row.items() if what in {"done", "kept"})
    for request, row in REQUESTS.items()
    if {"done", "kept"} & set(row.values())
}


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
        "talk": lambda: Duty.objects.get(leader=leader, person__key="seller-2", ended_on=None).pk,
        "plan": lambda: Duty.objects.get(leader=chief, kind="plan", ended_on=None).pk,
        "record": lambda: support.log_conversation(
            leader=leader.pk, person=None, kind="team", day=TODAY, minutes=30, at=AT
        ),
        "upload": lambda: (
            Upload.objects.create(
                account_id=Account.objects.get(email="administrator@example.com").pk, brought_at=AT, state="refused"
            ).pk
        ),
        "0": lambda: 0,
    }
    return found[given]() if given in found else given


def ask(request: str, url: str, client: Client) -> HttpResponse:
    """Ask for an address the way its row says."""
    method, name, *_given = request.split()
    response = client.get(url) if method == "GET" else client.post(url, SENT.get(name, {}))
    assert isinstance(response, HttpResponse)
    return response


def state() -> list[object]:
    """How many rows there are of everything, what is owed, who may sign in, and where the ledger stands."""
    models = [model for model in apps.get_models() if model is not Session]
    accounts = Account.objects.order_by("pk").values_list("pk", "is_active", "password", "wants_digest")
    duties = Duty.objects.order_by("pk").values_list("pk", "kept_on", "lapsed_on", "ended_on")
    return [[model._default_manager.count() for model in models], [*accounts], [*duties], ledger.head()]


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
        return {302: "done" if changed else "kept"}.get(status, str(status))
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
    found = {}

    for name in CAST:
        with transaction.atomic():
            found[name] = outcome(request_, address(request_), visitor(name))
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
