"""What the next leader answers, once a gap has come to them."""
