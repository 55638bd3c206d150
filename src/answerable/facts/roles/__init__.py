"""Roles and what performance means in them: expectations and facets."""
