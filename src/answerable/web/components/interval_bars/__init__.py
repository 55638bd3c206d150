"""Estimates on one scale, each with how far it may lie from there."""
