"""A series, small enough to stand in a line."""
