"""Another role, another leader, a way out: proposals, decisions, what came of them."""
