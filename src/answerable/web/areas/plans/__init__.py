"""The plan for a gap."""
