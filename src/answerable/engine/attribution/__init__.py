"""Whose gap is it: person, leader, chain, role and market, or chance."""

from answerable.engine.attribution.attribute import attribute
from answerable.engine.attribution.explain import Explanation, Part
from answerable.engine.attribution.mixed import Effect, MixedFit, fit_mixed
from answerable.engine.attribution.result import Attribution

__all__ = ["Attribution", "Effect", "Explanation", "MixedFit", "Part", "attribute", "fit_mixed"]
