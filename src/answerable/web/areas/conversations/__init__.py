"""A conversation: its agenda, its notes, what both promise."""
