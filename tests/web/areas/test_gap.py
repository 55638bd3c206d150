"""One gap: is it real, whose is it, who must do what by when; and what the person says to it."""

from datetime import UTC, date, datetime

import pytest
from django.http import HttpResponse

from answerable.decisions.cases.models import Case, Response
from answerable.facts.people.models import Account, Reading
from answerable.findings.models import Attribution, GapExplained, GapFinding
from answerable.findings.parts import PartShown, as_told, from_plain, plain
from answerable.ledger import read as ledger
from more_cases import owe, take_up
from reckoned import FEW, PARTS
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

    assert text.startswith("Seller-1: Bookings open, sustained more than 99 % sure The gap The plan ")
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
    assert "There is no plan yet. Make or look at the plan" in text
    assert "What was done since Nothing is on record." in text


def test_whoever_owes_something_here_can_do_it_here():
    chief, leader = page("chief"), page("leader")

    assert chief.index("What I owe here") < chief.index("Is it real?")
    assert "Make the plan" in chief
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


WHOSE = "Whose gap is it?"
HELPED = "What closed gaps like this one"
CALM = "It informs a conversation; it decides nothing."


def whose(name: str, case: Case | None = None) -> str:
    """What a member of the cast reads of whose a gap is."""
    return page(name, case).partition(WHOSE)[2].partition(HELPED)[0].strip()


def explain(*parts: PartShown, reasons: tuple[str, ...] = ()) -> None:
    """Let the reckoning of the stage have said something else of its gap."""
    GapExplained.objects.update(
        shortfall=sum(part.estimate for part in parts), parts=plain(parts), reasons=list(reasons), told=[]
    )


def test_whose_gap_it_is_is_said_first_in_a_sentence_then_drawn_and_last_stands_in_a_table():
    text = whose("chief")

    assert text.startswith(
        "Of the 40 points below target, about 25 lie with Seller-1 (between 15 and 35), "
        "13 with how Lee Okoro leads (between 6 and 20), 4 with the market and the role, Account Executive "
        "and perhaps 2 with the unit, North. It is made smaller by chance, or something new (5). "
        "The market and the role, Account Executive 4 points The unit, North 2 points, between −2 and 6 "
        "Dana Reyes as level 2 of the chain 1 point, between −2 and 4 "
        "How Lee Okoro leads 13 points, between 6 and 20 How the two get on together 0 points, between −1 and 1 "
        "Seller-1 25 points, between 15 and 35 Chance, or something new 5 points smaller, between 1 and 9 "
    )
    assert "The figures Whose gap it is: its parts, which add up to it Part Points from to" in text
    assert "How Lee Okoro leads 13.0 6.0 20.0" in text
    assert f"What limits what can be told: {FEW} Reckoned on 6 January 2026, with what was known then. {CALM}" in text


def test_the_person_is_told_how_they_are_led_and_where_together():
    text = whose("seller")

    assert text.startswith(
        "Of the 40 points below target, about 25 lie with you yourself (between 15 and 35), "
        "16 with how it is led, and where (between 7 and 25) and 4 with the market and the role, Account Executive. "
    )
    assert "Lee Okoro" not in text
    assert "Dana Reyes" not in text


def test_a_leader_is_told_their_own_part_and_those_above_together_with_the_unit():
    text = whose("leader")

    assert "13 with how you lead (between 6 and 20)" in text
    assert "perhaps 3 with the other leaders of the line, and the unit" in text
    assert "Dana Reyes" not in text


def test_where_no_part_is_sure_the_figures_cannot_tell_and_it_is_said_why():
    market, *_others, chance = PARTS
    explain(market, PartShown("person", "seller-1", "Seller-1", 0.1, -0.1, 0.3), chance, reasons=("Few results.",))

    text = whose("chief")

    assert text.startswith(
        "The figures cannot tell yet whose this gap is: of the 9 points below target, what lies with anybody may be "
        "nothing. "
    )
    assert f"What limits what can be told: Few results. {FEW}" in text


def test_where_nothing_else_limits_it_it_is_that_each_part_may_be_nothing():
    rest = PartShown("chance", "", "", 0.2, 0.1, 0.3)
    explain(PartShown("person", "seller-1", "Seller-1", 0.1, -0.1, 0.3), rest)
    Attribution.objects.update(caveats=[])

    text = whose("chief")

    assert "what lies with anybody may be nothing; 20 may be chance, or something that came lately. " in text
    assert "What each part may be reaches to both sides of nothing." in text


def test_what_chance_may_be_and_what_makes_it_smaller_is_said():
    explain(
        PartShown("market", "sells", "", -0.04, -0.04, -0.04),
        PartShown("unit", "", "", -0.03, -0.08, 0.02),
        PartShown("person", "", "", -0.06, -0.09, -0.03),
        PartShown("chance", "", "", 0.2, 0.1, 0.3),
    )

    assert whose("chief").startswith(
        "Of the 7 points below target, none is sure to lie with anybody; 20 may be chance, or something that came "
        "lately. It is made smaller by the market and the role (4), the unit (perhaps 3) and its people themselves "
        "(6, between 3 and 9)."
    )


def test_of_a_unit_it_is_people_and_leaders_who_get_on_together_not_two():
    case = take_up(unit="north", answers="leader")
    explain(PartShown("match", "", "", 0.1, 0.05, 0.15))
    GapExplained.objects.update(person=None, unit=case.unit)
    Attribution.objects.update(as_of=TODAY)

    assert "about 10 lie with how people and leaders get on together (between 5 and 15)." in whose("chief", case)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("director", "3 with you as level 2 of the chain (between 1 and 5)"),
        ("chief", "3 with Dana Reyes as level 2 of the chain (between 1 and 5)"),
        ("seller", "perhaps 9 with leaders of the line, and chance"),
    ],
)
def test_a_leader_above_is_named_to_whoever_may_see_it_and_never_alone(name: str, said: str):
    explain(
        PartShown("line_2", "director", "Dana Reyes", 0.03, 0.01, 0.05),
        PartShown("person", "seller-1", "Seller-1", 0.2, 0.1, 0.3),
        PartShown("chance", "", "", 0.06, 0.0, 0.12),
    )

    assert said in whose(name)


def test_a_gap_taken_up_after_the_reckoning_is_told_with_the_next_one():
    case = take_up(person="seller-1", answers="leader", expectation="calls")

    assert whose("leader", case) == (
        "Whose this gap is will be told with the next reckoning, by 6 February 2026; the last one was on "
        f"6 January 2026. {CALM}"
    )


def test_where_nothing_was_reckoned_yet_it_says_when_it_is():
    GapExplained.objects.all().delete()
    for model in (Attribution.objects.get().effects, Attribution.objects.get().badly_managed):
        model.all().delete()
    Attribution.objects.all().delete()

    assert whose("leader").startswith("Whose this gap is has not been reckoned yet. That is done at night")


def test_a_gap_that_ended_before_it_was_reckoned_says_so():
    case = take_up(person="seller-1", answers="leader", opened_on=date(2025, 12, 1), expectation="calls")
    Case.objects.filter(pk=case.pk).update(closed_on=date(2025, 12, 20))

    assert whose("leader", case).startswith("Whose this gap is was not reckoned in this time.")


def test_of_somebody_who_leads_others_it_is_said_where_to_look():
    case = take_up(person="leader", answers="director", opened_on=date(2025, 12, 1))

    assert whose("director", case).startswith(
        "The figures cannot tell whose this gap is: the results of somebody who leads others are those of their people"
    )


def test_of_a_unit_without_results_it_is_said_that_there_are_none():
    case = take_up(unit="north", answers="leader", opened_on=date(2025, 12, 1))

    assert "no result of the people of this unit could be used" in whose("peer", case)


def test_what_the_page_tells_the_person_is_what_is_stored_as_told():
    row = GapExplained.objects.get()

    assert from_plain(row.told) == as_told(from_plain(row.parts), ())
