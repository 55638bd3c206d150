"""Conversations: one, those with somebody, all of mine, and the invitation to one."""

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from answerable.decisions.conversations import read as conversations
from answerable.decisions.conversations.invitation import ics, invitation_to
from answerable.decisions.conversations.read import Opened, Words
from answerable.decisions.conversations.rows import pair_of
from answerable.facts.people import read as people
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.web.areas.conversations.lists import my_page, with_page
from answerable.web.areas.conversations.page import KIND_NAMES, conversation_page
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import whole_number


def ours(who: Asker, number: int) -> tuple[Opened, Words]:
    """A conversation of the asker's.

    Args:
        who: who asks.
        number: of the conversation.

    Returns:
        What is on record of it, and its words.

    Raises:
        Http404: there is no such conversation.
        PermissionDenied: the asker is none of the two who hold it.
    """
    found = conversations.opened(who, number)
    if found is None:
        raise Http404
    if found.words is None:
        raise PermissionDenied
    return found, found.words


def conversation(request: HttpRequest, number: int) -> HttpResponse:
    """One conversation, for the two who hold it."""
    asker = asker_of(request)
    page = conversation_page(asker, *ours(asker, number))
    return render(request, "conversations/conversation.html", {"page": page, "typed": {}})


def invitation(request: HttpRequest, number: int) -> HttpResponse:
    """The conversation for a calendar."""
    asker = asker_of(request)
    shown = ours(asker, number)[0].shown
    said = {"kind": _(KIND_NAMES[shown.kind]), "one": shown.leader.name, "two": shown.person.name}
    title = _("%(one)s and %(two)s: %(kind)s") % said
    found = invitation_to(number, title=title, url=f"{settings.ADDRESS}{reverse('conversation', args=[number])}")
    if found is None:
        raise Http404
    name = f"conversation-{shown.day}.ics"
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "Cache-Control": "no-store",
    }
    method = "CANCEL" if found.is_cancelled else "REQUEST"
    return HttpResponse(ics(found), content_type=f"text/calendar; charset=utf-8; method={method}", headers=headers)


def mine(request: HttpRequest) -> HttpResponse:
    """My conversations with everybody."""
    asker = asker_of(request)
    if asker.person is None:
        return redirect("home")
    page = whole_number(request.GET.get("page", ""), otherwise=1)
    return render(request, "conversations/mine.html", {"page": my_page(asker, page)})


def with_somebody(request: HttpRequest, key: str) -> HttpResponse:
    """My conversations with somebody; for leaders above, that theirs took place and what was promised."""
    asker, subject = asker_of(request), people.subject(key)
    if subject is None:
        raise Http404
    if asker.person == subject.pk:
        return redirect("conversations")
    sight, pair = people.sight_of(asker, subject), pair_of(asker, key)
    number = whole_number(request.GET.get("page", ""), otherwise=1)
    page = with_page(asker, subject, sight if sight.allowed else None, pair, number)
    if not sight.allowed and pair is None and page.table is None:
        raise PermissionDenied
    if sight.allowed:
        at = moment(request)
        people_write.note_reading(reader=asker.account, person=subject.pk, page="conversations", at=at, on=asker.on)
    return render(request, "conversations/with.html", {"page": page, "typed": {}})
