"""What the two write: the agenda and the notes. Where both wrote at once, nothing of either is lost."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.decisions.conversations import agenda, notes
from answerable.decisions.conversations.agenda import Written
from answerable.facts.people.accounts import Asker
from answerable.web.areas.conversations.deeds import answer
from answerable.web.areas.conversations.page import conversation_page
from answerable.web.areas.conversations.views import ours
from answerable.web.asking import asker_of, moment
from answerable.web.components.merge.props import Merge
from answerable.web.numbers import whole_number


@dataclass(frozen=True, slots=True)
class Sent:
    """A text that was sent: to which part of the page, what it is, where it goes, what it says, as what it is kept."""

    part: str
    label: str
    url: str
    text: str
    keep: str


@require_POST
def add(request: HttpRequest, number: int) -> HttpResponse:
    """Put something on the agenda: what one wrote, or a prompt taken."""
    asker = asker_of(request)
    ours(asker, number)
    text, prompt = request.POST.get("text", ""), request.POST.get("prompt", "")
    return answer(
        request, number, agenda.add(asker, number=number, text=text, prompt=prompt, at=moment(request)), "agenda"
    )


@require_POST
def item(request: HttpRequest, number: int, item: int, deed: str) -> HttpResponse:
    """Tick an item off, move it, word it otherwise, take it off the agenda or put it back."""
    asker = asker_of(request)
    ours(asker, number)
    if deed == "change":
        return _change(request, asker, number, item)
    if deed not in agenda.DEEDS:
        raise Http404
    verdict = agenda.act(asker, number=number, item=item, deed=deed, at=moment(request))
    if verdict is agenda.NO_ITEM:
        raise Http404
    back = reverse("conversation-item", args=[number, item, "restore"])
    return answer(request, number, verdict, "agenda", (_("Taken off the agenda."), back) if deed == "remove" else None)


def _change(request: HttpRequest, asker: Asker, number: int, item: int) -> HttpResponse:
    text = request.POST.get("text", "")
    done = agenda.change(asker, number=number, item=item, text=text, version=_version(request), at=moment(request))
    if done.verdict is agenda.NO_ITEM:
        raise Http404
    url = reverse("conversation-item", args=[number, item, "change"])
    return _answer(request, number, done, Sent("agenda", _("Item"), url, text, f"item-{item}"))


@require_POST
def share(request: HttpRequest, number: int) -> HttpResponse:
    """Write the notes both read."""
    asker, text = asker_of(request), request.POST.get("text", "")
    ours(asker, number)
    done = notes.share(asker, number=number, text=text, version=_version(request), at=moment(request))
    url = reverse("conversation-notes", args=[number])
    return _answer(request, number, done, Sent("notes", _("Shared notes"), url, text, f"notes-{number}"))


@require_POST
def note_privately(request: HttpRequest, number: int) -> HttpResponse:
    """Write notes for oneself."""
    asker, text = asker_of(request), request.POST.get("text", "")
    ours(asker, number)
    done = notes.note_privately(asker, number=number, text=text, version=_version(request))
    url = reverse("conversation-private", args=[number])
    return _answer(request, number, done, Sent("private", _("My own notes"), url, text, f"private-{number}"))


def _answer(request: HttpRequest, number: int, done: Written, sent: Sent) -> HttpResponse:
    """Lead back to the conversation, or to the page on which two texts are brought together."""
    if done.theirs is None:
        return answer(request, number, done.verdict, sent.part)
    asker = asker_of(request)
    page = conversation_page(asker, *ours(asker, number))
    who_reads = (
        _("Read by you alone. It may be disclosed on an access request.")
        if sent.part == "private"
        else _("Read by %(one)s and %(two)s, and by nobody else.")
        % {"one": page.shown.leader.name, "two": page.shown.person.name}
    )
    merge = Merge(
        field_label=sent.label,
        theirs=done.theirs,
        theirs_by=done.theirs_by,
        mine=sent.text.replace("\r\n", "\n"),
        action_url=sent.url,
        hidden=(("version", str(done.version)),),
        field_name="text",
        who_reads=who_reads,
        back_url=reverse("conversation", args=[number]),
        keep=sent.keep,
    )
    return render(request, "conversations/merge.html", {"page": page, "merge": merge})


def _version(request: HttpRequest) -> int:
    return whole_number(request.POST.get("version", ""), otherwise=0)
