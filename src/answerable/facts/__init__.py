"""What is so: people, roles, measures, support. Dated, never overwritten."""
