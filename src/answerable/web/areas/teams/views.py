"""How large a team can be."""

from django.http import HttpRequest, HttpResponse

from answerable.web.areas.teams.page import partner_page, teams_page
from answerable.web.lines import line_of, own_line

TEMPLATE = "teams/teams.html"


def teams(request: HttpRequest) -> HttpResponse:
    """In my own line, or in the units I am people partner of."""
    return own_line(request, TEMPLATE, teams_page, partner_page)


def teams_of(request: HttpRequest, key: str) -> HttpResponse:
    """In the line of a leader in mine."""
    return line_of(request, key, TEMPLATE, teams_page)
