"""Another role, another leader, a way out."""
