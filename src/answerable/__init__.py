"""Answerable: of each performance gap, is it real, whose is it, who must do what by when?

What a notebook needs is here: `read_company` or `company_from_frames`, then `check`, `attribute`, and `simulate`.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from answerable.engine.attribution import Attribution, attribute, fit_mixed
    from answerable.engine.worlds import simulate, world
    from answerable.findings.check import check
    from answerable.panel import Company, company_from_frames, read_company

__version__ = "0.1.0"

__all__ = [
    "Attribution",
    "Company",
    "__version__",
    "attribute",
    "check",
    "company_from_frames",
    "fit_mixed",
    "read_company",
    "simulate",
    "world",
]

_AT = {
    "Attribution": "answerable.engine.attribution",
    "Company": "answerable.panel",
    "attribute": "answerable.engine.attribution",
    "check": "answerable.findings.check",
    "company_from_frames": "answerable.panel",
    "fit_mixed": "answerable.engine.attribution",
    "read_company": "answerable.panel",
    "simulate": "answerable.engine.worlds",
    "world": "answerable.engine.worlds",
}


def __getattr__(name: str) -> object:
    """Fetch what is asked for when it is: the command line has a say before NumPy is loaded."""
    if name not in _AT:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(_AT[name]), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
