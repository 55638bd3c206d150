"""My people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.web.areas.people.page import my_people as people_page
from answerable.web.asking import asker_of
from answerable.web.numbers import whole_number


def my_people(request: HttpRequest) -> HttpResponse:
    """One row a person who reports to me."""
    query = request.GET.get("q", "").strip()[:100]
    page = people_page(asker_of(request), query, whole_number(request.GET.get("page", ""), otherwise=1))
    return render(request, "people/people.html", {"page": page})
