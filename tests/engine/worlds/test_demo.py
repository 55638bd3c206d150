"""The facts of the demo company's stories, read from its tables and, where they are hidden there, from its truth."""

from datetime import date

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from answerable.engine.worlds import World, demo_company
from answerable.panel import company_from_frames

END = date(2026, 11, 1)


def person(demo: World, name: str) -> str:
    """The id of the one person of this name."""
    return demo.tables["people"].filter(pl.col("name") == name)["person_id"].item()


def led_by(demo: World, name: str, on: date) -> list[str]:
    """Who reports to somebody on a day."""
    rows = demo.tables["assignments"].filter(
        (pl.col("manager_id") == person(demo, name))
        & (pl.col("starts_on") <= on)
        & (pl.col("ends_on").is_null() | (on < pl.col("ends_on")))
    )
    return rows["person_id"].to_list()


def mean_level(demo: World, people: list[str], since: date, until: date) -> float:
    """Mean true level of people in their main results over some months."""
    months = demo.truth["levels"].filter(
        pl.col("person_id").is_in(people) & (pl.col("period") >= since) & (pl.col("period") < until)
    )
    return months.filter(~pl.col("expectation_id").str.ends_with("team_attainment"))["level"].mean()


def talks(demo: World, leader: str, kind: str = "one_on_one") -> int:
    """How many one-on-ones a leader has held."""
    rows = demo.tables["activities"].filter((pl.col("leader_id") == person(demo, leader)) & (pl.col("kind") == kind))
    return rows.height


def manager_effect(demo: World, name: str) -> float:
    """What a leader truly adds."""
    return demo.truth["leaders"].filter(pl.col("leader_id") == person(demo, name))["manager_effect"].item()


def test_it_is_a_company_of_about_240_people_over_two_years_and_taken_without_a_word(demo: World):
    company = company_from_frames(demo.tables)
    present = demo.tables["assignments"].filter(pl.col("ends_on").is_null())

    assert company.advice.total == 0
    assert present.height == 240
    assert demo.tables["measurements"]["period"].min() == date(2024, 11, 1)
    assert demo.tables["measurements"]["period"].max() == date(2026, 10, 1)
    assert demo.tables["units"]["name"].to_list()[0] == "Tessaline"


def test_it_is_always_the_same():
    one, other = demo_company(), demo_company()

    for name in one.tables:
        assert_frame_equal(one.tables[name], other.tables[name])
    for name in one.truth:
        assert_frame_equal(one.truth[name], other.truth[name])


def test_names_are_nobody_elses(demo: World):
    assert demo.tables["people"]["name"].is_unique().all()
    assert demo.tables["units"]["name"].is_unique().all()


def test_other_leaders_sit_down_with_their_people(demo: World):
    leaders = demo.tables["units"]["leader_id"].to_list()
    talked = set(demo.tables["activities"].filter(pl.col("kind") == "one_on_one")["leader_id"])

    silent = {person(demo, name) for name in ("Victor Kessler", "Jonas Brandt", "Thabo Mokoena")}

    assert set(leaders) - talked == silent


def test_nobody_is_far_below_standard_for_who_they_are(demo: World):
    assert demo.truth["people"]["effect"].min() == -0.06


def test_good_people_are_short_under_victor_and_those_who_left_him_recovered(demo: World):
    team = led_by(demo, "Victor Kessler", date(2026, 6, 30))
    left = [person(demo, "Priya Sharma"), person(demo, "Lucas Silva")]

    assert set(left) < set(team)
    assert mean_level(demo, team, date(2025, 2, 1), date(2026, 2, 1)) == pytest.approx(1.14, abs=0.04)
    assert mean_level(demo, team, date(2026, 2, 1), date(2026, 7, 1)) == pytest.approx(0.76, abs=0.04)
    assert mean_level(demo, left, date(2026, 7, 1), END) == pytest.approx(1.14, abs=0.06)
    assert not set(left) & set(led_by(demo, "Victor Kessler", date(2026, 7, 1)))
    assert manager_effect(demo, "Victor Kessler") == -0.38
    assert talks(demo, "Victor Kessler") == 0


def test_amaras_market_turned_and_she_does_all_a_leader_can_do(demo: World):
    team = led_by(demo, "Amara Okafor", END)
    unit = demo.truth["units"].filter(pl.col("unit_id") == "U0017")
    support = demo.tables["interventions"].filter(pl.col("unit_id") == "U0017")

    assert unit.select("shared_from", "shared_shift").row(0) == (date(2026, 2, 1), -0.36)
    assert mean_level(demo, team, date(2025, 2, 1), date(2026, 2, 1)) == pytest.approx(1.11, abs=0.04)
    assert mean_level(demo, team, date(2026, 2, 1), END) == pytest.approx(0.75, abs=0.04)
    assert manager_effect(demo, "Amara Okafor") == 0.05
    assert talks(demo, "Amara Okafor") > 9 * 104 * 0.9  # nine people, 104 weeks, one in fourteen skipped
    assert talks(demo, "Amara Okafor", "coaching") > 9 * 26 * 0.85
    assert support["starts_on"].to_list() == [date(2026, 4, 7), date(2026, 7, 7), date(2026, 9, 7)]


def test_nobody_talked_to_mina_and_nothing_was_tried(demo: World):
    mina = person(demo, "Mina Park")
    activities, interventions = demo.tables["activities"], demo.tables["interventions"]

    assert mean_level(demo, [mina], date(2025, 6, 1), date(2026, 6, 1)) == pytest.approx(1.06, abs=0.06)
    assert mean_level(demo, [mina], date(2026, 6, 1), END) == pytest.approx(0.52)
    assert activities.filter(pl.col("person_id") == mina).height == 0
    assert interventions.filter(pl.col("person_id") == mina).height == 0
    assert mina in led_by(demo, "Jonas Brandt", END)
    assert person(demo, "Jonas Brandt") in led_by(demo, "Helena Varga", END)
    assert person(demo, "Helena Varga") in led_by(demo, "Samuel Adeyemi", END)


def test_a_workshop_followed_two_unlucky_months_and_did_nothing(demo: World):
    given = demo.tables["interventions"].filter(pl.col("name") == "Winning Conversations workshop")
    people = given["person_id"].to_list()
    effects = demo.truth["interventions"].join(given, on="intervention_id")
    both = demo.tables["measurements"].join(demo.tables["targets"], on=["person_id", "expectation_id", "period"])
    attained = both.filter(pl.col("person_id").is_in(people)).with_columns(attained=pl.col("actual") / pl.col("target"))

    def mean(since: date, until: date) -> float:
        return attained.filter((pl.col("period") >= since) & (pl.col("period") < until))["attained"].mean()

    assert given["starts_on"].to_list() == [date(2026, 4, 7)] * 4
    assert set(effects["effect"]) == {0.0}
    assert mean(date(2026, 2, 1), date(2026, 4, 1)) < 0.9
    assert mean(date(2026, 5, 1), date(2026, 8, 1)) > 1.0
    before = mean_level(demo, people, date(2026, 2, 1), date(2026, 4, 1))
    assert mean_level(demo, people, date(2026, 5, 1), END) == pytest.approx(before, abs=0.03)


def test_nia_thrived_after_her_move(demo: World):
    nia = person(demo, "Nia Campbell")

    assert nia in led_by(demo, "Gregor Stone", date(2025, 9, 30))
    assert nia in led_by(demo, "Sofia Ricci", date(2025, 10, 1))
    assert mean_level(demo, [nia], date(2024, 11, 1), date(2025, 10, 1)) == pytest.approx(0.78)
    assert mean_level(demo, [nia], date(2025, 10, 1), END) == pytest.approx(1.14)


def test_thabo_was_made_a_leader_four_months_ago_and_never_taught(demo: World):
    thabo = person(demo, "Thabo Mokoena")
    roles = demo.tables["assignments"].filter(pl.col("person_id") == thabo).sort("starts_on")
    given = demo.tables["interventions"].filter(pl.col("person_id") == thabo)

    assert roles["role_id"].to_list() == ["content_marketer", "marketing_manager"]
    assert roles["starts_on"].to_list()[1] == date(2026, 7, 1)
    assert len(led_by(demo, "Thabo Mokoena", END)) == 8
    assert talks(demo, "Thabo Mokoena") == 0
    assert given.height == 0


def test_a_new_help_desk_slowed_down_everybody_in_one_unit(demo: World):
    desks = demo.tables["units"].filter(pl.col("parent_unit_id") == "U0011")
    people = [*led_by(demo, "Mei Chen", END), *led_by(demo, "Omar Farah", END)]
    causes = demo.truth["units"].filter(pl.col("unit_id").is_in(desks["unit_id"].to_list()))
    tool = demo.tables["interventions"].filter(pl.col("name") == "New help desk").row(0, named=True)
    hours = demo.tables["measurements"].filter(
        pl.col("person_id").is_in(people) & (pl.col("expectation_id") == "support_specialist_first_response_hours")
    )

    before = hours.filter(pl.col("period").is_between(date(2025, 4, 1), date(2025, 10, 1)))["actual"].mean()
    after = hours.filter(pl.col("period").is_between(date(2026, 4, 1), date(2026, 10, 1)))["actual"].mean()

    assert desks["name"].to_list() == ["Support Desk One", "Support Desk Two"]
    assert causes.select("shared_from", "shared_shift").rows() == [(date(2026, 4, 1), -0.28)] * 2
    assert (tool["lever"], tool["unit_id"], tool["starts_on"]) == ("tool", "U0011", date(2026, 4, 7))
    assert mean_level(demo, people, date(2026, 4, 1), END) == pytest.approx(0.78, abs=0.04)
    # The same months of both years have the same targets, of about four hours: 28 % of four more.
    assert after - before == pytest.approx(1.1, abs=0.3)
