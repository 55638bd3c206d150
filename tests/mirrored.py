"""What is said in the mirror on the stage, in tests: a self-view, an aim, the duties to the new leader."""

from collections.abc import Callable
from datetime import date

from answerable.decisions.duties.models import Duty
from answerable.facts.leading import write
from answerable.facts.leading.models import SelfView
from answerable.facts.people import write as people_write
from answerable.facts.people.models import Assignment, Person
from answerable.facts.people.write import rewrite_places
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.rules.mirror import SIX, STATEMENTS
from asking import asker
from staged import AT, DIRECTOR, SELLERS, STRANGER, TODAY

CHECK = {f"score-{kind.value}": "4" for kind in SIX}
ANSWERS = dict.fromkeys(STATEMENTS, "4")
AIM = {"text": "Ask before I tell", "lever": "coaching", "by": "2026-04-01", "version": "1"}


def self_view() -> int:
    """How the leader sees their leading today."""
    write.keep_self_view(asker("leader"), scores={kind.value: 4 for kind in SIX}, lines={}, at=AT)
    return SelfView.standing.get(leader__key="leader").pk


def aim() -> int:
    """Something the leader wants to do better."""
    by = date.fromisoformat(AIM["by"])
    return write.set_aim(asker("leader"), text=AIM["text"], lever=AIM["lever"], by=by, at=AT).number


def owed_to_new_leader() -> int:
    """What the director owes the new leader now."""
    return Duty.objects.get(person__key="new-leader", kind="leading_review", ended_on=None).pk


def given_to_new_leader() -> int:
    """What the director has done for the new leader."""
    return Duty.objects.get(person__key="new-leader", kind="people_introduced").pk


NUMBERS: dict[str, Callable[[], int]] = {
    "self-view": self_view,
    "aim": aim,
    "first-days": owed_to_new_leader,
    "first-days-kept": given_to_new_leader,
}
SENT = {
    "keep-self-view": CHECK,
    "share-self-view": {"shared": "yes"},
    "mirror-week": {"people": "9"},
    "answer-pulse": ANSWERS,
    "aim-set": AIM,
    "aim-change": AIM,
    "aim-promise": {"text": "I sit in", "version": "0"},
    "aim-note": {"text": "It goes"},
    "aim-settle": {"state": "reached"},
}


def begin_to_lead() -> None:
    """Let somebody begin to lead under the director on 5 January, a week ago: seller-5 goes over to them."""
    people = {key: Person.objects.get(key=key) for key in (STRANGER, DIRECTOR, SELLERS[4])}
    Assignment.standing.filter(person=people[STRANGER]).update(manager=people[DIRECTOR])
    before = Assignment.standing.get(person=people[SELLERS[4]], ends_on=None)
    before.ends_on = date(2026, 1, 5)
    before.save(update_fields=["ends_on"])
    Assignment.objects.create(
        person=before.person,
        role=before.role,
        manager=people[STRANGER],
        unit=before.unit,
        starts_on=before.ends_on,
        recorded_at=AT,
    )
    rewrite_places()
    tick(in_force.record(), on=TODAY, at=AT)


def let_all_sellers_in() -> None:
    """Open accounts for those who report to the leader and have none yet."""
    for key in SELLERS[2:5]:
        people_write.open_account(
            email=f"{key}@example.com", person=key, password="long enough 1", actor="stage", at=AT
        )
