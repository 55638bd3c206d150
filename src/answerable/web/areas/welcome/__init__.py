"""The first page: set up, or look round."""
