"""Today: what my people need from me, and the deeds that are done there."""

from datetime import date

import pytest
from django.http import HttpResponse
from django.test import Client

from answerable.decisions.duties.models import Duty
from answerable.decisions.plans.causes import say_cause
from answerable.facts.support.models import Activity, Measure
from answerable.findings.models import Attribution
from answerable.ledger import read as ledger
from answerable.web.areas.today.page import Split
from asking import asker
from more_cases import owe, take_up
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

LOG = "Log the conversation When What one-on-one coaching Minutes Log it"
DUE = "needs a one-on-one with you by Monday 19 January. due in 7 days You last talked on 5 January 2026."
PREPARE = "Prepare the conversation"
HTMX = {"HX-Request": "true"}


def owed(leader: str, kind: str, person: str) -> Duty:
    """The open duty of a leader to a person."""
    return Duty.objects.get(leader__key=leader, kind=kind, person__key=person, ended_on=None)


def answer(client: Client, url: str, *, htmx: bool = False, **sent: str) -> HttpResponse:
    """What a form sent there is answered with, by way of redirects."""
    given = client.post(url, sent, follow=True, headers=HTMX if htmx else {})
    assert isinstance(given, HttpResponse)
    return given


def talks(leader: str, person: str | None) -> list[tuple[str, date, float]]:
    """The conversations logged here."""
    rows = Activity.standing.filter(leader__key=leader, person__key=person, is_logged_here=True).order_by("pk")
    return [(row.kind, row.at.date(), row.minutes) for row in rows]


def test_a_leader_reads_who_needs_what_by_when_the_earliest_first():
    text = words(visitor("leader").get("/today/"))

    first = "Seller-1 needs a one-on-one with you by Wednesday 7 January. 5 days over No conversation is on record."
    others = " ".join(f"Seller-{number} {DUE} {PREPARE} {LOG}" for number in range(2, 6))
    top = "What my people need from me Monday, 12 January 2026 Log a conversation My conversations"
    assert text.startswith(f"{top} {first} {PREPARE} {LOG} {others} What waits for my side of it What I am owed")
    assert "my own leader What you are owed What By When a one-on-one Dana Reyes due in 7 days" in text
    # A report of 90 minutes on 7 January; the last conversations were on the 5th, before the last seven days.
    assert "on record: 0 minutes with my people, 90 on reports and what is above, 0 on other things." in text


def test_what_climbed_to_a_leader_says_why_and_from_whom_it_came():
    text = words(visitor("chief").get("/today/"))

    why = "Below standard since August 2025; more than 99 % sure that it is not chance. Why, and who answers"
    came = "It came to you when it lapsed with Dana Reyes."
    # Due on 7 October: 24 days of October, 30, 31 and 12.
    assert f"Seller-1 needs to talk with you about Bookings by Tuesday 7 October. 97 days over {why} {came}" in text
    assert f"Seller-1 needs a plan for Bookings by Tuesday 7 October. 97 days over {why} {came}" in text
    assert f"needs your decision on Bookings by Monday 15 December. 28 days over {why} {came}" in text
    assert "Seller-1 Bookings 60 % more than 99 % sure 30 September 2025" in text
    assert "What I am owed by my own leader Nothing is open." in text
    assert "Nothing of the last seven days is on record." in text


def test_after_the_first_five_the_others_are_folded():
    html = source(visitor("chief").get("/today/"))

    before, rest = html.split("1 more, over or due this week")
    after, _came_up = rest.split("Come to you from below")
    assert before.count('<li class="duty"') == 5
    assert after.count('<li class="duty"') == 1
    assert "Dana Reyes needs a one-on-one" in after


def test_whoever_owes_nothing_this_week_is_told_so_and_what_has_more_time_is_folded():
    Duty.objects.filter(leader__key="director", ended_on=None).update(due_on=date(2026, 1, 20))

    text = words(visitor("director").get("/today/"))

    assert "Nothing is due this week Nobody under you is waiting for anything." in text
    assert "3 that have more time Lee Okoro needs a one-on-one with you by Tuesday 20 January. due in 8 days" in text


def test_of_very_many_duties_and_gaps_the_first_are_shown_and_the_others_counted():
    for number in range(31):
        owe(take_up(person="seller-2", answers="leader", expectation=f"kpi-{number}"))

    html = source(visitor("leader").get("/today/"))

    # Five one-on-ones and 31 conversations; thirty of all these are shown.
    assert html.count('<li class="duty"') == 30
    assert "31 more, over or due this week" in html
    assert "6 duties more are not shown: the others are due before them." in html
    assert "Of the gaps you answer for now, the 30 that have been open longest" in html


@pytest.mark.parametrize("name", ["seller", "partner", "north-partner", "administrator"])
def test_whoever_leads_nobody_is_shown_their_own_page(name: str):
    response = visitor(name).get("/today/")

    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_week_is_drawn_four_hundred_wide():
    split = Split(people=60, paper=30, other=10)

    assert split.total == 100
    assert split.widths == (240.0, 120.0, 40.0)
    assert split.ends == (240.0, 360.0)
    assert Split(0, 0, 0).widths == (0.0, 0.0, 0.0)


def test_logging_a_conversation_keeps_the_duty_says_so_and_offers_to_take_it_back():
    duty = owed("leader", "one_on_one", "seller-1")

    given = answer(visitor("leader"), f"/duties/{duty.pk}/talk/", day="2026-01-12", kind="coaching", minutes="45")

    duty.refresh_from_db()
    # Due on the 7th, in its days of grace: kept late, not lapsed.
    assert (duty.kept_on, duty.lapsed_on) == (TODAY, None)
    assert talks("leader", "seller-1") == [("coaching", TODAY, 45.0)]
    assert given.request["PATH_INFO"] == "/today/"
    assert "On record. Take it back" in words(given)
    assert "Seller-1 needs a one-on-one with you by Monday 26 January. due in 14 days" in words(given)


def test_with_script_only_the_line_changes():
    duty = owed("leader", "one_on_one", "seller-2")

    given = answer(visitor("leader"), f"/duties/{duty.pk}/talk/", htmx=True, day="2026-01-12", kind="one_on_one")

    assert source(given).strip().startswith(f'<li class="duty done" id="duty-{duty.pk}"')
    assert words(given) == "On record for Seller-2. It keeps 1 duty. Take it back"


def test_a_form_sent_twice_is_one_conversation():
    duty, client = owed("leader", "one_on_one", "seller-2"), visitor("leader")
    sent = {"day": "2026-01-12", "kind": "one_on_one", "minutes": "30"}
    answer(client, f"/duties/{duty.pk}/talk/", **sent)
    number, _hash = ledger.head()

    again = [answer(client, f"/duties/{duty.pk}/talk/", htmx=htmx, **sent) for htmx in (False, True)]
    answer(client, "/people/seller-2/talk/", **sent)

    assert [one.status_code for one in again] == [404, 404]
    assert talks("leader", "seller-2") == [("one_on_one", TODAY, 30.0)]
    assert ledger.head()[0] == number


def test_what_was_taken_back_is_owed_again_and_can_be_taken_back_once():
    duty, client = owed("leader", "one_on_one", "seller-1"), visitor("leader")
    answer(client, f"/duties/{duty.pk}/talk/", day="2026-01-12")
    record = Activity.standing.get(person__key="seller-1").pk

    first, again = (answer(client, f"/conversations/{record}/take-back/") for _ in range(2))

    duty.refresh_from_db()
    assert (duty.kept_on, duty.ended_on) == (None, None)
    assert talks("leader", "seller-1") == []
    assert "Taken back. What it had kept is owed again." in words(first)
    assert "Seller-1 needs a one-on-one with you by Wednesday 7 January. 5 days over" in words(first)
    assert "There is nothing to take back: it was taken back before." in words(again)


def test_nobody_takes_back_what_somebody_else_logged():
    duty = owed("leader", "one_on_one", "seller-1")
    answer(visitor("leader"), f"/duties/{duty.pk}/talk/")
    record = Activity.standing.get(person__key="seller-1").pk

    given = answer(visitor("director"), f"/conversations/{record}/take-back/")

    assert "There is nothing to take back" in words(given)
    assert talks("leader", "seller-1") == [("one_on_one", TODAY, 30.0)]


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-13", "This day is still to come. Log it once it has happened."),
        ("2025-11-12", "This was more than 60 days ago. Bring older records with an import."),
        ("12.01.2026", "Expected a day such as 2026-01-12, found “12.01.2026”."),
    ],
)
@pytest.mark.parametrize(("leader", "kind", "path"), [("leader", "one_on_one", "talk"), ("chief", "plan", "measure")])
def test_a_day_that_cannot_be_is_refused_and_nothing_happens(
    *, htmx: bool, day: str, said: str, leader: str, kind: str, path: str
):
    duty, before = owed(leader, kind, "seller-1"), ledger.head()

    given = answer(visitor(leader), f"/duties/{duty.pk}/{path}/", htmx=htmx, day=day, lever="coaching")

    assert said in words(given)
    assert ("Try again" in words(given)) is htmx
    duty.refresh_from_db()
    assert (duty.kept_on, ledger.head()) == (None, before)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        ({}, ("one_on_one", TODAY, 30.0)),
        ({"kind": "lunch", "minutes": "soon"}, ("one_on_one", TODAY, 30.0)),
        ({"kind": "coaching", "minutes": "100000"}, ("coaching", TODAY, 600.0)),
        ({"day": "2026-01-09", "minutes": "0"}, ("one_on_one", date(2026, 1, 9), 30.0)),
    ],
)
def test_what_is_left_out_or_makes_no_sense_is_what_the_form_offers(
    sent: dict[str, str], expected: tuple[str, date, float]
):
    answer(visitor("leader"), "/people/seller-2/talk/", **sent)

    assert talks("leader", "seller-2") == [expected]


def test_a_conversation_is_logged_on_the_person_s_page_too():
    given = answer(visitor("director"), "/people/seller-1/talk/", day="2026-01-12", kind="one_on_one", minutes="30")

    assert given.request["PATH_INFO"] == "/people/seller-1/"
    assert "On record. Take it back" in words(given)
    # Dana Reyes' own duty to talk ended when the gap climbed on; that of Cleo Chief is kept by anybody's talk.
    assert Duty.objects.filter(kind="conversation", person__key="seller-1", kept_on=TODAY).count() == 1


def test_a_plan_is_put_on_record_and_is_to_be_looked_at_again():
    case = take_up(person="seller-2", answers="leader")
    duty = owe(case, kind="plan")
    say_cause(asker("leader", date(2026, 1, 9)), case=case.pk, causes=("skill",), evidence="I saw it.", at=AT)

    given = answer(
        visitor("leader"), f"/duties/{duty.pk}/measure/", lever="training", name="  Discovery calls ", day="2026-01-10"
    )

    duty.refresh_from_db()
    # What was done before it was asked for counts from the day on which it was.
    assert duty.kept_on == TODAY
    measure = Measure.objects.get()
    assert (measure.lever, measure.name, measure.expectation) == ("training", "Discovery calls", "bookings")
    assert measure.cause == "skill"
    assert "On record." in words(given)
    assert "Take it back" not in words(given)
    # The direct leader looks at it again, 14 days on.
    assert Duty.objects.get(kind="review").due_on == date(2026, 1, 26)


@pytest.mark.parametrize("htmx", [False, True])
def test_for_a_sustained_gap_a_plan_in_passing_is_refused_and_leads_to_its_page(*, htmx: bool):
    duty, before = owed("chief", "plan", "seller-1"), ledger.head()

    given = answer(visitor("chief"), f"/duties/{duty.pk}/measure/", htmx=htmx, lever="training", name="Calls")

    assert (
        "This gap is sustained: it takes a plan of both sides, with a commitment of your own. Make it on its page."
    ) in words(given)
    assert f'href="/gaps/{duty.case}/plan/"' in source(given)
    assert (given.request["PATH_INFO"] == f"/gaps/{duty.case}/plan/") is not htmx
    duty.refresh_from_db()
    assert (duty.kept_on, ledger.head(), Measure.objects.count()) == (None, before, 0)


def test_a_decision_keeps_the_plan_that_was_owed_too():
    duty = owed("chief", "decision", "seller-1")

    given = answer(visitor("chief"), f"/duties/{duty.pk}/measure/", htmx=True, lever="role_change", name="x" * 400)

    assert words(given) == "On record for Seller-1. It keeps 2 duties."
    assert Measure.objects.get().name == "x" * 300


def test_a_plan_needs_something_that_can_be_set_to_work_and_a_gap_it_is_for():
    plan, talk, client = owed("chief", "plan", "seller-1"), owed("chief", "one_on_one", "stranger"), visitor("chief")
    before = ledger.head()

    answers = [
        answer(client, f"/duties/{plan.pk}/measure/", lever="magic"),
        answer(client, f"/duties/{plan.pk}/measure/"),
        answer(client, f"/duties/{talk.pk}/measure/", lever="coaching"),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]
    assert ledger.head() == before


def test_what_a_whole_unit_is_owed_is_talked_about_with_the_team():
    duty = owe(take_up(unit="north", answers="leader"))
    client = visitor("leader")
    page = words(client.get("/today/"))

    given = answer(client, f"/duties/{duty.pk}/talk/", htmx=True, kind="team", day="2026-01-12", minutes="60")

    assert "North needs to talk with you about Bookings by Monday 19 January." in page
    assert "North (whole unit) Bookings" in page
    assert words(given) == "On record for North. It keeps 1 duty. Take it back"
    assert talks("leader", None) == [("team", TODAY, 60.0)]


def test_both_sides_agree_on_what_is_expected_each_for_themselves():
    seller, leader = visitor("seller"), visitor("leader")

    first = answer(seller, "/people/seller-1/agree/")
    waiting = words(leader.get("/people/seller-1/"))
    second = answer(leader, "/people/seller-1/agree/")
    number, _hash = ledger.head()
    answer(leader, "/people/seller-1/agree/")

    assert first.request["PATH_INFO"] == "/me/"
    assert "On record: you agree with what is expected." in words(first)
    assert "Seller-1 has agreed; it waits for Lee Okoro. I agree with what is expected" in waiting
    assert second.request["PATH_INFO"] == "/people/seller-1/"
    assert "Agreed by both on" in words(second)
    assert "I agree with what is expected" not in words(second)
    assert ledger.head()[0] == number


def test_that_what_a_leader_adds_was_reckoned_anew_is_said_for_a_week():
    said = "Whose performance is was reckoned anew on 6 January 2026: see Me ."

    assert said in words(visitor("leader").get("/today/"))
    # Nothing was reckoned of the chief.
    assert "reckoned anew" not in words(visitor("chief").get("/today/"))
    Attribution.objects.update(as_of=date(2026, 1, 4))
    assert "reckoned anew" not in words(visitor("leader").get("/today/"))
