"""A company's tables into the facts: compared first, then loaded whole or not at all."""
