"""Names and values."""
