"""Teams and the time for each in them, every figure worked by hand."""

from datetime import date, timedelta
from typing import Any

import pytest

from answerable.engine.organisation.line import read_line
from answerable.engine.organisation.teams import TEAM_SCHEMA, teams, window_start
from answerable.panel import Company
from teams_made import AS_OF, BEGAN, EVERY, FIRST, assignment, company, every_stretch, talk

PAIR = [assignment("chief", None), assignment("ann", "chief"), assignment("bob", "ann")]


def led_by(leader: str, made: Company, since: date = BEGAN, as_of: date = AS_OF) -> dict[str, Any]:
    """The row of a leader."""
    found = teams(made, read_line(made, as_of), as_of, EVERY, window_start(as_of, since))
    assert dict(found.schema) == TEAM_SCHEMA
    return {row.pop("leader_id"): row for row in found.iter_rows(named=True)}[leader]


def test_a_leader_who_keeps_all_that_is_owed_has_an_hour_in_four_weeks_for_each():
    found = led_by("ann", company(PAIR, every_stretch("ann", "bob")))

    # 182 days, thirteen stretches of fourteen days, thirteen talks of half an hour.
    assert found == {
        "leads_leaders": False,
        "reports": 1,
        "span": 1.0,
        "days": 182,
        "record": "told",
        "minutes": 60.0,
        "owed": 13,
        "kept": 1.0,
        "has_time": True,
    }


def test_two_talks_in_a_stretch_keep_one_of_what_is_owed_and_coaching_counts_as_well():
    talks = [talk("ann", "bob", FIRST, 30), talk("ann", "bob", FIRST + timedelta(days=13), 25, "coaching")]

    found = led_by("ann", company(PAIR, talks))

    assert (found["kept"], found["owed"]) == (pytest.approx(1 / 13), 13)
    assert found["minutes"] == pytest.approx(28 * 55 / 182)
    # 8.5 minutes in four weeks.
    assert found["has_time"] is False


def test_what_was_done_for_others_or_by_others_or_at_other_times_does_not_count():
    talks = [
        talk("ann", None, FIRST, 60, "team"),
        talk("ann", "bob", FIRST, 60, "customer"),
        talk("chief", "bob", FIRST),
        talk("ann", "chief", FIRST, 45, "upward"),
        talk("ann", "bob", FIRST - timedelta(days=1)),
        talk("ann", "bob", AS_OF + timedelta(days=1)),
    ]

    found = led_by("ann", company(PAIR, talks))

    assert (found["record"], found["minutes"], found["kept"], found["has_time"]) == ("told", 0.0, 0.0, False)


def test_a_team_that_grows_counts_as_large_as_it_was_from_day_to_day():
    half = FIRST + timedelta(days=91)
    rows = [*PAIR, assignment("carl", "ann", half), assignment("dora", "ann", half)]
    talks = [talk("ann", name, half + timedelta(days=1), 91) for name in ("bob", "carl", "dora")]

    found = led_by("ann", company(rows, talks))

    assert (found["reports"], found["span"], found["days"]) == (3, 2.0, 182)
    # Bob is owed thirteen; Carl and Dora six each, and half a stretch is left over. 364 days with people in all.
    assert (found["owed"], found["kept"]) == (25, pytest.approx(3 / 25))
    assert found["minutes"] == pytest.approx(28 * 3 * 91 / 364)


def test_a_talk_counts_in_the_time_under_this_leader_only():
    left_on = FIRST + timedelta(days=28)
    back_on = FIRST + timedelta(days=154)
    rows = [
        assignment("chief", None),
        assignment("ann", "chief"),
        assignment("eve", "ann"),
        assignment("bob", "ann", BEGAN, left_on),
        assignment("bob", "chief", left_on, back_on),
        assignment("bob", "ann", back_on),
    ]
    talks = [talk("ann", "bob", FIRST + timedelta(days=number)) for number in (0, 100, 154)]

    found = led_by("ann", company(rows, talks))

    # Bob: two stretches before, two after, one talk in each time; Eve: thirteen.
    assert (found["owed"], found["kept"]) == (17, pytest.approx(2 / 17))
    assert found["span"] == pytest.approx((182 + 56) / 182)


def test_whoever_leads_leaders_is_told_from_others():
    made = company(PAIR, [talk("chief", "ann", FIRST)])

    assert led_by("chief", made)["leads_leaders"] is True
    assert led_by("ann", made)["leads_leaders"] is False


def test_of_whom_nothing_is_on_record_it_is_not_known_whether_they_had_time():
    found = led_by("ann", company(PAIR, [talk("chief", "ann", FIRST)]))

    unknown = {name: found[name] for name in ("minutes", "owed", "kept", "has_time")}
    assert found["record"] == "silent"
    assert set(unknown.values()) == {None}
    assert (found["reports"], found["span"]) == (1, 1.0)


def test_without_a_record_of_activities_everybody_is_silent():
    assert led_by("ann", company(PAIR))["record"] == "silent"


@pytest.mark.parametrize(("days", "record"), [(55, "new"), (56, "told")])
def test_whoever_has_led_for_less_than_eight_weeks_is_new(days: int, record: str):
    came = AS_OF - timedelta(days=days - 1)
    rows = [assignment("chief", None), assignment("ann", "chief"), assignment("bob", "ann", came)]

    found = led_by("ann", company(rows, [talk("ann", "bob", AS_OF)]))

    assert (found["days"], found["record"]) == (days, record)
    assert (found["minutes"] is None) == (record == "new")


def test_what_came_before_the_record_began_is_not_held_against_anybody():
    since = AS_OF - timedelta(days=69)

    found = led_by("ann", company(PAIR, [talk("ann", "bob", since)]), since=since)

    assert (found["days"], found["owed"], found["kept"]) == (70, 5, 0.2)


def test_where_the_record_begins_on_the_last_day_everybody_is_new():
    found = led_by("ann", company(PAIR, [talk("ann", "bob", AS_OF)]), since=AS_OF + timedelta(days=1))

    assert (found["record"], found["span"], found["kept"]) == ("new", None, None)


def test_one_who_does_not_lead_any_more_has_no_row():
    rows = [assignment("chief", None), assignment("ann", "chief"), assignment("bob", "ann", BEGAN, AS_OF)]
    made = company(rows, [talk("ann", "bob", FIRST)])

    assert teams(made, read_line(made, AS_OF), AS_OF, EVERY, FIRST)["leader_id"].to_list() == ["chief"]
