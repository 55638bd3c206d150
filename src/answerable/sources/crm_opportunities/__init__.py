"""A CRM's export of opportunities: who won what, when, under which manager."""

from answerable.sources.crm_opportunities.convert import Converted, convert
from answerable.sources.crm_opportunities.mapping import Mapping, read_mapping, template

__all__ = ["Converted", "Mapping", "convert", "read_mapping", "template"]
