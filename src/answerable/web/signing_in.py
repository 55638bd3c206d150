"""Who may sign in, and how: accounts are made by an administrator, never by whoever passes by."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.http import HttpRequest

from answerable.facts.people import read
from answerable.facts.people.models import Account


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """The sign-in pages' own decisions."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up by themselves."""
        return False


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by e-mail address and password, and reads the person along with the account."""

    def get_user(self, user_id: int) -> Account | None:
        """The account of a session, with its person; none once it was closed."""
        return read.account(user_id)
