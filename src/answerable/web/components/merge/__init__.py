"""Two wrote the same thing at once: both texts, and a field in which to bring them together."""
