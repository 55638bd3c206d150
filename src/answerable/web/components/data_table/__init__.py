"""Rows and columns that stack on a phone."""
