"""Whoever visits, in tests: a browser in which somebody of the cast has signed in, and what a page says there."""

import re
from html import unescape

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from answerable.facts.people.models import Account

NOBODY = "nobody"


def visitor(name: str) -> Client:
    """A browser in which a member of the cast has signed in; "nobody" for one in which nobody has."""
    client = Client()
    if name != NOBODY:
        account = Account.objects.get(email=f"{name.replace(' ', '-')}@example.com")
        client.force_login(account, backend=settings.AUTHENTICATION_BACKENDS[0])
    return client


def source(response: object) -> str:
    """The HTML of an answer."""
    assert isinstance(response, HttpResponse)
    return response.content.decode()


def words(response: object) -> str:
    """What an answer says to its reader: its main part without tags, every run of blanks as one."""
    html = source(response)
    main = re.search(r"<main.*?</main>", html, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", main.group() if main else html)
    return re.sub(r"\s+", " ", unescape(text)).strip()
