"""What a gap comes from, as each of those it concerns sees it: every view stays."""

from datetime import datetime

from django.db import transaction

from answerable.decisions.cases import read as cases
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.plans.models import Cause
from answerable.decisions.plans.parties import Parties, parties_of
from answerable.decisions.plans.write import ALLOWED, LONGEST, enter
from answerable.facts.dated import holds
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Assignment
from answerable.ledger import write as ledger
from answerable.panel.schema import CAUSES
from answerable.rules.verdicts import Verdict

NO_SAY = Verdict(
    allowed=False,
    reasons=("Only the person, the leaders above and their people partner say what they think it comes from.",),
)
NO_CAUSE = Verdict(allowed=False, reasons=("Name at least one cause.",))
NO_EVIDENCE = Verdict(allowed=False, reasons=("Say what it rests on: what you saw or heard, and when.",))


def say_cause(who: Asker, *, case: int, causes: tuple[str, ...], evidence: str, at: datetime) -> Verdict:
    """Put on record what the asker thinks a gap comes from; what they thought before stays to be read.

    Args:
        who: the person, a leader above or their people partner.
        case: the number of the case.
        causes: of the glossary's list.
        evidence: what it rests on.
        at: when.

    Returns:
        Refused to anybody else, and without a cause or evidence.
    """
    found = cases.seen(who, case)
    if found is None or not found[1].allowed or found[1].until is not None:
        return NO_SAY
    shown = found[0]
    speaks_as = speaker(who, shown, parties_of(shown, who.on))
    named, text = [cause for cause in CAUSES if cause in causes], evidence.strip()[:LONGEST]
    refused = NO_SAY if not speaks_as else NO_CAUSE if not named else NO_EVIDENCE if not text else None
    if refused is not None:
        return refused
    with transaction.atomic():
        ledger.lock()
        latest = Cause.objects.filter(case=case, author=who.account, replaced_on__isnull=True).first()
        if latest is not None and (latest.causes, latest.evidence) == (named, text):
            # A form sent twice is one view.
            return ALLOWED
        if latest is not None:
            latest.replaced_on = who.on
            latest.save(update_fields=["replaced_on"])
        row = Cause.objects.create(
            case_id=case,
            author_id=who.account,
            speaks_as=speaks_as,
            causes=named,
            evidence=text,
            said_on=who.on,
            at=at,
        )
        enter("cause.named", who, shown, {"view": row.pk, "causes": named, "as": speaks_as}, at)
    return ALLOWED


def speaker(who: Asker, case: CaseShown, parties: Parties) -> str:
    """As whom somebody speaks of a case they see: `person`, `leader`, `partner`; empty where they have no say."""
    side = parties.side_of(who.viewer.person_id)
    if side is not None:
        return side.value
    return "partner" if _is_partner(who, case) else ""


def _is_partner(who: Asker, case: CaseShown) -> bool:
    """Whether they are named for the very unit: one is seen also by its own people, who may be partners of others."""
    units = who.viewer.partner_of
    if not units or case.is_unit or who.viewer.person_id == case.subject_key:
        return case.is_unit and case.subject_key in units
    held = Assignment.standing.filter(holds(who.on), person=case.subject_number, unit__key__in=units)
    return held.exists()
