"""Weeks of a leader: time with people against reports, on record and as estimated, drawn and as a table."""
