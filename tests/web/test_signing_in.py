"""Signing in: who may, how often one may try, and what protects every page."""

from importlib import import_module

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.test import Client

from answerable.decisions.cases.models import Case
from answerable.facts.people.models import Account
from answerable.web.signing_in import is_address
from visiting import visitor, words

pytestmark = pytest.mark.django_db

LOGIN = "/accounts/login/"
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


def sign_in(client: Client, email: str = "leader@example.com", **sent: str) -> HttpResponse:
    answer = client.post(LOGIN, {"login": email, "password": "long enough 1", **sent})
    assert isinstance(answer, HttpResponse)
    return answer


@pytest.mark.parametrize("email", ["leader@example.com", "Leader@Example.COM"])
def test_whoever_has_an_account_signs_in_by_address_and_password(email: str):
    client = Client()

    answer = sign_in(client, email)

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/")["Location"] == "/today/"


def test_after_signing_in_one_is_where_one_wanted_to_be_but_never_elsewhere():
    wanted, elsewhere = (
        Client().post(f"{LOGIN}?next={to}", {"login": "leader@example.com", "password": "long enough 1"})
        for to in ("/people/seller-1/", "https://example.org/")
    )

    assert wanted["Location"] == "/people/seller-1/"
    assert elsewhere["Location"] == "/"


def test_a_wrong_password_and_an_address_without_account_are_answered_the_same():
    wrong, unknown = sign_in(Client(), password="wrong"), sign_in(Client(), email="nobody@example.com")

    said = "The email address and/or password you specified are not correct."
    assert [answer.status_code for answer in (wrong, unknown)] == [200, 200]
    assert said in words(wrong)
    assert said in words(unknown)


def test_an_account_that_was_closed_signs_in_no_more():
    Account.objects.filter(email="leader@example.com").update(is_active=False)
    client = Client()

    answer = sign_in(client)

    assert (answer.status_code, answer["Location"]) == (302, "/accounts/inactive/")
    assert client.get("/today/")["Location"] == f"{LOGIN}?next=/today/"


def test_after_five_wrong_passwords_not_even_the_right_one_opens_the_account():
    client = Client()
    wrong = [sign_in(client, password=f"wrong {number}") for number in range(5)]

    answers = [sign_in(client, password="wrong again"), sign_in(client), sign_in(client)]

    assert not any("Too many" in words(answer) for answer in wrong)
    assert all("Too many failed login attempts. Try again later." in words(answer) for answer in answers)
    assert "_auth_user_id" not in client.session


def test_whoever_tries_without_end_gets_a_page_that_says_to_wait():
    client = Client()

    # Thirty a minute from one place.
    answers = [sign_in(client, f"somebody-{number}@example.com") for number in range(31)]

    assert {answer.status_code for answer in answers[:30]} == {200}
    assert answers[30].status_code == 429
    assert "Too many tries Wait a few minutes, then try again." in words(answers[30])


def test_nobody_signs_up_by_themselves():
    password = "a long and rare password"
    sent = {"email": "me@example.com", "password1": password, "password2": password}

    answer = Client().post("/accounts/signup/", sent)

    assert "closed" in words(answer)
    assert not get_user_model().objects.filter(email="me@example.com").exists()


def test_signing_out_ends_the_session_and_leads_to_the_beginning():
    client = visitor("leader")

    answer = client.post("/accounts/logout/")

    assert (answer.status_code, answer["Location"]) == (302, "/")
    assert client.get("/today/")["Location"] == f"{LOGIN}?next=/today/"


@pytest.mark.parametrize(
    ("page", "back"),
    [
        ("http://testserver/gaps/1/?tab=plan", "/gaps/1/%3Ftab%3Dplan"),
        ("http://elsewhere.example/gaps/1/", "/"),
        ("//elsewhere.example/", "/"),
        ("", "/"),
    ],
)
def test_a_form_sent_after_the_session_had_expired_leads_back_to_its_page(page: str, back: str):
    answer = Client().post("/gaps/1/answer/", {"text": "Mine"}, headers={"referer": page})

    assert (answer.status_code, answer["Location"]) == (302, f"{LOGIN}?next={back}")


def test_an_address_can_be_written_to_and_has_at_most_254_letters():
    longest = f"{'a' * 60}@{'b.' * 91}example.com"

    assert len(longest) == 254
    assert [is_address(text) for text in ("ana@example.com", longest)] == [True, True]
    for text in ("ana", "ana@localhost.", "", "a b@example.com", f"a{longest}"):
        assert not is_address(text)


def test_passwords_are_kept_so_that_stealing_them_is_of_no_use():
    # As installed: the tests themselves use a fast one.
    settings = import_module("answerable.site.settings")

    assert settings.PASSWORD_HASHERS == ["django.contrib.auth.hashers.Argon2PasswordHasher"]
    assert [one["OPTIONS"] for one in settings.AUTH_PASSWORD_VALIDATORS if "OPTIONS" in one] == [{"min_length": 12}]


def pages() -> dict[str, HttpResponse]:
    """An answer of every kind."""
    leader, administrator, nobody = visitor("leader"), visitor("administrator"), Client()
    duty = leader.get("/today/")
    asked = {
        "a page": duty,
        "a gap": leader.get(f"/gaps/{Case.objects.get().pk}/"),
        "a part of a page": leader.get("/find/", {"q": "seller"}, headers={"HX-Request": "true"}),
        "a file": leader.get("/me/held/"),
        "the company": administrator.get("/company/"),
        "signing in": nobody.get(LOGIN),
        "a new password": nobody.get("/accounts/password/reset/"),
        "another page": nobody.get("/today/"),
        "not theirs": leader.get("/company/"),
        "not there": nobody.get("/nothing/here/"),
        "not understood": leader.get("/find/", {"q": "\0"}),
        "no link": leader.get("/company/ledger/"),
        "too old": Client(enforce_csrf_checks=True).post(LOGIN),
    }
    return {name: answer for name, answer in asked.items() if isinstance(answer, HttpResponse)}


def test_every_answer_tells_the_browser_to_trust_nothing_but_this_server():
    found = pages()

    assert [answer.status_code for answer in found.values()] == [
        *[200] * 7,
        302,
        403,
        404,
        400,
        403,
        403,
    ]
    for answer in found.values():
        assert set(answer["Content-Security-Policy"].split("; ")) == POLICY
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


def test_the_cookies_are_for_this_server_alone():
    client = Client()
    client.get(LOGIN)

    sign_in(client)

    session, token = client.cookies["sessionid"], client.cookies["csrftoken"]
    assert (session["httponly"], session["samesite"], token["samesite"]) == (True, "Lax", "Lax")
