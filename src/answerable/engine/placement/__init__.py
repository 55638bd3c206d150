"""Placement: what a role asks of a person, what they would attain in it, and who could go where."""

from answerable.engine.placement.asking import Place
from answerable.engine.placement.carry import CARRY_SCHEMA, Carry
from answerable.engine.placement.fit import FACET_SCHEMA, FIT_SCHEMA, by_facet, fit
from answerable.engine.placement.learn import Learned, learn
from answerable.engine.placement.place import COMPARED_SCHEMA, PROPOSAL_SCHEMA, Opening, Placement, compare, place
from answerable.engine.placement.predict import PREDICTED_SCHEMA, predicted, predicted_in

__all__ = [
    "CARRY_SCHEMA",
    "COMPARED_SCHEMA",
    "FACET_SCHEMA",
    "FIT_SCHEMA",
    "PREDICTED_SCHEMA",
    "PROPOSAL_SCHEMA",
    "Carry",
    "Learned",
    "Opening",
    "Place",
    "Placement",
    "by_facet",
    "compare",
    "fit",
    "learn",
    "place",
    "predicted",
    "predicted_in",
]
