"""Promises."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from answerable.web.areas.promises.page import promises_page
from answerable.web.asking import asker_of


def promises(request: HttpRequest) -> HttpResponse:
    """What I promised, and what my leader promised me."""
    asker = asker_of(request)
    if asker.person is None:
        return redirect("home")
    return render(request, "promises/promises.html", {"page": promises_page(asker)})
