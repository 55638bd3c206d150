"""One person."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from answerable.facts.people import read as people
from answerable.facts.people import write as people_write
from answerable.facts.people.read import Sight, Subject
from answerable.web.areas.person.elsewhere import elsewhere_page
from answerable.web.areas.person.page import person_page, story_of
from answerable.web.areas.person.parts import record_page, support_page
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import whole_number


def seen_subject(request: HttpRequest, key: str, page: str) -> tuple[Subject, Sight]:
    """The person of an address, if the asker may see them; that they looked is noted for the person to see.

    Args:
        request: of whoever asks.
        key: of the person.
        page: what they look at.

    Returns:
        The person and what may be seen of them.

    Raises:
        Http404: there is no such person.
        PermissionDenied: they are not the asker's to see.
    """
    asker, subject = asker_of(request), people.subject(key)
    if subject is None:
        raise Http404
    sight = people.sight_of(asker, subject)
    if not sight.allowed:
        raise PermissionDenied
    if asker.person != subject.pk:
        people_write.note_reading(reader=asker.account, person=subject.pk, page=page, at=moment(request), on=asker.on)
    return subject, sight


def person(request: HttpRequest, key: str) -> HttpResponse:
    """The person over time."""
    asker = asker_of(request)
    subject, sight = seen_subject(request, key, "person")
    page = person_page(asker, subject, sight, story_of(asker, subject, sight))
    return render(request, "person/person.html", {"page": page})


def support(request: HttpRequest, key: str) -> HttpResponse:
    """What the person is owed and was given."""
    asker = asker_of(request)
    subject, sight = seen_subject(request, key, "support")
    return render(request, "person/support.html", {"page": support_page(asker, subject, sight)})


def elsewhere(request: HttpRequest, key: str) -> HttpResponse:
    """In which other roles the person may be expected to meet the standard."""
    asker = asker_of(request)
    subject, sight = seen_subject(request, key, "elsewhere")
    return render(request, "person/elsewhere.html", {"page": elsewhere_page(asker, subject, sight)})


def record(request: HttpRequest, key: str) -> HttpResponse:
    """What the ledger holds on the person."""
    subject, sight = seen_subject(request, key, "record")
    before = whole_number(request.GET.get("before", ""), otherwise=0) or None
    return render(request, "person/record.html", {"page": record_page(subject, sight, before)})
