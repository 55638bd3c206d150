"""How decisions and rules fall on groups."""
