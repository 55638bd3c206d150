"""Who asks, and which day it is: worked out once a request."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from typing import Any

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.utils import timezone

from answerable.facts.people import accounts
from answerable.facts.people.accounts import Asker


class AskingRequest(HttpRequest):
    """A request of somebody who has signed in."""

    user: Any
    asker: Asker | None
    on: date
    is_demo: bool


class AskingMiddleware:
    """Tells views who asks and which day it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: AskingRequest) -> HttpResponse:
        """Answer a request; what no text can hold, and PostgreSQL would break off at, is not understood."""
        sent = [request.path_info, *_values(request.GET), *_values(request.POST)]
        if any("\0" in text for text in sent):
            raise BadRequest
        if request.user.is_authenticated:
            # The backend read this account along with all that is asked of it here.
            signed: accounts.Signed = request.user
            request.is_demo, request.on = bool(signed.in_demo), signed.stands_on or timezone.localdate()
            request.asker = accounts.asker(signed, request.on)
        else:
            request.asker, request.on, request.is_demo = None, timezone.localdate(), False
        return self.get_response(request)


def _values(form: QueryDict) -> Iterator[str]:
    for name, values in form.lists():
        yield name
        yield from values


def asker_of(request: HttpRequest) -> Asker:
    """Who asks.

    Args:
        request: of somebody who has signed in.

    Returns:
        The asker.

    Raises:
        Http404: nobody has signed in; the sign-in page comes before this.
    """
    asker: Asker | None = getattr(request, "asker", None)
    if asker is None:
        raise Http404
    return asker


def moment(request: HttpRequest) -> datetime:
    """When a deed is put on record; in the demo company it is this hour of the day it is there.

    Args:
        request: of whoever does it.

    Returns:
        The moment, with its time zone.
    """
    now = timezone.now()
    if not getattr(request, "is_demo", False):
        return now
    day: date = getattr(request, "on", timezone.localdate())
    return timezone.localtime(now).replace(year=day.year, month=day.month, day=day.day)
