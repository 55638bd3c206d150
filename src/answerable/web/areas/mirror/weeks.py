"""How a leader's weeks went, on record and as they say, and the form for this week."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from answerable.facts.leading.read import Hours, WeekShown
from answerable.rules.wording import spoken
from answerable.web.components.week_bars.props import Split, Week, WeekBars

LATELY = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """The form for this week.

    Attributes:
        week: the Monday.
        fields: of each field its name, label and value.
        is_given: whether something was said before.
        reason: why what was sent was not kept, empty where nothing was sent.
    """

    week: date
    fields: tuple[tuple[str, str, str], ...]
    is_given: bool
    reason: str = ""


def fields_of(values: tuple[str, str, str, str]) -> tuple[tuple[str, str, str], ...]:
    """Lay the four fields out.

    Args:
        values: what stands in them.

    Returns:
        Of each its name, label and value.
    """
    labels = (
        ("people", _("With my people")),
        ("reports", _("On reports and what is above")),
        ("customers", _("With customers")),
        ("other", _("On other things")),
    )
    return tuple((name, label, value) for (name, label), value in zip(labels, values, strict=True))


def estimate_of(week: WeekShown) -> Estimate:
    """Put the form together.

    Args:
        week: this week.

    Returns:
        The form, with what was said before.
    """
    said = week.estimate
    values = ("", "", "", "") if said is None else tuple(f"{hours:g}" for hours in _parts(said))
    people, reports, customers, other = values
    return Estimate(week.week, fields_of((people, reports, customers, other)), said is not None)


def _parts(hours: Hours) -> tuple[float, float, float, float]:
    return hours.people, hours.reports, hours.customers, hours.other


def weeks_picture(weeks: tuple[WeekShown, ...]) -> tuple[WeekBars, str]:
    """Draw the weeks, and say how the last four went.

    Args:
        weeks: thirteen weeks.

    Returns:
        The picture and a sentence.
    """
    bars = tuple(
        Week(
            spoken(one.week),
            Split(*_parts(one.recorded)),
            None if one.estimate is None else Split(*_parts(one.estimate)),
        )
        for one in weeks
    )
    lately = [one.recorded for one in weeks[-LATELY:]]
    said = {
        "people": f"{sum(one.people for one in lately):.1f}".removesuffix(".0"),
        "reports": f"{sum(one.reports for one in lately):.1f}".removesuffix(".0"),
    }
    sentence = (
        _("On record of the last four weeks: %(people)s hours with people, %(reports)s on reports and what is above.")
        % said
        if any(one.total for one in lately)
        else _("Nothing of the last four weeks is on record.")
    )
    return WeekBars(_("Hours with people and on reports, thirteen weeks"), bars), sentence
