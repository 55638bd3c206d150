"""The demo company's tables."""

from answerable.engine.worlds import demo_company
from answerable.panel import Company, company_from_frames


def demo_tables() -> Company:
    """Make the demo company, always the same one."""
    return company_from_frames(demo_company().tables, "the demo company")
