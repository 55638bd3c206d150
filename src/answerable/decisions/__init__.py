"""What is done: duties, cases and what follows from them."""
