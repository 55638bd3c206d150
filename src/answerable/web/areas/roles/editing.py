"""A role is described or changed: from a template or by hand, and never over what somebody else has just saved."""

from datetime import date

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.facts.agreements import read as agreements
from answerable.facts.agreements import write as agreements_write
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import RoleShown
from answerable.facts.roles.starting import filled, template, templates
from answerable.rules.merging import merged
from answerable.rules.profiles import Profile, faults
from answerable.rules.roles import RoleStanding, may_change, may_create
from answerable.web.areas.roles.editor import Frame, edit_page
from answerable.web.areas.roles.form import Form, Meant, form_of, meant, typed
from answerable.web.areas.roles.views import seen_role
from answerable.web.asking import asker_of, moment

REFUSED, OVERTAKEN = 422, 409


def _page(
    request: HttpRequest, form: Form, frame: Frame, wrong: dict[str, str] | None = None, status: int | None = None
) -> HttpResponse:
    return render(request, "roles/edit.html", {"page": edit_page(form, frame, wrong)}, status=status)


def new(request: HttpRequest) -> HttpResponse:
    """Describe a new role: choose what to start from, then change what is otherwise here."""
    asker = asker_of(request)
    if not may_create(agreements.standing(asker)).allowed:
        raise PermissionDenied
    name = request.GET.get("template")
    found = template(name) if name else None
    # What is half-written from one template is kept apart from what is from another.
    action = reverse("role-new") + (f"?template={found.name}" if found is not None else "")
    frame = Frame(_("A new role"), action, reverse("roles"))
    if request.method != "POST":
        if name is None:
            return render(request, "roles/new.html", {"templates": templates()})
        profile = found.profile if found is not None else Profile("")
        return _page(request, form_of(profile, shown=0, holds_from=asker.on).with_room(), frame)
    form = typed(request.POST)
    if "more" in request.POST:
        return _page(request, form.with_room(), frame)
    sent = meant(form)
    wrong = sent.placed(faults(sent.profile))
    if wrong:
        return _page(request, form, frame, wrong, REFUSED)
    verdict, key, saved = agreements_write.describe_role(
        asker, profile=sent.profile, note=form.note, holds_from=sent.holds_from or asker.on, at=moment(request)
    )
    if not verdict.allowed:
        raise PermissionDenied
    if saved.number is None:
        return _page(request, form, frame, sent.placed(saved.faults), REFUSED)
    messages.success(request, _("On record: the role is described. Nobody holds it yet."))
    return redirect("role", key)


def edit(request: HttpRequest, key: str) -> HttpResponse:
    """Change a role."""
    asker = asker_of(request)
    role, seen = seen_role(asker, key)
    if not may_change(seen[0]).allowed:
        raise PermissionDenied
    frame = Frame(role.title, reverse("role-edit", args=[key]), reverse("role", args=[key]), _affects(seen[0]))
    if request.method != "POST":
        return _page(request, _shown(request, asker, role).with_room(), frame)
    form = typed(request.POST)
    if "more" in request.POST:
        return _page(request, form.with_room(), frame)
    return _save(request, asker, role, form, frame)


def _affects(standing: RoleStanding) -> str:
    if not standing.held_by:
        return ""
    said = ngettext(
        "%(n)d person holds this role: what you change is changed for them.",
        "%(n)d people hold this role: what you change is changed for all of them.",
        standing.held_by,
    )
    return said % {"n": standing.held_by}


def _shown(request: HttpRequest, asker: Asker, role: RoleShown) -> Form:
    profile = roles.profile(role.number, asker.on)
    found = template(request.GET.get("template", ""))
    note = ""
    if found is not None:
        profile, note = filled(profile, found), _("Filled from the template %(title)s") % {"title": found.profile.title}
    return form_of(profile, shown=role.version, holds_from=asker.on, note=note)


def _save(request: HttpRequest, asker: Asker, role: RoleShown, form: Form, frame: Frame) -> HttpResponse:
    sent, before = meant(form), roles.profile(role.number, asker.on)
    if sent.faults:
        # What cannot be read cannot be brought together with anything: it stands as it was typed until it can.
        return _page(request, form, frame, sent.faults, REFUSED)
    if role.version != form.shown:
        return _merge(request, asker, role, form, sent)
    wrong = sent.placed(faults(sent.profile, before))
    if wrong:
        return _page(request, form, frame, wrong, REFUSED)
    verdict, saved = agreements_write.change_role(
        asker,
        role=role,
        profile=sent.profile,
        shown=form.shown,
        note=form.note,
        holds_from=sent.holds_from or asker.on,
        at=moment(request),
    )
    if not verdict.allowed:
        raise PermissionDenied
    if saved.overtaken:
        return _merge(request, asker, roles.role(role.key) or role, form, sent)
    if saved.number is None:
        return _page(request, form, frame, sent.placed(saved.faults), REFUSED)
    messages.success(request, _said(saved.number, is_new=saved.is_new))
    return redirect("role", role.key)


def _said(number: int, *, is_new: bool) -> str:
    if not is_new:
        return _("Nothing was changed: version %(number)d stands.") % {"number": number}
    return _(
        "On record as version %(number)d. Whoever holds the role has not agreed to it yet: ask them, or talk with them."
    ) % {"number": number}


def _merge(request: HttpRequest, asker: Asker, role: RoleShown, form: Form, sent: Meant) -> HttpResponse:
    """Show what both meant in one form, and where they meant two things; nothing is saved until it is sent again."""
    theirs = roles.profile(role.number, asker.on)
    kept = roles.profiles_at(role.number, {form.shown, role.version})
    base = kept[form.shown][1] if form.shown in kept else theirs
    both = merged(base, theirs, sent.profile)
    by = kept[role.version][0].author if role.version in kept else ""
    frame = Frame(
        heading=role.title,
        action=reverse("role-edit", args=[role.key]),
        back=reverse("role", args=[role.key]),
        is_merge=True,
        conflicts=both.conflicts,
        theirs_by=by or _("An import"),
    )
    together = form_of(both.profile, shown=role.version, holds_from=_day(sent, asker), note=form.note)
    return _page(request, together.with_room(), frame, None, OVERTAKEN)


def _day(sent: Meant, asker: Asker) -> date:
    return max(sent.holds_from or asker.on, asker.on)
