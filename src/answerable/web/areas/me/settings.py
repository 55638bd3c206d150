"""My settings."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from answerable.facts.people import accounts
from answerable.facts.people import write as people_write
from answerable.web.asking import asker_of


def my_settings(request: HttpRequest) -> HttpResponse:
    """Which letters I get, and how I sign in."""
    asker = asker_of(request)
    if request.method == "POST":
        people_write.choose_letters(
            account=asker.account, digest="digest" in request.POST, notices="notices" in request.POST
        )
        messages.success(request, _("On record."))
        return redirect("settings")
    digest, notices = accounts.letters(asker)
    return render(request, "me/settings.html", {"digest": digest, "notices": notices})
