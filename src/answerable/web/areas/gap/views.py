"""One gap."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from answerable.decisions.cases import read as cases
from answerable.decisions.cases import write as cases_write
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.hearings import read as hearings
from answerable.facts.people import write as people_write
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.web.areas.gap.page import gap_page
from answerable.web.asking import asker_of, moment


def _seen(asker: Asker, number: int) -> tuple[CaseShown, Sight]:
    # A reviewer from outside sees the evidence too, for the time of their review.
    found = hearings.seen(asker, number)
    if found is None:
        raise Http404
    if not found[1].allowed:
        raise PermissionDenied
    return found


def gap(request: HttpRequest, number: int) -> HttpResponse:
    """Is it real, whose is it, who must do what by when."""
    asker = asker_of(request)
    case, sight = _seen(asker, number)
    if not case.is_unit and case.subject_key != asker.viewer.person_id:
        seen = case.subject_number
        people_write.note_reading(reader=asker.account, person=seen, page="gap", at=moment(request), on=asker.on)
    return render(request, "gap/gap.html", {"page": gap_page(asker, case, sight)})


@require_POST
def respond(request: HttpRequest, number: int) -> HttpResponse:
    """What the person says to it."""
    asker = asker_of(request)
    case, _sight = _seen(asker, number)
    if not cases.may_respond(asker, case):
        raise PermissionDenied
    text = request.POST.get("text", "").strip()
    if text:
        cases_write.respond(asker, case=case.number, subject=case.subject_key, text=text[:10_000], at=moment(request))
    return redirect("gap", number)
