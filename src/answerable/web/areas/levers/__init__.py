"""The library of what closes gaps."""
