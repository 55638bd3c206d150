"""The tables of people, units, roles, assignments, expectations and facets."""

from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from answerable.engine.worlds.calendar import as_dates, dates_or_none
from answerable.engine.worlds.ids import named_or_none, person_ids, unit_ids
from answerable.engine.worlds.names import FAMILY, GIVEN, PLACES
from answerable.engine.worlds.roles import (
    CONTRIBUTOR_FACETS,
    CONTRIBUTORS,
    CURRENCY,
    FUNCTIONS,
    LEADER_FACETS,
    LEADERS,
    TEAM_ATTAINMENT,
    expectation_id,
)
from answerable.engine.worlds.setting import Setting
from answerable.engine.worlds.spells import Spells
from answerable.engine.worlds.structure import ROLE_IDS, TITLES

Ints = NDArray[np.int64]
Codes = NDArray[np.signedinteger[Any]]

EMAIL_DOMAIN = "example.com"


def people_table(setting: Setting, rng: np.random.Generator) -> pl.DataFrame:
    """Everybody who ever worked there in the world's months.

    Args:
        setting: who came and left.
        rng: gives names.

    Returns:
        The table `people`.
    """
    staffing = setting.staffing
    ids = person_ids(len(staffing.hired))
    pairs = len(GIVEN) * len(FAMILY)
    pair = rng.permutation(pairs)[np.arange(len(ids)) % pairs]
    given, family = pl.Series(GIVEN).gather(pair % len(GIVEN)), pl.Series(FAMILY).gather(pair // len(GIVEN))
    seated = np.zeros(len(ids), dtype=bool)
    seated[staffing.occupant] = True
    names = pl.DataFrame({"person_id": ids, "given": given, "family": family})
    table = names.select(
        "person_id",
        name=pl.format("{} {}", "given", "family"),
        email=pl.format("{}@{}", pl.col("person_id").str.to_lowercase(), pl.lit(EMAIL_DOMAIN)),
        starts_on=as_dates(staffing.hired),
        ends_on=dates_or_none(staffing.left),
    )
    return table.filter(pl.Series(seated))


def units_table(setting: Setting) -> pl.DataFrame:
    """A unit for every leader's seat, led by whoever sits there at the end.

    Args:
        setting: the seats and who sat there.

    Returns:
        The table `units`.
    """
    structure = setting.structure
    units = np.arange(structure.leaders)
    ids = unit_ids(structure.leaders)
    team_role = np.full(structure.leaders, -1)
    team_role[structure.team] = structure.role[structure.leaders :]
    kinds = pl.Series(["Company", *(name.title() for name in FUNCTIONS), *(role.teams for role in CONTRIBUTORS)])
    kind = kinds.gather(np.where(team_role >= 0, 1 + len(FUNCTIONS) + team_role, 1 + structure.function[units]))
    place = pl.int_range(pl.len()).over("kind")
    plain = pl.format("{} {}", "kind", pl.lit(pl.Series(PLACES)).gather(place % len(PLACES)))
    again = pl.format("{} {}", plain, place // len(PLACES) + 1)
    return pl.DataFrame({"unit_id": ids, "kind": kind}).select(
        "unit_id",
        name=pl.when(pl.col("kind") == "Company")
        .then(pl.lit("The company"))
        .otherwise(pl.when(place < len(PLACES)).then(plain).otherwise(again)),
        parent_unit_id=named_or_none(ids, structure.parent[units]),
        leader_id=person_ids(len(setting.staffing.hired)).gather(setting.staffing.occupant[-1, units]),
    )


def roles_table(setting: Setting) -> pl.DataFrame:
    """Every role that somebody holds.

    Args:
        setting: the seats.

    Returns:
        The table `roles`.
    """
    leads = [False] * len(CONTRIBUTORS) + [True] * len(LEADERS)
    ramp = [0.0 if leader else float(setting.parameters.ramp_periods) for leader in leads]
    rows = {"role_id": list(ROLE_IDS), "title": list(TITLES), "leads_people": leads, "ramp_periods": ramp}
    return pl.DataFrame(rows)[np.unique(setting.structure.role)]


def assignments_table(setting: Setting, spells: Spells) -> pl.DataFrame:
    """Who held which role under whom.

    Args:
        setting: the seats and the months.
        spells: who sat where under whom.

    Returns:
        The table `assignments`.
    """
    structure, ids = setting.structure, person_ids(len(setting.staffing.hired))
    return pl.DataFrame(
        {
            "person_id": ids.gather(spells.person),
            "role_id": pl.Series(ROLE_IDS).gather(structure.role[spells.seat]),
            "manager_id": named_or_none(ids, spells.leader),
            "starts_on": as_dates(first_days(setting, spells)),
            "unit_id": unit_ids(structure.leaders).gather(structure.unit[spells.seat]),
            "ends_on": dates_or_none(end_days(setting, spells)),
        }
    )


def first_days(setting: Setting, spells: Spells) -> Ints:
    """The first day of each spell; one that lasts from the world's first month began before it.

    Args:
        setting: when people came.
        spells: who sat where under whom.

    Returns:
        Days since 1970-01-01, shape (spells,).
    """
    began = np.maximum(setting.calendar.first_days[spells.first], setting.staffing.hired[spells.person])
    return np.where(spells.first == 0, setting.staffing.role_since[spells.person], began)


def end_days(setting: Setting, spells: Spells) -> Ints:
    """The first day after each spell.

    Args:
        setting: the months.
        spells: who sat where under whom.

    Returns:
        Days since 1970-01-01, -1 where the spell lasts, shape (spells,).
    """
    lasts = spells.end == setting.calendar.months
    return np.where(lasts, -1, setting.calendar.first_days[spells.end])


def role_began(setting: Setting, person: Codes, period: Ints) -> Ints:
    """The first day of people in the role they hold.

    Args:
        setting: who came when, and who changed roles.
        person: codes, shape (cells,).
        period: a month in which each holds it, since 1970-01, same shape.

    Returns:
        Days since 1970-01-01, same shape.
    """
    staffing, calendar = setting.staffing, setting.calendar
    movers = np.unique(staffing.role_changes[:, 1])
    began = np.full((len(movers) + 1, calendar.months), -1)
    for month, someone in staffing.role_changes:
        began[np.searchsorted(movers, someone), month:] = calendar.first_days[month]
    place = np.searchsorted(movers, person)
    moved = np.isin(person, movers)
    since = began[np.where(moved, place, len(movers)), period - calendar.numbers[0]]
    return np.where(since >= 0, since, staffing.role_since[person])


def expectations_table(setting: Setting) -> pl.DataFrame:
    """What is expected in every role that somebody holds.

    Args:
        setting: the seats, and how much is expected in a role.

    Returns:
        The table `expectations`. The main result has no target of its own: everybody has theirs in `targets`.
    """
    held = set(np.unique(setting.structure.role).tolist())
    rows = []
    for code, profile in enumerate(CONTRIBUTORS):
        for place, expected in enumerate(profile.expected[: setting.parameters.expectations_per_role]):
            rows.append((code, expected, None if place == 0 else float(expected.target), 1.0 if place == 0 else 0.5))
    rows += [(len(CONTRIBUTORS) + place, TEAM_ATTAINMENT, 1.0, 1.0) for place in range(len(LEADERS))]
    rows = [row for row in rows if row[0] in held]
    return pl.DataFrame(
        {
            "expectation_id": [expectation_id(ROLE_IDS[code], expected) for code, expected, _, _ in rows],
            "role_id": [ROLE_IDS[code] for code, _, _, _ in rows],
            "name": [expected.name for _, expected, _, _ in rows],
            "direction": [expected.direction for _, expected, _, _ in rows],
            "cadence": [expected.cadence for _, expected, _, _ in rows],
            "kind": [expected.kind for _, expected, _, _ in rows],
            "unit": [expected.unit for _, expected, _, _ in rows],
            "target": pl.Series([target for _, _, target, _ in rows], dtype=pl.Float64),
            "target_high": pl.Series([expected.target_high for _, expected, _, _ in rows], dtype=pl.Float64),
            "tolerance": [0.1] * len(rows),
            "weight": [weight for _, _, _, weight in rows],
            "value_per_unit": pl.Series([expected.worth for _, expected, _, _ in rows], dtype=pl.Float64),
            "currency": pl.Series(
                [None if expected.worth is None else CURRENCY for _, expected, _, _ in rows], dtype=pl.String
            ),
            "starts_on": pl.Series([None] * len(rows), dtype=pl.Date),
            "ends_on": pl.Series([None] * len(rows), dtype=pl.Date),
        }
    )


def facets_table(setting: Setting) -> pl.DataFrame:
    """What every role asks of a person.

    Args:
        setting: the seats.

    Returns:
        The table `facets`.
    """
    rows = [
        (ROLE_IDS[code], facet, item, float(level), 1.0)
        for code in np.unique(setting.structure.role)
        for facet, item, level in (CONTRIBUTOR_FACETS if code < len(CONTRIBUTORS) else LEADER_FACETS)
    ]
    return pl.DataFrame(rows, schema=["role_id", "facet", "item", "level", "weight"], orient="row")
