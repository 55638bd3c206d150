"""What levers add, in words: on the pages of levers and of gaps."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from answerable.findings.helped import FEWEST_EPISODES, Amount, Help
from answerable.web.cause_names import CAUSE_NAMES
from answerable.web.points import between, points, whole

_KINDS: dict[str, Promise] = {
    "coaching": gettext_lazy("coaching"),
    "training": gettext_lazy("trainings"),
    "process": gettext_lazy("processes"),
    "program": gettext_lazy("programs"),
    "tool": gettext_lazy("tools"),
}


def kind_of(help_: Help) -> str:
    """What a lever is called in a sentence.

    Args:
        help_: what it adds.

    Returns:
        Such as "coaching", "tools, for whole units", or "trainings, where the cause was “skill”".
    """
    said = {"kind": kind_called(help_.lever)}
    kind = _("%(kind)s, for whole units") % said if help_.unit_wide else said["kind"]
    if not help_.cause:
        return kind
    return _("%(kind)s, where the cause was “%(cause)s”") % {"kind": kind, "cause": _(CAUSE_NAMES[help_.cause])}


def kind_called(lever: str) -> str:
    """What a kind of lever is called in a sentence."""
    return str(_KINDS.get(lever, lever.replace("_", " ")))


def closed(help_: Help) -> str:
    """How many gaps closed with it, and how many more than by themselves.

    Args:
        help_: what it adds.

    Returns:
        A sentence.
    """
    said = {"closed": help_.closed, "episodes": help_.episodes}
    text = ngettext(
        "Closed %(closed)d of %(episodes)d gap within 90 days",
        "Closed %(closed)d of %(episodes)d gaps within 90 days",
        help_.episodes,
    )
    return f"{text % said}{_more(help_)}."


def _more(help_: Help) -> str:
    more = help_.more
    # Of those chosen for what only their leader knew, more would have closed by themselves, or fewer.
    if more is None or help_.reason == "chosen":
        return ""
    low, high = round(more.low), round(more.high)
    if not help_.more_known:
        ends = {"low": _signed(low), "high": _signed(high)}
        said = _("how many more than would have closed by themselves is not known yet (%(low)s to %(high)s)") % ends
    elif more.value > 0:
        ends = {"n": f"{round(more.value)}", "low": f"{low}", "high": f"{high}"}
        said = _("%(n)s more than would have closed by themselves, between %(low)s and %(high)s") % ends
    else:
        ends = {"n": f"{-round(more.value)}", "low": f"{-high}", "high": f"{-low}"}
        said = _("%(n)s fewer than would have closed by themselves, between %(low)s and %(high)s") % ends
    return f"; {said}"


def adds(help_: Help) -> str:
    """What it adds to attainment, or why that is not known yet.

    Args:
        help_: what it adds.

    Returns:
        A sentence.
    """
    effect = help_.effect
    if not help_.known or effect is None:
        return _("What it adds is not known yet: %(why)s.") % {"why": _why_not(help_)}
    said = {"points": points(effect.value), "between": between(effect.low, effect.high)}
    if effect.value < 0:
        return _("It takes away %(points)s of the target, %(between)s.") % said
    return _("It adds %(points)s of the target, %(between)s.") % said


def _why_not(help_: Help) -> str:
    if help_.reason == "few":
        said = {"n": help_.episodes, "least": FEWEST_EPISODES}
        return _("%(n)d times so far, and it takes %(least)d") % said
    if help_.reason == "chosen" and help_.chosen is not None:
        return _chosen(help_.chosen)
    if help_.effect is None:
        return _("nobody like those who had it went without, or not without something else")
    ends = {"low": _signed(whole(help_.effect.low)), "high": _signed(whole(help_.effect.high))}
    return _("it may be anything between %(low)s and %(high)s points") % ends


def _chosen(apart: Amount) -> str:
    said = {"points": points(apart.value)}
    if apart.value > 0:
        text = _("those chosen for it were doing better than others like them by %(points)s before it could act") % said
    else:
        text = _("those chosen for it were doing worse than others like them by %(points)s before it could act") % said
    return f"{text}; {_('whether it was the lever or the choice cannot be told')}"


def plain_comparison(help_: Help) -> str:
    """What a plain comparison of before and after says, and why it misleads.

    Args:
        help_: what it adds.

    Returns:
        Two sentences; empty where nothing can be compared.
    """
    change = help_.before_after
    if change is None:
        return ""
    number = {"points": points(change)}
    said = _("A plain comparison of before and after would say %(points)s more.") % number
    if change < 0:
        said = _("A plain comparison of before and after would say %(points)s less.") % number
    return (
        f"{said} {_('It misleads: help begins when results are at their lowest, and most get better by themselves.')}"
    )


def known_first(found: Iterable[Help]) -> tuple[Help, ...]:
    """Those of which something is surely known, in the order given."""
    return tuple(one for one in found if one.is_telling)


def _signed(number: int) -> str:
    return f"{number:+d}".replace("-", "−") if number else "0"
