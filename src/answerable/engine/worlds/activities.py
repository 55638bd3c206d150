"""The table of activities: conversations, coaching and the rest of a leader's week."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.worlds.habits import Habits
from answerable.engine.worlds.ids import named, named_or_none, person_ids
from answerable.engine.worlds.setting import Setting

Ints = NDArray[np.int64]
Codes = NDArray[np.signedinteger[Any]]

SKIPPED = 0.07
MINUTES_PER_DAY = 24 * 60
FIRST_HOUR, HALF_HOURS = 9, 15
MINUTES = {"one_on_one": 30, "coaching": 45, "team": 60, "report": 90, "upward": 45, "customer": 60}
# 1970-01-01 was a Thursday.
MONDAY_OFFSET = 3


@dataclass(frozen=True, slots=True)
class _Log:
    """Activities as codes, each of shape (activities,); `at` in minutes since 1970-01-01, person -1 for nobody."""

    kind: str
    leader: Codes
    at: Ints
    person: Codes


def activities_table(setting: Setting, habits: Habits, rng: np.random.Generator) -> pl.DataFrame:
    """Log what leaders did in the last days of a world, week by week.

    Args:
        setting: who led whom, and for how many days there is a log.
        habits: everybody's.
        rng: decides days, hours and what was skipped.

    Returns:
        The table `activities`.
    """
    end = setting.calendar.end
    begin = max(end - setting.parameters.activity_days, int(setting.calendar.first_days[0]))
    monday = -(-(begin + MONDAY_OFFSET) // 7) * 7 - MONDAY_OFFSET
    rhythm = rng.integers(0, 24, setting.structure.seats), rng.integers(0, 5, setting.structure.seats)
    ids = person_ids(len(setting.staffing.hired))
    logs = [_rows(pl.Series([], dtype=pl.String), _Log("other", *(np.empty((3, 0), dtype=np.int64))))]
    for week, day in enumerate(range(monday, end, 7)):
        both = (*_with_people(setting, habits, rhythm, (week, day), rng), *_alone(setting, habits, day, rng))
        logs.extend(_rows(ids, log) for log in both)
    return pl.concat(logs)


def _with_people(
    setting: Setting, habits: Habits, rhythm: tuple[Ints, Ints], week: tuple[int, int], rng: np.random.Generator
) -> Iterator[_Log]:
    """One-on-ones and coaching: every so many weeks, on the pair's own weekday, now and then skipped."""
    structure, staffing = setting.structure, setting.staffing
    (phase, weekday), (number, monday) = rhythm, week
    for kind, weeks, first in (
        ("one_on_one", habits.one_on_one_weeks, 1),
        ("coaching", habits.coaching_weeks, structure.leaders),
    ):
        seats = np.arange(first, structure.seats)
        day = monday + (weekday[seats] + (kind == "coaching")) % 5
        seats, day = _before(setting.calendar.end, seats, day)
        month = _month(setting, day)
        leader, person = staffing.occupant[month, structure.parent[seats]], staffing.occupant[month, seats]
        every = weeks[leader]
        turn = (every > 0) & ((number + phase[seats]) % np.maximum(every, 1) == 0)
        held = turn & (rng.random(len(seats)) >= SKIPPED) & (day >= staffing.hired[person])
        yield _Log(kind, leader[held], _at(day[held], rng), person[held])


def _alone(setting: Setting, habits: Habits, monday: int, rng: np.random.Generator) -> Iterator[_Log]:
    """Meetings with the team, reports, talks upward, customers."""
    for kind, chance in habits.weekly.items():
        seats = np.arange(setting.structure.leaders)
        seats, day = _before(setting.calendar.end, seats, monday + rng.integers(0, 5, len(seats)))
        leader = setting.staffing.occupant[_month(setting, day), seats]
        held = rng.random(len(seats)) < chance[leader]
        if kind == "upward":
            held &= seats > 0
        yield _Log(kind, leader[held], _at(day[held], rng), np.full(int(held.sum()), -1))


def _before(end: int, seats: Ints, day: Ints) -> tuple[Ints, Ints]:
    inside = day < end
    return seats[inside], day[inside]


def _month(setting: Setting, day: Ints) -> Ints:
    return np.searchsorted(setting.calendar.first_days, day, side="right") - 1


def _at(day: Ints, rng: np.random.Generator) -> Ints:
    return day * MINUTES_PER_DAY + FIRST_HOUR * 60 + 30 * rng.integers(0, HALF_HOURS, len(day))


def _rows(ids: pl.Series, log: _Log) -> pl.DataFrame:
    moment = pl.Series(log.at * 60_000_000, dtype=pl.Int64).cast(pl.Datetime("us"))
    return pl.DataFrame(
        {
            "leader_id": named(ids, log.leader),
            "kind": pl.repeat(log.kind, len(log.at), dtype=pl.String, eager=True),
            "at": moment,
            "minutes": pl.repeat(float(MINUTES.get(log.kind, 0)), len(log.at), dtype=pl.Float64, eager=True),
            "person_id": named_or_none(ids, log.person),
        }
    )
