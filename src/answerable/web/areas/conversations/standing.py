"""Where things stand for a person, beside a conversation; and what of it asks to be spoken of."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.conversations import read as conversations
from answerable.decisions.conversations.read import CommitmentShown, ConversationShown, Words
from answerable.decisions.duties import read as duties
from answerable.decisions.duties.read import DutyShown
from answerable.decisions.duties.sentences import spoken_day
from answerable.facts.people.accounts import Asker
from answerable.facts.roles import read as roles
from answerable.findings import read as findings
from answerable.findings.in_force import policy
from answerable.findings.read import Level
from answerable.findings.sentences import percent
from answerable.rules.clocks import DutyKind
from answerable.rules.wording import spoken
from answerable.web.components.sparkline.props import Sparkline

LEVEL_DAYS = 365
OWED = {
    DutyKind.CONVERSATION: "a talk about it is owed by %(day)s",
    DutyKind.PLAN: "a plan is owed by %(day)s",
    DutyKind.REVIEW: "a look at the plan is owed by %(day)s",
    DutyKind.DECISION: "a decision is owed by %(day)s",
}


@dataclass(frozen=True, slots=True)
class Prompt:
    """Something that might be put on the agenda: by what it is known, and how it reads."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Where the person stands in one expectation.

    Attributes:
        name: of the expectation.
        level: what is reached now, in words.
        line: the last levels.
        gap_url: the gap that is open in it; empty without one.
    """

    name: str
    level: str
    line: Sparkline
    gap_url: str


@dataclass(frozen=True, slots=True)
class Standing:
    """Where things stand.

    Attributes:
        reaches: by expectation, gaps first.
        cases: the open gaps.
        names: expectations by key.
        owed: what the leader owes the person now.
    """

    reaches: tuple[Reach, ...]
    cases: tuple[CaseShown, ...]
    names: dict[str, str]
    owed: tuple[DutyShown, ...]


def standing_of(who: Asker, shown: ConversationShown) -> Standing:
    """Read where things stand.

    Args:
        who: one of the two; the leader leads the person today.
        shown: the conversation.

    Returns:
        Gaps and levels of the person, and what this leader owes them.
    """
    person = shown.person.pk
    found = tuple(case for case in cases.of_people([person]) if case.closed_on is None)
    levels = findings.levels_of([person], since=who.on - timedelta(days=LEVEL_DAYS))
    by_key = {key: series for (_person, key), series in levels.items() if series}
    names = {key: one.name for key, one in roles.expectations({*by_key, *(case.expectation for case in found)}).items()}
    gaps = {case.expectation: reverse("gap", args=[case.number]) for case in found}
    owed = duties.of_person(person, until=None, since=who.on)
    return Standing(
        reaches=tuple(
            _reach(names.get(key, key), by_key[key], gaps.get(key, ""))
            for key in sorted(by_key, key=lambda key: (key not in gaps, names.get(key, key)))
        ),
        cases=found,
        names=names,
        owed=tuple(one for one in owed if one.leader_key == shown.leader.key and one.ended_on is None),
    )


def _reach(name: str, series: tuple[Level, ...], gap_url: str) -> Reach:
    last = series[-1]
    label = _("%(name)s over the last year") % {"name": name}
    line = Sparkline(label, tuple(one.level for one in series), last.standard)
    return Reach(name, percent(last.level), line, gap_url)


def prompts_of(
    who: Asker, shown: ConversationShown, words: Words, standing: Standing, promised: tuple[CommitmentShown, ...]
) -> tuple[Prompt, ...]:
    """Say what asks to be spoken of, without what stands on the agenda already.

    Args:
        who: one of the two.
        shown: the conversation.
        words: its words.
        standing: where things stand.
        promised: what both promised.

    Returns:
        The prompts: gaps and what is owed for them, agreement, time without a talk, promises whose day is over.
    """
    found = [_of_case(case, standing) for case in standing.cases]
    found += [
        Prompt(f"duty:{one.number}", _("What is expected is not agreed yet; that is owed by %(day)s") % _day(one))
        for one in standing.owed
        if one.kind is DutyKind.EXPECTATIONS_AGREED
    ]
    found += _of_silence(who, shown)
    found += [
        Prompt(
            f"commitment:{one.number}",
            _("“%(text)s”, promised by %(name)s for %(day)s: what became of it?")
            % {"text": one.text, "name": one.by.name, "day": spoken(one.due_on)},
        )
        for one in promised
        if one.is_over(who.on)
    ]
    taken = {item.prompt for item in words.items}
    return tuple(prompt for prompt in found if prompt.key not in taken)


def _of_case(case: CaseShown, standing: Standing) -> Prompt:
    name = standing.names.get(case.expectation, case.expectation)
    since = date.fromisoformat(case.facts["since"])
    text = _("%(name)s is below standard since %(month)s") % {"name": name, "month": f"{since:%B %Y}"}
    owed = [one for one in standing.owed if one.case == case.number and one.kind in OWED]
    parts = [text, *(_(OWED[one.kind]) % _day(one) for one in owed[:2])]
    return Prompt(f"case:{case.number}", "; ".join(parts))


def _of_silence(who: Asker, shown: ConversationShown) -> list[Prompt]:
    held = conversations.held_with(shown.leader.pk, shown.person.pk, who.on - timedelta(days=LEVEL_DAYS))
    if not held:
        return [Prompt("silence", _("No talk of the two of you is on record: how have things been?"))]
    days = (who.on - held[-1]).days
    if days <= policy().one_on_one_every_days:
        return []
    return [Prompt("silence", _("You have not talked for %(weeks)d weeks") % {"weeks": days // 7})]


def _day(duty: DutyShown) -> dict[str, str]:
    return {"day": spoken_day(duty.due_on)}
