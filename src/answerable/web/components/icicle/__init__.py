"""The organisation below a leader, as nested blocks."""
