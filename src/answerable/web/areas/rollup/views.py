"""The roll-up, on pages and in files."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from answerable.decisions.taken_out import note_table
from answerable.facts.people.accounts import Asker
from answerable.web.areas.rollup.files import csv_pieces, workbook
from answerable.web.areas.rollup.page import rollup_page
from answerable.web.areas.rollup.tables import TABLES, definitions
from answerable.web.areas.rollup.units import partner_page, units_page
from answerable.web.asking import asker_of, moment
from answerable.web.lines import OfLine, line_of, own_line

TEMPLATE = "rollup/rollup.html"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def rollup(request: HttpRequest) -> HttpResponse:
    """Of my own line, or of the units I am people partner of."""
    return own_line(request, TEMPLATE, _put_together(request), partner_page)


def rollup_of(request: HttpRequest, key: str) -> HttpResponse:
    """Of the line of a leader in mine."""
    return line_of(request, key, TEMPLATE, _put_together(request))


def _put_together(request: HttpRequest) -> OfLine:
    return units_page if request.GET.get("by") == "unit" else rollup_page


def rollup_csv(request: HttpRequest) -> HttpResponseBase:
    """The roll-up, to take along as text."""
    return _as_csv(request, "rollup")


def gaps_csv(request: HttpRequest) -> HttpResponseBase:
    """The open gaps, to take along as text."""
    return _as_csv(request, "gaps")


def duties_csv(request: HttpRequest) -> HttpResponseBase:
    """What is owed, to take along as text."""
    return _as_csv(request, "duties")


def rollup_xlsx(request: HttpRequest) -> HttpResponse:
    """All three, to take along as a workbook."""
    asker, at = _taking(request), moment(request)
    tables = [make(asker) for make in TABLES.values()]
    file = workbook(tables, definitions(asker), at)
    people_in = frozenset[int]().union(*(table.people for table in tables))
    note_table(asker, table="workbook", people=people_in, at=at)
    return HttpResponse(file, content_type=EXCEL, headers=_headers(asker, "rollup", "xlsx"))


def _as_csv(request: HttpRequest, name: str) -> StreamingHttpResponse:
    asker = _taking(request)
    table = TABLES[name](asker)
    note_table(asker, table=name, people=table.people, at=moment(request))
    return StreamingHttpResponse(
        csv_pieces(table), content_type="text/csv; charset=utf-8", headers=_headers(asker, name, "csv")
    )


def _taking(request: HttpRequest) -> Asker:
    asker = asker_of(request)
    if not asker.leads and not asker.viewer.partner_of:
        raise PermissionDenied
    return asker


def _headers(asker: Asker, name: str, ending: str) -> dict[str, str]:
    file = f"{name}-{asker.on.isoformat()}.{ending}"
    said = content_disposition_header(as_attachment=True, filename=file) or "attachment"
    return {"Content-Disposition": said, "Cache-Control": "no-store"}
