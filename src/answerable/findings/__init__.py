"""Facts through the engine and the rules: what was found on a day, and who is answerable for it."""
