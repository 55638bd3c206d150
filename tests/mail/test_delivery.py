"""Handing letters over: each at most once, and none is lost while the mail server cannot be reached."""

import logging
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.core.mail.message import EmailMessage

from answerable.facts.people.models import Account
from answerable.mail import delivery
from answerable.mail.delivery import Letter, deliver, told_before
from answerable.mail.models import Sent

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, 5, tzinfo=UTC)


class Server(EmailBackend):
    """A mail server with whims."""

    def __init__(self) -> None:
        super().__init__()
        self.is_down = False
        self.refuses: dict[str, BaseException] = {}
        self.opened = 0
        self.closed = 0

    def open(self) -> bool:
        """Let somebody in."""
        self.opened += 1
        if self.is_down:
            raise ConnectionRefusedError("Connection refused")
        return True

    def close(self) -> None:
        """See somebody out, grumbling."""
        self.closed += 1
        raise SMTPServerDisconnected("already gone")

    def send_messages(self, messages: Sequence[EmailMessage]) -> int:
        """Take letters, or not."""
        for message in messages:
            if message.to[0] in self.refuses:
                raise self.refuses[message.to[0]]
        return super().send_messages(messages)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """The server letters are handed to."""
    server = Server()
    monkeypatch.setattr(delivery, "get_connection", lambda **_settings: server)
    return server


def letter(name: str, *about: str) -> Letter:
    account = Account.objects.get(email=f"{name}@example.com")
    return Letter(account.pk, account.email, "Something", "Something happened.", about or ("thing",))


def sent() -> list[tuple[str, str]]:
    rows = Sent.objects.select_related("account").order_by("account__email", "about")
    return [(row.account.email, str(row)) for row in rows]


def test_a_letter_is_sent_and_everything_it_tells_is_noted(server: Server):
    assert deliver([letter("leader", "one", "other")], at=AT) == 1

    (message,) = mail.outbox
    assert (message.to, message.subject, message.body) == (["leader@example.com"], "Something", "Something happened.")
    assert sent() == [("leader@example.com", "one"), ("leader@example.com", "other")]
    assert told_before(letter("leader").account, ["other", "third"]) == {"other"}
    assert told_before(letter("director").account, ["other"]) == set()


def test_without_letters_the_server_is_left_in_peace(server: Server):
    assert deliver([], at=AT) == 0

    assert server.opened == 0


def test_while_the_server_is_down_nothing_is_noted_and_the_next_run_sends_all(
    server: Server, caplog: pytest.LogCaptureFixture
):
    server.is_down = True

    assert deliver([letter("leader"), letter("director")], at=AT) == 0

    assert (mail.outbox, sent(), server.opened) == ([], [], 1)
    assert caplog.messages == [
        "The mail server cannot be reached: Connection refused. The next run sends what is left."
    ]
    server.is_down = False
    assert deliver([letter("leader"), letter("director")], at=AT) == 2


@pytest.mark.parametrize(
    "trouble",
    [
        SMTPRecipientsRefused({"leader@example.com": (550, b"No such mailbox")}),
        TimeoutError("timed out"),
        ValueError("Invalid address"),
    ],
)
def test_one_letter_that_is_refused_is_not_noted_and_the_others_are_sent(
    trouble: Exception, server: Server, caplog: pytest.LogCaptureFixture
):
    server.refuses["leader@example.com"] = trouble

    assert deliver([letter("leader", "one", "other"), letter("director")], at=AT) == 1

    assert sent() == [("director@example.com", "thing")]
    number = letter("leader").account
    assert caplog.messages == [f"A letter to account {number} was not sent: {trouble}. The next run tries again."]
    assert caplog.records[0].levelno == logging.WARNING
    server.refuses.clear()
    assert deliver([letter("leader", "one", "other")], at=AT) == 1


def test_the_server_is_entered_anew_after_trouble(server: Server):
    server.refuses["leader@example.com"] = TimeoutError("timed out")

    deliver([letter("leader"), letter("director")], at=AT)

    assert (server.opened, server.closed) == (2, 2)


def test_a_server_that_dies_half_way_leaves_what_was_sent_noted(server: Server):
    def letters() -> Iterator[Letter]:
        yield letter("leader")
        server.is_down = True
        yield letter("director")

    assert deliver(letters(), at=AT) == 1

    assert sent() == [("leader@example.com", "thing")]


def test_what_another_run_is_sending_at_the_moment_is_left_to_it(server: Server):
    Sent.objects.create(account_id=letter("leader").account, about="other", at=AT)

    assert deliver([letter("leader", "one", "other")], at=AT) == 0

    assert mail.outbox == []
    assert sent() == [("leader@example.com", "other")]


def test_a_process_that_dies_while_sending_has_told_nobody_twice(server: Server):
    server.refuses["leader@example.com"] = SystemExit(1)  # as a stop of the server would

    with pytest.raises(SystemExit):
        deliver([letter("leader")], at=AT)

    assert told_before(letter("leader").account, ["thing"]) == {"thing"}


def test_the_server_in_the_settings_is_asked_with_patience(monkeypatch: pytest.MonkeyPatch):
    asked: list[dict[str, object]] = []

    def connection(**settings: object) -> Server:
        asked.append(settings)
        return Server()

    monkeypatch.setattr(delivery, "get_connection", connection)

    deliver([letter("leader")], at=AT)

    assert asked == [{"timeout": 30}]
