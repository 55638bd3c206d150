"""Changes to who is there, who reports to whom and who may sign in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from answerable.facts.dated import holds
from answerable.facts.people.models import (
    Account,
    Assignment,
    Correction,
    Installation,
    Partnership,
    Person,
    Place,
    Reading,
    Unit,
)
from answerable.ledger import write as ledger
from answerable.rules.chain import Spell
from answerable.rules.dated_chain import DatedChains
from answerable.rules.verdicts import Verdict

BATCH = 5_000


def rewrite_places() -> None:
    """Work out everybody's chain anew from the assignments that stand."""
    people = dict(Person.objects.values_list("pk", "key"))
    numbers = {key: number for number, key in people.items()}
    left = {key: day for key, day in Person.objects.values_list("key", "ends_on") if day is not None}
    chains = DatedChains(_spells(people), left)
    with transaction.atomic():
        Place.objects.all().delete()
        rows = [
            Place(
                person_id=number,
                leader_id=numbers[place.leader_id],
                level=place.level,
                starts_on=place.starts_on,
                ends_on=place.ends_on,
            )
            for number, key in people.items()
            for place in chains.of(key)
        ]
        Place.objects.bulk_create(rows, batch_size=BATCH)


def _spells(people: dict[int, str]) -> list[Spell]:
    rows: list[tuple[int, int | None, date, date | None]] = list(
        Assignment.standing.order_by("person", "starts_on").values_list("person", "manager", "starts_on", "ends_on")
    )
    return [
        Spell(people[who], None if leader is None else people[leader], first, last) for who, leader, first, last in rows
    ]


def begin(*, on: date, name: str = "", is_demo: bool = False, stands_on: date | None = None) -> Installation:
    """Begin the installation, unless it has begun.

    Args:
        on: the first day from which anybody can be asked for anything.
        name: the company's.
        is_demo: whether it holds the demo company, which anybody may look round.
        stands_on: the day that is always today there; None where time goes on.

    Returns:
        The installation.
    """
    values = {"began_on": on, "name": name, "is_demo": is_demo, "stands_on": stands_on}
    return Installation.objects.get_or_create(pk=1, defaults=values)[0]


def open_account(
    *,
    email: str,
    person: str | None,
    actor: str,
    at: datetime,
    password: str | None = None,
    is_administrator: bool = False,
    persona: str = "",
) -> Account:
    """Let somebody sign in.

    Args:
        email: their address.
        person: the key of the person they are; None for somebody who only looks after the system.
        actor: who lets them in.
        at: when.
        password: None where they choose one by mail.
        is_administrator: whether they look after the system.
        persona: in the demo company, what one sees as them: anybody may look round so; empty for a real account.

    Returns:
        The account.
    """
    account = Account(
        email=email.lower(),
        person=None if person is None else Person.objects.get(key=person),
        is_administrator=is_administrator,
        persona=persona,
    )
    account.set_password(password) if password is not None else account.set_unusable_password()
    with transaction.atomic():
        account.save()
        _enter("account.opened", account, actor, at, {"is_administrator": is_administrator})
    return account


def name_partner(*, account: Account, units: Iterable[str], on: date, actor: str, at: datetime) -> None:
    """Make somebody the people partner of some units.

    Args:
        account: theirs.
        units: the keys of the units, each by itself.
        on: the first day.
        actor: who names them.
        at: when.
    """
    named = list(Unit.objects.filter(key__in=list(units)).order_by("key"))
    with transaction.atomic():
        Partnership.objects.bulk_create(Partnership(account=account, unit=unit, starts_on=on) for unit in named)
        _enter("partner.named", account, actor, at, {"units": [unit.key for unit in named], "from": str(on)})


def _enter(kind: str, account: Account, actor: str, at: datetime, body: Mapping[str, Any]) -> None:
    subject = account.person.key if account.person is not None else "company"
    ledger.append(kind=kind, at=at, day=at.date(), actor=actor, subject=subject, body={"account": account.pk, **body})


def note_reading(*, reader: int, person: int, page: str, at: datetime, on: date) -> None:
    """Note that somebody looked at another person's page, once a day.

    Args:
        reader: the number of the account.
        person: the number of the person looked at.
        page: which page.
        at: when.
        on: the day.
    """
    if Reading.objects.filter(reader=reader, person=person, page=page, on=on).exists():
        return
    try:
        Reading(reader_id=reader, person_id=person, page=page, on=on, at=at).save(force_insert=True)
    except IntegrityError:
        # The same page was opened twice at once: it is noted.
        return


def note_readings(*, reader: int, people: Iterable[int], page: str, at: datetime, on: date) -> None:
    """Note that somebody took figures of many people along, of each once a day.

    Args:
        reader: the number of the account.
        people: the numbers of the people.
        page: what was taken.
        at: when.
        on: the day.
    """
    rows = (Reading(reader_id=reader, person_id=person, page=page, on=on, at=at) for person in people)
    Reading.objects.bulk_create(rows, batch_size=2_000, ignore_conflicts=True)


def choose_letters(*, account: int, digest: bool, notices: bool) -> None:
    """Let somebody choose which letters they get.

    Args:
        account: the number of their account.
        digest: whether they get the Monday digest.
        notices: whether they are told when a duty falls due, lapses or comes to them.
    """
    Account.objects.filter(pk=account).update(wants_digest=digest, wants_notices=notices)


def close_account(*, account: int, actor: str, at: datetime) -> bool:
    """Let somebody sign in no more; what they did stays on record.

    Args:
        account: the number of the account.
        actor: who closes it.
        at: when.

    Returns:
        Whether it was open until now. Those of the demo company stay open.
    """
    with transaction.atomic():
        ledger.lock()
        row = Account.objects.select_related("person").filter(pk=account, is_active=True, persona="").first()
        if row is not None:
            row.is_active = False
            row.save(update_fields=["is_active"])
            _enter("account.closed", row, actor, at, {})
    return row is not None


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody is to do from a day on.

    Attributes:
        role: the number of the role.
        manager: the number of the leader.
        unit: the number of the unit; None for none.
    """

    role: int
    manager: int
    unit: int | None


def reassign(*, person: int, post: Post, on: date, at: datetime) -> Verdict:
    """End what somebody does on a day, and let them begin something else; what stood before stays on record.

    Args:
        person: the number of the person.
        post: what they are to do.
        on: the first day of it; today or earlier.
        at: when this is put on record.

    Returns:
        Refused where the line would run in a circle, or the leader is no longer there.
    """
    with transaction.atomic():
        ledger.lock()
        if person == post.manager or Place.objects.filter(holds(on), person=post.manager, leader=person).exists():
            return Verdict(
                allowed=False, reasons=("The new leader is in the line of the person: that runs in a circle.",)
            )
        present = Q(person__ends_on__isnull=True) | Q(person__ends_on__gt=on)
        if not Assignment.standing.filter(holds(on), present, person=post.manager).exists():
            return Verdict(allowed=False, reasons=("The new leader holds no role any more on that day.",))
        _end_assignments(person, on, at)
        Assignment.objects.create(
            person_id=person,
            role_id=post.role,
            manager_id=post.manager,
            unit_id=post.unit,
            starts_on=on,
            recorded_at=at,
        )
        rewrite_places()
    return Verdict(allowed=True, reasons=())


def leave(*, person: int, on: date, at: datetime) -> None:
    """Let somebody leave the company; what stood before stays on record.

    Args:
        person: the number of the person.
        on: the first day on which they are no longer there.
        at: when this is put on record.
    """
    with transaction.atomic():
        ledger.lock()
        _end_assignments(person, on, at)
        row = Person.objects.get(pk=person)
        before = {"ends_on": None if row.ends_on is None else str(row.ends_on)}
        Correction.objects.create(
            table="people", key=row.key, before=before, after={"ends_on": str(on)}, recorded_at=at
        )
        row.ends_on = on
        row.save(update_fields=["ends_on"])
        rewrite_places()


def _end_assignments(person: int, on: date, at: datetime) -> None:
    """A fact is never overwritten: each row that would last beyond the day is replaced by one that ends on it."""
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=on)
    for row in list(Assignment.standing.filter(lasting, person=person)):
        Assignment.objects.filter(pk=row.pk).update(replaced_at=at)
        if row.starts_on < on:
            row.pk, row.recorded_at, row.ends_on = None, at, on
            row.save(force_insert=True)
