"""The way here."""
