"""What performance is in each role, in dated versions."""
