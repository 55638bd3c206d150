"""Persons, units, dated assignments and the chain; the accounts that look at them."""
