"""Who leads whom, and what everybody and everything is called."""

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from answerable.engine.attainment.coding import collect
from answerable.panel.company import Company
from answerable.rules.chain import Chain, ReportingLine, Spell


@dataclass(frozen=True, slots=True)
class Role:
    """The role somebody holds.

    Attributes:
        role_id: which.
        starts_on: the first day of the unbroken time in it.
    """

    role_id: str
    starts_on: date


@dataclass(frozen=True, slots=True)
class Line:
    """The reporting line of a company, with names.

    Attributes:
        reporting: who reported to whom, when.
        names: display names of people, units and expectations by id.
        unit_leaders: by unit, who leads it: its own leader, or that of the nearest unit above which has one.
        reports: by leader, who reports to them directly on the day looked at, in order of id; a vacant or departed
            manager's people count with the next present leader.
        roles: by person, the role held on the day looked at.
        first_led: by person, the first day on which somebody reported to them, or on which they held a role that
            leads people.
    """

    reporting: ReportingLine
    names: dict[str, str]
    unit_leaders: dict[str, str | None]
    reports: dict[str, list[str]]
    roles: dict[str, Role]
    first_led: dict[str, date] = field(default_factory=dict)

    def chain_of_unit(self, unit_id: str, on: date) -> Chain:
        """The leaders answerable for a unit, its own leader first.

        Args:
            unit_id: the unit.
            on: the day looked at.

        Returns:
            The unit's leader and the present leaders above.
        """
        leader_id = self.unit_leaders.get(unit_id)
        if leader_id is None:
            return Chain((), (f"{self.names.get(unit_id, unit_id)} has no leader on record.",))
        return self.reporting.chain_from(leader_id, on, self.names)

    def chain_of_person(self, person_id: str, on: date) -> Chain:
        """The leaders above a person, the direct one first.

        Args:
            person_id: the person.
            on: the day looked at.

        Returns:
            The present leaders above.
        """
        return self.reporting.chain(person_id, on, self.names)


@dataclass(frozen=True, slots=True)
class Lines:
    """The reporting line of a company over all time.

    Attributes:
        reporting: who reported to whom, when.
        names: display names of people, units and expectations by id.
        unit_leaders: as in `Line`.
        assignments: by person and first day, `began` being the first day of the unbroken time in the role.
        first_led: as in `Line`.
    """

    reporting: ReportingLine
    names: dict[str, str]
    unit_leaders: dict[str, str | None]
    assignments: pl.DataFrame
    first_led: dict[str, date] = field(default_factory=dict)

    def on(self, day: date) -> Line:
        """The line on a day.

        Args:
            day: which.

        Returns:
            The line, with everybody's direct reports and roles of that day.
        """
        last = pl.col("ends_on").is_null() | (pl.col("ends_on") > day)
        now = self.assignments.filter((pl.col("starts_on") <= day) & last)
        reports: dict[str, list[str]] = {}
        for person_id in now["person_id"].to_list():
            for leader_id in self.reporting.chain(person_id, day, self.names).leaders[:1]:
                reports.setdefault(leader_id, []).append(person_id)
        held = now.select("person_id", "role_id", "began").iter_rows()
        roles = {person: Role(role, began) for person, role, began in held}
        return Line(self.reporting, self.names, self.unit_leaders, reports, roles, self.first_led)


def read_line(company: Company) -> Lines:
    """Read the reporting line from a company's tables.

    Args:
        company: the canonical tables.

    Returns:
        The line over all time; `on` gives that of a day.
    """
    columns = ("person_id", "manager_id", "starts_on", "ends_on", "role_id")
    rows = collect(company["assignments"].select(*columns)).sort("person_id", "starts_on")
    people = collect(company["people"].select("person_id", "name", "ends_on"))
    left = {person: day for person, day in people.select("person_id", "ends_on").iter_rows() if day is not None}
    units = collect(company["units"].select("unit_id", "name", "parent_unit_id", "leader_id"))
    expectations = collect(company["expectations"].select("expectation_id", "name"))
    reporting = ReportingLine((Spell(*row) for row in rows.drop("role_id").iter_rows()), left)
    names = dict(expectations.iter_rows()) | dict(units.select("unit_id", "name").iter_rows())
    names |= dict(people.select("person_id", "name").iter_rows())
    lead_people = (
        collect(company["roles"].select("role_id", "leads_people")).filter("leads_people")["role_id"].to_list()
    )
    first_led = _first_led(rows, lead_people)
    return Lines(reporting, names, _unit_leaders(units), _with_beginnings(rows), first_led)


def _first_led(assignments: pl.DataFrame, lead_people: list[str]) -> dict[str, date]:
    reported_to = assignments.select(leader="manager_id", day="starts_on")
    held = assignments.filter(pl.col("role_id").is_in(lead_people)).select(leader="person_id", day="starts_on")
    days = pl.concat([reported_to, held]).drop_nulls().group_by("leader").agg(pl.col("day").min())
    return dict(days.iter_rows())


def _unit_leaders(units: pl.DataFrame) -> dict[str, str | None]:
    own = dict(units.select("unit_id", "leader_id").iter_rows())
    parent = dict(units.select("unit_id", "parent_unit_id").iter_rows())
    found = {}
    for unit_id in own:
        above: str | None = unit_id
        while above is not None and own.get(above) is None:
            above = parent.get(above)
        found[unit_id] = None if above is None else own[above]
    return found


def _with_beginnings(assignments: pl.DataFrame) -> pl.DataFrame:
    """Assignments (in order of person and first day) that carry each other on are one stretch in a role."""
    before = [pl.col(name).shift(1) for name in ("person_id", "role_id", "ends_on")]
    same = (pl.col("person_id") == before[0]) & (pl.col("role_id") == before[1]) & (pl.col("starts_on") == before[2])
    stretches = assignments.with_columns(stretch=(~same.fill_null(value=False)).cum_sum())
    return stretches.with_columns(began=pl.col("starts_on").min().over("stretch"))
