"""Who asks, and which day it is."""

from datetime import UTC, date, datetime

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from answerable.facts.people import accounts
from answerable.facts.people.models import Account, Installation, Reading
from answerable.web import asking
from answerable.web.asking import AskingMiddleware
from staged import TODAY
from visiting import visitor, words

pytestmark = pytest.mark.django_db


def asked(client: Client) -> HttpRequest:
    """A request of that browser, as a view gets it."""
    request = client.get("/components/").wsgi_request
    assert isinstance(request, HttpRequest)
    return request


def test_a_request_says_who_asks_and_what_day_it_is_in_the_demo_company():
    request = asked(visitor("new leader"))

    who = asking.asker_of(request)
    assert (who.name, who.viewer.person_id, who.leads, who.on) == ("Nia Wolf", "new-leader", True, TODAY)
    assert (getattr(request, "on", None), getattr(request, "is_demo", None)) == (TODAY, True)


def test_elsewhere_time_goes_on(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(asking.timezone, "localdate", lambda: date(2026, 3, 1))
    Installation.objects.update(stands_on=None, is_demo=False)

    request = asked(visitor("chief"))

    assert asking.asker_of(request).on == date(2026, 3, 1)
    assert getattr(request, "is_demo", None) is False


def test_before_anything_has_begun_it_is_today(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(asking.timezone, "localdate", lambda: date(2026, 3, 1))
    Installation.objects.all().delete()

    request = asked(visitor("administrator"))

    assert asking.asker_of(request).on == date(2026, 3, 1)
    assert getattr(request, "is_demo", None) is False


def test_whoever_has_not_signed_in_is_nobody():
    request = Client().get("/accounts/login/").wsgi_request

    assert getattr(request, "asker", "missing") is None
    with pytest.raises(Http404):
        asking.asker_of(request)


def test_what_no_text_can_hold_is_not_understood_and_nothing_is_noted():
    client, leader = Client(), visitor("leader")

    answers = [
        client.get("/people/a%00b/"),
        leader.get("/people/seller-1/", {"before": "1\0"}),
        leader.get("/find/", {"q\0": "seller"}),
        leader.post("/people/seller-1/talk/", {"kind": "one_on_one\0"}),
    ]

    assert [answer.status_code for answer in answers] == [400, 400, 400, 400]
    assert "That was not understood" in words(answers[1])
    assert not Reading.objects.exists()


def test_the_session_of_an_account_that_was_closed_is_nobody_s():
    client = visitor("leader")
    assert client.get("/today/").status_code == 200

    Account.objects.filter(email="leader@example.com").update(is_active=False)

    answer = client.get("/today/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/today/")


def test_the_middleware_answers_with_what_the_view_answers():
    answer = HttpResponse("said")
    request = RequestFactory().get("/")
    request.user = accounts.account(Account.objects.get(email="chief@example.com").pk)

    assert AskingMiddleware(lambda _request: answer)(request) is answer


def test_in_the_demo_company_deeds_are_put_on_record_on_the_day_it_is_there():
    request = RequestFactory().get("/")
    request.is_demo, request.on = True, TODAY

    moment = asking.moment(request)

    assert moment.date() == TODAY


def test_deeds_are_put_on_record_for_the_moment_they_are_done():
    before = datetime.now(UTC)

    moment = asking.moment(RequestFactory().get("/"))

    assert before <= moment <= datetime.now(UTC)
