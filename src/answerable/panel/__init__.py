"""What the engine eats: the canonical tables, typed and checked, from folders or dataframes."""
