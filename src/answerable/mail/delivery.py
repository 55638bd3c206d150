"""Letters are handed to the mail server one by one: each at most once, and none is lost while it cannot be reached."""

import logging
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction

from answerable.mail.models import Sent

PATIENCE_SECONDS = 30
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes along: its name, what it holds, and what kind of file it is."""

    name: str
    content: bytes
    kind: str


@dataclass(frozen=True, slots=True)
class Letter:
    """Something somebody is told.

    Attributes:
        account: the number of their account.
        address: where to.
        subject: in one line.
        text: what is said.
        about: everything it tells them; nobody is told one of these twice.
        attachment: a file that goes along, None for none.
    """

    account: int
    address: str
    subject: str
    text: str
    about: tuple[str, ...]
    attachment: Attachment | None = None


def told_before(account: int, about: Collection[str]) -> set[str]:
    """Which of some things somebody was told before.

    Args:
        account: the number of their account.
        about: the things.

    Returns:
        Those they know.
    """
    return set(Sent.objects.filter(account=account, about__in=about).values_list("about", flat=True))


def deliver(letters: Iterable[Letter], *, at: datetime) -> int:
    """Send letters. One that cannot be sent is as if it had never been written: the next run writes it anew.

    Args:
        letters: what to send.
        at: when.

    Returns:
        How many were sent.
    """
    connection = get_connection(timeout=PATIENCE_SECONDS)
    sent = 0
    try:
        for letter in letters:
            # Before anything is marked: a server that is down is asked once, not once for each letter.
            connection.open()
            sent += _hand_over(letter, connection, at)
    except OSError as trouble:
        log.warning("The mail server cannot be reached: %s. The next run sends what is left.", trouble)
    finally:
        _close(connection)
    return sent


def _hand_over(letter: Letter, connection: BaseEmailBackend, at: datetime) -> int:
    """Mark first, then send: a process that dies in between leaves somebody untold once, but nobody told twice."""
    marks = [Sent(account_id=letter.account, about=about, at=at) for about in letter.about]
    try:
        with transaction.atomic():
            marks = Sent.objects.bulk_create(marks)
    except IntegrityError:
        # Another run is at it.
        return 0
    # A line break in a name would be a line break in the header.
    subject = " ".join(letter.subject.split())
    try:
        connection.send_messages([_message(letter, subject)])
    except (OSError, ValueError) as trouble:
        Sent.objects.filter(pk__in=[mark.pk for mark in marks]).delete()
        log.warning("A letter to account %d was not sent: %s. The next run tries again.", letter.account, trouble)
        _close(connection)
        return 0
    return 1


def _message(letter: Letter, subject: str) -> EmailMessage:
    message = EmailMessage(subject, letter.text, to=[letter.address])
    if letter.attachment is not None:
        message.attach(letter.attachment.name, letter.attachment.content, letter.attachment.kind)
    return message


def _close(connection: BaseEmailBackend) -> None:
    with suppress(OSError):
        connection.close()
