"""Where each canonical table has its place among the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from answerable.facts.measures.models import Measurement, Target
from answerable.facts.people.models import Assignment, Person, Unit
from answerable.facts.roles.models import Expectation, FacetItem, Role
from answerable.facts.support.models import Activity, Assessment, Feedback, Measure


@dataclass(frozen=True, slots=True)
class Home:
    """Where the rows of a canonical table live.

    Attributes:
        table: the canonical table.
        model: the rows' model.
        fields: by canonical column, the model's field.
        refers: by canonical column, the model whose key the column holds.
        dated: whether a correction is a row of its own; else the row stays and the correction is noted beside it.
    """

    table: str
    model: Any
    fields: Mapping[str, str]
    refers: Mapping[str, Any] = field(default_factory=dict)
    dated: bool = True

    def lookup(self, column: str) -> str:
        """How the database is asked for a column's canonical value."""
        name = self.fields[column]
        return f"{name}__key" if column in self.refers else name


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


_PERSON = {"person_id": Person}

# In an order in which every row's references are there before it.
HOMES: tuple[Home, ...] = (
    Home("people", Person, {"person_id": "key", **_same("name", "email", "starts_on", "ends_on")}, dated=False),
    Home(
        "units",
        Unit,
        {"unit_id": "key", "name": "name", "parent_unit_id": "parent", "leader_id": "leader"},
        {"parent_unit_id": Unit, "leader_id": Person},
        dated=False,
    ),
    Home("roles", Role, {"role_id": "key", **_same("title", "leads_people", "ramp_periods")}, dated=False),
    Home(
        "assignments",
        Assignment,
        {
            "person_id": "person",
            "role_id": "role",
            "manager_id": "manager",
            "unit_id": "unit",
            **_same("starts_on", "ends_on"),
        },
        {"person_id": Person, "role_id": Role, "manager_id": Person, "unit_id": Unit},
    ),
    Home(
        "expectations",
        Expectation,
        {
            "expectation_id": "key",
            "role_id": "role",
            **_same("name", "direction", "cadence", "kind", "unit", "target", "target_high", "tolerance", "weight"),
            **_same("value_per_unit", "currency", "starts_on", "ends_on"),
        },
        {"role_id": Role},
    ),
    Home(
        "targets",
        Target,
        {"person_id": "person", "expectation_id": "expectation", **_same("period", "target")},
        _PERSON,
    ),
    Home(
        "measurements",
        Measurement,
        {"person_id": "person", "expectation_id": "expectation", **_same("period", "actual")},
        _PERSON,
    ),
    Home("facets", FacetItem, {"role_id": "role", **_same("facet", "item", "level", "weight")}, {"role_id": Role}),
    Home(
        "assessments",
        Assessment,
        {
            "person_id": "person",
            "assessor_id": "assessor",
            **_same("facet", "item", "level", "assessed_on", "evidence"),
        },
        {"person_id": Person, "assessor_id": Person},
    ),
    Home(
        "interventions",
        Measure,
        {
            "intervention_id": "key",
            "person_id": "person",
            "unit_id": "unit",
            "leader_id": "leader",
            "expectation_id": "expectation",
            **_same("lever", "name", "starts_on", "ends_on", "cause"),
        },
        {"person_id": Person, "unit_id": Unit, "leader_id": Person},
    ),
    Home(
        "activities",
        Activity,
        {"leader_id": "leader", "person_id": "person", **_same("kind", "at", "minutes")},
        {"leader_id": Person, "person_id": Person},
    ),
    Home(
        "feedback",
        Feedback,
        {"leader_id": "leader", "person_id": "person", **_same("item", "score", "given_on")},
        {"leader_id": Person, "person_id": Person},
    ),
)
HOME_OF = {home.table: home for home in HOMES}
