"""Import, people and access, the ledger."""
