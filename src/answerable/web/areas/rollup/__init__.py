"""From person to team, unit and organisation: what is reached together, and who answers for it."""
