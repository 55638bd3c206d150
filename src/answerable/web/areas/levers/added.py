"""Whether levers close gaps: what is known of a kind, of one of its levers, and where the cause was known."""

from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from answerable.findings.helped import CurvePoint, Help
from answerable.findings.sentences import percent
from answerable.rules.wording import spoken
from answerable.web.cause_names import CAUSE_NAMES
from answerable.web.components.curves.props import Curve, Curves, Point
from answerable.web.lever_words import adds, closed, kind_of, plain_comparison


@dataclass(frozen=True, slots=True)
class Added:
    """What stands on the page of a lever.

    Attributes:
        said: what is known, as sentences.
        curves: how gaps ended with levers of its kind and without; None where nothing can be compared.
        causes: the same where the cause was known, a sentence each.
        weighed: of which day it is; empty before the first look.
    """

    said: tuple[str, ...]
    curves: Curves | None
    causes: tuple[str, ...]
    weighed: str


def added(helped: tuple[Help, ...]) -> Added:
    """Say whether a lever closes gaps.

    Args:
        helped: what is known of its kind, and of itself.

    Returns:
        The section.
    """
    own = [one for one in helped if one.name]
    kinds = [one for one in helped if not one.name and not one.cause]
    said = [sentence for one in own for sentence in (closed(one), adds(one), plain_comparison(one)) if sentence]
    if not own:
        said.append(_("Of just this one it is not known yet: fewer than five people who were short have had it."))
    for one in kinds:
        said.append(_("All of this kind: %(said)s") % {"said": f"{_unit_wide(one)}{_whole(one)}"})
        if not own and plain_comparison(one):
            said.append(plain_comparison(one))
    curves = next((one for one in kinds if one.curves), None)
    return Added(
        said=tuple(said),
        curves=None if curves is None else _curves(curves),
        causes=tuple(_because(one) for one in helped if one.cause),
        weighed=weighed(helped),
    )


def of_kind(helped: tuple[Help, ...], kind: str) -> tuple[str, ...]:
    """What levers of a kind added here.

    Args:
        helped: what is known of levers.
        kind: which kind.

    Returns:
        A sentence for what was done for single people, and one for what was done for whole units; none before the
        first look.
    """
    found = [one for one in helped if one.lever == kind and not one.name and not one.cause]
    if helped and not found:
        return (_("What they add is not known yet: fewer than five people who were short have had one."),)
    return tuple(f"{_unit_wide(one)}{_whole(one)}" for one in found)


def of_program(helped: tuple[Help, ...], kind: str, name: str) -> str:
    """What one lever added here; empty where nothing is on record of it.

    Args:
        helped: what is known of levers.
        kind: its kind.
        name: what it is called.

    Returns:
        A sentence or two.
    """
    found = [one for one in helped if one.lever == kind and one.name == name and name]
    return " ".join(f"{_unit_wide(one)}{_whole(one)}" for one in found)


def weighed(helped: tuple[Help, ...]) -> str:
    """Of which day what levers added is; empty before the first look."""
    day = next((one.as_of for one in helped if one.as_of is not None), None)
    return "" if day is None else _("Weighed on %(day)s, with what was known then.") % {"day": spoken(day)}


def _whole(one: Help) -> str:
    return f"{closed(one)} {adds(one)}" if one.episodes else adds(one)


def _unit_wide(one: Help) -> str:
    return f"{_('For whole units:')} " if one.unit_wide else ""


def _because(one: Help) -> str:
    return f"{capfirst(_(CAUSE_NAMES[one.cause]))}: {_unit_wide(one)}{_whole(one)}"


def _curves(one: Help) -> Curves:
    told = {(point.supported, point.end, point.months): point for point in one.curves}
    ends = ("closed", "moved", "left")
    months = sorted({point.months for point in one.curves})
    last = {supported: told[supported, "closed", months[-1]] for supported in (True, False)}
    said = {
        "kind": kind_of(one),
        "with": percent(last[True].share),
        "without": percent(last[False].share),
        "months": months[-1],
    }
    heads = tuple(
        head
        for with_it in (_("with"), _("without"))
        for head in (
            _("Closed, %(with)s") % {"with": with_it},
            _("In another role, %(with)s") % {"with": with_it},
            _("Left, %(with)s") % {"with": with_it},
        )
    )
    return Curves(
        caption=_("How gaps ended, month by month"),
        label=_("Gaps closed after %(months)d months: with %(kind)s %(with)s, without %(without)s.") % said,
        legend=_("Share of gaps closed by month. Around each: where it lies, 95 % sure."),
        first=Curve(_("with %(kind)s") % said, _points(one.curves, supported=True)),
        second=Curve(_("like these, without"), _points(one.curves, supported=False)),
        heads=heads,
        figures=tuple(
            (str(month), *(_cell(told[side, end, month]) for side in (True, False) for end in ends)) for month in months
        ),
    )


def _points(curves: tuple[CurvePoint, ...], *, supported: bool) -> tuple[Point, ...]:
    return tuple(
        Point(one.months, one.share, one.low, one.high)
        for one in curves
        if one.supported == supported and one.end == "closed"
    )


def _cell(point: CurvePoint) -> str:
    said = {"share": percent(point.share), "low": percent(point.low), "high": percent(point.high)}
    return _("%(share)s (%(low)s to %(high)s)") % said
