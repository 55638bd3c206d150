"""What the next leader answers."""
