"""Moves in tests: proposed, told, answered and decided on the staged company, by members of the cast."""

from datetime import date, timedelta

from answerable.decisions.cases.models import Case
from answerable.decisions.moves import deciding, write
from answerable.decisions.moves.models import Move
from answerable.decisions.moves.write import Proposed, Wanted
from answerable.facts.people.models import Account, Assignment, Person
from answerable.facts.support import write as support
from answerable.ledger import read as ledger
from answerable.rules.moves import MoveKind
from answerable.rules.policy import default_policy
from answerable.rules.verdicts import Verdict
from asking import asker
from staged import AT, TODAY

YES = Verdict(allowed=True, reasons=())
IN_A_MONTH = TODAY + timedelta(days=31)
ROLE = Wanted(MoveKind.ROLE, IN_A_MONTH, role="advises")
OVER = Wanted(MoveKind.LEADER, IN_A_MONTH, leader="new-leader", unit="south")
OUT = Wanted(MoveKind.LEAVING, IN_A_MONTH)


def no(*reasons: str) -> Verdict:
    """A refusal."""
    return Verdict(allowed=False, reasons=reasons)


def propose(name: str = "leader", who: str = "seller-2", wanted: Wanted = OVER, *, from_gap: bool = False) -> Proposed:
    """Propose that somebody moves."""
    case = Case.objects.get().pk if from_gap else None
    reasons, conditions = "The work there suits better.", "A month of handing over."
    return write.propose(
        asker(name), person=who, wanted=wanted, reasons=reasons, conditions=conditions, case=case, at=AT
    )


def proposed(name: str = "leader", who: str = "seller-2", wanted: Wanted = OVER, *, from_gap: bool = False) -> Move:
    """A move that was proposed."""
    number = propose(name, who, wanted, from_gap=from_gap).number
    return Move.objects.get(pk=number)


def heard(name: str = "leader", who: str = "seller-2", wanted: Wanted = OVER, *, from_gap: bool = False) -> Move:
    """A move of which the person was told and to which they answered."""
    move = proposed(name, who, wanted, from_gap=from_gap)
    by_key = {person.key: email.partition("@")[0] for email, person in _people()}
    write.tell(asker(name), number=move.pk, answer_by=TODAY + timedelta(days=7), at=AT)
    if who in by_key:
        write.answer(asker(by_key[who]), number=move.pk, text="I see it alike.", at=AT)
    else:
        # Of the sellers only some sign in.
        Move.objects.filter(pk=move.pk).update(state="heard", answer="I see it alike.", answered_on=TODAY)
    move.refresh_from_db()
    return move


def _people() -> list[tuple[str, Person]]:
    rows = Account.objects.filter(person__isnull=False).select_related("person")
    return [(row.email, row.person) for row in rows if row.person is not None]


def help_with(leader: str, who: str) -> None:
    """Put a measure on record that began in November; with the talks of the stage that is real support."""
    people = {one.key: one.pk for one in Person.objects.filter(key__in=(leader, who))}
    support.begin_measure(
        leader=people[leader],
        person=people[who],
        unit=None,
        lever="coaching",
        name="Calls, together",
        expectation="bookings",
        on=date(2025, 11, 3),
        at=AT,
    )


def decide(name: str, move: Move, *, reason: str = "", otherwise: Wanted | None = None) -> Verdict:
    """Decide on a move."""
    verdict = deciding.decide(
        asker(name), number=move.pk, otherwise=otherwise, reason=reason, policy=default_policy(), at=AT
    )
    move.refresh_from_db()
    return verdict


def posts(who: str) -> list[tuple[str, str | None, date, date | None]]:
    """What somebody does and did, as it stands."""
    rows = Assignment.standing.filter(person__key=who).order_by("starts_on")
    return list(rows.values_list("role__key", "manager__key", "starts_on", "ends_on"))


def latest(subject: str, number: int = 1) -> list[tuple[str, str]]:
    """The latest entries of the ledger on somebody: what happened, by whom."""
    return [(one.kind, one.actor) for one in ledger.history([subject], until=None, limit=number)]
