"""Me: what is expected of me, how I am doing, what my leader owes me and has given."""

from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from answerable.decisions.duties import read as duties
from answerable.facts.people import accounts
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight, Subject
from answerable.rules.wording import spoken
from answerable.web.areas.me.added import Added, added
from answerable.web.areas.person.page import PersonPage, person_page, story_of
from answerable.web.areas.person.parts import given_table, owed_to_me_table
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.running_tables import running_for

GIVEN_DAYS = 90
READ_DAYS = 90


@dataclass(frozen=True, slots=True)
class MePage:
    """The page.

    Attributes:
        person: what everybody who may sees of me.
        owed: what I am owed.
        running: what is running for me, None where nothing is.
        given: what I was given lately.
        readings: who looked at my page.
        added: what I add as a leader; None for whoever leads nobody.
    """

    person: PersonPage
    owed: DataTable | None
    running: DataTable | None
    given: DataTable | None
    readings: DataTable | None
    added: Added | None


def me_page(who: Asker) -> MePage:
    """Put the page together.

    Args:
        who: the person.

    Returns:
        What the page shows.
    """
    subject = Subject(who.person or 0, who.viewer.person_id, who.name)
    since = who.on - timedelta(days=GIVEN_DAYS)
    sight = Sight(allowed=True, reason=_("It is about you."), until=None)
    story = story_of(who, subject, sight)
    return MePage(
        person=person_page(who, subject, sight, story),
        owed=owed_to_me_table(duties.owed_to(who), who.on, story.cases),
        running=running_for(story.given, who.on),
        given=given_table(tuple(one for one in story.given if one.on >= since)),
        readings=_readings(who),
        added=added(who) if who.leads else None,
    )


def _readings(who: Asker) -> DataTable | None:
    rows = tuple(
        (Cell(one.reader), Cell(_(PAGES.get(one.page, one.page))), Cell(spoken(one.on)))
        for one in accounts.readings_of(who, since=who.on - timedelta(days=READ_DAYS))
    )
    return DataTable(_("In the last 90 days"), (_("Who"), _("What"), _("When")), rows) if rows else None


PAGES = {
    "person": "my page",
    "support": "support owed and given",
    "record": "the record",
    "elsewhere": "in which other roles I might do well",
    "opening": "what is to be expected of me in a role I may move to",
    "expected": "what is expected of me",
    "gap": "a gap of mine",
    "plan": "the plan for a gap of mine",
    "measure": "a measure for me",
    "move": "a move of mine",
    "mirror": "how I lead",
    "hearing": "a hearing on a gap of mine",
    "answering": "who answers for a gap of mine",
    "conversations": "that conversations of mine took place",
    "table": "a table of their line, taken along",
    "packet": "the packet of a gap of mine, taken along",
}
