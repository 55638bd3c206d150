"""What has to hold between rows and tables before anything is computed from them."""

from answerable.panel.checks.every import check_tables

__all__ = ["check_tables"]
