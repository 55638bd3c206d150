"""The first page: look round the demo company, or set up one's own."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client

from answerable.facts.levers.library import shipped
from answerable.facts.levers.models import Edition, Lever
from answerable.facts.levers.read import in_library
from answerable.facts.people.models import Account, Grant, Installation, Partnership, Person, Reading
from answerable.jobs import tasks
from answerable.jobs.models import Looked
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

PASSWORD = "a long and rare one"


@pytest.fixture
def _no_accounts() -> None:
    """Nobody can sign in yet."""
    for model in (Reading, Grant, Partnership, Account):
        model._default_manager.all().delete()


@pytest.fixture
def _empty(_no_accounts: None) -> None:
    """Nothing has begun here."""
    Installation.objects.all().delete()


def persona(email: str, sentence: str) -> int:
    """Make an account one of those that anybody may look round as."""
    Account.objects.filter(email=email).update(persona=sentence)
    return Account.objects.get(email=email).pk


@pytest.fixture
def loads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the worker was asked to load the demo company, which takes minutes."""
    asked: list[str] = []
    monkeypatch.setattr(tasks, "load_demo", lambda: asked.append("load"))
    return asked


def set_up(**sent: str) -> dict[str, str]:
    return {"code": settings.SETUP_CODE, "email": "me@example.com", "password": PASSWORD, **sent}


@pytest.mark.parametrize(
    ("name", "url"),
    [
        ("chief", "/today/"),
        ("new leader", "/today/"),
        ("seller", "/me/"),
        ("partner", "/me/"),
        ("north-partner", "/chain/"),
        ("administrator", "/company/"),
        ("nobody", "/accounts/login/"),
    ],
)
def test_everybody_begins_where_their_work_is(name: str, url: str):
    assert visitor(name).get("/")["Location"] == url


def test_an_account_that_is_nobody_s_is_told_whom_to_ask():
    Account.objects.filter(email="partner@example.com").update(person=None)

    response = visitor("partner").get("/")

    assert "Nothing to see yet Your account belongs to nobody in the company so far." in words(response)
    assert "Sign out" in words(response)


@pytest.mark.usefixtures("_empty")
def test_an_empty_installation_opens_on_the_first_page():
    client = Client()

    assert client.get("/")["Location"] == "/welcome/"
    text = words(client.get("/welcome/"))
    assert "This installation is empty." in text
    assert "Nothing leaves this machine. Set it up" in text
    assert "The code that the server printed when it was started Load the demo company" in text


def test_the_demo_company_opens_on_a_choice_of_eyes():
    number = persona("leader@example.com", "A leader of six, with a gap nobody talks about")
    client = Client()

    assert client.get("/")["Location"] == "/welcome/"
    response = client.get("/welcome/")
    assert "Lee Okoro A leader of six, with a gap nobody talks about" in words(response)
    assert f'action="/welcome/{number}/"' in source(response)


def test_one_looks_round_without_a_password_and_as_somebody_else_next():
    leader, seller = persona("leader@example.com", "A leader"), persona("seller@example.com", "A seller")
    client = Client()

    first = client.post(f"/welcome/{leader}/", follow=True)
    second = client.post(f"/welcome/{seller}/", follow=True)

    assert words(first).startswith("What my people need from me")
    assert words(second).startswith("Seller-1 Account Executive")


def test_as_an_account_that_is_no_persona_nobody_looks_round():
    persona("leader@example.com", "A leader")
    chief = Account.objects.get(email="chief@example.com").pk
    client = Client()

    answers = [client.post(f"/welcome/{number}/") for number in (chief, 0)]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert "_auth_user_id" not in client.session


def test_outside_the_demo_company_nobody_looks_round_at_all():
    number = persona("leader@example.com", "A leader")
    Installation.objects.update(is_demo=False)
    client = Client()

    assert client.post(f"/welcome/{number}/").status_code == 403
    assert client.get("/welcome/")["Location"] == "/"
    assert "_auth_user_id" not in client.session


@pytest.mark.usefixtures("_empty")
def test_whoever_can_read_the_server_s_code_loads_the_demo_company(loads: list[str]):
    client = Client()

    wrong, right = (client.post("/welcome/demo/", {"code": code}) for code in ("wrong", f" {settings.SETUP_CODE} "))

    assert wrong.status_code == 422
    assert "This is not the code that the server printed when it was started." in words(wrong)
    assert right["Location"] == "/welcome/"
    assert loads == ["load"]


@pytest.mark.parametrize("is_demo", [True, False])
def test_where_a_company_is_the_demo_is_not_loaded_over_it(*, is_demo: bool, loads: list[str]):
    persona("leader@example.com", "A leader")
    Installation.objects.update(is_demo=is_demo)

    response = Client().post("/welcome/demo/", {"code": "wrong"})

    assert response.status_code == (422 if is_demo else 403)
    assert loads == []


@pytest.mark.usefixtures("_no_accounts")
def test_while_the_demo_company_is_loaded_everybody_sees_how_far_it_is(loads: list[str]):
    client = Client()
    Looked.objects.update(on=date(2024, 11, 30))

    page, part = client.get("/welcome/"), client.get("/welcome/demo/progress/", headers={"HX-Request": "true"})
    again = client.post("/welcome/demo/")

    # From 1 November 2024 to 2 November 2026: 30 days of November have happened.
    assert words(page).startswith("Answerable The demo company is on its way")
    assert 'hx-get="/welcome/demo/progress/"' in source(part)
    assert words(part) == "Its two years happen, day by day. 30 / 732 Look again"
    assert "HX-Refresh" not in part.headers
    # It stands still? Whoever sees that lets it go on, without a code.
    assert (again["Location"], loads) == ("/welcome/", ["load"])
    assert client.get("/set-up/")["Location"] == "/"


def test_before_its_first_day_the_tables_are_loaded():
    Looked.objects.all().delete()

    assert words(Client().get("/welcome/demo/progress/")) == "The tables are loaded. 0 / 732 Look again"


def test_once_the_demo_company_is_there_the_page_is_loaded_anew():
    persona("leader@example.com", "A leader")

    response = Client().get("/welcome/demo/progress/")

    assert (words(response), response["HX-Refresh"]) == ("", "true")


@pytest.mark.usefixtures("_empty")
def test_whoever_can_read_the_server_s_code_makes_the_first_account_and_is_signed_in():
    client = Client()
    form = words(client.get("/set-up/"))

    response = client.post("/set-up/", set_up(email=" Me@Example.com ", code=f" {settings.SETUP_CODE} "))

    assert "The code that the server printed when it was started" in form
    assert response["Location"] == "/company/"
    account = Account.objects.get()
    assert (account.email, account.is_administrator, account.person) == ("me@example.com", True, None)
    assert client.get("/company/").status_code == 200


@pytest.mark.usefixtures("_empty")
def test_a_new_installation_begins_with_our_library():
    Edition.objects.all().delete()
    Lever.objects.all().delete()

    Client().post("/set-up/", set_up(code=settings.SETUP_CODE))

    assert in_library() == len(shipped())


@pytest.mark.usefixtures("_empty")
@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"code": "wrong"}, "This is not the code that the server printed when it was started."),
        ({"code": "ö"}, "This is not the code that the server printed when it was started."),
        ({"email": "me"}, "Expected an e-mail address such as name@example.com."),
        ({"password": "short"}, "This password is too short. It must contain at least 12 characters."),
        ({"password": "123456789012"}, "This password is entirely numeric."),
    ],
)
def test_what_cannot_be_is_said_and_no_account_is_made(sent: dict[str, str], said: str):
    response = Client().post("/set-up/", set_up(**sent))

    assert response.status_code == 422
    assert said in words(response)
    assert not Account.objects.exists()


@pytest.mark.usefixtures("_empty")
def test_everything_that_is_wrong_is_said_at_once_and_the_address_is_kept_but_never_the_password():
    response = Client().post("/set-up/", {"email": "me@", "password": "Qx7-"})

    html = source(response)
    assert html.count("<li>") == 3
    assert 'value="me@"' in html
    assert "Qx7-" not in html


def test_once_somebody_can_sign_in_nobody_sets_it_up_again():
    before = Account.objects.count()
    client = Client()

    answers = [client.get("/set-up/"), client.post("/set-up/", set_up())]

    assert [answer["Location"] for answer in answers] == ["/", "/"]
    assert Account.objects.count() == before
    assert "_auth_user_id" not in client.session
    assert Person.objects.count() == 12
