"""Letters to leaders: what they say, to whom they go, and to whom they do not."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core import mail
from pytest_django.fixtures import Settings

from answerable.decisions.duties.models import Duty
from answerable.facts.leading import write as leading
from answerable.facts.people import write as people
from answerable.facts.people.models import Account, Person
from answerable.ledger import read as ledger
from answerable.ledger import write as ledger_write
from answerable.mail import write
from answerable.mail.models import Sent
from answerable.rules.mirror import STATEMENTS
from asking import asker
from staged import TODAY

pytestmark = pytest.mark.django_db

AT = datetime(2026, 1, 12, 5, tzinfo=UTC)
LEADERS = ["chief@example.com", "director@example.com", "leader@example.com", "new-leader@example.com"]
MOST_OF_THEM = ["chief@example.com", "leader@example.com", "new-leader@example.com"]


def account(name: str) -> Account:
    return Account.objects.get(email=f"{name}@example.com")


def receivers() -> list[str]:
    return [address for letter in mail.outbox for address in letter.to]


def letter_to(name: str) -> mail.EmailMessage:
    (letter,) = [letter for letter in mail.outbox if letter.to == [f"{name}@example.com"]]
    return letter


def duty_of_leader(seller: str, *, arises_on: date, due_on: date, came_from: str | None = None) -> Duty:
    """A one-on-one that Leader owes, besides those on the stage."""
    return Duty.objects.create(
        leader=Person.objects.get(key="leader"),
        person=Person.objects.get(key=seller),
        kind="one_on_one",
        arises_on=arises_on,
        due_on=due_on,
        lapses_on=due_on + timedelta(days=7),
        came_from=None if came_from is None else Person.objects.get(key=came_from),
    )


def test_the_digest_says_what_people_need_within_a_week_and_where_the_ledger_stands():
    number, fingerprint = ledger.head()

    assert write.send_digests(on=TODAY, at=AT) == 4

    letter = letter_to("new-leader")
    # Seller-6 came over on 1 December and was owed a talk by 29 December; today is 12 January.
    assert letter.subject == "What your people need from you this week"
    assert letter.body == (
        "Nia Wolf, this week your people need from you:\n\n"
        "- Seller-6 needs a one-on-one with you by Monday 29 December (14 days over)\n\n"
        "http://localhost:8000/today/\n\n"
        f"The ledger stands at entry {number}, head {fingerprint}. Keep this message: it shows later that nothing "
        "before it was changed.\n"
        "Whether you get this letter is yours to choose: My settings.\n"
    )


def test_every_digest_holds_the_head_of_the_ledger():
    number, fingerprint = ledger.head()

    write.send_digests(on=TODAY, at=AT)

    assert receivers() == LEADERS
    assert all(f"The ledger stands at entry {number}, head {fingerprint}." in letter.body for letter in mail.outbox)


def test_what_is_due_in_more_than_a_week_is_not_in_the_digest():
    duty_of_leader("seller-6", arises_on=TODAY, due_on=date(2026, 1, 20))

    write.send_digests(on=TODAY, at=AT)

    body = letter_to("leader").body
    assert "Seller-2 needs a one-on-one with you by Monday 19 January (due in 7 days)" in body
    assert "Seller-6" not in body


def test_a_gap_is_named_by_what_it_is_in():
    write.send_digests(on=TODAY, at=AT)

    # Due on 7 October 2025: 24 days of October, 30 of November, 31 of December and 12 of January ago.
    assert "- Seller-1 needs a plan for Bookings by Tuesday 7 October (97 days over)\n" in letter_to("chief").body


def test_a_letter_names_twenty_things_and_counts_the_rest():
    for number in range(17):
        duty_of_leader("seller-6", arises_on=TODAY - timedelta(days=number), due_on=TODAY + timedelta(days=3))

    write.send_digests(on=TODAY, at=AT)

    # Five on the stage, and these.
    body = letter_to("leader").body
    assert body.count("\n- ") == 20
    assert "... and 2 more.\n" in body


def test_a_digest_is_sent_once_and_another_one_next_monday():
    write.send_digests(on=TODAY, at=AT)

    assert write.send_digests(on=TODAY, at=AT + timedelta(hours=1)) == 0
    assert len(mail.outbox) == 4
    assert write.send_digests(on=TODAY + timedelta(days=7), at=AT + timedelta(days=7)) == 4


def test_whoever_owes_nothing_gets_no_digest():
    Duty.objects.filter(leader__key="new-leader").update(ended_on=TODAY)

    write.send_digests(on=TODAY, at=AT)

    assert receivers() == ["chief@example.com", "director@example.com", "leader@example.com"]


def test_whoever_chose_no_digest_gets_none_but_is_told_of_what_happens():
    people.choose_letters(account=account("leader").pk, digest=False, notices=True)

    write.send_digests(on=TODAY, at=AT)
    assert "leader@example.com" not in receivers()

    write.send_notices(on=TODAY, at=AT)
    assert "leader@example.com" in receivers()


def test_whoever_chose_no_notices_gets_none_but_the_digest():
    people.choose_letters(account=account("leader").pk, digest=True, notices=False)

    write.send_notices(on=TODAY, at=AT)
    assert "leader@example.com" not in receivers()

    write.send_digests(on=TODAY, at=AT)
    assert "leader@example.com" in receivers()


def test_a_closed_account_gets_no_letter():
    people.close_account(account=account("leader").pk, actor="administrator@example.com", at=AT)

    write.send_digests(on=TODAY, at=AT)
    write.send_notices(on=TODAY, at=AT)

    assert "leader@example.com" not in receivers()
    assert not Sent.objects.filter(account__email="leader@example.com").exists()


def test_an_account_of_the_demo_company_is_never_written_to():
    Account.objects.update(persona="Looks round")

    assert write.send_digests(on=TODAY, at=AT) == 0
    assert write.send_notices(on=TODAY, at=AT) == 0

    assert mail.outbox == []
    assert not Sent.objects.exists()


def test_an_account_that_is_nobody_s_gets_no_letter():
    Account.objects.filter(email="leader@example.com").update(person=None)

    write.send_digests(on=TODAY, at=AT)

    assert "leader@example.com" not in receivers()


def test_links_lead_where_the_installation_is(settings: Settings):
    settings.ADDRESS = "https://people.example.com"

    write.send_digests(on=TODAY, at=AT)
    write.send_notices(on=TODAY, at=AT)

    assert len(mail.outbox) == 7
    assert all("\n\nhttps://people.example.com/today/\n" in letter.body for letter in mail.outbox)


def test_a_name_is_written_as_it_is_and_breaks_no_header():
    Person.objects.filter(key="seller-6").update(name="O'Neil &\nSons")

    write.send_notices(on=TODAY, at=AT)

    letter = letter_to("new-leader")
    assert letter.subject == "has lapsed: O'Neil & Sons"
    assert "- O'Neil &\nSons needs a one-on-one" in letter.body


def test_notices_tell_of_what_fell_due_or_lapsed_within_a_week():
    assert write.send_notices(on=TODAY, at=AT) == 3

    assert receivers() == MOST_OF_THEM
    assert [letter.subject for letter in mail.outbox] == [
        "2 things your people need from you",
        "was due: Seller-1",
        "has lapsed: Seller-6",
    ]
    assert letter_to("chief").body == (
        "Cleo Chief,\n\n"
        "- Pat Partner needs a one-on-one with you by Wednesday 7 January (5 days over)\n"
        "- Sam Stranger needs a one-on-one with you by Wednesday 7 January (5 days over)\n\n"
        "http://localhost:8000/today/\n\n"
        "Whether you get these letters is yours to choose: My settings.\n"
    )


def test_of_what_lapsed_one_is_told_even_though_it_has_moved_up():
    Duty.objects.update(ended_on=TODAY, lapsed_on=None)
    moved = duty_of_leader("seller-2", arises_on=date(2025, 12, 20), due_on=date(2026, 1, 2))
    Duty.objects.filter(pk=moved.pk).update(lapsed_on=date(2026, 1, 10), ended_on=date(2026, 1, 10))

    assert write.send_notices(on=TODAY, at=AT) == 1

    assert letter_to("leader").subject == "has lapsed: Seller-2"
    assert "Seller-2 needs a one-on-one with you by Friday 2 January (lapsed on 10 January 2026)" in (
        letter_to("leader").body
    )


def test_of_what_falls_due_one_is_told_on_the_day():
    Duty.objects.filter(lapsed_on=date(2026, 1, 1)).update(lapsed_on=date(2025, 12, 30))

    write.send_notices(on=date(2026, 1, 7), at=AT)

    assert letter_to("leader").subject == "is due today: Seller-1"


def test_what_lies_further_back_than_a_week_is_no_news():
    assert write.send_notices(on=date(2026, 1, 15), at=AT) == 0

    assert mail.outbox == []


def test_what_is_due_later_or_has_not_come_yet_is_no_news():
    Duty.objects.update(ended_on=TODAY, lapsed_on=None)
    duty_of_leader(
        "seller-6", arises_on=TODAY + timedelta(days=1), due_on=TODAY + timedelta(days=8), came_from="seller-1"
    )

    assert write.send_notices(on=TODAY, at=AT) == 0

    assert mail.outbox == []


def test_of_what_came_from_below_one_is_told():
    Duty.objects.update(ended_on=TODAY, lapsed_on=None)
    duty_of_leader("seller-6", arises_on=TODAY, due_on=TODAY + timedelta(days=7), came_from="new-leader")

    assert write.send_notices(on=TODAY, at=AT) == 1

    assert letter_to("leader").subject == "came to you: Seller-6"


def test_what_came_from_below_and_is_due_is_one_thing():
    Duty.objects.update(ended_on=TODAY, lapsed_on=None)
    duty_of_leader("seller-6", arises_on=TODAY - timedelta(days=7), due_on=TODAY, came_from="new-leader")

    assert write.send_notices(on=TODAY, at=AT) == 1

    letter = letter_to("leader")
    assert letter.subject == "came to you: Seller-6"
    assert letter.body.count("- Seller-6") == 1
    assert write.send_notices(on=TODAY, at=AT) == 0


def test_nobody_is_told_of_the_same_thing_twice_but_of_what_comes_next():
    write.send_notices(on=TODAY, at=AT)
    mail.outbox.clear()

    assert write.send_notices(on=TODAY, at=AT) == 0
    # Five of the leader's are due on the 19th, or of the director's and the chief's.
    assert write.send_notices(on=date(2026, 1, 19), at=AT) == 3

    assert receivers() == ["chief@example.com", "director@example.com", "leader@example.com"]
    assert letter_to("chief").subject == "is due today: Dana Reyes"


def test_however_many_accounts_there_are_everybody_is_written_to(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(write, "PAGE", 2)

    write.send_digests(on=TODAY, at=AT)

    assert receivers() == LEADERS


def test_the_head_is_the_one_of_the_moment_of_sending():
    number = ledger_write.append(kind="duty.kept", at=AT, day=TODAY, actor="x", subject="seller-1", body={})

    write.send_digests(on=TODAY, at=AT)

    assert f"The ledger stands at entry {number}, head {ledger.head()[1]}." in letter_to("leader").body


def test_people_are_asked_once_a_quarter_how_they_are_led_where_their_answers_can_be_shown():
    assert write.send_pulses(on=TODAY, at=AT) == 2
    assert write.send_pulses(on=date(2026, 3, 30), at=AT) == 0

    # The others report to somebody who leads fewer than five.
    assert receivers() == ["seller@example.com", "peer@example.com"]
    assert letter_to("peer").body == (
        "Seven statements about being led by Lee Okoro: it takes under a minute.\n\n"
        "http://localhost:8000/me/pulse/\n\n"
        "Nobody reads your answers by themselves: they are shown from 5 people on, together. "
        "You are asked once a quarter.\n"
        "Whether you get this letter is yours to choose: My settings."
    )
    assert write.send_pulses(on=date(2026, 4, 6), at=AT) == 2


def test_whoever_has_answered_or_wants_no_letters_is_not_asked():
    leading.answer_pulse(asker("seller"), scores=dict.fromkeys(STATEMENTS, 4), at=AT)
    Account.objects.filter(email="peer@example.com").update(wants_notices=False)

    assert write.send_pulses(on=TODAY, at=AT) == 0
