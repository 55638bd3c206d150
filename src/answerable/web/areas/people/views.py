"""My people."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from answerable.web.areas.people.page import my_people as people_page
from answerable.web.asking import asker_of
from answerable.web.numbers import whole_number


def my_people(request: HttpRequest) -> HttpResponse:
    """One row a person who reports to me; whoever leads nobody is shown their own page."""
    asker = asker_of(request)
    if not asker.leads:
        return redirect("home")
    query = request.GET.get("q", "").strip()[:100]
    page = people_page(asker, query, whole_number(request.GET.get("page", ""), otherwise=1))
    return render(request, "people/people.html", {"page": page})
