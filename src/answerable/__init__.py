"""Answerable: of each performance gap, is it real, whose is it, who must do what by when?

What a notebook needs is here: `read_company` or `company_from_frames`, then `check`, `attribute`, and `simulate`.
"""

from typing import TYPE_CHECKING

from answerable.kernel.lazy import lazily

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


# Late, because the command line has a say in how NumPy works before it is loaded.
__getattr__, __dir__ = lazily(__name__, _AT)
