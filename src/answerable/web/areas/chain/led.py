"""What leaders add, and who would likely do well under a typical leader: for those who may see it."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.people.accounts import Asker
from answerable.facts.roles.read import Expected
from answerable.findings.attributed import Earlier, Effect, Potential, Reckoning, effects_of, potential_under
from answerable.findings.sentences import percent, sureness
from answerable.rules.wording import spoken
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.components.interval_bars.props import Bar, IntervalBars
from answerable.web.points import between, points, whole


@dataclass(frozen=True, slots=True)
class Led:
    """The section.

    Attributes:
        sentence: how many leaders can be told from others.
        named: what those add who can be told, a sentence each.
        bars: everybody the asker may see, on one scale; None without any.
        potential: who would likely meet the standard under a typical leader; None where that is nobody.
        earlier: how earlier forecasts turned out.
        caveats: what limits the figures.
        reckoned: of which day they are.
    """

    sentence: str
    named: tuple[str, ...]
    bars: IntervalBars | None
    potential: DataTable | None
    earlier: str
    caveats: tuple[str, ...]
    reckoned: str


@dataclass(frozen=True, slots=True)
class Told:
    """What was read of leaders, as far as the asker may see it.

    Attributes:
        effects: what each adds.
        reckoning: what is said of the reckoning as a whole; None where there was none.
        potential: who would likely meet the standard under a typical leader.
    """

    effects: tuple[Effect, ...]
    reckoning: Reckoning | None
    potential: tuple[Potential, ...]


def told_of(who: Asker, leaders: Collection[int]) -> Told:
    """Read what may be told of some leaders.

    Args:
        who: who asks.
        leaders: their numbers.

    Returns:
        What was read.
    """
    effects, reckoning = effects_of(who, leaders)
    return Told(effects, reckoning, potential_under(who, leaders) if effects else ())


def led(who: Asker, told: Told, names: Mapping[str, Expected]) -> Led:
    """Put the section together.

    Args:
        who: who asks.
        told: what was read.
        names: expectations by key.

    Returns:
        What it shows.
    """
    effects, reckoning = told.effects, told.reckoning
    if reckoning is None:
        text = _("What leaders add has not been reckoned yet. That is done at night, once there are figures.")
        return Led(text, (), None, None, "", (), "")
    named = tuple(effect for effect in effects if effect.named)
    return Led(
        sentence=_sentence(effects, named),
        named=tuple(f"{_name(effect)} {adds(effect)}." for effect in named),
        bars=_bars(effects, who) if effects else None,
        potential=_potential(told.potential, names),
        earlier=_turned_out(reckoning.earlier),
        caveats=reckoning.caveats,
        reckoned=_reckoned(reckoning),
    )


def adds(effect: Effect) -> str:
    """What a leader adds, as it follows their name.

    Args:
        effect: what is known of it.

    Returns:
        Such as "adds 6 points (between 2 and 10), 99 % sure", or that it cannot be told.
    """
    if not effect.named:
        return _("cannot be told from others")
    said = {
        "points": points(effect.estimate),
        "between": between(effect.low, effect.high),
        "sure": sureness(1 - effect.wrong),
    }
    if whole(effect.estimate) < 0:
        return _("takes away %(points)s (%(between)s), %(sure)s sure that it is not nothing") % said
    return _("adds %(points)s (%(between)s), %(sure)s sure that it is not nothing") % said


def rests_on(effect: Effect) -> str:
    """What the figures on a leader rest on.

    Args:
        effect: what is known of it.

    Returns:
        How many people were led, and how many of these also worked under others.
    """
    said = {"people": effect.people, "moved": effect.moved}
    if effect.people == 1:
        also = _("who was also measured") if effect.moved else _("who was not measured")
        return _("It rests on one person led, %(also)s under another leader.") % {"also": also}
    if effect.moved == 0:
        return _("It rests on %(people)d people led, none of whom was measured under another leader.") % said
    if effect.moved == 1:
        return _("It rests on %(people)d people led, one of whom was also measured under another leader.") % said
    if effect.moved == effect.people:
        return _("It rests on %(people)d people led, all of whom were also measured under another leader.") % said
    return _("It rests on %(people)d people led, %(moved)d of whom were also measured under another leader.") % said


def _sentence(effects: tuple[Effect, ...], named: tuple[Effect, ...]) -> str:
    if not effects:
        return _("The figures cannot tell what leaders here add: nobody they lead has results of their own yet.")
    leaders, sure = (len({effect.key for effect in some}) for some in (effects, named))
    if not named and leaders == 1:
        return _("The figures cannot tell the one leader here from others: what they add may as well be nothing.")
    if not named:
        return _("The figures cannot tell any leader here from the others: what each adds may as well be nothing.")
    if leaders == 1:
        return _("The one leader here can be told from others.")
    if leaders == sure:
        return _("All %(leaders)d leaders here can be told from others.") % {"leaders": leaders}
    said = {"leaders": leaders, "named": sure}
    return (
        _("Of %(leaders)d leaders here, %(named)d can be told from others; of the rest the figures cannot tell.") % said
    )


def _name(effect: Effect) -> str:
    if effect.component == "manager":
        return effect.name
    return _("%(name)s, through the leaders below,") % {"name": effect.name}


def _bars(effects: tuple[Effect, ...], who: Asker) -> IntervalBars:
    # The line below a leader is open to whoever leads it too; a people partner goes on to the leader's own page.
    further = "chain-of" if who.leads else "person"
    return IntervalBars(
        caption=_("What leaders add, by name"),
        what=_("Leader"),
        legend=_(
            "To the right of the line at zero: they add to what their people attain. To the left: they take away. The "
            "thin line: where it lies, 95 % sure; pale where that may be nothing. In order of names."
        ),
        bars=tuple(
            Bar(
                label=_name(effect).rstrip(","),
                estimate=effect.estimate,
                low=effect.low,
                high=effect.high,
                said=_in_short(effect),
                url="" if effect.number == who.person else reverse(further, args=[effect.key]),
                is_sure=effect.named,
            )
            for effect in effects
        ),
    )


def _in_short(effect: Effect) -> str:
    if not effect.named:
        return _("cannot be told from others")
    said = {"points": points(effect.estimate), "between": between(effect.low, effect.high)}
    if whole(effect.estimate) < 0:
        return _("takes away %(points)s, %(between)s") % said
    return _("adds %(points)s, %(between)s") % said


def _potential(found: tuple[Potential, ...], names: Mapping[str, Expected]) -> DataTable | None:
    rows = tuple(
        (
            Cell(one.name, reverse("person", args=[one.key])),
            Cell(names[one.expectation].name if one.expectation in names else one.expectation),
            Cell(one.leader),
            Cell(_("%(sure)s sure") % {"sure": sureness(one.probability)}),
            Cell(
                _("%(level)s (between %(low)s and %(high)s)")
                % {"level": percent(one.expected), "low": percent(one.low), "high": percent(one.high)}
            ),
        )
        for one in found
    )
    headers = (_("Person"), _("In"), _("Led by"), _("Would meet the standard"), _("To be expected"))
    return DataTable(_("Who would likely do well under a typical leader, by name"), headers, rows) if rows else None


def _turned_out(earlier: Earlier | None) -> str:
    if earlier is None:
        return _("How such forecasts turn out cannot be said yet: too few people have changed leader lately.")
    return _(
        "Of %(people)d people who changed leader since %(day)s, %(covered)d came out within what had been forecast for "
        "them on that day; forecasts were off by %(points)s as a rule."
    ) % {
        "people": earlier.people,
        "day": spoken(earlier.since),
        "covered": earlier.covered,
        "points": points(earlier.typical_error),
    }


def _reckoned(reckoning: Reckoning) -> str:
    return _("Reckoned on %(day)s, with what was known then.") % {"day": spoken(reckoning.as_of)}
