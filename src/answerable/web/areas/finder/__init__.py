"""Find a person, a unit or a page."""
