"""The statistics every step of the argument shares: moderated variances, levels that change, tails."""
