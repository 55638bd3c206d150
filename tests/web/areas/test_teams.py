"""How large a team a leader here can serve, and who is asked about the time for their people."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from answerable.engine.organisation import Estimate, Fall, Organisation, Point, Relation
from answerable.engine.organisation.layers import layers
from answerable.engine.organisation.teams import TEAM_SCHEMA
from answerable.findings import organising
from answerable.findings.models import Organisation as Stored
from answerable.findings.models import TeamLed
from staged import AT, TODAY
from visiting import source, visitor, words

pytestmark = pytest.mark.django_db

TABS = "The line Roll-up by leader Roll-up by unit Teams Waiting"
SERVES = "How large a team a leader here can serve"
SLOPE = Estimate(-0.02, -0.06, 0.01)


def fall(measure: str) -> Fall:
    """Level up to eight people, and less beyond."""
    unit = 60.0 if measure == "minutes" else 1.0
    level, ends = 0.9 * unit, (0.85 * unit, 0.95 * unit)
    return Fall(
        serves=Estimate(8.2, 6.9, 9.4),
        from_smallest=False,
        level=Estimate(level, *ends),
        loss=Estimate(0.07 * unit, 0.05 * unit, 0.09 * unit),
        curve=(Point(3, level, *ends), Point(10, 0.75 * unit, 0.7 * unit, 0.8 * unit)),
    )


def told(measure: str) -> Relation:
    return Relation(measure, 40, None, 4.0, 13.0, 0.001, SLOPE, fall(measure))


def unclear(measure: str, slope: Estimate = SLOPE) -> Relation:
    return Relation(measure, 40, "unclear", 4.0, 13.0, 0.4, slope)


def reckon(*relations: Relation, people: int = 5) -> None:
    """Let these relations be on record, and one leader with little time for many people."""
    rows = [("leader", False, people, float(people), 182, "told", 12.4, 60, 0.2, False)]
    rows += [("director", True, 2, 2.0, 182, "silent", None, None, None, None)]
    teams = pl.DataFrame(rows, schema=TEAM_SCHEMA, orient="row")
    chain = layers({"chief": None, "leader": "chief", "peer": "chief", "seller": "leader"})
    found = Organisation(TODAY, date(2025, 7, 15), 0, chain, teams, relations)
    organising.store(found, every_days=14, at=AT)


def page(name: str, path: str = "teams/") -> str:
    """What a member of the cast reads."""
    return words(visitor(name).get(f"/chain/{path}"))


def test_with_few_leaders_it_says_that_it_cannot_be_told_and_what_it_takes():
    text = page("chief")

    assert text.startswith(
        f"Teams in my line {TABS} {SERVES} {SERVES} cannot be told yet: it takes 12 leaders of whom enough is on "
        "record, and there are 3. The policy takes 12 people to be the most that one can lead well. How that is found"
    )
    assert "One-on-ones: whether" not in text
    assert "By the size of the team" not in text


def test_what_can_be_told_is_said_with_how_far_it_may_lie_from_there():
    reckon(told("kept"), told("minutes"), unclear("added"))

    text = page("chief")

    assert (
        f"{SERVES} Up to 8 people (7 to 9), a leader here serves each person as well as in a smaller team; in larger "
        "ones each gets less. One-on-ones: 90 % (85 % to 95 %) of those owed are kept in teams of up to 8 people "
        "(7 to 9); 7 points (5 to 9) less with each person beyond. Time: 54 minutes (51 to 57) with each person in "
        "four weeks in teams of up to 8 people (7 to 9); 4 minutes (3 to 5) less with each person beyond. Results: "
        "whether leaders add less in larger teams cannot be told: with each person more it may be anything between "
        "6 points less and 1 point more. "
        "The policy takes 12 people to be the most that one can lead well. The record says that it is fewer here."
    ) in text
    assert (
        "By the size of the team What is to be expected by the size of a team, 95 % sure Team One-on-ones kept "
        "With each, four weeks 3 people 90 % (85 % to 95 %) 54 minutes (51 to 57) 10 people 75 % (70 % to 80 %) "
        "45 minutes (42 to 48)"
    ) in text


def test_what_leaders_add_has_its_sign():
    lost = replace(fall("added"), curve=(Point(9, 0.01, -0.02, 0.04), Point(12, -0.03, -0.06, 0.0)))
    reckon(Relation("added", 40, None, 4.0, 13.0, 0.001, SLOPE, lost))

    text = page("chief")

    assert (
        "Results: what leaders add stays as it is in teams of up to 8 people (7 to 9); 7 points (5 to 9) less" in text
    )
    assert "9 people +1 point (−2 to +4) 12 people −3 points (−6 to 0)" in text


@pytest.mark.parametrize(
    ("measure", "sentence"),
    [
        (
            "kept",
            "One-on-ones: fewer of those owed are kept the larger the team, from the smallest on: with each person",
        ),
        ("minutes", "Time: there is less for each person the larger the team, from the smallest on: with each person"),
        (
            "added",
            "Results: leaders add less the larger the team, from the smallest on: with each person more, 7 points",
        ),
    ],
)
def test_where_it_falls_from_the_smallest_teams_on_no_size_is_named(measure: str, sentence: str):
    at_once = replace(fall(measure), from_smallest=True, serves=Estimate(4.0, 4.0, 6.0))
    reckon(Relation(measure, 40, None, 4.0, 13.0, 0.001, SLOPE, at_once), people=20)

    text = page("chief")

    assert f"{SERVES} The larger the team, the less a leader here has for each person in it, from the smallest" in text
    assert sentence in text
    assert "more people than leaders here serve as well" not in text


def test_where_nothing_can_be_told_it_says_why_of_each():
    alike = Relation("minutes", 40, "alike", 6.6, 8.2)
    reckon(unclear("kept", Estimate(0.02, 0.01, 0.03)), alike, Relation("added", 5, "few"))

    text = page("chief")

    assert (
        f"{SERVES} {SERVES} cannot be told from the record. One-on-ones: whether fewer of those owed are kept in "
        "larger teams cannot be told: with each person more it may be anything between 1 point more and 3 points more. "
        "Time: whether there is less for each person in larger teams cannot be told: teams hardly differ in size (most "
        "have 7 to 8 people). Results: whether leaders add less in larger teams cannot be told: it takes 12 leaders of "
        "whom enough is on record, and there are 5."
    ) in text


@pytest.mark.parametrize(
    ("serves", "said"),
    [
        (Estimate(14.0, 13.0, 15.0), "well. The record says that it can be more here. By"),
        (Estimate(12.0, 11.0, 13.0), "well. By"),
        (Estimate(9.0, 8.0, 10.0), "well. The record says that it is fewer here. By"),
    ],
)
def test_the_most_that_the_policy_allows_is_held_against_the_record(serves: Estimate, said: str):
    reckon(Relation("kept", 40, None, 4.0, 16.0, 0.001, SLOPE, replace(fall("kept"), serves=serves)))

    assert f"to be the most that one can lead {said}" in page("chief")


def test_who_had_little_time_is_a_question_with_what_is_known():
    reckon(unclear("kept"))

    text = page("chief")

    assert (
        "Who has little time for their people On record is less than 20 minutes in four weeks with each person, in "
        "one-on-ones and coaching. That is a question to them and to their own leader: is the team too large, does "
        "other work take the time, or was it not logged? Leaders to ask, by name Leader People With each, four weeks "
        "One-on-ones kept What to ask about Lee Okoro 5 12 minutes 20 % little time for each "
        "Of 1 leader nothing at all is on record: whether they had time is not known."
    ) in text


def test_so_is_a_team_larger_than_leaders_here_serve_as_well():
    reckon(told("kept"), people=11)

    text = page("chief")

    assert "in one-on-ones and coaching, or a team larger than leaders here serve as well. That is a question" in text
    assert "Lee Okoro 11 12 minutes 20 % little time for each, more people than leaders here serve as well" in text


def test_of_whom_it_is_not_known_how_much_time_they_had_that_is_said():
    reckon(told("kept"), people=11)
    TeamLed.objects.filter(leader__key="leader").update(minutes=None, kept=None, has_time=None)

    assert "Lee Okoro 11 not known not known more people than leaders here serve as well" in page("chief")


def test_where_nobody_stands_out_it_says_so_and_of_how_many_it_is_not_known():
    assert (
        "Of nobody here does the record say so. 1 leader has led for less than eight weeks: too new to say."
    ) in page("director")


def test_the_layers_stand_there_from_the_top():
    assert (
        "Layers of the company 4 layers from top to bottom. Layers, from the top Layer People Of these lead others "
        "People each leads Layer 1 1 1 3 Layer 2 3 1 2 Layer 3 2 2 3 (1 to 5) Layer 4 6 0 – "
        "Reckoned on 12 January 2026, from what is on record of what leaders did since 15 July 2025."
    ) in page("chief")


def test_before_the_first_reckoning_it_says_when_that_is():
    TeamLed.objects.all().delete()
    Stored.objects.all().delete()

    text = page("leader")

    assert text.startswith(f"Teams in my line {TABS} Not reckoned yet How the company is built is reckoned at night")
    assert SERVES not in text


def test_leaders_are_named_to_those_who_lead_their_line_and_to_themselves():
    reckon(unclear("kept"))

    assert "Lee Okoro 5" in page("director")
    assert "Lee Okoro 5" in page("leader")
    assert "Lee Okoro 5" in page("chief", "leader/teams/")
    assert "Lee Okoro 5" in page("north-partner")
    assert "Lee Okoro" not in page("new leader")
    assert "Of nobody here" in page("new leader")


@pytest.mark.parametrize(
    ("name", "path"),
    [("leader", "director"), ("new leader", "leader"), ("seller", "leader"), ("north-partner", "leader")],
)
def test_a_line_above_or_beside_is_not_theirs_to_see(name: str, path: str):
    assert visitor(name).get(f"/chain/{path}/teams/").status_code == 403


def test_there_is_no_line_of_somebody_unheard_of():
    assert visitor("chief").get("/chain/unheard-of/teams/").status_code == 404


def test_whoever_leads_nobody_and_is_nobody_s_partner_is_shown_their_own_page():
    response = visitor("seller").get("/chain/teams/")

    assert (response.status_code, response["Location"]) == (302, "/")


@pytest.mark.parametrize(
    ("name", "path", "link"),
    [
        ("director", "teams/", '<a href="/chain/leader/teams/">Lee Okoro</a>'),
        ("north-partner", "teams/", '<a href="/people/leader/">Lee Okoro</a>'),
        ("leader", "teams/", '<th scope="row">Lee Okoro</th>'),
    ],
)
def test_the_names_of_leaders_lead_to_where_the_viewer_may_go(name: str, path: str, link: str):
    reckon(unclear("kept"))

    assert link in source(visitor(name).get(f"/chain/{path}"))


def test_going_down_the_way_back_stands_above():
    html = source(visitor("chief").get("/chain/leader/teams/"))

    assert '<li><a href="/chain/chief/teams/">Cleo Chief</a></li>' in html
    assert "<h1>Teams under Lee Okoro</h1>" in html
    assert '<a href="/chain/leader/teams/" aria-current="page">Teams</a>' in html
