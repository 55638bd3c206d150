"""Digests and notices."""
