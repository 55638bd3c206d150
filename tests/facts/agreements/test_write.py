"""What two say of what is expected is kept, of the version it was said of; what is tailored holds day by day."""

from dataclasses import replace
from datetime import date

import pytest

from answerable.facts.agreements import read, write
from answerable.facts.agreements.models import Asked, Saying, Tailoring
from answerable.facts.agreements.write import ForOne, Pair
from answerable.facts.people.models import Person
from answerable.facts.roles import read as roles
from answerable.facts.roles.models import RoleVersion
from answerable.facts.support.models import Agreement as Stood
from answerable.ledger import read as ledger
from answerable.rules.agreeing import Agreement, Outcome, Side
from answerable.rules.profiles import Profile
from asking import asker
from staged import AT, TODAY

pytestmark = pytest.mark.django_db

LESS = ForOne("bookings", 80.0, None, "Back from leave", TODAY, None)


def pair() -> Pair:
    person, leader = (Person.objects.get(key=key).pk for key in ("seller-2", "leader"))
    return Pair(person, leader, "leader", "sells")


def say(side: Side, outcome: Outcome, comment: str = "") -> write.Spoken:
    return write.say(pair(), side=side, outcome=outcome, comment=comment, day=TODAY, at=AT)


def both_agree() -> write.Spoken:
    say(Side.PERSON, Outcome.AGREED)
    return say(Side.LEADER, Outcome.AGREED)


def state() -> Agreement:
    one = pair()
    return read.stand_of(one.person, "leader", "sells", read.last_version("sells")).state


def change(target: float, *, name: str = "leader", shown: int = 1) -> object:
    role = roles.role("sells")
    profile = roles.profile(role.number, TODAY)
    wanted = replace(profile, expectations=(replace(profile.expectations[0], target=target),))
    return write.change_role(asker(name), role=role, profile=wanted, shown=shown, note="", holds_from=TODAY, at=AT)


def test_that_both_agree_is_of_the_version_that_stands():
    said = both_agree()

    assert (said.state, said.version, said.is_new) == (Agreement.AGREED, 1, True)
    row = Stood.objects.get()
    assert (row.agreed_by_leader_at, row.agreed_by_person_at, row.ends_at) == (AT, AT, None)


def test_what_was_said_before_is_not_said_again():
    say(Side.PERSON, Outcome.ACKNOWLEDGED)
    say(Side.PERSON, Outcome.AGREED)

    again = [say(Side.PERSON, outcome).is_new for outcome in (Outcome.ACKNOWLEDGED, Outcome.AGREED)]

    assert (again, Saying.objects.count()) == ([False, False], 2)


def test_a_new_version_has_to_be_agreed_anew_and_the_old_agreement_keeps_its_day():
    both_agree()

    verdict, saved = change(120.0)

    assert (verdict.allowed, saved.number, state()) == (True, 2, Agreement.OPEN)
    assert Stood.objects.get().ends_at == AT
    assert Saying.objects.filter(version=1, outcome="agreed", day=TODAY).count() == 2
    assert both_agree().version == 2
    assert Stood.objects.filter(ends_at=None).count() == 1


def test_whoever_takes_it_back_lets_the_agreement_stand_no_more():
    both_agree()

    said = say(Side.PERSON, Outcome.DISAGREED, "My territory was halved.")

    assert (said.state, Stood.objects.filter(ends_at=None).count()) == (Agreement.DISAGREED, 0)
    assert Saying.objects.get(outcome="disagreed").comment == "My territory was halved."
    assert say(Side.LEADER, Outcome.STANDS, "It was halved for all.").state is Agreement.STANDS


def test_a_disagreement_without_words_is_refused_and_nothing_is_kept():
    said = say(Side.PERSON, Outcome.DISAGREED, " ")

    assert (said.verdict.allowed, said.is_new, Saying.objects.count()) == (False, False, 0)


@pytest.mark.parametrize("name", ["new leader", "chief", "north-partner", "administrator"])
def test_leaders_partners_and_administrators_change_a_role(name: str):
    verdict, saved = change(120.0, name=name)

    assert (verdict.allowed, saved.number) == (True, 2)


@pytest.mark.parametrize("name", ["seller", "stranger", "partner"])
def test_nobody_else_changes_a_role(name: str):
    head = ledger.head()

    verdict, saved = change(120.0, name=name)

    assert (verdict.allowed, saved.number) == (False, None)
    assert (ledger.head(), roles.role("sells").version) == (head, 1)


def test_a_new_role_is_described_by_leaders_and_by_nobody_who_leads_nobody():
    wanted = Profile("Account Manager")

    verdict, key, saved = write.describe_role(asker("leader"), profile=wanted, note="", holds_from=TODAY, at=AT)
    refused = write.describe_role(asker("seller"), profile=wanted, note="", holds_from=TODAY, at=AT)

    assert (verdict.allowed, key, saved.number) == (True, "account-manager", 1)
    assert (refused[0].allowed, refused[1], refused[2].number) == (False, "", None)
    assert roles.role("account-manager-2") is None


def test_an_import_that_changes_a_role_ends_what_was_agreed_of_it():
    both_agree()
    RoleVersion.objects.filter(role__key="sells").update(profile={"title": "Other"})

    write.take_brought(on=TODAY, at=AT)

    assert (state(), Stood.objects.filter(ends_at=None).count()) == (Agreement.OPEN, 0)


def test_what_is_tailored_has_to_be_agreed_anew():
    both_agree()

    write.tailor(pair(), LESS, at=AT)

    assert (state(), Stood.objects.filter(ends_at=None).count()) == (Agreement.OPEN, 0)
    assert both_agree().state is Agreement.AGREED


def test_of_two_tailorings_the_later_holds_from_its_day_on():
    write.tailor(pair(), LESS, at=AT)

    write.tailor(pair(), replace(LESS, target=90.0, starts_on=date(2026, 4, 1)), at=AT)

    rows = Tailoring.standing.order_by("starts_on")
    assert [(row.target, row.starts_on, row.ends_on) for row in rows] == [
        (80.0, TODAY, date(2026, 4, 1)),
        (90.0, date(2026, 4, 1), None),
    ]


def test_a_tailoring_for_the_same_day_takes_the_place_of_the_other():
    write.tailor(pair(), LESS, at=AT)
    both_agree()

    write.tailor(pair(), replace(LESS, target=90.0), at=AT)

    assert Tailoring.standing.get().target == 90.0
    assert state() is Agreement.OPEN


def test_a_tailoring_is_ended_once_and_what_it_was_stays():
    number = write.tailor(pair(), replace(LESS, starts_on=date(2025, 12, 1)), at=AT)
    both_agree()

    assert write.end_tailoring(pair(), number=number, day=TODAY, at=AT) == "bookings"
    assert write.end_tailoring(pair(), number=number, day=TODAY, at=AT) is None

    row = Tailoring.standing.get()
    assert (row.starts_on, row.ends_on, state()) == (date(2025, 12, 1), TODAY, Agreement.OPEN)


def test_a_tailoring_that_is_ended_before_it_began_never_held():
    number = write.tailor(pair(), LESS, at=AT)
    both_agree()

    write.end_tailoring(pair(), number=number, day=TODAY, at=AT)

    assert (Tailoring.standing.count(), Tailoring.objects.count(), state()) == (0, 1, Agreement.OPEN)


def test_somebody_is_asked_once_and_stays_asked_since_then():
    role, person = roles.role("sells"), pair().person
    first = write.ask(people=[person], role=role, day=date(2026, 1, 5))

    same = write.ask(people=[person], role=role, day=TODAY)
    newer = write.ask(people=[person], role=replace(role, version=2), day=TODAY)

    row = Asked.objects.get()
    assert (first, same, newer) == ((person,), (), (person,))
    assert (row.version, row.asked_on) == (2, date(2026, 1, 5))
    write.settle(person=person, role="sells", at=AT)
    assert read.waiting() == ()
