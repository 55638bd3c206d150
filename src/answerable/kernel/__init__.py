"""The small nouns everything else is built of: periods, problems, errors. Standard library only."""
