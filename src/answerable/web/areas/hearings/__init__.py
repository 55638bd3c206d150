"""The fair hearing on a gap."""
