"""The entry point for a WSGI server."""

from collections.abc import Iterable

import pytest
from django.test import RequestFactory

from answerable.site.wsgi import application

pytestmark = pytest.mark.django_db


def test_a_server_gets_an_answer():
    begun: list[str] = []

    def begin(status: str, _headers: list[tuple[str, str]], *_trouble: object) -> None:
        begun.append(status)

    environment = RequestFactory(SERVER_NAME="localhost").get("/accounts/login/").environ
    answer: Iterable[bytes] = application(environment, begin)

    assert begun == ["200 OK"]
    assert b"<title>" in b"".join(answer)
