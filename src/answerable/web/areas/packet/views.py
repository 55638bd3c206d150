"""The packet of a gap, to take along."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header

from answerable.decisions.cases import read as cases
from answerable.decisions.taken_out import note_packet
from answerable.web.areas.packet.content import packet_of
from answerable.web.areas.packet.paper import paper
from answerable.web.asking import asker_of, moment


def packet(request: HttpRequest, number: int) -> HttpResponse:
    """All of a gap that the asker may see, as a PDF; that they took it is on record."""
    asker = asker_of(request)
    found = cases.seen(asker, number)
    if found is None:
        raise Http404
    case, sight = found
    if not sight.allowed:
        raise PermissionDenied
    file = paper(packet_of(asker, case, sight).plain())
    person = None if case.is_unit else case.subject_number
    note_packet(asker, case=case.number, subject=case.subject_key, person=person, at=moment(request))
    name = f"gap-{case.number}-{asker.on.isoformat()}.pdf"
    said = content_disposition_header(as_attachment=True, filename=name) or "attachment"
    return HttpResponse(
        file, content_type="application/pdf", headers={"Content-Disposition": said, "Cache-Control": "no-store"}
    )
