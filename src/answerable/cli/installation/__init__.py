"""Commands that work on an installation; loaded once the server is."""
