"""One duty, with what to do about it."""
