"""What was expected of each person, and what was measured."""
