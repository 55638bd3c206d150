"""The pulse: seven statements about one's leader, once a quarter; and what a leader reads of all answers together."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from answerable.facts.leading import read as leading
from answerable.facts.leading.read import Before, Led
from answerable.facts.leading.statements import TEXTS
from answerable.facts.leading.voices import Voice, voices_about
from answerable.facts.people.accounts import Asker
from answerable.findings.in_force import policy
from answerable.rules.mirror import STATEMENTS, next_quarter
from answerable.rules.wording import spoken
from answerable.web.areas.mirror.naming import AGREEMENT
from answerable.web.areas.mirror.page import heard, quarter_name, why_not_heard
from answerable.web.components.data_table.props import Cell, DataTable

CANNOT_SAY = "0"


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement: its key, its words, and what was chosen, empty for nothing."""

    key: str
    text: str
    chosen: str


@dataclass(frozen=True, slots=True)
class PulsePage:
    """What somebody is asked about their leader.

    Attributes:
        leader: whom they are asked about, empty where nobody leads them.
        statements: what they are asked.
        scale: what can be chosen.
        threshold: from how many answers on they are shown.
        few: how many people report to the leader, where these are fewer than that; else None.
        given: what they said this quarter, None where they have not yet.
        about: whom they said it of.
        given_on: when.
        again_on: when they are asked next.
        reason: why what was sent was not kept.
    """

    leader: str
    statements: tuple[Statement, ...]
    scale: tuple[tuple[str, str], ...]
    threshold: int
    few: int | None
    given: DataTable | None
    about: str
    given_on: str
    again_on: str
    reason: str


def pulse_page(who: Asker, typed: Mapping[str, str] | None = None, reason: str = "") -> PulsePage:
    """Put the page together.

    Args:
        who: the person.
        typed: what was sent and not kept.
        reason: why it was not.

    Returns:
        What the page shows.
    """
    pulse, threshold = leading.pulse_of(who), policy().anonymity_threshold
    names = {str(number): str(label) for number, label in AGREEMENT}
    rows = tuple(
        (Cell(_(TEXTS[key])), Cell(names[str(pulse.answers[key] or 0)])) for key in STATEMENTS if key in pulse.answers
    )
    return PulsePage(
        leader=pulse.leader_name,
        statements=tuple(Statement(key, _(TEXTS[key]), (typed or {}).get(key, "")) for key in STATEMENTS),
        scale=tuple(names.items()),
        threshold=threshold,
        few=pulse.reports if pulse.reports < threshold else None,
        given=DataTable(_("What I said"), (_("Statement"), _("My answer")), rows) if rows else None,
        about=pulse.about,
        given_on="" if pulse.given_on is None else spoken(pulse.given_on),
        again_on=spoken(next_quarter(who.on)),
        reason=reason,
    )


def answers_of(typed: Mapping[str, str]) -> dict[str, int | None]:
    """Read answers from what was sent.

    Args:
        typed: the form.

    Returns:
        By statement from 1 to 5, None for "cannot say"; none where nothing that counts was chosen.
    """
    allowed = {str(number) for number, _label in AGREEMENT}
    chosen = {key: typed.get(key, "") for key in STATEMENTS}
    return {key: None if one == CANNOT_SAY else int(one) for key, one in chosen.items() if one in allowed}


@dataclass(frozen=True, slots=True)
class VoicesPage:
    """What a leader's people say, quarter by quarter.

    Attributes:
        table: statement by statement; None where nothing may be shown.
        notes: why nothing is shown, or not all.
        threshold: from how many answers on they are shown.
        reports: how many people report to the leader.
    """

    table: DataTable | None
    notes: tuple[str, ...]
    threshold: int
    reports: int


def voices_page(who: Asker, led: Led, before: Before, at: datetime) -> VoicesPage:
    """Put the page together.

    Args:
        who: the leader.
        led: the leader, with how many people report to them.
        before: what the asker may see.
        at: when they look.

    Returns:
        What the page shows.
    """
    rules = policy()
    voices = voices_about(who, led.subject, before.around, policy=rules, at=at)
    return VoicesPage(
        table=_table(voices),
        notes=why_not_heard(voices, led.reports, rules.anonymity_threshold),
        threshold=rules.anonymity_threshold,
        reports=led.reports,
    )


def _table(voices: tuple[Voice, ...]) -> DataTable | None:
    quarters = sorted({voice.quarter for voice in voices}, reverse=True)
    found = {(voice.item, voice.quarter): voice for voice in voices}
    items = dict.fromkeys(voice.item for voice in voices)
    rows = tuple(
        (Cell(_(TEXTS.get(item, item))), *(Cell(heard(found.get((item, quarter)))) for quarter in quarters))
        for item in items
    )
    headers = (_("Statement"), *(quarter_name(quarter) for quarter in quarters))
    return DataTable(_("What my people say, from 1 to 5"), headers, rows) if rows else None
