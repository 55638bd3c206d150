"""What may be expected of somebody in another role, what that rests on, and what would have to be true."""
