"""Company: for administrators."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from allauth.account.forms import ResetPasswordForm
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.facts.people import accounts
from answerable.facts.people import read as people
from answerable.facts.people import write as people_write
from answerable.jobs import tasks
from answerable.kernel.problems import UsageError
from answerable.ledger.verification import verify
from answerable.sources.intake import uploads
from answerable.web.areas.company.access import access_page
from answerable.web.areas.company.page import company_page, upload_page
from answerable.web.asking import asker_of, moment
from answerable.web.numbers import whole_number
from answerable.web.signing_in import is_address

Given = ParamSpec("Given")
View = Callable[Concatenate[HttpRequest, Given], HttpResponse]


def administrators_only(view: View[Given]) -> View[Given]:
    """Refuse everybody who does not look after the system.

    Args:
        view: the view.

    Returns:
        The guarded view.
    """

    def guarded(request: HttpRequest, /, *args: Given.args, **named: Given.kwargs) -> HttpResponse:
        if not asker_of(request).viewer.is_administrator:
            raise PermissionDenied
        return view(request, *args, **named)

    return wraps(view)(guarded)


@administrators_only
def company(request: HttpRequest) -> HttpResponse:
    """Import, people and access, the ledger, health."""
    return render(request, "company/company.html", {"page": company_page(asker_of(request))})


@administrators_only
@require_POST
def bring(request: HttpRequest) -> HttpResponse:
    """Take files in and have them looked at."""
    try:
        number = uploads.receive(request.FILES.getlist("files"), asker_of(request), at=moment(request))
    except UsageError as error:
        messages.error(request, str(error))
        return redirect("company")
    tasks.look_at(number)
    return redirect("upload", number)


@administrators_only
def upload(request: HttpRequest, number: int) -> HttpResponse:
    """An upload: what is wrong with it, or what it would change."""
    return render(request, "company/upload.html", {"page": upload_page(_upload(request, number))})


@administrators_only
def upload_progress(request: HttpRequest, number: int) -> HttpResponse:
    """How far work on an upload is; once it is done the page is loaded anew."""
    page = upload_page(_upload(request, number))
    response = render(request, "company/_progress.html", {"page": page})
    if page.progress is None:
        response["HX-Refresh"] = "true"
    return response


@administrators_only
@require_POST
def load(request: HttpRequest, number: int) -> HttpResponse:
    """Load an upload that was looked at."""
    _upload(request, number)
    if uploads.start_loading(asker_of(request), number):
        tasks.load(number)
    return redirect("upload", number)


def _upload(request: HttpRequest, number: int) -> uploads.UploadShown:
    found = uploads.shown(asker_of(request), number)
    if found is None:
        raise Http404
    return found


@administrators_only
@require_POST
def check_ledger(request: HttpRequest) -> HttpResponse:
    """Walk the ledger's chain."""
    found = verify()
    if found.whole:
        messages.success(request, _("The ledger is whole: %(entries)d entries.") % {"entries": found.entries})
    else:
        said = {"number": found.first_broken, "reason": found.reason}
        messages.error(request, _("The ledger is broken at entry %(number)s: %(reason)s") % said)
    return redirect("company")


@administrators_only
def access(request: HttpRequest) -> HttpResponse:
    """Who may sign in."""
    query = request.GET.get("q", "").strip()[:100]
    page = access_page(asker_of(request), query, whole_number(request.GET.get("page", ""), otherwise=1))
    return render(request, "company/access.html", {"page": page})


@administrators_only
@require_POST
def close_account(request: HttpRequest, number: int) -> HttpResponse:
    """Let somebody sign in no more."""
    if number == asker_of(request).account:
        raise PermissionDenied
    if people_write.close_account(account=number, actor=asker_of(request).actor, at=moment(request)):
        messages.success(request, _("Closed. What they did stays on record."))
    else:
        messages.error(
            request, _("Nothing was closed: this account is closed already, or belongs to the demo company.")
        )
    return redirect("access")


@administrators_only
@require_POST
def invite(request: HttpRequest) -> HttpResponse:
    """Let somebody sign in; they choose their password by mail."""
    email, key = request.POST.get("email", "").strip().lower(), request.POST.get("person", "").strip()
    problem = _why_not(email, key)
    if problem:
        messages.error(request, problem)
        return redirect("access")
    asker, at = asker_of(request), moment(request)
    is_administrator = request.POST.get("administrator") == "on"
    units = [unit for unit in request.POST.getlist("units") if unit]
    with transaction.atomic():
        account = people_write.open_account(
            email=email, person=key or None, is_administrator=is_administrator, actor=asker.actor, at=at
        )
        if units:
            people_write.name_partner(account=account, units=units, on=asker.on, actor=asker.actor, at=at)
    form = ResetPasswordForm({"email": email})
    form.full_clean()
    form.save(request)
    messages.success(
        request, _("%(email)s may sign in; a letter with a link to choose a password is on its way.") % {"email": email}
    )
    return redirect("access")


def _why_not(email: str, key: str) -> str:
    if not is_address(email):
        return _("Expected an e-mail address such as name@example.com, found “%(email)s”.") % {"email": email}
    if key and people.subject(key) is None:
        return _("There is no person “%(key)s” on record. Expected an id from the table people.") % {"key": key}
    if accounts.is_taken(email, key):
        return _("There is an account for this address or this person already.")
    return ""
