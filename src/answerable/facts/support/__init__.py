"""What was given: conversations, coaching, measures; what people said of it."""
