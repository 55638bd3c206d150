"""The packet of a gap: everything on record of it, on paper."""
