"""The unit of work: what two people talk about, and what both promise."""
