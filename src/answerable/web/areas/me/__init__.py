"""What is expected of me, and what I am owed."""
