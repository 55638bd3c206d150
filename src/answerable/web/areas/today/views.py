"""Today."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from answerable.web.areas.today.page import today as today_page
from answerable.web.asking import asker_of


def today(request: HttpRequest) -> HttpResponse:
    """What my people need from me; whoever leads nobody is shown their own page."""
    asker = asker_of(request)
    if not asker.leads:
        return redirect("home")
    return render(request, "today/today.html", {"page": today_page(asker)})
