"""One gap: is it real, whose is it, who must do what by when; and what the person says to it."""

from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse

from answerable.decisions.cases.models import Case, Response
from answerable.facts.people.models import Account, Reading
from answerable.findings.models import GapFinding
from answerable.ledger import read as ledger
from more_cases import owe, take_up
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db


def page(name: str, case: Case | None = None) -> str:
    """What a member of the cast reads on the page of a gap, of the stage's own where none is named."""
    return words(visitor(name).get(f"/gaps/{(case or Case.objects.get()).pk}/"))


def respond(name: str, text: str) -> HttpResponse:
    case = Case.objects.order_by("pk")[0]
    given = visitor(name).post(f"/gaps/{case.pk}/answer/", {"text": text}, follow=True)
    assert isinstance(given, HttpResponse)
    return given


def test_it_says_whether_it_is_real_and_why():
    text = page("leader")

    assert text.startswith("Seller-1: Bookings open, sustained more than 99 % sure Is it real?")
    assert (
        "Seller-1 reaches 60 % of what is expected in Bookings (between 50 % and 70 %); the standard is 90 %." in text
    )
    assert "Below it since 1 August 2025, 5 months in a row; more than 99 % sure that this is not chance." in text
    assert "Reaches 60 % (between 50 % and 70 %) The standard 90 % Below since 1 August 2025" in text
    assert "In a row 5 months Taken up 1 September 2025 Sustained 1 November 2025" in text
    assert "Everything on Seller-1" in text


def test_it_says_who_is_answerable_how_that_came_about_and_what_was_recorded_when():
    text = page("director")

    assert "Who is answerable, and why Cleo Chief, level 3, the top, since 30 September 2025." in text
    assert "No conversation was held by 15 September 2025 (due 8 September 2025, 7 days of grace)" in text
    assert "Nobody is above Cleo Chief: it stays there." in text
    assert "16 September 2025 Dana Reyes, level 2, since 16 September 2025" in text


def test_it_says_who_must_do_what_by_when_and_how_that_stands():
    text = page("seller")

    assert "a conversation about Bookings Lee Okoro 8 September 2025 lapsed on 16 September 2025" in text
    assert "a conversation about Bookings Dana Reyes, after Lee Okoro 23 September 2025 no longer owed" in text
    assert "a decision on Bookings Cleo Chief, after Dana Reyes 15 December 2025 lapsed on 23 December 2025" in text
    assert "What was done since Nothing is on record." in text


def test_whoever_owes_something_here_can_do_it_here():
    chief, leader = page("chief"), page("leader")

    assert chief.index("What I owe here") < chief.index("Is it real?")
    assert "Put the plan on record" in chief
    assert "What I owe here" not in leader


def test_that_somebody_looked_is_noted_unless_it_is_their_own():
    for name in ("leader", "leader", "seller", "peer"):
        page(name)

    assert list(Reading.objects.values_list("reader__email", "person__key", "page")) == [
        ("leader@example.com", "seller-1", "gap")
    ]


@pytest.mark.parametrize("name", ["peer", "moved", "new leader", "stranger", "partner", "administrator"])
def test_whoever_may_not_see_the_person_sees_no_gap_of_theirs(name: str):
    response = visitor(name).get(f"/gaps/{Case.objects.get().pk}/")

    assert response.status_code == 403
    assert "Bookings" not in source(response)


@pytest.mark.parametrize("number", ["0", "9" * 30])
def test_there_is_no_gap_of_an_unknown_number(number: str):
    assert visitor("chief").get(f"/gaps/{number}/").status_code == 404


def test_the_person_s_answer_stands_beside_the_claim_for_good():
    before = page("leader")

    given = respond("seller", "  My accounts were split in July.\nAsk the region.  ")

    assert "No answer yet. It can be given at any time, and stands beside the claim for good." in before
    assert "My answer" not in before
    assert "What Seller-1 says My accounts were split in July. Ask the region. Seller-1," in words(given)
    assert "My accounts were split in July.<br>Ask the region." in source(given)
    assert "My accounts were split in July." in page("leader")
    entry = ledger.history(["seller-1"], until=None, limit=1)[0]
    assert (entry.kind, entry.body["case"]) == ("case.answered", Case.objects.get().pk)


def test_an_answer_is_text_and_nothing_else():
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in source(respond("seller", "<script>alert(1)</script>"))


def test_an_empty_answer_is_none_and_a_very_long_one_is_cut():
    before = ledger.head()

    empty = respond("seller", " \n ")
    after = ledger.head()
    respond("seller", "x" * 10_001)

    assert (empty.status_code, after) == (200, before)
    assert [row.text for row in Response.objects.all()] == ["x" * 10_000]


@pytest.mark.parametrize("name", ["leader", "chief", "north-partner", "peer"])
def test_nobody_answers_for_somebody_else(name: str):
    before = ledger.head()

    assert respond(name, "They agree.").status_code == 403

    assert (ledger.head(), Response.objects.count()) == (before, 0)


@pytest.mark.parametrize(
    ("level", "at_top", "said"),
    [
        (1, False, "Cleo Chief, the direct leader, since 30 September 2025."),
        (2, False, "Cleo Chief, level 2 of the chain, since 30 September 2025."),
        (3, True, "Cleo Chief, level 3, the top, since 30 September 2025."),
    ],
)
def test_it_says_how_far_up_it_has_climbed(*, level: int, at_top: bool, said: str):
    Case.objects.update(level=level, at_top=at_top)

    assert f"Who is answerable, and why {said}" in page("chief")


def test_it_says_that_nobody_is_left():
    Case.objects.update(answerable=None)

    text = page("chief")

    assert "Nobody above holds a role: there is no leader left whom this could fall to." in text


def test_a_gap_that_closed_says_so_and_one_that_is_new_has_not_lasted_yet():
    case = Case.objects.get()
    Case.objects.update(sustained_on=None)
    new = page("leader")
    Case.objects.update(closed_on=TODAY)

    assert new.startswith("Seller-1: Bookings open more than 99 % sure")
    assert "Sustained not yet" in new
    assert page("leader", case).startswith("Seller-1: Bookings closed more than 99 % sure")


def test_what_is_not_known_of_the_room_above_is_left_out():
    finding = GapFinding.objects.get(pk=Case.objects.get().latest_id)
    finding.facts |= {"headroom_role": None, "headroom_own": 0.2}
    finding.save()

    text = page("leader")

    assert "To the best in the role" not in text
    assert "To the own best year 20 %" in text
    finding.facts |= {"headroom_role": 0.37, "headroom_own": None}
    finding.save()
    assert "To the best in the role 37 %" in page("leader")
    assert "To the own best year" not in page("leader")


def test_a_gap_in_something_that_is_expected_no_more_is_called_by_its_key_and_has_no_picture():
    case = take_up(person="seller-1", answers="leader", expectation="calls")

    html = source(visitor("leader").get(f"/gaps/{case.pk}/"))

    assert "<h1>Seller-1: calls</h1>" in html
    assert "<figure" not in html
    assert "Nothing was asked for yet." in html


def test_a_unit_s_gap_is_shared_and_nobody_s_own():
    case = take_up(unit="north", answers="leader")
    owe(case)

    text = page("peer", case)

    assert text.startswith("North: Bookings open shared by the whole unit")
    assert "At least half of its people are short, and so is the unit as a whole." in text
    assert "Lee Okoro, the direct leader, since 12 January 2026." in text
    assert "a conversation about Bookings Lee Okoro 19 January 2026 due in 7 days" in text
    assert "says" not in text
    assert "Everything on" not in text
    assert not Reading.objects.exists()


def test_a_unit_s_gap_shows_the_unit_over_time_as_far_as_it_was_measured():
    measured, not_measured = take_up(unit="north"), take_up(unit="north", expectation="calls")

    with_picture, without = (source(visitor("leader").get(f"/gaps/{case.pk}/")) for case in (measured, not_measured))

    assert 'role="img" aria-label="Bookings, North"' in with_picture
    assert "<h1>North: calls</h1>" in without
    assert "<figure" not in without
    assert "Nobody above holds a role" in without


def test_a_leader_before_sees_it_as_it_was_on_their_last_day():
    case = take_up(person="seller-6", answers="leader", opened_on=date(2025, 11, 1))
    account = Account.objects.get(email="moved@example.com")
    for text, day in (("In time.", datetime(2025, 11, 20, 9, tzinfo=UTC)), ("Too late for you.", AT)):
        Response.objects.create(case=case, account=account, text=text, at=day)

    text = page("leader", case)

    assert "Shown as known on 30 November 2025, the last day of your time" in text
    assert "In time. Seller-6, 20 November 2025" in text
    assert "Too late for you." not in text
    assert "Nia Wolf" not in text
    assert "Too late for you." in page("new leader", case)
