"""Who may sign in, and how: accounts are made by an administrator, never by whoever passes by."""

from collections.abc import Callable
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

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


class SignInFirst(LoginRequiredMiddleware):
    """Every page asks whoever has not signed in to do so, and leads back to where they were."""

    def handle_no_permission(
        self, request: HttpRequest, view_func: Callable[..., HttpResponseBase]
    ) -> HttpResponseRedirect:
        """A form sent after the session had expired leads back to the page it stood on: no deed is done by a link."""
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        page = request.headers.get("Referer", "")
        is_ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
        path = urlunsplit(urlsplit(page)._replace(scheme="", netloc="")) if is_ours else "/"
        return redirect_to_login(path or "/", self.get_login_url(view_func))
