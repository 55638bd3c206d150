"""One row a person."""
