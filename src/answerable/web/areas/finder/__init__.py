"""Find a person or a page."""
