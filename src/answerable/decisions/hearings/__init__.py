"""Fair hearing: the evidence first, an answer beside the claim, a reviewer from outside the line, an outcome."""
