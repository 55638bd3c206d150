"""Who may sign in, and how: accounts are made by an administrator, never by whoever passes by."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from answerable.facts.people import accounts

LONGEST_ADDRESS = 254


def is_address(text: str) -> bool:
    """Whether somebody can sign in by a text.

    Args:
        text: what was sent.

    Returns:
        Whether it is an e-mail address, and none too long to be kept.
    """
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= LONGEST_ADDRESS


class Adapter(DefaultAccountAdapter):
    """The sign-in pages' own decisions."""

    def is_open_for_signup(self, *_: object) -> bool:
        """Nobody signs up by themselves."""
        return False


class Backend(AuthenticationBackend):
    """Signs in by e-mail address and password, and reads the person along with the account."""

    def get_user(self, user_id: int) -> "accounts.Signed | None":
        """The account of a session, with its person; none once it was closed."""
        return accounts.account(user_id)
