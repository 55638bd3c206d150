"""How sure something is."""
