"""Me."""

import json

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header

from answerable.decisions.held import everything_held
from answerable.web.areas.me.page import me_page
from answerable.web.asking import asker_of, moment


def me(request: HttpRequest) -> HttpResponse:
    """What is expected of me, and what I am owed."""
    asker = asker_of(request)
    if asker.person is None:
        return redirect("home")
    return render(request, "me/me.html", {"page": me_page(asker)})


def held(request: HttpRequest) -> HttpResponse:
    """Everything held on me, to download."""
    asker = asker_of(request)
    if asker.person is None:
        return redirect("home")
    text = json.dumps(everything_held(asker, at=moment(request)), indent=2, ensure_ascii=False, default=str)
    name = f"held-on-{asker.viewer.person_id}.json"
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or "attachment",
        "Cache-Control": "no-store",
    }
    return HttpResponse(text, content_type="application/json; charset=utf-8", headers=headers)
