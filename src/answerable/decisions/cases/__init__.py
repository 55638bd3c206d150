"""Gaps taken up: who is answerable, since when, and what the person says."""
