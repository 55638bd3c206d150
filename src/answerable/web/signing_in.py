"""Who may sign in, and how: accounts are made by an administrator, never by whoever passes by."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend

from answerable.facts.people import accounts


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
