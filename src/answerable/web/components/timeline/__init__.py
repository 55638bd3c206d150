"""One expectation of one person over time."""
