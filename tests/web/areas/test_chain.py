"""The organisation below a leader, and the units of a people partner."""

import pytest

from answerable.decisions.cases.models import Case
from answerable.facts.people.models import Account, Assignment, Partnership, Person, Unit
from answerable.findings.models import Attribution, BadlyManaged, GapExplained, LeaderEffect
from more_cases import take_up
from reckoned import FEW
from staged import TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

TABS = "The line Roll-up by leader Roll-up by unit Teams Waiting"
GAPS = "Open gaps, those that have climbed highest first Whose gap In Reaches It is real Open since Answerable"
GAP = "Seller-1 Bookings 60 % more than 99 % sure 1 September 2025 Cleo Chief, level 3"


def page(name: str, path: str = "") -> str:
    """What a member of the cast reads on the page of a line."""
    return words(visitor(name).get(f"/chain/{path}"))


def test_the_line_is_drawn_down_to_two_levels_with_who_is_in_it_and_how_they_stand():
    text = page("chief")

    assert text.startswith(
        f"My line {TABS} Cleo Chief: 11, 1 Cleo Chief 11 people, 1 gap Dana Reyes: 8, 1 Dana Reyes 8 people, 1 gap "
        "Lee Okoro: 5, 1 Lee Okoro 5 people, 1 gap Nia Wolf: 1, 0 Nia Wolf 1 person, no gap "
    )
    assert f"Where the gaps are {GAPS} {GAP}" in text
    assert "Others directly below People, by name Person Role Unit Gaps Pat Partner Adviser All – Sam Stranger" in text


def test_the_leaders_directly_below_stand_in_a_table_with_how_they_kept_their_duties():
    text = page("director")

    # Lee Okoro: five one-on-ones every other week with four, one of them until 1 December; and one that nobody holds.
    headers = "Leader People in their line Open gaps Sustained Answers for Duties kept, 90 days Over their day"
    assert f"{headers} How they lead" in text
    assert "Lee Okoro 5 1 1 0 27 of 35 1 Mirror Nia Wolf 1 0 0 0 0 of 2 1 Mirror" in text


def test_the_lowest_leader_has_people_and_no_picture():
    html, text = source(visitor("leader").get("/chain/")), page("leader")

    assert 'class="icicle"' not in html
    assert "People People, by name Person Role Unit Gaps Seller-1 Account Executive North 1 gap Seller-2" in text


def test_going_down_the_way_back_stands_above():
    client = visitor("chief")

    html = source(client.get("/chain/leader/"))

    assert (
        '<ol><li><a href="/chain/chief/">Cleo Chief</a></li><li><a href="/chain/director/">Dana Reyes</a></li>'
        '<li aria-current="page">Lee Okoro</li></ol>'
    ) in html
    assert "<h1>Under Lee Okoro</h1>" in html
    assert "<h1>My line</h1>" in source(client.get("/chain/chief/"))


def test_somebody_who_leads_nobody_has_an_empty_line():
    text = page("leader", "seller-2/")

    assert text.startswith(
        f"Lee Okoro Seller-2 Under Seller-2 {TABS} How this leader is doing, and what they are owed "
    )
    assert "Nobody in this line Nobody reports to this leader." in text
    assert "No gap is open here." in text


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("leader", "director/"),
        ("new leader", "leader/"),
        ("seller", "leader/"),
        ("stranger", "chief/"),
        ("north-partner", "leader/"),
        ("administrator", "chief/"),
    ],
)
def test_a_line_above_or_beside_is_not_theirs_to_see(name: str, path: str):
    response = visitor(name).get(f"/chain/{path}")

    assert response.status_code == 403
    assert "This is not yours to see" in words(response)


def test_there_is_no_line_of_somebody_unheard_of():
    assert visitor("chief").get("/chain/unheard-of/").status_code == 404


@pytest.mark.parametrize("name", ["seller", "partner", "administrator"])
def test_whoever_leads_nobody_and_is_nobody_s_partner_is_shown_their_own_page(name: str):
    response = visitor(name).get("/chain/")

    assert (response.status_code, response["Location"]) == (302, "/")


def test_a_people_partner_sees_the_people_and_gaps_of_their_units():
    text = page("north-partner")

    assert text.startswith(f"My units My units Roll-up Teams Waiting Where the gaps are {GAPS} {GAP} What leaders add")
    assert "Lee Okoro Sales Manager North – Seller-1 Account Executive North 1 gap Seller-2" in text
    assert "Seller-6" not in text


def test_a_people_partner_in_whose_units_no_gap_is_open_is_told_so():
    Partnership.objects.update(unit=Unit.objects.get(key="south"))

    text = page("north-partner")

    assert "No gap is open In the units you are people partner of, no gap is open." in text
    assert "Seller-6 Account Executive South –" in text


def test_a_leader_who_is_a_partner_too_sees_their_own_line():
    Partnership.objects.create(
        account=Account.objects.get(email="new-leader@example.com"),
        unit=Unit.objects.get(key="north"),
        starts_on=TODAY,
    )

    assert page("new leader").startswith("My line")


def test_a_unit_s_gap_says_so_and_what_nobody_is_left_for_says_that():
    take_up(unit="north", expectation="calls")

    assert "North (whole unit) calls 60 % more than 99 % sure 12 January 2026 nobody, level 1" in page("director")


def test_somebody_without_a_unit_stands_there_without_one():
    Assignment.standing.filter(person__key="stranger").update(unit=None)

    assert "Sam Stranger Adviser – –" in page("chief")


def test_thirty_gaps_are_shown_and_the_others_are_further_down():
    for number in range(31):
        take_up(person="seller-2", answers="leader", expectation=f"kpi-{number}")

    text = page("leader")

    assert "The 30 open gaps that have climbed highest; drill down for the others" in text
    assert text.partition("What leaders add")[0].count("more than 99 % sure") == 30
    # The one that has climbed comes first.
    assert text.index(GAP) < text.index("kpi-0")
    assert Case.objects.count() == 32
    assert Person.objects.get(key="seller-2").name in text


def led(name: str, path: str = "") -> str:
    """What a member of the cast reads of what leaders add."""
    return page(name, path).partition("What leaders add ")[2].partition(" People, by name")[0]


def test_leaders_who_can_be_told_from_others_are_said_to_be_with_how_sure_that_is():
    text = led("director")

    assert text.startswith(
        "Of 3 leaders here, 1 can be told from others; of the rest the figures cannot tell. "
        "Lee Okoro takes away 13 points (between 6 and 20), more than 99 % sure that it is not nothing. "
        "All of them, by name Dana Reyes, through the leaders below cannot be told from others "
        "Lee Okoro takes away 13 points, between 6 and 20 Nia Wolf cannot be told from others"
    )


def test_a_leader_who_adds_is_said_to_add():
    LeaderEffect.objects.filter(leader__key="director").update(estimate=0.06, low=0.02, high=0.1, lfsr=0.01, named=True)

    text = led("chief")

    assert (
        "Dana Reyes, through the leaders below, adds 6 points (between 2 and 10), 99 % sure that it is not nothing."
        in text
    )
    assert "Dana Reyes, through the leaders below adds 6 points, between 2 and 10" in text


def test_where_all_can_be_told_it_says_all():
    LeaderEffect.objects.update(named=True)

    assert led("director").startswith("All 3 leaders here can be told from others. Dana Reyes")


def test_who_would_likely_do_well_under_a_typical_leader_is_named_with_how_sure_that_is():
    text = led("chief")

    assert (
        "Person In Led by Would meet the standard To be expected "
        "Seller-1 Bookings Lee Okoro 91 % sure 97 % (between 88 % and 106 %)"
    ) in text
    assert (
        "Of 12 people who changed leader since 6 July 2025, 11 came out within what had been forecast for them on "
        "that day; forecasts were off by 6 points as a rule."
    ) in text
    assert f"What limits what can be told: {FEW}" in text
    assert "Reckoned on 6 January 2026, with what was known then." in text


def test_where_nobody_is_surely_held_back_and_no_forecast_came_due_it_says_so():
    BadlyManaged.objects.all().delete()
    Attribution.objects.update(earlier=None, caveats=[])

    text = led("chief")

    assert "Of nobody here can it be said with enough certainty." in text
    assert "How such forecasts turn out cannot be said yet" in text
    assert "What limits" not in text


def test_where_no_leader_can_be_told_from_others_it_says_so():
    LeaderEffect.objects.update(named=False)

    assert led("chief").startswith("The figures cannot tell any leader here from the others")
    assert led("leader").startswith(
        "The figures cannot tell the one leader here from others: what they add may as well be nothing."
    )


def test_where_nobody_they_lead_has_results_it_says_so():
    LeaderEffect.objects.all().delete()

    text = led("chief")

    assert text.startswith(
        "The figures cannot tell what leaders here add: nobody they lead has results of their own yet."
    )
    assert "All of them" not in text


def test_before_the_first_reckoning_it_says_when_that_is():
    for model in (BadlyManaged, GapExplained, LeaderEffect, Attribution):
        model.objects.all().delete()

    assert led("leader").startswith("What leaders add has not been reckoned yet.")
    assert "Who would likely" not in page("leader")


def test_a_leader_sees_their_own_and_nobody_above():
    text = led("leader")

    assert text.startswith("The one leader here can be told from others. Lee Okoro takes away 13 points")
    assert "Lee Okoro takes away 13 points" in text
    assert "Dana Reyes" not in text
    assert "Nia Wolf" not in text


def test_a_people_partner_sees_the_leaders_of_their_units():
    text = led("north-partner")

    assert "Lee Okoro takes away 13 points" in text
    assert "Seller-1 Bookings Lee Okoro 91 % sure" in text
    assert "Nia Wolf" not in text
    assert "Dana Reyes" not in text


@pytest.mark.parametrize(("name", "path"), [("director", "/chain/leader/"), ("north-partner", "/people/leader/")])
def test_the_names_of_leaders_lead_to_where_the_viewer_may_go(name: str, path: str):
    client = visitor(name)

    html = source(client.get("/chain/"))

    assert f'<span class="bar-label"><a href="{path}">Lee Okoro</a></span>' in html
    assert client.get(path).status_code == 200


def test_nothing_is_said_of_a_line_with_nobody_in_it():
    assert "What leaders add" not in page("leader", "seller-2/")
