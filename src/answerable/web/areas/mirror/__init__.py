"""What I say, what the records show, what my people say."""
