"""Policy: facts in, verdicts with reasons out. Pure functions on plain values; no frames, no clocks, no files."""
