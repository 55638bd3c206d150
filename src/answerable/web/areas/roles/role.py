"""One role: what performance means in it, how attainable that has been, who has agreed, and its versions."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.facts.agreements import read as agreements
from answerable.facts.agreements.read import Holder
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.facts.roles.read import RoleShown, VersionShown
from answerable.findings.attainable import Attainable, attainable
from answerable.findings.sentences import percent
from answerable.rules.agreeing import Agreement
from answerable.rules.policy import Policy
from answerable.rules.profiles import Change, Profile, changes, figure, said
from answerable.rules.roles import RoleStanding, may_ask, may_change
from answerable.rules.wording import spoken
from answerable.web.areas.roles.page import coverage
from answerable.web.components.breadcrumbs.props import Breadcrumbs, Crumb
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.pager.props import Pager, pager_of
from answerable.web.targets import target_words

PAGE = 50
STATES = {
    Agreement.OPEN: "neither has said so",
    Agreement.WAITS_FOR_PERSON: "the leader agrees; waits for the person",
    Agreement.WAITS_FOR_LEADER: "the person agrees; waits for the leader",
    Agreement.AGREED: "agreed by both",
    Agreement.DISAGREED: "not agreed; waits for an answer",
    Agreement.STANDS: "not agreed; the leader stands by it",
}


@dataclass(frozen=True, slots=True)
class RolePage:
    """The page.

    Attributes:
        role: the role.
        way: how one came here.
        held: how many hold it, in a sentence.
        about: whether it leads, and how long its ramp is.
        expected: what is expected, and how attainable it has been.
        takes: what the role takes.
        agreed: how many have agreed, in a sentence; empty for whoever sees nobody who holds it.
        holders: who holds it in the asker's line or units.
        pager: the other pages of that list.
        versions: its versions, the latest first.
        edit_url: where to change it; empty where the asker may not.
        ask_url: where to ask for agreement; empty likewise.
        compare_url: where to lay two versions side by side.
    """

    role: RoleShown
    way: Breadcrumbs
    held: str
    about: str
    expected: DataTable | None
    takes: DataTable | None
    agreed: str
    holders: DataTable | None
    pager: Pager | None
    versions: tuple[VersionShown, ...]
    edit_url: str
    ask_url: str
    compare_url: str


def role_page(
    who: Asker, role: RoleShown, seen: tuple[RoleStanding, int, int], number: int, policy: Policy
) -> RolePage:
    """Put the page together.

    Args:
        who: who asks; they may read the role.
        role: the role.
        seen: how they stand to it, how many who hold it they see, and how many of those have agreed.
        number: which page of the list of those who hold it, from 1 on.
        policy: from how many people on figures are told.

    Returns:
        What the page shows.
    """
    standing, in_sight, agreed = seen
    profile = roles.profile(role.number, who.on)
    keys = [one.key for one in profile.expectations]
    reached = attainable(keys, on=who.on, fewest_people=policy.anonymity_threshold)
    found = agreements.holders(who, role, skip=(number - 1) * PAGE, limit=PAGE) if in_sight else ()
    return RolePage(
        role=role,
        way=way_to(role, ""),
        held=_held(standing),
        about=_about(profile),
        expected=_expected(profile, reached),
        takes=_takes(profile),
        agreed=_agreed(agreed, in_sight),
        holders=_holders(found),
        pager=pager_of(number, more=in_sight > number * PAGE),
        versions=roles.versions(role.number),
        edit_url=reverse("role-edit", args=[role.key]) if may_change(standing).allowed else "",
        ask_url=reverse("role-ask", args=[role.key]) if may_ask(standing).allowed else "",
        compare_url=reverse("role-versions", args=[role.key]),
    )


def way_to(role: RoleShown, here: str) -> Breadcrumbs:
    """The way to a page of a role.

    Args:
        role: the role.
        here: what the page is called; empty for the role's own.

    Returns:
        The breadcrumbs.
    """
    steps = (Crumb(_("Roles"), reverse("roles")),)
    if not here:
        return Breadcrumbs(steps, role.title)
    return Breadcrumbs((*steps, Crumb(role.title, reverse("role", args=[role.key]))), here)


def _held(standing: RoleStanding) -> str:
    if not standing.held_by:
        return _("Nobody holds it yet.")
    held = ngettext("%(n)d person holds it", "%(n)d people hold it", standing.held_by) % {"n": standing.held_by}
    if not standing.in_line:
        return f"{held}."
    return _("%(held)s, %(n)d of them in my line.") % {"held": held, "n": standing.in_line}


def _about(profile: Profile) -> str:
    leads = _("Whoever holds it leads people.") if profile.leads_people else ""
    ramp = _("Somebody new owes the full target after a ramp of %(n)s periods.") % {"n": figure(profile.ramp_periods)}
    return " ".join(filter(None, (leads, ramp if profile.ramp_periods else "")))


def _expected(profile: Profile, reached: dict[str, Attainable]) -> DataTable | None:
    rows = tuple(
        (
            Cell(one.name),
            Cell(target_words(one)),
            Cell(said(one, "cadence")),
            Cell(percent(1 - one.tolerance)),
            Cell(_(one.kind)),
            Cell(figure(one.weight)),
            Cell(f"{said(one, 'value_per_unit')} {one.currency}".strip()),
            Cell(reached_words(reached.get(one.key))),
        )
        for one in profile.expectations
    )
    headers = (
        _("What"),
        _("Target"),
        _("Measured"),
        _("The standard"),
        _("Kind"),
        _("Weight"),
        _("One unit is worth"),
        _("Reached in the last 12 months"),
    )
    return DataTable(_("What is expected in this role"), headers, rows) if rows else None


def reached_words(one: Attainable | None) -> str:
    """Say how attainable a target has been.

    Args:
        one: how often it was reached; None where it was never measured.

    Returns:
        Such as "62 % of 240 (56 to 68 %)", or that there is too little to tell.
    """
    if one is None:
        return _("not measured")
    if not one.tells:
        return _("too few to tell (%(n)d)") % {"n": one.n}
    said = {
        "share": percent(one.reached / one.n),
        "n": one.n,
        "low": f"{100 * one.low:.0f}",
        "high": percent(one.high),
    }
    return _("%(share)s of %(n)d (%(low)s to %(high)s)") % said


def _takes(profile: Profile) -> DataTable | None:
    rows = tuple(
        (Cell(one.item), Cell(_(one.facet)), Cell(figure(one.level)), Cell(figure(one.weight)))
        for one in profile.facets
    )
    headers = (_("What"), _("Facet"), _("Level"), _("Weight"))
    return DataTable(_("What the role takes, 1 to 5"), headers, rows) if rows else None


def _agreed(agreed: int, in_sight: int) -> str:
    if not in_sight:
        return ""
    return _("%(of)s have agreed on the version that stands.") % {"of": coverage(agreed, in_sight)}


def _holders(found: tuple[Holder, ...]) -> DataTable | None:
    rows = tuple(
        (
            Cell(one.name, reverse("expected", args=[one.key])),
            Cell(one.leader_name or _("nobody")),
            Cell(_(STATES[one.state])),
            Cell(spoken(one.asked_on) if one.asked_on is not None else "–"),
        )
        for one in found
    )
    headers = (_("Who"), _("Led by"), _("How far it is agreed"), _("Asked on"))
    return DataTable(_("Who holds it"), headers, rows) if rows else None


@dataclass(frozen=True, slots=True)
class ComparePage:
    """Two versions side by side.

    Attributes:
        role: the role.
        way: how one came here.
        versions: all its versions.
        before: the one.
        after: the other.
        changes: what differs.
    """

    role: RoleShown
    way: Breadcrumbs
    versions: tuple[VersionShown, ...]
    before: int
    after: int
    changes: tuple[Change, ...]


def compare_page(who: Asker, role: RoleShown, before: int, after: int) -> ComparePage:
    """Put the page together.

    Args:
        who: who asks; they may read the role.
        role: the role.
        before: the number of the one version; 0 for that before the other.
        after: that of the other; 0 for the one that stands.

    Returns:
        What the page shows.
    """
    to = after or role.version
    start = before or max(to - 1, 1)
    kept = roles.profiles_at(role.number, {start, to})
    now = roles.profile(role.number, who.on)
    profiles = [kept[number][1] if number in kept else now for number in (start, to)]
    return ComparePage(
        role=role,
        way=way_to(role, _("Versions")),
        versions=roles.versions(role.number),
        before=start,
        after=to,
        changes=changes(*profiles),
    )


@dataclass(frozen=True, slots=True)
class AskPage:
    """Before those who hold a role are asked to agree.

    Attributes:
        role: the role.
        way: how one came here.
        count: how many would be asked.
        leaders: who leads them, and how many each.
        left_out: who has settled it already, or has nobody to settle it with, in sentences.
        due: the day by which they are to have agreed.
    """

    role: RoleShown
    way: Breadcrumbs
    count: int
    leaders: DataTable | None
    left_out: tuple[str, ...]
    due: str


def ask_page(role: RoleShown, wanted: tuple[Holder, ...], found: tuple[Holder, ...], due: str) -> AskPage:
    """Put the page together.

    Args:
        role: the role.
        wanted: who would be asked.
        found: who holds it in the asker's line or units.
        due: by when they are to have agreed.

    Returns:
        What the page shows.
    """
    by_leader: dict[str, int] = {}
    for one in wanted:
        by_leader[one.leader_name] = by_leader.get(one.leader_name, 0) + 1
    rows = tuple((Cell(name), Cell(str(count))) for name, count in sorted(by_leader.items()))
    headers = (_("Who leads them"), _("How many"))
    alone = sum(one.leader is None for one in found)
    settled = len(found) - len(wanted) - alone
    left_out = []
    if settled:
        left_out.append(
            ngettext("%(n)d has settled it already.", "%(n)d have settled it already.", settled) % {"n": settled}
        )
    if alone:
        left_out.append(ngettext("%(n)d is led by nobody.", "%(n)d are led by nobody.", alone) % {"n": alone})
    table = DataTable(_("Who would be asked, by leader"), headers, rows) if rows else None
    return AskPage(role, way_to(role, _("Ask for agreement")), len(wanted), table, tuple(left_out), due)
