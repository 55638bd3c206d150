"""What waiting costs."""

from django.http import HttpRequest, HttpResponse

from answerable.web.areas.waiting.page import partner_page, waiting_page
from answerable.web.lines import line_of, own_line

TEMPLATE = "waiting/waiting.html"


def waiting(request: HttpRequest) -> HttpResponse:
    """In my own line, or in the units I am people partner of."""
    return own_line(request, TEMPLATE, waiting_page, partner_page)


def waiting_of(request: HttpRequest, key: str) -> HttpResponse:
    """In the line of a leader in mine."""
    return line_of(request, key, TEMPLATE, waiting_page)
