"""Who owes whom what by when, and what became of it."""
