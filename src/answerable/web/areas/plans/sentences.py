"""How plans speak: how one stands, in a sentence; what outcomes are called."""

from datetime import date

from django.utils.translation import gettext as _

from answerable.decisions.plans.shown import Brief, CommitmentShown, PlanShown
from answerable.rules.wording import spoken

OUTCOME_NAMES = {
    "closed": "The gap has closed",
    "expectation_wrong": "The expectation was wrong, and is corrected for all",
    "process_fixed": "A process was put right for the unit",
    "tool_fixed": "A tool was put right for the unit",
    "role_change": "Another role",
    "leader_change": "Another leader",
    "left": "Left the company",
}


def in_brief(plan: Brief | None) -> str:
    """Say how the plan of a case stands, in one sentence.

    Args:
        plan: how it stands, None where there is none.

    Returns:
        The sentence.
    """
    if plan is None:
        return _("There is no plan yet.")
    said = {"day": spoken(plan.on) if plan.on is not None else "", "last": _day(plan.decide_on)}
    if plan.state == "ended":
        if not plan.outcome:
            return _("A plan ended on %(day)s.") % said
        return _("The plan ended on %(day)s: %(how)s.") % {**said, "how": _(OUTCOME_NAMES[plan.outcome]).lower()}
    if plan.state == "running":
        return _("A plan runs since %(day)s; its decision is due by %(last)s.") % said
    return _("A plan was put forward on %(day)s.") % said if plan.state == "proposed" else _("A plan is being written.")


def at_length(plan: PlanShown | None, missing: tuple[str, ...], on: date) -> str:
    """Say how a plan stands and what it waits for.

    Args:
        plan: the plan, None where there is none.
        missing: who has yet to agree.
        on: today.

    Returns:
        A sentence or two.
    """
    if plan is None or plan.state == "ended":
        ended = None if plan is None else Brief(plan.state, plan.decide_on, plan.outcome, plan.ended_on)
        return in_brief(ended)
    if plan.state == "draft":
        return _("A draft, last changed by %(name)s. Nobody is bound by it yet.") % {"name": plan.changed_by_name}
    if plan.state == "proposed":
        said = {"day": _day(plan.proposed_on), "names": _(" and ").join(missing)}
        if len(missing) > 1:
            return _("Put forward on %(day)s. %(names)s have yet to agree.") % said
        return _("Put forward on %(day)s. %(names)s has yet to agree.") % said
    return _running(plan, on)


def _running(plan: PlanShown, on: date) -> str:
    said = {"day": _day(plan.agreed_on), "last": _day(plan.decide_on)}
    text = _("Agreed by both sides on %(day)s; its decision is due by %(last)s.") % said
    coming = next((one for one in plan.reviews if one >= on), None)
    if plan.decide_on is not None and plan.decide_on < on:
        return _("%(text)s That day is over: say what comes of it.") % {"text": text}
    return text if coming is None else _("%(text)s Next review: %(day)s.") % {"text": text, "day": spoken(coming)}


def _day(day: date | None) -> str:
    return "" if day is None else spoken(day)


def how_it_ended(plan: PlanShown) -> str:
    """Say in a few words how a plan ended; nothing while it has not."""
    if plan.state != "ended":
        return ""
    return _(OUTCOME_NAMES[plan.outcome]) if plan.outcome else _("a changed plan took its place")


def said_of(one: CommitmentShown) -> tuple[str, ...]:
    """What either side says of a commitment.

    Args:
        one: the commitment.

    Returns:
        A sentence a side that has said anything.
    """
    words = {True: _("kept"), False: _("not kept")}
    found = []
    if one.person_says is not None:
        said = {"what": words[one.person_says], "day": _day(one.person_said_on)}
        found.append(_("The person says: %(what)s (%(day)s).") % said)
    if one.leader_says is not None:
        said = {"name": one.leader_said_by, "what": words[one.leader_says], "day": _day(one.leader_said_on)}
        found.append(_("%(name)s says: %(what)s (%(day)s).") % said)
    return tuple(found)
