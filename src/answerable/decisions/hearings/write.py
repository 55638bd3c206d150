"""Somebody is asked for their side of it, answers, is reviewed from outside, and told what became of it."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import transaction

from answerable.decisions.cases import write as cases_write
from answerable.decisions.cases.models import Case
from answerable.decisions.cases.read import CaseShown
from answerable.decisions.hearings import named, read, reviewers
from answerable.decisions.hearings.models import Answer, Hearing, Review
from answerable.decisions.hearings.read import HearingShown
from answerable.facts.people import read as people
from answerable.facts.people.accounts import Asker
from answerable.facts.people.models import Person
from answerable.facts.people.read import Sight
from answerable.ledger import write as ledger
from answerable.rules import hearing as rules
from answerable.rules.policy import Policy
from answerable.rules.verdicts import Verdict

NOT_THERE = Verdict(allowed=False, reasons=("There is no such hearing, or it is not yours to see.",))
NOBODY = Verdict(allowed=False, reasons=("Name somebody who is a person of this company.",))
NO_WORDS = Verdict(allowed=False, reasons=("Say it in your own words: a sentence is enough.",))
MAY_NOT_ASK = Verdict(
    allowed=False,
    reasons=("A reviewer is asked by the one who is heard, by their leaders, or by their people partner.",),
)
NOT_A_REVIEWER = Verdict(allowed=False, reasons=("You were not asked to review this, or you have said what you find.",))
IS_OVER = Verdict(allowed=False, reasons=("The day until which you could say it is over.",))
DONE = Verdict(allowed=True, reasons=())
MOST_TEXT = 10_000


def ask(who: Asker, *, case: int, heard: str, answer_by: date, policy: Policy, at: datetime) -> Verdict:
    """Ask somebody for their side of it.

    Args:
        who: one of their leaders, or they themselves.
        case: the number of the gap.
        heard: the key of whoever is to be heard: whose gap it is, or a leader named in it.
        answer_by: until when they are to answer.
        policy: how many days they have at least.
        at: when.

    Returns:
        Whether that was allowed.
    """
    with transaction.atomic():
        ledger.lock()
        found = _seen(who, case)
        person = Person.objects.filter(key=heard).first()
        if found is None:
            return NOT_THERE
        if person is None:
            return NOBODY
        shown = found[0]
        known = {one.key for one in named.named_in(case, until=who.on, record_days=policy.record_days)}
        concerned = known if shown.is_unit else {*known, shown.subject_key}
        request = rules.Request(
            asker=who.viewer.person_id,
            heard=heard,
            leaders=_leaders(person, who.on),
            is_concerned=heard in concerned,
            gap_is_open=shown.closed_on is None,
            is_being_heard=Hearing.objects.filter(case=case, heard=person, ended_on__isnull=True).exists(),
            answer_by=answer_by,
        )
        verdict = rules.may_be_asked(request, who.on, policy)
        if verdict.allowed:
            row = Hearing.objects.create(
                case_id=case,
                heard=person,
                finding_id=Case.objects.values_list("latest", flat=True).get(pk=case),
                asked_by_id=who.account,
                asked_on=who.on,
                answer_by=answer_by,
            )
            body = {"case": case, "hearing": row.pk, "answer_by": str(answer_by)}
            _enter("hearing.asked", who, heard, body, at)
    return verdict


def see(who: Asker, *, hearing: HearingShown, at: datetime) -> bool:
    """Note that whoever is heard has opened the evidence, the first time they do.

    Args:
        who: who looks; nothing is noted of anybody else.
        hearing: the hearing.
        at: when.

    Returns:
        Whether that was the first time.
    """
    if who.person != hearing.heard_number or hearing.seen_on is not None:
        return False
    with transaction.atomic():
        ledger.lock()
        if Hearing.objects.filter(pk=hearing.number, seen_on__isnull=True).update(seen_on=who.on):
            _enter("hearing.seen", who, hearing.heard_key, _about(hearing), at)
            return True
    return False


def answer(who: Asker, *, hearing: int, stance: rules.Stance, text: str, at: datetime) -> Verdict:
    """Put on record how whoever is heard sees the claim. Their words stand beside it for good.

    Args:
        who: the one who is heard.
        hearing: its number.
        stance: how they see it.
        text: in their words.
        at: when.

    Returns:
        Whether that was allowed.
    """
    with transaction.atomic():
        ledger.lock()
        shown = read.numbered(hearing)
        if shown is None or _seen(who, shown.case) is None:
            return NOT_THERE
        verdict = rules.may_answer(shown, who=who.viewer.person_id, heard=shown.heard_key)
        if not verdict.allowed:
            return verdict
        if not text.strip():
            return NO_WORDS
        said = text.strip()[:MOST_TEXT]
        number = cases_write.respond(who, case=shown.case, subject=shown.heard_key, text=said, at=at)
        _row, is_new = Answer.objects.get_or_create(
            response_id=number, hearing_id=hearing, stance=stance.value, defaults={"on": who.on}
        )
        if is_new:
            _enter("hearing.answered", who, shown.heard_key, _about(shown) | {"stance": stance.value}, at)
    return verdict


def want_more_time(who: Asker, *, hearing: int, until: date, at: datetime) -> Verdict:
    """Ask for a later day to answer by.

    Args:
        who: the one who is heard.
        hearing: its number.
        until: the day wished for.
        at: when.

    Returns:
        Whether that was allowed.
    """
    with transaction.atomic():
        ledger.lock()
        shown = read.numbered(hearing)
        if shown is None or _seen(who, shown.case) is None:
            return NOT_THERE
        verdict = rules.may_answer(shown, who=who.viewer.person_id, heard=shown.heard_key)
        verdict = rules.may_extend(shown, until, who.on) if verdict.allowed else verdict
        if verdict.allowed:
            Hearing.objects.filter(pk=hearing).update(wanted_until=until)
            _enter("hearing.time_wanted", who, shown.heard_key, _about(shown) | {"until": str(until)}, at)
    return verdict


def extend(who: Asker, *, hearing: int, until: date, at: datetime) -> Verdict:
    """Put off the day to answer by.

    Args:
        who: one of their leaders, or who answers for the gap.
        hearing: its number.
        until: the new day.
        at: when.

    Returns:
        Whether that was allowed.
    """
    with transaction.atomic():
        ledger.lock()
        shown = read.numbered(hearing)
        found = None if shown is None else _seen(who, shown.case)
        if shown is None or found is None or not may_give_time(who, shown, found[0], _led(who, shown)):
            return NOT_THERE
        verdict = rules.may_extend(shown, until, who.on)
        if verdict.allowed:
            Hearing.objects.filter(pk=hearing).update(answer_by=until, wanted_until=None)
            body = _about(shown) | {"from": str(shown.answer_by), "until": str(until)}
            _enter("hearing.extended", who, shown.heard_key, body, at)
    return verdict


def ask_reviewer(who: Asker, *, hearing: int, reviewer: str, until: date, policy: Policy, at: datetime) -> Verdict:
    """Ask a leader from outside the direct line to look at the claim; until a day they may see the gap.

    Args:
        who: the one who is heard, one of their leaders, or their people partner.
        hearing: its number.
        reviewer: the key of the leader.
        until: the last day on which they may see it.
        policy: how many days a reviewer has at least.
        at: when.

    Returns:
        Whether that was allowed.
    """
    with transaction.atomic():
        ledger.lock()
        shown = read.numbered(hearing)
        found = None if shown is None else _seen(who, shown.case)
        if shown is None or found is None:
            return NOT_THERE
        if not may_ask_reviewer(who, shown, found, _led(who, shown)):
            return MAY_NOT_ASK
        person = Person.objects.filter(key=reviewer).first()
        if person is None:
            return NOBODY
        verdict = rules.may_be_reviewed(shown, until, who.on, policy)
        verdict = (
            verdict if not verdict.allowed else rules.may_review(reviewers.reviewing(shown, found[0], person, who.on))
        )
        if verdict.allowed:
            Review.objects.create(
                hearing_id=hearing, reviewer=person, asked_by_id=who.account, asked_on=who.on, until=until
            )
            body = _about(shown) | {"reviewer": reviewer, "until": str(until)}
            _enter("hearing.reviewer_asked", who, shown.heard_key, body, at)
    return verdict


def review(who: Asker, *, hearing: int, finding: rules.Reviewed, text: str, at: datetime) -> Verdict:
    """Put on record what a reviewer finds, with their reasons.

    Args:
        who: the reviewer.
        hearing: its number.
        finding: what they find of the claim.
        text: why.
        at: when.

    Returns:
        Whether that was allowed.
    """
    with transaction.atomic():
        ledger.lock()
        shown = read.numbered(hearing)
        rows = Review.objects.filter(hearing=hearing, reviewer=who.person or 0, found_on__isnull=True)
        row = rows.order_by("-pk").first()
        if shown is None or row is None or shown.is_over:
            return NOT_A_REVIEWER
        if row.until < who.on:
            return IS_OVER
        if not text.strip():
            return NO_WORDS
        row.found_on, row.finding, row.text = who.on, finding.value, text.strip()[:MOST_TEXT]
        row.save(update_fields=["found_on", "finding", "text"])
        _enter("hearing.reviewed", who, shown.heard_key, _about(shown) | {"finding": finding.value}, at)
    return DONE


def end(who: Asker, *, hearing: int, outcome: rules.Outcome, reason: str, at: datetime) -> Verdict:
    """Put on record what became of a claim, and why.

    Args:
        who: the leader who answers for the gap.
        hearing: its number.
        outcome: what became of it.
        reason: why.
        at: when.

    Returns:
        Whether that was allowed.
    """
    with transaction.atomic():
        ledger.lock()
        shown = read.numbered(hearing)
        found = None if shown is None else _seen(who, shown.case)
        person = None if shown is None else Person.objects.filter(pk=shown.heard_number).first()
        if shown is None or found is None or person is None:
            return NOT_THERE
        ending = rules.Ending(
            by=who.viewer.person_id,
            heard=shown.heard_key,
            answerable=found[0].answerable_key,
            above_heard=_leaders(person, who.on),
            is_leader=shown.is_leader,
            outcome=outcome,
            reason=reason,
        )
        verdict = rules.may_end(shown, ending, who.on)
        if verdict.allowed:
            Hearing.objects.filter(pk=hearing).update(
                ended_on=who.on, ended_by=who.person, outcome=outcome.value, reason=reason.strip()[:MOST_TEXT]
            )
            _enter("hearing.ended", who, shown.heard_key, _about(shown) | {"outcome": outcome.value}, at)
    return verdict


def may_ask_reviewer(who: Asker, hearing: HearingShown, found: tuple[CaseShown, Sight], led: Collection[int]) -> bool:
    """Whether somebody may ask for a reviewer: the one who is heard, their leaders, their people partner.

    Args:
        who: who would ask.
        hearing: the hearing.
        found: the gap, and what they may see of it.
        led: the numbers of those who are heard and in the asker's line.

    Returns:
        True where they may.
    """
    case, sight = found
    if hearing.heard_key == who.viewer.person_id or _leads_or_answers(who, hearing, case, led):
        return True
    unit = case.subject_key if case.is_unit else sight.around and sight.around.units.get(case.subject_key)
    return unit in who.viewer.partner_of


def may_give_time(who: Asker, hearing: HearingShown, case: CaseShown, led: Collection[int]) -> bool:
    """Whether somebody may put off the day to answer by: a leader of the one who is heard, or who answers for the gap.

    Args:
        who: who would.
        hearing: the hearing.
        case: the gap.
        led: the numbers of those who are heard and in the asker's line.

    Returns:
        True where they may.
    """
    return hearing.heard_key != who.viewer.person_id and _leads_or_answers(who, hearing, case, led)


def may_decide(who: Asker, hearing: HearingShown, case: CaseShown, led: Collection[int]) -> bool:
    """Whether the outcome is somebody's to say: theirs who answer for the gap; about these, of those above them.

    Args:
        who: who would.
        hearing: the hearing.
        case: the gap.
        led: the numbers of those who are heard and in the asker's line.

    Returns:
        True where it is, sooner or later.
    """
    if hearing.heard_key != case.answerable_key:
        return bool(who.viewer.person_id) and case.answerable_key == who.viewer.person_id
    return hearing.heard_number in led


def _seen(who: Asker, case: int) -> tuple[CaseShown, Sight] | None:
    found = read.seen(who, case)
    return found if found is not None and found[1].allowed else None


def _led(who: Asker, hearing: HearingShown) -> frozenset[int]:
    return read.led(who, (hearing.heard_number,))


def _leads_or_answers(who: Asker, hearing: HearingShown, case: CaseShown, led: Collection[int]) -> bool:
    if who.viewer.person_id and case.answerable_key == who.viewer.person_id:
        return True
    return hearing.heard_number in led


def _leaders(person: Person, on: date) -> tuple[str, ...]:
    return people.surroundings({person.pk}, on).line.chain(person.key, on, {}).leaders


def _about(hearing: HearingShown) -> dict[str, Any]:
    return {"case": hearing.case, "hearing": hearing.number}


def _enter(kind: str, who: Asker, subject: str, body: dict[str, Any], at: datetime) -> None:
    ledger.append(kind=kind, at=at, day=who.on, actor=who.actor, subject=subject, body=body)
