"""The canonical tables: their columns, types, defaults and keys, as data.

Everything that reads, checks, writes or documents a company's tables reads it from here.
"""

from dataclasses import dataclass, replace
from enum import StrEnum


class Kind(StrEnum):
    """What a column holds."""

    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    TRUTH = "true or false"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a canonical table.

    Attributes:
        name: its header.
        kind: what it holds.
        required: whether the column has to be there.
        empty: whether a value may be left out.
        choices: the values allowed, where they are a list.
        low: the smallest number allowed.
        high: the largest number allowed.
        whole: whether the number has to be whole.
        default: what an empty value, or a missing optional column, stands for.
        refers_to: the table and column in which the value has to exist.
    """

    name: str
    kind: Kind = Kind.TEXT
    required: bool = True
    empty: bool = False
    choices: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    whole: bool = False
    default: str | float | bool | None = None
    refers_to: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A canonical table.

    Attributes:
        name: its name, which is also the file's or sheet's.
        columns: its columns, required ones first.
        key: the columns that together name a row; no two rows share them.
        required: whether a company has to have it.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    required: bool = False

    def column(self, name: str) -> Column:
        """The column of this name."""
        return next(column for column in self.columns if column.name == name)


LEVERS = (
    "coaching",
    "training",
    "process",
    "program",
    "tool",
    "role_change",
    "manager_change",
    "expectation_change",
)
CAUSES = (
    "expectation_unclear",
    "feedback_missing",
    "process",
    "tool",
    "resources",
    "incentive",
    "skill",
    "ability",
    "commitment",
    "behaviour",
    "drive",
    "leader",
    "chain",
    "market",
)
FACETS = ("skill", "ability", "commitment", "behaviour", "drive")
ACTIVITIES = ("one_on_one", "coaching", "team", "customer", "report", "upward", "other")

_PERSON = ("people", "person_id")
_UNIT = ("units", "unit_id")
_ROLE = ("roles", "role_id")
_EXPECTATION = ("expectations", "expectation_id")


def _optional(column: Column) -> Column:
    return replace(column, required=False, empty=True)


PEOPLE = Table(
    "people",
    (
        Column("person_id"),
        Column("name"),
        _optional(Column("email")),
        _optional(Column("starts_on", Kind.DATE)),
        _optional(Column("ends_on", Kind.DATE)),
    ),
    key=("person_id",),
    required=True,
)
UNITS = Table(
    "units",
    (
        Column("unit_id"),
        Column("name"),
        _optional(Column("parent_unit_id", refers_to=_UNIT)),
        _optional(Column("leader_id", refers_to=_PERSON)),
    ),
    key=("unit_id",),
)
ROLES = Table(
    "roles",
    (
        Column("role_id"),
        Column("title"),
        _optional(Column("leads_people", Kind.TRUTH, default=False)),
        _optional(Column("ramp_periods", Kind.NUMBER, low=0, high=120, whole=True, default=0.0)),
    ),
    key=("role_id",),
    required=True,
)
ASSIGNMENTS = Table(
    "assignments",
    (
        Column("person_id", refers_to=_PERSON),
        Column("role_id", refers_to=_ROLE),
        Column("manager_id", empty=True, refers_to=_PERSON),
        Column("starts_on", Kind.DATE),
        _optional(Column("unit_id", refers_to=_UNIT)),
        _optional(Column("ends_on", Kind.DATE)),
    ),
    key=("person_id", "starts_on"),
    required=True,
)
EXPECTATIONS = Table(
    "expectations",
    (
        Column("expectation_id"),
        Column("role_id", refers_to=_ROLE),
        Column("name"),
        Column("direction", choices=("higher", "lower", "band")),
        Column("cadence", choices=("week", "month", "quarter", "year")),
        _optional(Column("kind", choices=("result", "behaviour"), default="result")),
        _optional(Column("unit")),
        _optional(Column("target", Kind.NUMBER)),
        _optional(Column("target_high", Kind.NUMBER)),
        _optional(Column("tolerance", Kind.NUMBER, low=0, high=1, default=0.1)),
        _optional(Column("weight", Kind.NUMBER, low=0, default=1.0)),
        _optional(Column("value_per_unit", Kind.NUMBER, low=0)),
        _optional(Column("currency")),
        _optional(Column("starts_on", Kind.DATE)),
        _optional(Column("ends_on", Kind.DATE)),
    ),
    key=("expectation_id",),
    required=True,
)
TARGETS = Table(
    "targets",
    (
        Column("person_id", refers_to=_PERSON),
        Column("expectation_id", refers_to=_EXPECTATION),
        Column("period", Kind.DATE),
        Column("target", Kind.NUMBER),
    ),
    key=("person_id", "expectation_id", "period"),
)
MEASUREMENTS = Table(
    "measurements",
    (
        Column("person_id", refers_to=_PERSON),
        Column("expectation_id", refers_to=_EXPECTATION),
        Column("period", Kind.DATE),
        Column("actual", Kind.NUMBER, empty=True),
    ),
    key=("person_id", "expectation_id", "period"),
    required=True,
)
FACET_ITEMS = Table(
    "facets",
    (
        Column("role_id", refers_to=_ROLE),
        Column("facet", choices=FACETS),
        Column("item"),
        Column("level", Kind.NUMBER, low=1, high=5),
        _optional(Column("weight", Kind.NUMBER, low=0, default=1.0)),
    ),
    key=("role_id", "facet", "item"),
)
ASSESSMENTS = Table(
    "assessments",
    (
        Column("person_id", refers_to=_PERSON),
        Column("facet", choices=FACETS),
        Column("item"),
        Column("level", Kind.NUMBER, low=1, high=5),
        Column("assessed_on", Kind.DATE),
        _optional(Column("assessor_id", refers_to=_PERSON)),
        _optional(Column("evidence")),
    ),
)
INTERVENTIONS = Table(
    "interventions",
    (
        Column("intervention_id"),
        Column("lever", choices=LEVERS),
        Column("starts_on", Kind.DATE),
        _optional(Column("person_id", refers_to=_PERSON)),
        _optional(Column("unit_id", refers_to=_UNIT)),
        _optional(Column("name")),
        _optional(Column("ends_on", Kind.DATE)),
        _optional(Column("leader_id", refers_to=_PERSON)),
        _optional(Column("expectation_id", refers_to=_EXPECTATION)),
        _optional(Column("cause", choices=CAUSES)),
    ),
    key=("intervention_id",),
)
ACTIVITY_LOG = Table(
    "activities",
    (
        Column("leader_id", refers_to=_PERSON),
        Column("kind", choices=ACTIVITIES),
        Column("at", Kind.MOMENT),
        Column("minutes", Kind.NUMBER, low=0, high=1440),
        _optional(Column("person_id", refers_to=_PERSON)),
    ),
)
FEEDBACK = Table(
    "feedback",
    (
        Column("leader_id", refers_to=_PERSON),
        Column("item"),
        Column("score", Kind.NUMBER, low=1, high=5),
        Column("given_on", Kind.DATE),
        _optional(Column("person_id", refers_to=_PERSON)),
    ),
)
GROUPS = Table(
    "groups",
    (
        Column("person_id", refers_to=_PERSON),
        Column("attribute"),
        Column("group", empty=True),
    ),
    key=("person_id", "attribute"),
)

# What is never part of a company, so that nothing that is reckoned from one can rest on it.
APART: dict[str, Table] = {GROUPS.name: GROUPS}

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        PEOPLE,
        UNITS,
        ROLES,
        ASSIGNMENTS,
        EXPECTATIONS,
        TARGETS,
        MEASUREMENTS,
        FACET_ITEMS,
        ASSESSMENTS,
        INTERVENTIONS,
        ACTIVITY_LOG,
        FEEDBACK,
    )
}
