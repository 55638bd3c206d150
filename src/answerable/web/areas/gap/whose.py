"""Whose a gap is, in words and on one scale."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.decisions.cases.read import CaseShown
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight
from answerable.findings.attributed import WhoseGap, whose_gap
from answerable.findings.parts import CHANCE, LED, LED_OR_CHANCE, MARKET, PartShown
from answerable.rules.wording import listed, spoken
from answerable.web.components.interval_bars.props import Bar, IntervalBars
from answerable.web.points import between, points, whole


@dataclass(frozen=True, slots=True)
class Whose:
    """The section.

    Attributes:
        sentence: whose the gap is, or that it cannot be told.
        reasons: what limits what can be told.
        bars: the parts on one scale; None where there are none.
        reckoned: of which day it is, empty where there is no reckoning.
    """

    sentence: str
    reasons: tuple[str, ...]
    bars: IntervalBars | None
    reckoned: str


def found_of(who: Asker, case: CaseShown, sight: Sight) -> WhoseGap:
    """Read whose a gap is, and what waiting for it costs.

    Args:
        who: who asks.
        case: the gap taken up.
        sight: what they may see of it.

    Returns:
        What was found.
    """
    return whose_gap(
        who,
        person=None if case.is_unit else case.subject_number,
        unit=case.subject_number if case.is_unit else None,
        expectation=case.expectation,
        known=case.taken_up_on,
        until=min(_ends(case, sight), default=None),
        around=sight.around,
    )


def whose(who: Asker, case: CaseShown, sight: Sight, found: WhoseGap) -> Whose:
    """Say whose a gap is.

    Args:
        who: who asks.
        case: the gap taken up.
        sight: what they may see of it.
        found: what was found, by `found_of`.

    Returns:
        The section.
    """
    if not found.parts:
        return Whose(_not_reckoned(found, case, ended=bool(_ends(case, sight))), (), None, "")
    is_apart = any(part.is_leader_s for part in found.parts)
    says = tuple((part, _who(part, who, case, is_apart=is_apart)) for part in found.parts)
    day = spoken(found.as_of) if found.as_of is not None else ""
    return Whose(
        sentence=_sentence(found, says) if found.is_telling else _cannot_tell(found),
        reasons=(*found.reasons, *found.caveats) or _nothing_more(found),
        bars=_bars(says),
        reckoned=_("Reckoned on %(day)s, with what was known then.") % {"day": day},
    )


def _ends(case: CaseShown, sight: Sight) -> list[date]:
    return [day for day in (case.closed_on, sight.until) if day is not None]


def _not_reckoned(found: WhoseGap, case: CaseShown, *, ended: bool) -> str:
    if found.covers and case.is_unit:
        return _("The figures cannot tell whose this gap is: no result of the people of this unit could be used.")
    if found.covers:
        return _(
            "The figures cannot tell whose this gap is: the results of somebody who leads others are those of their "
            "people, and whose these are stands at the gaps further down."
        )
    if ended:
        return _("Whose this gap is was not reckoned in this time.")
    if found.as_of is None or found.next_by is None:
        return _("Whose this gap is has not been reckoned yet. That is done at night, once there are figures.")
    said = {"day": spoken(found.next_by), "last": spoken(found.as_of)}
    return _("Whose this gap is will be told with the next reckoning, by %(day)s; the last one was on %(last)s.") % said


def _cannot_tell(found: WhoseGap) -> str:
    text = _(
        "The figures cannot tell yet whose this gap is: of the %(short)s below target, "
        "what lies with anybody may be nothing"
    ) % {"short": points(found.shortfall)}
    return f"{_by_chance(text, found)}."


def _by_chance(text: str, found: WhoseGap) -> str:
    """What no part explains. That the gap is real was said before: it may be something new as well as chance."""
    left = next((whole(part.estimate) for part in found.parts if part.component == CHANCE), 0)
    if left <= 0:
        return text
    return _("%(text)s; %(n)d may be chance, or something that came lately") % {"text": text, "n": left}


def _nothing_more(found: WhoseGap) -> tuple[str, ...]:
    return () if found.is_telling else (_("What each part may be reaches to both sides of nothing."),)


def _sentence(found: WhoseGap, says: tuple[tuple[PartShown, str], ...]) -> str:
    adds = [one for one in says if whole(one[0].estimate) > 0 and _worth_saying(one[0])]
    adds.sort(key=lambda one: -one[0].estimate)
    lies = listed([_lies(part, name, at=place) for place, (part, name) in enumerate(adds)])
    said = {"short": points(found.shortfall), "parts": lies}
    nobody = _("Of the %(short)s below target, none is sure to lie with anybody")
    text = _by_chance((_("Of the %(short)s below target, about %(parts)s") if lies else nobody) % said, found)
    takes = [_made_smaller(part, name) for part, name in says if whole(part.estimate) < 0 and _worth_saying(part)]
    takes += [
        _("chance, or something new (%(n)d)") % {"n": -whole(part.estimate)}
        for part, _name in says
        if _is_less_by_chance(part)
    ]
    if takes:
        text = _("%(text)s. It is made smaller by %(parts)s") % {"text": text, "parts": listed(takes)}
    return f"{text}."


def _worth_saying(part: PartShown) -> bool:
    """Of what may be nothing a point is not worth a word; it stands in the picture. Chance has words of its own."""
    return part.component != CHANCE and (_is_full(part) or abs(whole(part.estimate)) > 1)


def _is_less_by_chance(part: PartShown) -> bool:
    return part.component == CHANCE and whole(part.estimate) < 0


def _lies(part: PartShown, name: str, *, at: int) -> str:
    said = {
        "n": whole(part.estimate),
        "name": name,
        "between": between(part.low, part.high),
        "lies": ngettext("lies", "lie", whole(part.estimate)) + " " if at == 0 else "",
    }
    if part.component == MARKET:
        return _("%(n)d %(lies)swith %(name)s") % said
    if part.is_sure:
        return _("%(n)d %(lies)swith %(name)s (%(between)s)") % said
    return _("perhaps %(n)d %(lies)swith %(name)s") % said


def _made_smaller(part: PartShown, name: str) -> str:
    said = {"n": -whole(part.estimate), "name": name, "between": between(part.low, part.high)}
    if part.is_sure:
        return _("%(name)s (%(n)d, %(between)s)") % said
    return _("%(name)s (%(n)d)") % said if part.component == MARKET else _("%(name)s (perhaps %(n)d)") % said


def _bars(says: tuple[tuple[PartShown, str], ...]) -> IntervalBars:
    return IntervalBars(
        caption=_("Whose gap it is: its parts, which add up to it"),
        what=_("Part"),
        legend=_(
            "To the right of the line at zero: part of the gap. To the left: it makes the gap smaller. The thin line: "
            "where the part lies, 95 % sure; pale where that may be nothing. The parts add up to the gap."
        ),
        bars=tuple(
            Bar(capfirst(name), part.estimate, part.low, part.high, _said(part), is_sure=_is_full(part))
            for part, name in says
        ),
    )


def _is_full(part: PartShown) -> bool:
    return part.is_sure or part.component == MARKET


def _said(part: PartShown) -> str:
    text = points(part.estimate)
    if whole(part.estimate) < 0:
        text = _("%(points)s smaller") % {"points": text}
    if part.component == MARKET:
        return text
    ends = (-part.high, -part.low) if whole(part.estimate) < 0 else (part.low, part.high)
    low, high = (f"{whole(end)}".replace("-", "−") for end in ends)
    return _("%(text)s, between %(low)s and %(high)s") % {"text": text, "low": low, "high": high}


def _who(part: PartShown, who: Asker, case: CaseShown, *, is_apart: bool) -> str:
    """Who or what a part lies with, as it stands within a sentence."""
    is_me = bool(part.key) and part.key == who.viewer.person_id
    if part.component in {LED, LED_OR_CHANCE, CHANCE, "match"}:
        return {
            LED: _("the other leaders of the line, and the unit") if is_apart else _("how it is led, and where"),
            LED_OR_CHANCE: _("leaders of the line, and chance"),
            CHANCE: _("chance, or something new"),
            "match": _("how people and leaders get on together") if case.is_unit else _("how the two get on together"),
        }[part.component]
    if part.component == MARKET:
        return _("the market and the role") if not part.name else _("the market and the role, %(name)s") % _name(part)
    if part.component == "unit":
        return _("the unit, %(name)s") % _name(part) if part.name else _("the unit")
    if part.component == "person":
        return _person(part, case, is_me=is_me)
    return _leader(part, is_me=is_me)


def _name(part: PartShown) -> dict[str, str]:
    return {"name": part.name}


def _person(part: PartShown, case: CaseShown, *, is_me: bool) -> str:
    if case.is_unit or not part.name:
        return _("its people themselves")
    return _("you yourself") if is_me else part.name


def _leader(part: PartShown, *, is_me: bool) -> str:
    if part.component == "manager":
        return _("how you lead") if is_me else _("how %(name)s leads") % _name(part)
    level = {"name": part.name, "level": part.component.removeprefix("line_")}
    if is_me:
        return _("you as level %(level)s of the chain") % level
    return _("%(name)s as level %(level)s of the chain") % level
