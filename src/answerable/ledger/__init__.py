"""The ledger: append-only, hash-chained account of answerability and decisions."""
