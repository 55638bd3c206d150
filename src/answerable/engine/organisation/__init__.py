"""How the company is built: layers, the size of teams, and what the record says about how large one can be."""

from answerable.engine.organisation.design import Organisation, organisation
from answerable.engine.organisation.layers import LAYER_SCHEMA
from answerable.engine.organisation.relation import Estimate, Fall, Point, Relation
from answerable.engine.organisation.teams import TEAM_SCHEMA

__all__ = [
    "LAYER_SCHEMA",
    "TEAM_SCHEMA",
    "Estimate",
    "Fall",
    "Organisation",
    "Point",
    "Relation",
    "organisation",
]
