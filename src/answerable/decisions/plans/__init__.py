"""How a gap is to be closed: the cause, the levers, what both sides commit to, and a day to decide."""
