"""The finder."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from answerable.facts.people import read as people
from answerable.web.asking import asker_of
from answerable.web.shell import places

MOST = 12


def finder(request: HttpRequest) -> HttpResponse:
    """People and pages that fit some words."""
    asker = asker_of(request)
    words = request.GET.get("q", "").strip()[:100]
    found = [(label, "", url) for label, url in places(asker) if words.casefold() in label.casefold()]
    if words:
        people_found = people.find(asker, words, limit=MOST)
        found += [(one.name, one.role, reverse("person", args=[one.key])) for one in people_found]
    return render(request, "finder/_found.html", {"found": found, "words": words})
