"""The chain."""

from django.http import HttpRequest, HttpResponse

from answerable.web.areas.chain.page import chain_page, partner_page
from answerable.web.lines import line_of, own_line

TEMPLATE = "chain/chain.html"


def chain(request: HttpRequest) -> HttpResponse:
    """My own line, or the units I am people partner of."""
    return own_line(request, TEMPLATE, chain_page, partner_page)


def chain_of(request: HttpRequest, key: str) -> HttpResponse:
    """The line of a leader in mine."""
    return line_of(request, key, TEMPLATE, chain_page)
