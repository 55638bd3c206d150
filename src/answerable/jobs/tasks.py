"""What the worker does: uploads, and the tick every night."""

from django.utils import timezone
from huey import crontab
from huey.contrib.djhuey import db_periodic_task, db_task

from answerable.facts.people import accounts
from answerable.findings import in_force
from answerable.jobs.tick import tick
from answerable.mail import write as mail
from answerable.sources.intake import uploads


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
        tick_today()


@db_periodic_task(crontab(hour="4", minute="10"))
def every_night() -> None:
    """Look at the day that has begun, and tell those who wish to be told."""
    tick_today()
    mail.send_notices(on=timezone.localdate(), at=timezone.now())


@db_periodic_task(crontab(day_of_week="1", hour="5", minute="0"))
def every_monday() -> None:
    """Send every leader who wishes it what their people need this week."""
    mail.send_digests(on=timezone.localdate(), at=timezone.now())


def tick_today() -> None:
    """Tick the day it is; in the demo company time stands still."""
    installation = accounts.installation()
    if installation is not None:
        tick(in_force.record(), on=installation.stands_on or timezone.localdate(), at=timezone.now())
