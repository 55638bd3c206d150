"""The first page."""

from django.conf import settings
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from answerable.facts.levers import write as levers
from answerable.facts.people import accounts
from answerable.facts.people import write as people_write
from answerable.jobs import demo, tasks
from answerable.web.asking import moment
from answerable.web.components.progress.props import Progress
from answerable.web.signing_in import is_address

BACKEND = settings.AUTHENTICATION_BACKENDS[0]
WRONG_CODE = "This is not the code that the server printed when it was started."


@login_not_required
def home(request: HttpRequest) -> HttpResponse:
    """Where somebody begins: Today for leaders, Me for everybody else, Company for whoever looks after the system."""
    asker = getattr(request, "asker", None)
    if asker is None:
        return redirect("welcome" if accounts.demo_accounts() or not accounts.has_accounts() else "account_login")
    if asker.leads:
        return redirect("today")
    if asker.viewer.partner_of:
        return redirect("chain")
    if asker.viewer.is_administrator:
        return redirect("company")
    return redirect("me") if asker.person is not None else render(request, "welcome/no_place.html")


@login_not_required
def welcome(request: HttpRequest) -> HttpResponse:
    """Look round the demo company, or set up one's own."""
    personas = accounts.demo_accounts()
    if not personas and accounts.has_accounts():
        return redirect("home")
    if demo.happening() is not None:
        return render(request, "welcome/happening.html", {"progress": _progress()})
    return render(request, "welcome/welcome.html", {"personas": personas})


@login_not_required
@require_POST
def load_demo(request: HttpRequest) -> HttpResponse:
    """Load the demo company into an empty installation, for whoever can read what the server prints."""
    if not demo.may_load():
        raise PermissionDenied
    if demo.happening() is None and not _is_code(request.POST.get("code", "")):
        problems = [_(WRONG_CODE)]
        return render(request, "welcome/welcome.html", {"personas": [], "problems": problems}, status=422)
    # The worker takes it up a moment later; the page says at once that it is on its way.
    demo.begin()
    tasks.load_demo()
    return redirect("welcome")


@login_not_required
def demo_progress(request: HttpRequest) -> HttpResponse:
    """How far the demo company is; once it is there the page is loaded anew."""
    progress = _progress()
    response = render(request, "welcome/_progress.html", {"progress": progress})
    if progress is None:
        response["HX-Refresh"] = "true"
    return response


def _progress() -> Progress | None:
    now = demo.happening()
    if now is None:
        return None
    step = _("The tables are loaded.") if not now.done else _("Its two years happen, day by day.")
    return Progress(step, now.done, now.total, reverse("demo-progress"))


@login_not_required
@require_POST
def look_round(request: HttpRequest, number: int) -> HttpResponse:
    """Look round the demo company as one of its people; nowhere else can anybody sign in without a password."""
    account = next((one for one in accounts.demo_accounts() if one.pk == number), None)
    if account is None:
        raise PermissionDenied
    login(request, account, backend=BACKEND)
    return redirect("home")


@login_not_required
def set_up(request: HttpRequest) -> HttpResponse:
    """Make the first account, of whoever can read what the server prints where it was started."""
    if accounts.has_accounts() or demo.happening() is not None:
        return redirect("home")
    problems: list[str] = []
    email = request.POST.get("email", "").strip()
    if request.method == "POST":
        problems = _problems(request.POST.get("code", ""), email, request.POST.get("password", ""))
        if not problems:
            account = people_write.open_account(
                email=email,
                person=None,
                password=request.POST["password"],
                is_administrator=True,
                actor=email,
                at=moment(request),
            )
            # Nobody begins with an empty library.
            levers.bring_library(actor=email, day=timezone.localdate(), at=moment(request))
            login(request, account, backend=BACKEND)
            return redirect("company")
    return render(
        request, "welcome/set_up.html", {"problems": problems, "email": email}, status=422 if problems else 200
    )


def _problems(code: str, email: str, password: str) -> list[str]:
    found = []
    if not _is_code(code):
        found.append(_(WRONG_CODE))
    if not is_address(email):
        found.append(_("Expected an e-mail address such as name@example.com."))
    try:
        validate_password(password)
    except ValidationError as error:
        found += error.messages
    return found


def _is_code(text: str) -> bool:
    return constant_time_compare(text.strip(), settings.SETUP_CODE)
