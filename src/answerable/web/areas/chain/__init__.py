"""The organisation below a leader."""
