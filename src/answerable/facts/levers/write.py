"""The library is added to, changed and thinned out; nothing that it said is overwritten."""

import secrets
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.facts.levers import read
from answerable.facts.levers.library import shipped
from answerable.facts.levers.models import Edition, Lever
from answerable.facts.levers.read import COMPANY, OURS, LeverShown
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.ledger import write as ledger
from answerable.ledger.write import NewEntry
from answerable.rules.levers import LeverText, complete, may_retire, may_write
from answerable.rules.verdicts import Verdict

SUBJECT = "library"
ALLOWED = Verdict(allowed=True, reasons=())
NO_SUCH_LEVER = Verdict(allowed=False, reasons=("There is no such lever in the library.",))
STALE = Verdict(allowed=False, reasons=("Somebody else changed this lever while you were writing.",))
NOT_THEIRS_TO_NAME = Verdict(
    allowed=False, reasons=("Name yourself, somebody in your line, or whoever owns it now as the owner.",)
)
BEFORE = Verdict(allowed=False, reasons=("This was done before. Look at how it stands now.",))


@dataclass(frozen=True, slots=True)
class Changed:
    """What came of a change.

    Attributes:
        verdict: whether it was allowed.
        number: of the lever, None where nothing was changed.
        theirs: what somebody else wrote in the meantime, None where nobody did.
    """

    verdict: Verdict
    number: int | None = None
    theirs: LeverShown | None = None


def add(who: Asker, *, text: LeverText, owner: str, at: datetime) -> Changed:
    """Add a lever of the company's own.

    Args:
        who: who adds it.
        text: what it says.
        owner: the key of whoever looks after it, empty for nobody.
        at: when.

    Returns:
        What came of it.
    """
    verdict = _may_write(who, text)
    if not verdict.allowed:
        return Changed(verdict)
    number = _owner(who, owner, None)
    if isinstance(number, Verdict):
        return Changed(number)
    with transaction.atomic():
        ledger.lock()
        twice = _added_before(who, text, number)
        if twice is not None:
            return Changed(ALLOWED, twice)
        row = Lever.objects.create(key=f"{COMPANY}-{secrets.token_hex(6)}", source=COMPANY)
        _write(row, text, owner=number, by=who.person, version=1, at=at)
        _enter("lever.added", who, row.pk, {"name": text.name, "lever": text.kind}, at)
    return Changed(ALLOWED, row.pk)


def _added_before(who: Asker, text: LeverText, owner: int | None) -> int | None:
    """A form sent twice is one lever: the number of the same one of theirs that is in the library."""
    first = Edition.standing.filter(lever__source=COMPANY, lever__retired_on__isnull=True, version=1, name=text.name)
    rows = first.filter(written_by=who.person, owner=owner).select_related("lever")
    return next((row.lever_id for row in rows if read.text_of(row) == text), None)


def change(who: Asker, *, number: int, version: int, text: LeverText, owner: str, at: datetime) -> Changed:
    """Let a lever say something else.

    Args:
        who: who writes.
        number: of the lever.
        version: the edition that was changed.
        text: what it shall say.
        owner: the key of whoever looks after it, empty for nobody.
        at: when.

    Returns:
        What came of it; where somebody else was faster, nothing is changed and theirs comes back.
    """
    verdict = _may_write(who, text)
    if not verdict.allowed:
        return Changed(verdict)
    with transaction.atomic():
        ledger.lock()
        standing = read.lever(who, number)
        if standing is None or standing.retired_on is not None:
            return Changed(NO_SUCH_LEVER)
        if standing.version != version:
            return Changed(STALE, number, standing)
        named = _owner(who, owner, standing)
        if isinstance(named, Verdict):
            return Changed(named)
        if (text, named) == (standing.text, standing.owner_number):
            return Changed(ALLOWED, number)
        Edition.standing.filter(lever=number).update(replaced_at=at)
        row = Lever.objects.get(pk=number)
        _write(row, text, owner=named, by=who.person, version=version + 1, at=at)
        said = {"name": text.name, "lever": text.kind, "version": version + 1}
        _enter("lever.changed", who, number, said, at)
    return Changed(ALLOWED, number)


def retire(who: Asker, *, number: int, at: datetime) -> Verdict:
    """Take a lever out of the library; what runs goes on, and what it said stays on record.

    Args:
        who: who retires it.
        number: of the lever.
        at: when.

    Returns:
        Whether it was.
    """
    return _keep(who, number, "lever.retired", who.on, at)


def bring_back(who: Asker, *, number: int, at: datetime) -> Verdict:
    """Bring a retired lever back.

    Args:
        who: who brings it back.
        number: of the lever.
        at: when.

    Returns:
        Whether it was.
    """
    return _keep(who, number, "lever.brought_back", None, at)


def _keep(who: Asker, number: int, kind: str, retired_on: date | None, at: datetime) -> Verdict:
    with transaction.atomic():
        ledger.lock()
        standing = read.lever(who, number)
        if standing is None:
            return NO_SUCH_LEVER
        verdict = may_retire(read.keeper(who, standing))
        if not verdict.allowed:
            return verdict
        if (standing.retired_on is None) == (retired_on is None):
            return BEFORE
        Lever.objects.filter(pk=number).update(retired_on=retired_on)
        _enter(kind, who, number, {"name": standing.text.name, "lever": standing.text.kind}, at)
    return ALLOWED


def bring_in(who: Asker, *, at: datetime) -> Changed:
    """Bring in the library that comes with the product, for whoever keeps the company's.

    Args:
        who: who brings it in.
        at: when.

    Returns:
        What came of it, with how many levers were new or newer as its number.
    """
    verdict = may_write(read.keeper(who))
    return Changed(verdict, bring_library(actor=who.actor, day=who.on, at=at) if verdict.allowed else None)


def bring_library(*, actor: str, day: date, at: datetime, texts: Mapping[str, LeverText] | None = None) -> int:
    """Bring in the library that comes with the product; what the company has made of it is left as it is.

    Args:
        actor: who brings it.
        day: on which day.
        at: when.
        texts: another library, by key; None for the one that comes with the product.

    Returns:
        How many levers were new or newer.
    """
    entries: list[NewEntry] = []
    with transaction.atomic():
        ledger.lock()
        known = {row.lever.key: row for row in Edition.standing.select_related("lever")}
        for key, text in (shipped() if texts is None else texts).items():
            kind = _bring(f"{OURS}-{key}", text, known.get(f"{OURS}-{key}"), at)
            if kind is not None:
                entries.append(NewEntry(kind, day, actor, SUBJECT, {"name": text.name, "lever": text.kind}))
        if entries:
            ledger.append_all(entries, at)
    return len(entries)


def _bring(key: str, text: LeverText, standing: Edition | None, at: datetime) -> str | None:
    if standing is None:
        _write(Lever.objects.create(key=key, source=OURS), text, owner=None, by=None, version=1, at=at)
        return "lever.added"
    is_theirs = Edition.objects.filter(lever=standing.lever_id, written_by__isnull=False).exists()
    if is_theirs or standing.lever.retired_on is not None or read.text_of(standing) == text:
        return None
    Edition.standing.filter(pk=standing.pk).update(replaced_at=at)
    _write(standing.lever, text, owner=None, by=None, version=standing.version + 1, at=at)
    return "lever.changed"


def _may_write(who: Asker, text: LeverText) -> Verdict:
    verdict = may_write(read.keeper(who))
    return complete(text) if verdict.allowed else verdict


def _owner(who: Asker, key: str, standing: LeverShown | None) -> int | Verdict | None:
    """The number of an owner; refused where it is nobody the asker may name."""
    if not key:
        return None
    if standing is not None and key == standing.owner_key:
        return standing.owner_number
    subject = people.subject(key)
    if subject is not None and (subject.pk == who.person or people.is_in_line(who, subject.pk)):
        return subject.pk
    return NOT_THEIRS_TO_NAME


def _write(row: Lever, text: LeverText, *, owner: int | None, by: int | None, version: int, at: datetime) -> None:
    values = {name: list(value) if isinstance(value, tuple) else value for name, value in asdict(text).items()}
    Edition.objects.create(lever=row, version=version, owner_id=owner, written_by_id=by, recorded_at=at, **values)


def _enter(kind: str, who: Asker, number: int, body: dict[str, Any], at: datetime) -> None:
    said = {"number": number, **body}
    ledger.append(kind=kind, at=at, day=who.on, actor=who.actor, subject=SUBJECT, body=said)
