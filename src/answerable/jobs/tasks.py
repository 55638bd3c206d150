"""What the worker does: uploads, and what the clock asks for."""

from collections.abc import Callable
from datetime import UTC, datetime

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task, on_startup

from answerable.decisions import fairness
from answerable.decisions.cases import acting
from answerable.decisions.cases import write as cases
from answerable.decisions.moves import read as moves
from answerable.facts.people import accounts
from answerable.findings import attributing, helping, in_force, organising, prospecting, waiting
from answerable.jobs import demo, tick, weighing
from answerable.mail import asked, invitations
from answerable.mail import write as mail
from answerable.sources.intake import uploads


def by_our_clock(**when: str) -> Callable[[datetime], bool]:
    """Say when a task is due by the clock of the company; the worker's own goes by UTC.

    Args:
        when: as `crontab` takes it.

    Returns:
        Whether it is due at a moment, given in UTC without saying so.
    """
    matches = crontab(**when)
    return lambda moment: bool(matches(timezone.localtime(moment.replace(tzinfo=UTC))))


@on_startup()
def begin_work() -> None:
    """There is one worker: what was being worked on when it begins was broken off when it ended."""
    uploads.broke()


@db_task()
def look_at(upload: int) -> None:
    """Look at an upload."""
    try:
        uploads.look(upload)
    except BaseException:
        uploads.broke(upload)
        raise


@db_task()
def load(upload: int) -> None:
    """Load an upload, then do what follows from it."""
    try:
        loaded = uploads.take(upload, at=timezone.now())
    except BaseException:
        uploads.broke(upload)
        raise
    if loaded:
        cases.count_below()
        tick_today()
        if accounts.installation() is not None:
            record = in_force.record()
            attributing.reckon(record, on=tick.today(), at=timezone.now())
            organising.organise(record, on=tick.today(), at=timezone.now())
            prospecting.prospect(record, moves.wanted_roles(), on=tick.today(), at=timezone.now())
            helping.weigh(record, on=tick.today(), at=timezone.now())
            waiting.reckon(record, acting.acted, on=tick.today(), at=timezone.now())
            fairness.weigh(on=tick.today(), at=timezone.now())


@db_task()
def weigh_fairness() -> None:
    """Look at how decisions fell on groups, as somebody asked for."""
    weighing.work(on=tick.today(), at=timezone.now())


@db_task()
def load_demo() -> None:
    """Load the demo company, where that may be; started twice, one waits for the other and finds nothing left to do."""
    if demo.may_load() and not accounts.demo_accounts():
        demo.load()


@db_periodic_task(by_our_clock(hour="4", minute="10"))
def every_night() -> None:
    """Look at the day that has begun, and tell those who wish to be told; what cannot be sent goes out next night."""
    tick_today()
    mail.send_notices(on=tick.today(), at=timezone.now())
    asked.send_asked(on=tick.today(), at=timezone.now())
    asked.send_come_up(on=tick.today(), at=timezone.now())
    # Last, for it takes long: what was asked for and told of before waits for it no more.
    if accounts.installation() is not None:
        record = in_force.record()
        attributing.reckon_when_due(record, on=tick.today(), at=timezone.now())
        organising.organise_when_due(record, on=tick.today(), at=timezone.now())
        prospecting.prospect_when_due(record, moves.wanted_roles(), on=tick.today(), at=timezone.now())
        helping.weigh_when_due(record, on=tick.today(), at=timezone.now())
        waiting.reckon_when_due(record, acting.acted, on=tick.today(), at=timezone.now())
        fairness.weigh_when_due(on=tick.today(), at=timezone.now())


@db_periodic_task(by_our_clock(day_of_week="1", hour="5-18", minute="0"))
def every_monday() -> None:
    """Send every leader who wishes it what their people need this week; until evening, whoever was not reached yet.

    Once a quarter everybody is asked how they are led.
    """
    mail.send_digests(on=tick.today(), at=timezone.now())
    mail.send_pulses(on=tick.today(), at=timezone.now())


@db_periodic_task(by_our_clock(minute="3,13,23,33,43,53"))
def every_ten_minutes() -> None:
    """Send invitations to conversations soon after these are planned, put off or called off."""
    invitations.send_invitations(at=timezone.now())


def tick_today() -> None:
    """Tick the day it is, once there is something to look at."""
    if accounts.installation() is not None:
        tick.tick(in_force.record(), on=tick.today(), at=timezone.now())
