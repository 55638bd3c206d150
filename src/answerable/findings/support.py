"""What the record holds of support given: conversations, plans and decisions, by person and unit."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

import narwhals as nw
import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.panel.company import Company
from answerable.rules.clocks import Support

CONVERSATIONS = ("one_on_one", "coaching")
Key = TypeVar("Key")
DECISIONS = ("role_change", "manager_change", "expectation_change")


@dataclass(frozen=True, slots=True)
class Measure:
    """An intervention: a lever set to work.

    Attributes:
        starts_on: its first day.
        ends_on: the first day it no longer runs, None while it does.
        lever: which kind.
        expectation_id: the one expectation it is meant for, None for all.
    """

    starts_on: date
    ends_on: date | None
    lever: str
    expectation_id: str | None


@dataclass(frozen=True, slots=True)
class SupportRecord:
    """Everything on record of support given, ready to be asked for one person or unit.

    Attributes:
        conversations: by person, the days of one-on-ones and coaching with any leader, in order; None where the
            company keeps no record of activities.
        with_leader: by (leader, person), the days of their one-on-ones and coaching, in order; None likewise.
        team_talks: by leader, the days of meetings with the team, in order; None likewise.
        measures: by person or unit, the interventions, in order of first day; None where none are recorded.
        log_began: the first day on which any activity was recorded; what was held before is not known.
    """

    conversations: dict[str, list[date]] | None
    with_leader: dict[tuple[str, str], list[date]] | None
    team_talks: dict[str, list[date]] | None
    measures: dict[str, list[Measure]] | None
    log_began: date = date.min

    def until(self, day: date) -> "SupportRecord":
        """What the record held on a day.

        Args:
            day: the last day of which anything is known.

        Returns:
            The record without what came later.
        """
        measures = self.measures
        if measures is not None:
            begun = ((subject, [one for one in own if one.starts_on <= day]) for subject, own in measures.items())
            measures = {subject: own for subject, own in begun if own}
        return SupportRecord(
            _until(self.conversations, day),
            _until(self.with_leader, day),
            _until(self.team_talks, day),
            measures,
            self.log_began,
        )

    def for_person(self, person_id: str, expectation_id: str, since: date) -> Support:
        """Support given to a person for one expectation since a gap's clock started.

        Args:
            person_id: the person.
            expectation_id: the expectation that is short.
            since: the day the clock started; a measure that was running then counts from that day.

        Returns:
            Days of conversations, plans and decisions; None where the company keeps no such record.
        """
        held = (
            None
            if self.conversations is None or since < self.log_began
            else _since(self.conversations.get(person_id, []), since)
        )
        return self._support(held, person_id, expectation_id, since)

    def for_unit(self, unit_id: str, leader_id: str | None, expectation_id: str, since: date) -> Support:
        """Support given to a unit for one expectation since its gap's clock started.

        Args:
            unit_id: the unit.
            leader_id: who leads it; their meetings with the team are the unit's conversations.
            expectation_id: the expectation that is short.
            since: the day the clock started.

        Returns:
            As `for_person`.
        """
        held = (
            None
            if self.team_talks is None or since < self.log_began
            else _since(self.team_talks.get(leader_id or "", []), since)
        )
        return self._support(held, unit_id, expectation_id, since)

    def _support(self, held: tuple[date, ...] | None, subject: str, expectation_id: str, since: date) -> Support:
        if self.measures is None:
            return Support(held, None, None)
        running = [
            measure
            for measure in self.measures.get(subject, [])
            if (measure.ends_on is None or measure.ends_on > since) and measure.expectation_id in {None, expectation_id}
        ]
        plans = sorted(max(measure.starts_on, since) for measure in running)
        decisions = (max(measure.starts_on, since) for measure in running if measure.lever in DECISIONS)
        return Support(held, tuple(plans), tuple(sorted(decisions)))


def read_support(company: Company) -> SupportRecord:
    """Read what a company recorded of support given.

    Args:
        company: the canonical tables.

    Returns:
        The record; `until` gives what of it was known on a day.
    """
    measures = _measures(company) if "interventions" in company.given else None
    if "activities" not in company.given:
        return SupportRecord(None, None, None, measures)
    talks = company["activities"].filter(nw.col("kind").is_in([*CONVERSATIONS, "team"]))
    rows = collect(talks.select("leader_id", "kind", "person_id", "at")).with_columns(pl.col("at").cast(pl.Date))
    rows = rows.unique().sort("at")
    personal = rows.filter((pl.col("kind") != "team") & pl.col("person_id").is_not_null())
    pairs = _grouped(personal, "leader_id", "person_id")
    return SupportRecord(
        conversations=_days_by(personal, "person_id"),
        with_leader={(leader, person): days for leader, person, days in pairs.iter_rows()},
        team_talks=_days_by(rows.filter(pl.col("kind") == "team"), "leader_id"),
        measures=measures,
        log_began=_first_day(company),
    )


def _first_day(company: Company) -> date:
    first = collect(company["activities"].select(nw.col("at").min())).to_series().cast(pl.Date).item()
    return date.min if first is None else first


def _days_by(rows: pl.DataFrame, key: str) -> dict[str, list[date]]:
    return dict(_grouped(rows, key).iter_rows())


def _grouped(rows: pl.DataFrame, *keys: str) -> pl.DataFrame:
    return rows.group_by(*keys, maintain_order=True).agg(pl.col("at").unique(maintain_order=True))


def _measures(company: Company) -> dict[str, list[Measure]]:
    columns = ("person_id", "unit_id", "starts_on", "ends_on", "lever", "expectation_id")
    rows = collect(company["interventions"].select(*columns)).sort("starts_on")
    found: dict[str, list[Measure]] = {}
    for person_id, unit_id, starts_on, ends_on, lever, expectation_id in rows.iter_rows():
        found.setdefault(person_id or unit_id, []).append(Measure(starts_on, ends_on, lever, expectation_id))
    return found


def _until(days_by: dict[Key, list[date]] | None, day: date) -> dict[Key, list[date]] | None:
    """The days up to one; they are in order."""
    if days_by is None:
        return None
    known = ((key, days if days[-1] <= day else days[: bisect_right(days, day)]) for key, days in days_by.items())
    return {key: days for key, days in known if days}


def _since(days: list[date], since: date) -> tuple[date, ...]:
    return tuple(days[bisect_left(days, since) :])
