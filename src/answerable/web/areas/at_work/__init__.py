"""Levers at work: set to work, how far each is, ended."""
