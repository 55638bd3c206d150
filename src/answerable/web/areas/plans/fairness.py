"""Fair to leaders: what the organisation gave them, before a first lapse counts against anybody."""

from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from answerable.decisions.duties.read import DutyShown
from answerable.decisions.plans import given
from answerable.decisions.plans.parties import Parties
from answerable.rules.wording import counted, spoken


def first_lapse(asked: tuple[DutyShown, ...], parties: Parties, key: str, on: date) -> tuple[str, ...]:
    """Say what the organisation gave the direct leader, where they let a duty lapse for the first time.

    Args:
        asked: what was asked for because of the gap.
        parties: whom it concerns.
        key: of who asks: the leaders alone are told.
        on: the day looked at.

    Returns:
        Sentences.
    """
    direct = parties.direct
    if direct is None or key not in {party.key for party in parties.leaders}:
        return ()
    lapsed = [one.lapsed_on for one in asked if one.leader_key == direct.key and one.lapsed_on is not None]
    if not lapsed:
        return ()
    found = given.given_to_leader(direct.number, on)
    if found.first_lapse_on != min(lapsed):
        return ()
    said = {
        "name": direct.name,
        "people": ngettext("%(n)d person", "%(n)d people", found.people) % {"n": found.people},
        "talks": counted(found.talks, "conversation"),
        "taught": counted(found.taught, "measure"),
        "day": spoken(min(lapsed)),
        "days": given.GIVEN_DAYS,
    }
    return (
        _("On %(day)s %(name)s let a duty lapse for the first time. A first lapse opens support, it blames nobody.")
        % said,
        _(
            "What the organisation gave %(name)s, who leads %(people)s directly: %(talks)s in the last %(days)d days, "
            "and %(taught)s of training, coaching or a program, as far as is on record."
        )
        % said,
    )
