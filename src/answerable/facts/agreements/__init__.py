"""What the two sides agreed on, tailored, and did not agree on."""
