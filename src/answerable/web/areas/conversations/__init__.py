"""Conversations of two: prepared by both, usable while they talk, confirmed by both."""
