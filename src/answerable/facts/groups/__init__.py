"""Groups people belong to, where a company supplies them: kept apart, and read by nothing but the look at fairness."""
