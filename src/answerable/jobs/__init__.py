"""What happens by itself: the tick, and work in the background."""
