"""What waiting costs."""

from functools import partial

from django.http import HttpRequest, HttpResponse

from answerable.web.areas.waiting.page import partner_page, waiting_page
from answerable.web.lines import line_of, own_line
from answerable.web.numbers import whole_number

TEMPLATE = "waiting/waiting.html"


def waiting(request: HttpRequest) -> HttpResponse:
    """In my own line, or in the units I am people partner of."""
    number = _number(request)
    return own_line(request, TEMPLATE, partial(waiting_page, number=number), partial(partner_page, number=number))


def waiting_of(request: HttpRequest, key: str) -> HttpResponse:
    """In the line of a leader in mine."""
    return line_of(request, key, TEMPLATE, partial(waiting_page, number=_number(request)))


def _number(request: HttpRequest) -> int:
    """Which page of the lists is asked for."""
    return whole_number(request.GET.get("page", ""), otherwise=1)
