"""What I add as a leader, as far as figures can tell: mine to see before anybody above me."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from answerable.facts.people.accounts import Asker
from answerable.findings.attributed import Effect, own_effects
from answerable.findings.sentences import sureness
from answerable.rules.wording import spoken
from answerable.web.areas.chain.led import rests_on
from answerable.web.components.interval_bars.props import Bar, IntervalBars
from answerable.web.points import between, points, whole


@dataclass(frozen=True, slots=True)
class Added:
    """The section.

    Attributes:
        sentences: what I add to those I lead, and through the leaders below me; with what it rests on.
        bars: the same on one scale; None where nothing was reckoned.
        reckoned: of which day it is.
    """

    sentences: tuple[str, ...]
    bars: IntervalBars | None
    reckoned: str


def added(who: Asker) -> Added:
    """Say what the asker adds as a leader.

    Args:
        who: a leader.

    Returns:
        The section.
    """
    effects = own_effects(who)
    if not effects:
        nothing = _("Nothing can be said yet: nobody you lead has been reckoned with results of their own.")
        return Added((nothing,), None, "")
    bars = IntervalBars(
        caption=_("What I add"),
        what=_("To whom"),
        legend=_(
            "To the right of the line at zero: added. To the left: taken away. The thin line: where it lies, 95 % sure."
        ),
        bars=tuple(
            Bar(_whom(one), one.estimate, one.low, one.high, _in_short(one), is_sure=one.named) for one in effects
        ),
    )
    day = _("Reckoned on %(day)s, with what was known then.") % {"day": spoken(effects[0].as_of)}
    return Added(tuple(f"{_said(one)} {rests_on(one)}" for one in effects), bars, day)


def _whom(effect: Effect) -> str:
    return _("To those I lead") if effect.component == "manager" else _("Through the leaders below me")


def _said(effect: Effect) -> str:
    said = {
        "whom": _whom(effect),
        "points": points(effect.estimate),
        "between": between(effect.low, effect.high),
        "sure": sureness(1 - effect.wrong),
    }
    if not effect.named:
        return _("%(whom)s: the figures cannot tell whether it is anything (%(between)s points).") % said
    if whole(effect.estimate) < 0:
        return _("%(whom)s: %(points)s less than a typical leader (%(between)s), %(sure)s sure.") % said
    return _("%(whom)s: %(points)s more than a typical leader (%(between)s), %(sure)s sure.") % said


def _in_short(effect: Effect) -> str:
    if not effect.named:
        return _("cannot be told")
    said = {"points": points(effect.estimate), "between": between(effect.low, effect.high)}
    if whole(effect.estimate) < 0:
        return _("%(points)s less, %(between)s") % said
    return _("%(points)s more, %(between)s") % said
