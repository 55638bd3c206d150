"""What is expected of one person in full: tailored or not, agreed or not, and what both said of it."""

from dataclasses import dataclass, field
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.facts.agreements import read as agreements
from answerable.facts.agreements.read import ExpectedOf, SayingShown, Stand, Tailored
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.read import Sight, Spent, Subject
from answerable.facts.roles import read as roles
from answerable.rules.agreeing import Agreement as State
from answerable.rules.agreeing import Outcome, Side
from answerable.rules.profiles import figure
from answerable.web.areas.person.agreement import expected_table, how_it_stands, side_of
from answerable.web.components.data_table.props import Cell, DataTable
from answerable.web.targets import days_of, tailored_words

SAYS = {
    Outcome.ACKNOWLEDGED: "has read it",
    Outcome.AGREED: "agrees",
    Outcome.DISAGREED: "does not agree",
    Outcome.STANDS: "stands by it",
}
# Whose words are read by the person and by the leaders so many levels above.
READERS = 2


@dataclass(frozen=True, slots=True)
class Line:
    """What one of the two said.

    Attributes:
        day: when.
        sentence: what.
        comment: the words beside it; empty for none, or for readers they are not meant for.
        counts: whether it is of what is expected now.
    """

    day: date
    sentence: str
    comment: str
    counts: bool


@dataclass(frozen=True, slots=True)
class Held:
    """Something tailored that can be ended.

    Attributes:
        name: of the expectation.
        words: what is expected, and when.
        reason: why.
        by: who said so.
        url: where to end it; empty where the asker cannot.
    """

    name: str
    words: str
    reason: str
    by: str
    url: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed and refused.

    Attributes:
        faults: by field, what was expected instead.
        values: by field, what was typed.
    """

    faults: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """The page.

    Attributes:
        key: of the person.
        name: theirs.
        leader: the name of their direct leader, empty for none.
        role: the title of the role they hold, empty for none.
        role_url: where the role is read; empty where the asker may not.
        version: the number of the version that stands.
        until: for leaders of then, the last day shown.
        table: what is expected.
        takes: what the role takes.
        sentence: how far the two have agreed; empty where there is nobody to agree with.
        lines: what both said, the latest first.
        may: what the asker can say now.
        side: which of the two the asker is, empty for neither.
        tailored: what is tailored now or later.
        ever: everything that was tailored so far; None where nothing was.
        choices: the expectations that can be tailored, by key and name; empty where the asker cannot.
        typed: what was typed and refused.
        readers: who reads the words beside it.
        today: the day it is.
    """

    key: str
    name: str
    leader: str
    role: str
    role_url: str
    version: int
    until: date | None
    table: DataTable | None
    takes: DataTable | None
    sentence: str
    lines: tuple[Line, ...]
    may: tuple[str, ...]
    side: str
    tailored: tuple[Held, ...]
    ever: DataTable | None
    choices: tuple[tuple[str, str], ...]
    typed: Typed
    readers: str
    today: date

    @property
    def today_text(self) -> str:
        """Today, as a field for days has it."""
        return self.today.isoformat()


def expected_page(who: Asker, subject: Subject, sight: Sight, typed: Typed | None = None) -> ExpectedPage:
    """Put the page together.

    Args:
        who: who asks.
        subject: the person.
        sight: what the asker may see of them.
        typed: what was typed and refused.

    Returns:
        What the page shows.
    """
    last = sight.until or who.on
    held = people.roles_of(subject.pk, until=last)
    role = held[-1] if held and (held[-1].ends_on is None or held[-1].ends_on > last) else None
    chain = people.chain_of(subject.pk, last)
    leader = chain[0] if chain else None
    role_key = role.key if role is not None else ""
    found = agreements.expected_of(subject.pk, role_key, (), last, now=sight.until)
    wanted = tuple(one for one in found.values() if one.expected.lasts(last))
    version = wanted[0].version if wanted else 1
    with_whom = leader if sight.until is None else None
    stand = _stand(subject, with_whom, role, version)
    side = side_of(who, subject, leader) if with_whom is not None and leader is not None else None
    leads = side is Side.LEADER
    return ExpectedPage(
        key=subject.key,
        name=subject.name,
        leader=leader.name if leader is not None else "",
        role=role.name if role is not None else "",
        role_url=reverse("role", args=[role_key]) if role is not None and _reads_role(who, sight) else "",
        version=version,
        until=sight.until,
        table=expected_table(wanted),
        takes=_takes(role_key),
        sentence=how_it_stands(stand, subject.name, with_whom.name) if with_whom is not None and role else "",
        lines=_lines(who, subject, stand, chain) if with_whom is not None else (),
        may=_may(stand, side) if wanted else (),
        side=side.value if side is not None else "",
        tailored=_held(wanted, subject, leads=leads),
        ever=_ever(subject, sight, found),
        choices=tuple((one.expected.key, one.expected.name) for one in wanted) if leads else (),
        typed=typed or Typed(),
        readers=_readers(subject, chain),
        today=who.on,
    )


def _reads_role(who: Asker, sight: Sight) -> bool:
    """A past leader reads what the person was expected to do, not what the role is now."""
    return sight.until is None and (who.person is not None or bool(who.viewer.partner_of))


def _stand(subject: Subject, leader: Spent | None, role: Spent | None, version: int) -> Stand:
    if leader is None or role is None:
        return Stand(State.OPEN, (), None)
    return agreements.stand_of(subject.pk, leader.key, role.key, version)


def _takes(role_key: str) -> DataTable | None:
    rows = tuple((Cell(f"{one.item} ({one.facet})"), Cell(figure(one.level))) for one in roles.facets(role_key))
    return DataTable(_("What the role takes, 1 to 5"), (_("What"), _("Level")), rows) if rows else None


def _lines(who: Asker, subject: Subject, stand: Stand, chain: tuple[Spent, ...]) -> tuple[Line, ...]:
    reads = who.viewer.person_id in {subject.key, *(one.key for one in chain[:READERS])}
    return tuple(_line(one, subject, reads=reads) for one in reversed(stand.said))


def _line(one: SayingShown, subject: Subject, *, reads: bool) -> Line:
    name = subject.name if one.side is Side.PERSON else one.leader
    said = {"name": name, "says": _(SAYS[one.outcome]), "version": one.version}
    sentence = _("%(name)s %(says)s (version %(version)d).") % said
    return Line(one.day, sentence, one.comment if reads else "", one.counts)


def _may(stand: Stand, side: Side | None) -> tuple[str, ...]:
    """What one of the two can say now, in the order of the buttons."""
    if side is None:
        return ()
    said, found = stand.last(side), []
    own = [one for one in stand.said if one.counts and one.side is side]
    if not own:
        found.append(Outcome.ACKNOWLEDGED)
    if said is None or said.outcome is Outcome.DISAGREED:
        found.append(Outcome.AGREED)
    person = stand.last(Side.PERSON)
    is_to_answer = person is not None and person.outcome is Outcome.DISAGREED
    if side is Side.LEADER and stand.state is State.DISAGREED and is_to_answer:
        found.append(Outcome.STANDS)
    found.append(Outcome.DISAGREED)
    return tuple(found)


def _held(wanted: tuple[ExpectedOf, ...], subject: Subject, *, leads: bool) -> tuple[Held, ...]:
    return tuple(_own(one, one.tailored, subject, leads=leads) for one in wanted if one.tailored is not None)


def _ever(subject: Subject, sight: Sight, found: dict[str, ExpectedOf]) -> DataTable | None:
    rows = tuple(
        (
            Cell(found[key].expected.name if key in found else key),
            Cell(tailored_words(found[key], own) if key in found else figure(own.target)),
            Cell(days_of(own)),
            Cell(own.reason),
            Cell(own.by),
        )
        for key, own in agreements.tailorings_of(subject.pk, until=sight.until)
    )
    headers = (_("What"), _("Target"), _("When"), _("Why"), _("By"))
    return DataTable(_("Everything tailored so far, the latest first"), headers, rows) if rows else None


def _own(one: ExpectedOf, own: Tailored, subject: Subject, *, leads: bool) -> Held:
    words = f"{tailored_words(one, own)}, {days_of(own)}"
    url = reverse("tailor-end", args=[subject.key, own.number]) if leads else ""
    return Held(one.expected.name, words, own.reason, own.by, url)


def _readers(subject: Subject, chain: tuple[Spent, ...]) -> str:
    """Who reads what is written here, by name."""
    names = [subject.name, *(one.name for one in chain[:READERS])]
    if len(names) == 1:
        return _("Read by %(name)s.") % {"name": names[0]}
    return _("Read by %(names)s and %(last)s, and kept on record with its day.") % {
        "names": ", ".join(names[:-1]),
        "last": names[-1],
    }
